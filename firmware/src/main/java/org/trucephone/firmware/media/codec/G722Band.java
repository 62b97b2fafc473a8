package org.trucephone.firmware.media.codec;

/**
 * The adaptive predictor of one sub-band of G.722 (clause 3.6, blocks 4L and 4H): two poles, six
 * zeros, sign-driven.
 *
 * <p>Names are the Recommendation's: {@code s} signal estimate, {@code sp} pole part, {@code sz}
 * zero part, {@code r} reconstructed, {@code p} partially reconstructed, {@code d} quantized
 * difference, {@code a} pole and {@code b} zero coefficients, {@code det} scale factor, {@code nb}
 * its logarithm.
 */
final class G722Band {
  private final int[] d = new int[7];
  private final int[] b = new int[7];
  private int p1;
  private int p2;
  private int r1;
  private int r2;
  private int a1;
  private int a2;
  private int sz;
  int s;
  int nb;
  int det;

  G722Band(int det) {
    this.det = det;
  }

  static int saturate(int value) {
    return value > 32767 ? 32767 : Math.max(value, -32768);
  }

  /** Takes in a quantized difference and predicts the next sample. */
  void adapt(int difference) {
    int r = saturate(s + difference); // RECONS
    int p = saturate(sz + difference); // PARREC
    int sg0 = p >> 15;
    int sg1 = p1 >> 15;
    int sg2 = p2 >> 15;

    // UPPOL2: second pole coefficient, kept within ±0.75
    int wd1 = saturate(a1 << 2);
    int wd2 = Math.min(sg0 == sg1 ? -wd1 : wd1, 32767);
    int wd3 = (sg0 == sg2 ? 128 : -128) + (wd2 >> 7) + (a2 * 32512 >> 15);
    int nextA2 = Math.clamp(wd3, -12288, 12288);

    // UPPOL1: first pole coefficient, kept within what the second allows
    int limit = saturate(15360 - nextA2);
    int nextA1 =
        Math.clamp(saturate((sg0 == sg1 ? 192 : -192) + (a1 * 32640 >> 15)), -limit, limit);

    // UPZERO: zero coefficients
    int step = difference == 0 ? 0 : 128;
    d[0] = difference;
    int sgd = difference >> 15;
    for (int i = 1; i < 7; i++) {
      int same = d[i] >> 15 == sgd ? step : -step;
      b[i] = saturate(same + (b[i] * 32640 >> 15));
    }

    // DELAYA
    for (int i = 6; i > 0; i--) {
      d[i] = d[i - 1];
    }
    r2 = r1;
    r1 = r;
    p2 = p1;
    p1 = p;
    a1 = nextA1;
    a2 = nextA2;

    // FILTEP, FILTEZ, PREDIC
    int sp = saturate((a1 * saturate(r1 + r1) >> 15) + (a2 * saturate(r2 + r2) >> 15));
    int zeros = 0;
    for (int i = 6; i > 0; i--) {
      zeros += b[i] * saturate(d[i] + d[i]) >> 15;
    }
    sz = saturate(zeros);
    s = saturate(sp + sz);
  }
}

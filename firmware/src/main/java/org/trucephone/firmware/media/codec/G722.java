package org.trucephone.firmware.media.codec;

/**
 * ITU-T G.722 at 64 kbit/s: two sub-bands split by a quadrature mirror filter, ADPCM of 6 bits low
 * and 2 bits high. One object encodes or decodes one direction. Tables are those of the
 * Recommendation (clause 3 and its tables 11 to 21).
 */
public final class G722 implements AudioCodec {
  private static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};
  private static final int[] Q6 = {
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023,
    1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
  };
  private static final int[] QM6 = {
    -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232,
    -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776,
    -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192,
    10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032,
    1688, 1360, 1040, 728, 432, 136, -432, -136
  };
  private static final int[] QM4 = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584,
    1200, 0
  };
  private static final int[] QM2 = {-7408, -1616, 7408, 1616};
  private static final int[] WL = {-60, -30, 58, 172, 334, 538, 1198, 3042};
  private static final int[] RL42 = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};
  private static final int[] WH = {0, -214, 798};
  private static final int[] RH2 = {2, 1, 2, 1};
  private static final int[] ILB = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  private final G722Band low = new G722Band(32);
  private final G722Band high = new G722Band(8);
  private final int[] line = new int[24];

  @Override
  public String name() {
    return "G722";
  }

  @Override
  public int clockHz() {
    return 8000;
  }

  @Override
  public int rateHz() {
    return 16000;
  }

  @Override
  public int samples(byte[] in, int offset, int length) {
    return length * 2;
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int at) {
    int written = 0;
    for (int i = 0; i + 1 < samples; i += 2) {
      shift();
      line[22] = pcm[offset + i];
      line[23] = pcm[offset + i + 1];
      int odd = 0;
      int even = 0;
      for (int k = 0; k < 12; k++) {
        odd += line[2 * k] * QMF[k];
        even += line[2 * k + 1] * QMF[11 - k];
      }
      int xl = even + odd >> 14;
      int xh = even - odd >> 14;
      out[at + written++] = (byte) (encodeHigh(xh) << 6 | encodeLow(xl));
    }
    return written;
  }

  private int encodeLow(int xl) {
    int el = G722Band.saturate(xl - low.s);
    int magnitude = el >= 0 ? el : -(el + 1);
    int i = 1;
    while (i < 30 && magnitude >= Q6[i] * low.det >> 12) {
      i++;
    }
    // QUANTL: codes fall as the magnitude grows; the two smallest negative ones stand apart
    int code = el < 0 ? (i < 3 ? 64 - i : 34 - i) : 62 - i;
    int coarse = code >> 2;
    int dl = low.det * QM4[coarse] >> 15;
    scaleLow(coarse);
    low.adapt(dl);
    return code;
  }

  private int encodeHigh(int xh) {
    int eh = G722Band.saturate(xh - high.s);
    int magnitude = eh >= 0 ? eh : -(eh + 1);
    int level = magnitude >= 564 * high.det >> 12 ? 2 : 1;
    int code = eh < 0 ? level == 1 ? 1 : 0 : level == 1 ? 3 : 2;
    int dh = high.det * QM2[code] >> 15;
    scaleHigh(code);
    high.adapt(dh);
    return code;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] out, int at) {
    int written = 0;
    for (int i = 0; i < length && at + written + 1 < out.length; i++) {
      int code = in[offset + i];
      int lowCode = code & 0x3f;
      int highCode = code >> 6 & 3;

      int rl = clip(low.s + (low.det * QM6[lowCode] >> 15));
      int coarse = lowCode >> 2;
      int dl = low.det * QM4[coarse] >> 15;
      scaleLow(coarse);
      low.adapt(dl);

      int dh = high.det * QM2[highCode] >> 15;
      int rh = clip(high.s + dh);
      scaleHigh(highCode);
      high.adapt(dh);

      shift();
      line[22] = rl + rh;
      line[23] = rl - rh;
      int first = 0;
      int second = 0;
      for (int k = 0; k < 12; k++) {
        second += line[2 * k] * QMF[k];
        first += line[2 * k + 1] * QMF[11 - k];
      }
      out[at + written++] = (short) G722Band.saturate(first >> 11);
      out[at + written++] = (short) G722Band.saturate(second >> 11);
    }
    return written;
  }

  private void shift() {
    System.arraycopy(line, 2, line, 0, 22);
  }

  /** Block 5: sub-band signals are 15 bit. */
  private static int clip(int value) {
    return Math.clamp(value, -16384, 16383);
  }

  /** LOGSCL, SCALEL. */
  private void scaleLow(int coarse) {
    low.nb = Math.clamp((low.nb * 127 >> 7) + WL[RL42[coarse]], 0, 18432);
    low.det = scale(low.nb, 8);
  }

  /** LOGSCH, SCALEH. */
  private void scaleHigh(int code) {
    high.nb = Math.clamp((high.nb * 127 >> 7) + WH[RH2[code]], 0, 22528);
    high.det = scale(high.nb, 10);
  }

  private static int scale(int nb, int base) {
    int mantissa = ILB[nb >> 6 & 31];
    int shift = base - (nb >> 11);
    return (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
  }
}

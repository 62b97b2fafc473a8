package org.trucephone.firmware.media.dsp;

/**
 * Changes between 8 and 16 kHz by a 47-tap linear-phase half-band filter (Kaiser window, about 70
 * dB; pass band to 3.4 kHz). Delay 23 samples at 16 kHz. One object per direction and stream.
 */
public final class HalfBand {
  private static final int TAPS = 47;
  private static final int CENTRE = TAPS / 2;

  /**
   * Q15 taps at odd distances 1, 3, … 23 from the centre; the centre is one half, even distances
   * are zero.
   */
  private static final int[] ODD = design();

  private final int[] line = new int[TAPS];

  private static int[] design() {
    int[] taps = new int[(CENTRE + 1) / 2];
    double beta = 7.0;
    double sum = 0;
    double[] exact = new double[taps.length];
    for (int i = 0; i < taps.length; i++) {
      int n = 2 * i + 1;
      double ideal = Math.sin(Math.PI * n / 2) / (Math.PI * n);
      double x = (double) n / (CENTRE + 1);
      exact[i] = ideal * bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
      sum += 2 * exact[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (int) Math.round(exact[i] * 0.5 / sum * 32768);
    }
    return taps;
  }

  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 40; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /** Doubles the rate: {@code n} samples from {@code in} become {@code 2n} in {@code out}. */
  public void up(short[] in, int from, int n, short[] out, int to) {
    for (int i = 0; i < n; i++) {
      push(in[from + i]);
      out[to + 2 * i] = clip(odd() >> 14);
      push(0);
      out[to + 2 * i + 1] = clip(line[CENTRE] << 15 >> 15);
    }
  }

  /**
   * Forgets what went before, as after a gap: the filter begins as if the {@code n} samples to come
   * had been heard backwards before.
   */
  public void prime(short[] in, int from, int n) {
    for (int i = Math.min(n - 1, CENTRE); i > 0; i--) {
      push(in[from + i]);
      push(0);
    }
  }

  /** Halves the rate: {@code 2n} samples from {@code in} become {@code n} in {@code out}. */
  public void down(short[] in, int from, int n, short[] out, int to) {
    for (int i = 0; i < n; i++) {
      push(in[from + 2 * i]);
      push(in[from + 2 * i + 1]);
      out[to + i] = clip((line[CENTRE] << 14) + odd() >> 15);
    }
  }

  private int odd() {
    int sum = 0;
    for (int i = 0; i < ODD.length; i++) {
      sum += ODD[i] * (line[CENTRE - 2 * i - 1] + line[CENTRE + 2 * i + 1]);
    }
    return sum;
  }

  private void push(int sample) {
    System.arraycopy(line, 1, line, 0, TAPS - 1);
    line[TAPS - 1] = sample;
  }

  private static short clip(int value) {
    return (short) Math.clamp(value, -32768, 32767);
  }
}

package org.trucephone.firmware.media.jitter;

/**
 * Takes one pitch period out of speech, or puts one in, by overlap and add; only where two periods
 * in a row are alike enough, or so quiet that nobody hears it. 16 kHz.
 */
final class TimeStretch {
  /** Samples either verb wants to see. */
  static final int NEEDS = 2 * Pitch.LONGEST;

  /** Samples of a pause that are enough to make it longer. */
  private static final int LEAST = 160;

  /** Mean square below which anything goes: 44 dB under full scale. */
  private static final long QUIET = 40_000;

  private final Pitch pitch = new Pitch();

  /**
   * Removes one period at the beginning of {@code n} samples.
   *
   * @param alike how alike the two periods must be, −1…1; above 1 only a pause is shortened
   * @param pause mean square up to which samples are a pause
   * @return samples removed; 0 if there is too little, or nothing alike
   */
  int shorten(short[] x, int n, double alike, double pause) {
    if (n < NEEDS) {
      return 0;
    }
    int lag = energy(x, NEEDS) <= pause ? Pitch.LONGEST : alike > 1 ? 0 : lag(x, alike);
    if (lag == 0) {
      return 0;
    }
    for (int i = 0; i < lag; i++) {
      x[i] = (short) ((x[i] * (lag - i) + x[lag + i] * i) / lag);
    }
    System.arraycopy(x, 2 * lag, x, lag, n - 2 * lag);
    return lag;
  }

  /**
   * Inserts one period: A B becomes A M B, M fading from B to A, so that both seams are the
   * signal's own. Of a pause less is needed, and any length does.
   *
   * @param pause mean square up to which samples are a pause
   * @return samples inserted; 0 if there is too little, no room, or nothing alike
   */
  int lengthen(short[] x, int n, double alike, double pause) {
    if (n < LEAST || n + Pitch.LONGEST > x.length) {
      return 0;
    }
    int lag = n >= NEEDS ? lag(x, alike) : energy(x, n) <= pause ? n / 2 : 0;
    if (lag == 0) {
      return 0;
    }
    System.arraycopy(x, lag, x, 2 * lag, n - lag);
    for (int i = 0; i < lag; i++) {
      x[lag + i] = (short) ((x[2 * lag + i] * (lag - i) + x[i] * i) / lag);
    }
    return lag;
  }

  private int lag(short[] x, double alike) {
    int lag = pitch.find(x, NEEDS, Pitch.LONGEST);
    return pitch.correlation() >= alike || energy(x, 2 * lag) <= QUIET ? lag : 0;
  }

  /** {@return mean square of the first {@code n} samples} */
  static long energy(short[] x, int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (long) x[i] * x[i];
    }
    return sum / n;
  }
}

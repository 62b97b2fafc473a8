package org.trucephone.firmware.media.jitter;

/** Finds the pitch period of speech at 16 kHz by normalised correlation; 62…400 Hz. */
final class Pitch {
  static final int SHORTEST = 40;
  static final int LONGEST = 256;

  private double correlation;

  /**
   * {@return the lag that makes {@code n} samples before {@code end} most like those a lag earlier}
   */
  int find(short[] x, int end, int n) {
    return find(x, end, n, SHORTEST, LONGEST);
  }

  /** The same among lags of {@code least} to {@code most} samples. */
  int find(short[] x, int end, int n, int least, int most) {
    int best = least;
    double bestScore = -1;
    for (int lag = least; lag <= most; lag += 2) {
      double score = score(x, end, n, lag, 2);
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    int coarse = best;
    for (int lag = Math.max(least, coarse - 1); lag <= Math.min(most, coarse + 1); lag++) {
      double score = score(x, end, n, lag, 1);
      if (score >= bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    correlation = bestScore;
    return best;
  }

  /** {@return how alike the last find's two segments were, −1…1; 1 for silence} */
  double correlation() {
    return correlation;
  }

  private static double score(short[] x, int end, int n, int lag, int step) {
    long cross = 0;
    long a = 1;
    long b = 1;
    for (int i = end - n; i < end; i += step) {
      int now = x[i];
      int then = x[i - lag];
      cross += (long) now * then;
      a += (long) now * now;
      b += (long) then * then;
    }
    return cross / Math.sqrt((double) a * b);
  }
}

package org.trucephone.firmware.media.jitter;

/**
 * Goes on from a piece of sound as linear prediction of high order says (Burg's method): formants
 * and pitch ring on, without a step at the seam. 16 kHz.
 */
final class Prediction {
  private final int order;
  private final int window;
  private final double[] forward;
  private final double[] backward;
  private final double[] weights;
  private final double[] before;
  private final double[] memory;

  /** Of that order, learnt from the last {@code window} samples. */
  Prediction(int order, int window) {
    this.order = order;
    this.window = window;
    forward = new double[window];
    backward = new double[window];
    weights = new double[order];
    before = new double[order];
    memory = new double[order];
  }

  /** Learns from the samples before {@code end}; at most a window of them. */
  void learn(short[] x, int end) {
    int n = Math.min(end, window);
    for (int i = 0; i < n; i++) {
      forward[i] = x[end - n + i];
      backward[i] = forward[i];
    }
    java.util.Arrays.fill(weights, 0);
    int most = Math.min(order, n / 2);
    for (int m = 0; m < most; m++) {
      double cross = 0;
      double power = 1;
      for (int i = m + 1; i < n; i++) {
        cross += forward[i] * backward[i - 1];
        power += forward[i] * forward[i] + backward[i - 1] * backward[i - 1];
      }
      double k = 2 * cross / power;
      System.arraycopy(weights, 0, before, 0, m);
      for (int i = 0; i < m; i++) {
        weights[i] = before[i] - k * before[m - 1 - i];
      }
      weights[m] = k;
      for (int i = n - 1; i > m; i--) {
        double f = forward[i];
        double b = backward[i - 1];
        forward[i] = f - k * b;
        backward[i] = b - k * f;
      }
    }
    for (int i = 0; i < order; i++) {
      memory[i] = end - 1 - i < 0 ? 0 : x[end - 1 - i];
    }
  }

  /** {@return the next sample} */
  double next() {
    double sum = 0;
    for (int i = 0; i < order; i++) {
      sum += weights[i] * memory[i];
    }
    sum = Math.clamp(sum, -40_000, 40_000);
    System.arraycopy(memory, 0, memory, 1, order - 1);
    memory[0] = sum;
    return sum;
  }
}

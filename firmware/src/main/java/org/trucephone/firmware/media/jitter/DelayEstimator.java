package org.trucephone.firmware.media.jitter;

/**
 * How much delay absorbs the network's jitter: a forgetting histogram of each packet's delay beyond
 * the fastest path seen lately. One thread; no clock.
 */
final class DelayEstimator {
  private static final int BIN_MS = 5;
  private static final int BINS = 100;
  private static final int JUMP_MS = 1000;
  private static final double FORGET = 0.995;
  private static final double QUANTILE = 0.97;

  /**
   * Packets in one window of the fastest path; two windows together follow clock skew and route
   * changes.
   */
  private static final int WINDOW = 500;

  private final double[] histogram = new double[BINS];
  private double weight;
  private double fastest = Double.MAX_VALUE;
  private double fastestBefore = Double.MAX_VALUE;
  private int inWindow;
  private int packets;
  private double last;

  /**
   * Takes in a packet: arrival time less its timestamp, both in milliseconds, any common origin.
   */
  void on(double relativeMs) {
    if (packets > 0 && Math.abs(relativeMs - last) > JUMP_MS) {
      // The sender's timestamps jumped: a new origin, not a slower network.
      fastest = relativeMs;
      fastestBefore = relativeMs;
    }
    last = relativeMs;
    packets++;
    fastest = Math.min(fastest, relativeMs);
    double base = Math.min(fastest, fastestBefore);
    int bin = (int) Math.min(BINS - 1, (relativeMs - base) / BIN_MS);
    for (int i = 0; i < BINS; i++) {
      histogram[i] *= FORGET;
    }
    weight = weight * FORGET + 1;
    histogram[bin] += 1;
    if (++inWindow == WINDOW) {
      inWindow = 0;
      fastestBefore = fastest;
      fastest = relativeMs;
    }
  }

  /** {@return jitter to absorb, in milliseconds} */
  int targetMs() {
    double sum = 0;
    for (int i = 0; i < BINS; i++) {
      sum += histogram[i];
      if (sum >= QUANTILE * weight) {
        return (i + 1) * BIN_MS;
      }
    }
    return BINS * BIN_MS;
  }

  /** {@return packets since the last reset} */
  int packets() {
    return packets;
  }

  void reset() {
    packets = 0;
    java.util.Arrays.fill(histogram, 0);
    weight = 0;
    fastest = Double.MAX_VALUE;
    fastestBefore = Double.MAX_VALUE;
    inWindow = 0;
  }
}

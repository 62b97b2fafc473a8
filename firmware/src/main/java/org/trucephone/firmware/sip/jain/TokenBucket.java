package org.trucephone.firmware.sip.jain;

/** Lets so many pass a second, and so many at once after a rest. Any thread. */
final class TokenBucket {
  private final double perSecond;
  private final double burst;
  private double tokens;
  private long last;

  /**
   * @param now steady time in nanoseconds
   */
  TokenBucket(double perSecond, double burst, long now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.last = now;
  }

  /** {@return whether one more may pass at {@code now}, steady time in nanoseconds} */
  synchronized boolean take(long now) {
    tokens = Math.min(burst, tokens + (now - last) / 1e9 * perSecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}

package org.trucephone.provisioning;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: each wait twice the one before up to a limit, less up to half of it by chance,
 * so that a building full of phones does not ask in step after a power cut.
 *
 * <p>No clock and no randomness of its own. One thread at a time.
 */
public final class RetrySchedule {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  /**
   * A schedule.
   *
   * @param first longest value of the first wait
   * @param longest longest value of any wait
   * @param random decides about the jitter
   */
  public RetrySchedule(Duration first, Duration longest, RandomGenerator random) {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("first " + first + ", longest " + longest);
    }
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** {@return how long to wait before the next try; longer each time} */
  public Duration next() {
    Duration whole = next;
    next = whole.compareTo(longest.dividedBy(2)) >= 0 ? longest : whole.multipliedBy(2);
    long millis = Math.max(1, whole.toMillis());
    return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
  }

  /** A try succeeded: the next wait is a first one. */
  public void reset() {
    next = first;
  }
}

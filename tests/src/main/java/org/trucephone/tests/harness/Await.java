package org.trucephone.tests.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition until a deadline, for things that cannot call back. */
public final class Await {
  private static final long LOOK_AGAIN_NANOS = 10_000_000;

  private Await() {}

  /**
   * Looks every 10 ms until the condition holds.
   *
   * @param told what is known when it does not come true, for the message
   * @return how long it took
   * @throws AssertionError naming what was waited for, when the limit is over
   */
  public static Duration until(
      String what, Duration limit, BooleanSupplier condition, Supplier<String> told) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError(
            "Not within " + limit.toSeconds() + " s: " + what + "\n" + told.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("Interrupted while waiting for: " + what + "\n" + told.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

package org.trucephone.hal.display;

import java.util.concurrent.locks.LockSupport;

/** Waits a datasheet asks for between commands. Tests record them instead of waiting. */
@FunctionalInterface
public interface Delay {
  /** Waits for real. */
  Delay REAL =
      millis -> {
        long end = System.nanoTime() + millis * 1_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      };

  /** Returns after at least {@code millis} milliseconds. */
  void millis(int millis);
}

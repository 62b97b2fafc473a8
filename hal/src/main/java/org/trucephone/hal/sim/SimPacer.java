package org.trucephone.hal.sim;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Says when the next 10 ms period has passed. Called on the audio thread only. */
@FunctionalInterface
public interface SimPacer {
  /** Returns when the next period is due. */
  void awaitPeriod();

  /**
   * {@return a pacer on the machine's clock}. Deadlines are absolute, so lateness never adds up;
   * after a stall of more than 100 ms (a suspended machine) it starts anew rather than race.
   */
  static SimPacer realTime() {
    return new SimPacer() {
      private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
      private long due;
      private boolean running;

      @Override
      public void awaitPeriod() {
        long now = System.nanoTime();
        if (!running || now - due > 10 * PERIOD_NANOS) {
          running = true;
          due = now;
        }
        due += PERIOD_NANOS;
        long left = due - now;
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(left);
          left = due - System.nanoTime();
        }
      }
    };
  }
}

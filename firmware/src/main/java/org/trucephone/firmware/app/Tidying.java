package org.trucephone.firmware.app;

import java.util.function.BooleanSupplier;

/**
 * Collects all garbage while nobody would hear it, so that no call has to stop for that: some
 * seconds after the phone was last in use, and now and then in a long idle time. One thread; counts
 * its looks instead of reading a clock.
 */
final class Tidying implements Runnable {
  /** Between two looks. */
  static final long LOOK_MILLIS = 1000;

  /** Looks in a row that must find the phone idle. */
  static final int SETTLED = 10;

  /** Looks after which an idle phone is tidied again: an hour. */
  static final int AGAIN = 3600;

  private final BooleanSupplier busy;
  private final Runnable collect;
  private int idle;
  private boolean used = true;

  /**
   * @param busy whether the phone is in use: off hook, ringing or in a call
   * @param collect collects all garbage; every thread stops meanwhile
   */
  Tidying(BooleanSupplier busy, Runnable collect) {
    this.busy = busy;
    this.collect = collect;
  }

  /** Looks once, and tidies if it is time. */
  void look() {
    if (busy.getAsBoolean()) {
      idle = 0;
      used = true;
      return;
    }
    idle++;
    if (idle >= AGAIN || used && idle >= SETTLED) {
      collect.run();
      used = false;
      idle = 0;
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the phone is being closed
    }
  }
}

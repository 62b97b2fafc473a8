package org.trucephone.firmware.app;

import java.time.Instant;
import org.trucephone.firmware.phone.Now;

/**
 * The machine's clocks. The steady one counts from start-up by {@link System#nanoTime}, so NTP
 * cannot move a deadline.
 */
final class SystemClock implements EventLoop.Clock {
  private final long start = System.nanoTime();

  @Override
  public Now now() {
    return new Now(Instant.EPOCH.plusNanos(System.nanoTime() - start), Instant.now());
  }
}

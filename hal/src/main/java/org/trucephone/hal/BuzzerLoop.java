package org.trucephone.hal;

import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;

/**
 * A buzzer that makes its own tone while its line is active: one second on, three off. Used on the
 * {@code hardware} thread; time is an argument.
 */
final class BuzzerLoop {
  private static final long ON_MILLIS = 1000;
  private static final long TURN_MILLIS = 4000;

  private final OutputLine line;
  private boolean ringing;
  private boolean sounding;
  private boolean failed;
  private long since;

  BuzzerLoop(OutputLine line) {
    this.line = line;
  }

  /** Begins or ends to ring. */
  void ring(boolean wanted, long nowMillis) {
    if (wanted != ringing) {
      ringing = wanted;
      since = nowMillis;
    }
  }

  /**
   * Sounds or not, as is due.
   *
   * @return milliseconds until the next change; -1 if it does not ring
   */
  long beat(long nowMillis) {
    long at = (nowMillis - since) % TURN_MILLIS;
    boolean due = ringing && at < ON_MILLIS;
    if (due != sounding) {
      try {
        line.set(due);
        sounding = due;
        failed = false;
      } catch (BusException e) {
        if (!failed) {
          failed = true;
          Logger.warn("buzzer: {}", e.getMessage());
        }
      }
    }
    if (!ringing) {
      return -1;
    }
    return due ? ON_MILLIS - at : TURN_MILLIS - at;
  }
}

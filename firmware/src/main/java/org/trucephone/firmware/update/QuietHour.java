package org.trucephone.firmware.update;

import java.time.LocalTime;

/** When a phone may start again by itself: never in a call, and at night unless someone asked. */
public final class QuietHour {
  private static final LocalTime FROM = LocalTime.of(2, 0);
  private static final LocalTime TO = LocalTime.of(5, 0);

  private QuietHour() {}

  /**
   * {@return whether it may start again now}
   *
   * @param local time of day where the phone stands
   * @param inUse whether somebody calls, is called or has the handset lifted
   * @param asked whether a person waits for it
   */
  public static boolean now(LocalTime local, boolean inUse, boolean asked) {
    return !inUse && (asked || !local.isBefore(FROM) && local.isBefore(TO));
  }
}

package org.trucephone.firmware.history;

import java.time.Duration;
import java.time.Instant;

/**
 * One finished call.
 *
 * @param at wall-clock time it began
 * @param kind how it went, as the person sees it
 * @param number what to dial to call back; "" when withheld
 * @param name shown name, "" if none
 * @param line line index 1…8
 * @param duration talk time, zero if never connected
 */
public record HistoryEntry(
    Instant at, Kind kind, String number, String name, int line, Duration duration) {
  /** How it went. */
  public enum Kind {
    MISSED,
    RECEIVED,
    DIALLED,
    /** We rejected it. */
    REJECTED
  }
}

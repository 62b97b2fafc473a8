package org.trucephone.hal.keypad;

/**
 * What a finger did, after debouncing. SHORT follows RELEASE; LONG comes while held, then REPEATs,
 * then RELEASE without SHORT.
 */
public record KeyEvent(Key key, Action action) {
  /** Order of one press: PRESS, then RELEASE and SHORT; or PRESS, LONG, REPEAT…, RELEASE. */
  public enum Action {
    PRESS,
    RELEASE,
    SHORT,
    LONG,
    REPEAT
  }
}

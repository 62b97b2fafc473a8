package org.trucephone.firmware.sdp;

import java.util.Locale;

/** Media direction (RFC 3264 5.1), from the point of view of whoever wrote it. */
public enum Direction {
  SENDRECV(true, true),
  SENDONLY(true, false),
  RECVONLY(false, true),
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  /** {@return whether the writer sends} */
  public boolean sends() {
    return sends;
  }

  /** {@return whether the writer receives} */
  public boolean receives() {
    return receives;
  }

  /** {@return the direction with these two properties} */
  public static Direction of(boolean sends, boolean receives) {
    return sends ? (receives ? SENDRECV : SENDONLY) : (receives ? RECVONLY : INACTIVE);
  }

  /** {@return the same flow seen from the other end} */
  public Direction reversed() {
    return of(receives, sends);
  }

  /** {@return what both allow} */
  public Direction and(Direction other) {
    return of(sends && other.sends, receives && other.receives);
  }

  /** {@return the attribute's name, such as {@code sendrecv}} */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.trucephone.firmware.media.srtp;

/** The numbers of the last 128 packets (RFC 3711 3.3.2). */
final class ReplayWindow {
  private static final int SIZE = 128;

  private long newest = -1;
  private long low;
  private long high;

  /** {@return whether {@code index} is new enough and was not seen} */
  boolean fresh(long index) {
    long age = newest - index;
    if (newest < 0 || age < 0) {
      return true;
    }
    if (age >= SIZE) {
      return false;
    }
    return age < 64 ? (low & 1L << age) == 0 : (high & 1L << age - 64) == 0;
  }

  /** Notes an authenticated packet. */
  void note(long index) {
    if (newest < 0) {
      newest = index;
      low = 1;
      return;
    }
    long ahead = index - newest;
    if (ahead > 0) {
      shift(ahead);
      newest = index;
      low |= 1;
    } else if (-ahead < 64) {
      low |= 1L << -ahead;
    } else if (-ahead < SIZE) {
      high |= 1L << -ahead - 64;
    }
  }

  private void shift(long by) {
    if (by >= SIZE) {
      low = 0;
      high = 0;
    } else if (by >= 64) {
      high = low << by - 64;
      low = 0;
    } else {
      high = high << by | low >>> 64 - by;
      low <<= by;
    }
  }
}

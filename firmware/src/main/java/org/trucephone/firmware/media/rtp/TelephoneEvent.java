package org.trucephone.firmware.media.rtp;

/**
 * DTMF as telephone-events (RFC 4733 2.3, 2.5).
 *
 * <pre>
 *  |     event     |E|R| volume    |          duration             |
 * </pre>
 */
public final class TelephoneEvent {
  /** Bytes of one event payload. */
  public static final int LENGTH = 4;

  private static final String DIGITS = "0123456789*#ABCD";

  private TelephoneEvent() {}

  /** {@return the event code of a digit, or -1} */
  public static int code(char digit) {
    return DIGITS.indexOf(digit);
  }

  /** {@return the digit of an event code, or 0 if it is none} */
  public static char digit(int code) {
    return code >= 0 && code < DIGITS.length() ? DIGITS.charAt(code) : 0;
  }

  /** Writes a payload; volume −10 dBm0. */
  public static void write(byte[] b, int at, int code, boolean end, int duration) {
    b[at] = (byte) code;
    b[at + 1] = (byte) ((end ? 0x80 : 0) | 10);
    b[at + 2] = (byte) (duration >> 8);
    b[at + 3] = (byte) duration;
  }

  /**
   * Reports each event once, whatever is lost or repeated: an event is known by its timestamp (RFC
   * 4733 2.5.2).
   */
  public static final class Receiver {
    /** Ten seconds at 8 kHz: what is older is no straggler, but a sender that began anew. */
    private static final int REORDER_TICKS = 80_000;

    private boolean any;
    private int last;

    /** {@return the digit, the first time one of its packets is seen; else 0} */
    public char on(byte[] b, int at, int length, int timestamp) {
      int older = last - timestamp;
      if (length < LENGTH || any && older >= 0 && older < REORDER_TICKS) {
        return 0;
      }
      char digit = digit(b[at] & 0xff);
      if (digit != 0) {
        any = true;
        last = timestamp;
      }
      return digit;
    }
  }
}

package org.trucephone.firmware.media.rtp;

/**
 * Accessors over an RTP packet in a buffer.
 *
 * <pre>
 *  0                   1                   2                   3
 *  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *  |                           timestamp                           |
 *  |                             SSRC                              |
 * </pre>
 *
 * <p>RFC 3550 5.1. Call the others only where {@link #valid} said yes.
 */
public final class RtpHeader {
  /** Bytes of a header without CSRC or extension. */
  public static final int LENGTH = 12;

  private RtpHeader() {}

  /** {@return whether these bytes are an RTP packet whose parts fit into it} */
  public static boolean valid(byte[] b, int at, int length) {
    return length >= LENGTH
        && at >= 0
        && at + length <= b.length
        && (b[at] & 0xc0) == 0x80
        && payloadLength(b, at, length) >= 0;
  }

  /** {@return the payload type, 0…127} */
  public static int payloadType(byte[] b, int at) {
    return b[at + 1] & 0x7f;
  }

  /** {@return the marker bit} */
  public static boolean marker(byte[] b, int at) {
    return (b[at + 1] & 0x80) != 0;
  }

  /** {@return the sequence number, 0…65535} */
  public static int sequence(byte[] b, int at) {
    return (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
  }

  /** {@return the timestamp as 32 bits} */
  public static int timestamp(byte[] b, int at) {
    return int32(b, at + 4);
  }

  /** {@return the SSRC as 32 bits} */
  public static int ssrc(byte[] b, int at) {
    return int32(b, at + 8);
  }

  /** {@return where the payload begins, as an offset from {@code at}} */
  public static int payloadOffset(byte[] b, int at, int length) {
    int offset = LENGTH + 4 * (b[at] & 0x0f);
    if ((b[at] & 0x10) != 0) {
      if (offset + 4 > length) {
        return length + 1;
      }
      offset += 4 + 4 * ((b[at + offset + 2] & 0xff) << 8 | b[at + offset + 3] & 0xff);
    }
    return offset;
  }

  /** {@return bytes of payload without padding; negative if the header lies about its parts} */
  public static int payloadLength(byte[] b, int at, int length) {
    int padding = 0;
    if ((b[at] & 0x20) != 0) {
      padding = b[at + length - 1] & 0xff;
      if (padding == 0) {
        return -1;
      }
    }
    return length - payloadOffset(b, at, length) - padding;
  }

  /** Writes a header of {@link #LENGTH} bytes. */
  public static void write(
      byte[] b, int at, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
    b[at] = (byte) 0x80;
    b[at + 1] = (byte) (payloadType & 0x7f | (marker ? 0x80 : 0));
    b[at + 2] = (byte) (sequence >> 8);
    b[at + 3] = (byte) sequence;
    int32(b, at + 4, timestamp);
    int32(b, at + 8, ssrc);
  }

  static int int32(byte[] b, int at) {
    return (b[at] & 0xff) << 24
        | (b[at + 1] & 0xff) << 16
        | (b[at + 2] & 0xff) << 8
        | b[at + 3] & 0xff;
  }

  static void int32(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 24);
    b[at + 1] = (byte) (value >> 16);
    b[at + 2] = (byte) (value >> 8);
    b[at + 3] = (byte) value;
  }
}

package org.trucephone.firmware.media.rtp;

import java.nio.charset.StandardCharsets;

/**
 * RTCP compound packets: SR or RR, SDES with CNAME, BYE (RFC 3550 6). Reading never throws: what
 * does not fit is not read.
 */
public final class Rtcp {
  /** Sender report. */
  public static final int SR = 200;

  private static final int RR = 201;
  private static final int SDES = 202;
  private static final int BYE = 203;

  private Rtcp() {}

  /** {@return whether a datagram of a shared port is RTCP, not RTP (RFC 5761 4)} */
  public static boolean concerns(byte[] b, int length) {
    int type = length < 8 ? 0 : b[1] & 0xff;
    return type >= 192 && type <= 223;
  }

  /** What a report tells about our stream. All as on the wire. */
  public static final class Received {
    /** Middle 32 bits of the sender's NTP time; 0 if no SR was read. */
    public int ntpMiddle;

    /** Whether a block about our SSRC was read. */
    public boolean aboutUs;

    /** Cumulative packets lost, as the other side counts. */
    public int lost;

    /** Part of our packets lost since the report before, in 1/256. */
    public int fraction;

    /** Last SR and delay since, in 1/65536 s. */
    public int lastSr;

    public int delaySinceLastSr;

    /** The source said goodbye. */
    public boolean bye;
  }

  /**
   * Writes a report.
   *
   * @param ntp 64-bit NTP time; only used when {@code packets > 0}
   * @param about SSRC reported on, with its tracker; null tracker: no block
   * @return bytes written
   */
  public static int write(
      byte[] b,
      int at,
      int ssrc,
      long ntp,
      int timestamp,
      long packets,
      long octets,
      int about,
      @org.jspecify.annotations.Nullable SequenceTracker tracker,
      int lastSr,
      int delaySinceLastSr,
      byte[] cname,
      boolean bye) {
    boolean sender = packets > 0;
    int blocks = tracker != null && tracker.received() > 0 ? 1 : 0;
    int p = header(b, at, blocks, sender ? SR : RR, (sender ? 6 : 1) + 6 * blocks);
    RtpHeader.int32(b, p, ssrc);
    p += 4;
    if (sender) {
      RtpHeader.int32(b, p, (int) (ntp >>> 32));
      RtpHeader.int32(b, p + 4, (int) ntp);
      RtpHeader.int32(b, p + 8, timestamp);
      RtpHeader.int32(b, p + 12, (int) packets);
      RtpHeader.int32(b, p + 16, (int) octets);
      p += 20;
    }
    if (tracker != null && blocks == 1) {
      RtpHeader.int32(b, p, about);
      RtpHeader.int32(
          b,
          p + 4,
          tracker.fractionLost() << 24 | (int) Math.min(0x7fffff, tracker.lostOfSource()));
      RtpHeader.int32(b, p + 8, tracker.extendedHighest());
      RtpHeader.int32(b, p + 12, tracker.jitterTicks());
      RtpHeader.int32(b, p + 16, lastSr);
      RtpHeader.int32(b, p + 20, delaySinceLastSr);
      p += 24;
    }
    int words = (4 + 2 + cname.length + 1 + 3) / 4;
    int sdes = header(b, p, 1, SDES, words);
    RtpHeader.int32(b, sdes, ssrc);
    b[sdes + 4] = 1;
    b[sdes + 5] = (byte) cname.length;
    System.arraycopy(cname, 0, b, sdes + 6, cname.length);
    for (int i = sdes + 6 + cname.length; i < sdes + 4 * words; i++) {
      b[i] = 0;
    }
    p = sdes + 4 * words;
    if (bye) {
      p = header(b, p, 1, BYE, 1);
      RtpHeader.int32(b, p, ssrc);
      p += 4;
    }
    return p - at;
  }

  private static int header(byte[] b, int at, int count, int type, int words) {
    b[at] = (byte) (0x80 | count);
    b[at + 1] = (byte) type;
    b[at + 2] = (byte) (words >> 8);
    b[at + 3] = (byte) words;
    return at + 4;
  }

  /**
   * Reads a compound packet for what it says about {@code ours}. {@return whether anything was
   * understood}
   */
  public static boolean read(byte[] b, int at, int length, int ours, Received into) {
    int p = at;
    int end = at + length;
    boolean any = false;
    while (p + 8 <= end && (b[p] & 0xc0) == 0x80) {
      int type = b[p + 1] & 0xff;
      int size = 4 * (((b[p + 2] & 0xff) << 8 | b[p + 3] & 0xff) + 1);
      if (type < SR || type > 207 || p + size > end) {
        return any;
      }
      any = true;
      if (type == SR || type == RR) {
        int block = p + (type == SR ? 28 : 8);
        if (type == SR && size >= 28) {
          into.ntpMiddle = RtpHeader.int32(b, p + 8) << 16 | RtpHeader.int32(b, p + 12) >>> 16;
        }
        for (int i = 0; i < (b[p] & 0x1f) && block + 24 <= p + size; i++, block += 24) {
          if (RtpHeader.int32(b, block) == ours) {
            into.aboutUs = true;
            into.fraction = b[block + 4] & 0xff;
            into.lost = RtpHeader.int32(b, block + 4) << 8 >> 8;
            into.lastSr = RtpHeader.int32(b, block + 16);
            into.delaySinceLastSr = RtpHeader.int32(b, block + 20);
          }
        }
      } else if (type == BYE) {
        into.bye = true;
      }
      p += size;
    }
    return any;
  }

  /** {@return a name as SDES carries it, at most 255 bytes} */
  public static byte[] cname(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= 255 ? bytes : java.util.Arrays.copyOf(bytes, 255);
  }
}

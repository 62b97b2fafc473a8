package org.trucephone.firmware.media.rtp;

import org.jspecify.annotations.Nullable;

/**
 * The VoIP metrics block of an extended report (RFC 3611 4.7): what one end heard of a call. Filled
 * again and again, so that the audio thread makes no garbage.
 */
public final class VoipMetrics {
  /** The source it is about. */
  public int ssrc;

  /** Lost part of the packets, 1/256. */
  public int lossRate;

  /** Part that came too late to be played, 1/256. */
  public int discardRate;

  /** Lost part within bursts and within gaps, 1/256. */
  public int burstDensity;

  public int gapDensity;

  /** Mean length of a burst and of a gap. */
  public int burstMs;

  public int gapMs;

  /** 0 if not known. */
  public int roundTripMs;

  /** Delay inside this end: buffer and sound card. */
  public int endSystemMs;

  /** R, 0…100. */
  public int rating = UNKNOWN;

  /** MOS × 10, listening only and in conversation. */
  public int mosListening = UNKNOWN;

  public int mosConversation = UNKNOWN;

  /** The jitter buffer's delay now, and the longest it may come to. */
  public int bufferMs;

  public int bufferMaxMs;

  /** Octets of an XR packet with this one block. */
  public static final int LENGTH = 44;

  /** Not available (RFC 3611 4.7.4, 4.7.5). */
  public static final int UNKNOWN = 127;

  private static final int XR = 207;
  private static final int BLOCK = 7;

  /** Standard concealment, adaptive buffer, adjustment rate not told (RFC 3611 4.7.6). */
  private static final int CONFIGURATION = 0b11_11_0000;

  /**
   * Writes the XR packet.
   *
   * @return octets written, {@value #LENGTH}
   */
  public int write(byte[] b, int at, int reporter) {
    b[at] = (byte) 0x80;
    b[at + 1] = (byte) XR;
    int16(b, at + 2, LENGTH / 4 - 1);
    RtpHeader.int32(b, at + 4, reporter);
    int p = at + 8;
    b[p] = BLOCK;
    b[p + 1] = 0;
    int16(b, p + 2, 8);
    RtpHeader.int32(b, p + 4, ssrc);
    b[p + 8] = (byte) lossRate;
    b[p + 9] = (byte) discardRate;
    b[p + 10] = (byte) burstDensity;
    b[p + 11] = (byte) gapDensity;
    int16(b, p + 12, burstMs);
    int16(b, p + 14, gapMs);
    int16(b, p + 16, roundTripMs);
    int16(b, p + 18, endSystemMs);
    b[p + 20] = UNKNOWN; // signal level
    b[p + 21] = UNKNOWN; // noise level
    b[p + 22] = UNKNOWN; // echo return loss
    b[p + 23] = LossRuns.GMIN;
    b[p + 24] = (byte) rating;
    b[p + 25] = UNKNOWN; // rating of a network beyond
    b[p + 26] = (byte) mosListening;
    b[p + 27] = (byte) mosConversation;
    b[p + 28] = (byte) CONFIGURATION;
    b[p + 29] = 0;
    int16(b, p + 30, bufferMs);
    int16(b, p + 32, bufferMaxMs);
    int16(b, p + 34, bufferMaxMs);
    return LENGTH;
  }

  /**
   * Reads the block about {@code ours} from a compound packet.
   *
   * @return null if there is none
   */
  public static @Nullable VoipMetrics read(byte[] b, int at, int length, int ours) {
    int p = at;
    int end = at + length;
    while (p + 8 <= end && (b[p] & 0xc0) == 0x80) {
      int next = p + 4 * (uint16(b, p + 2) + 1);
      if (next > end) {
        return null;
      }
      if ((b[p + 1] & 0xff) == XR) {
        VoipMetrics found = blocks(b, p + 8, next, ours);
        if (found != null) {
          return found;
        }
      }
      p = next;
    }
    return null;
  }

  private static @Nullable VoipMetrics blocks(byte[] b, int from, int end, int ours) {
    int p = from;
    while (p + 4 <= end) {
      int next = p + 4 * (uint16(b, p + 2) + 1);
      if (next > end) {
        return null;
      }
      if (b[p] == BLOCK && next - p >= 36 && RtpHeader.int32(b, p + 4) == ours) {
        VoipMetrics m = new VoipMetrics();
        m.ssrc = ours;
        m.lossRate = b[p + 8] & 0xff;
        m.discardRate = b[p + 9] & 0xff;
        m.burstDensity = b[p + 10] & 0xff;
        m.gapDensity = b[p + 11] & 0xff;
        m.burstMs = uint16(b, p + 12);
        m.gapMs = uint16(b, p + 14);
        m.roundTripMs = uint16(b, p + 16);
        m.endSystemMs = uint16(b, p + 18);
        m.rating = b[p + 24] & 0xff;
        m.mosListening = b[p + 26] & 0xff;
        m.mosConversation = b[p + 27] & 0xff;
        m.bufferMs = uint16(b, p + 30);
        m.bufferMaxMs = uint16(b, p + 32);
        return m;
      }
      p = next;
    }
    return null;
  }

  private static void int16(byte[] b, int at, int value) {
    int v = Math.clamp(value, 0, 0xffff);
    b[at] = (byte) (v >> 8);
    b[at + 1] = (byte) v;
  }

  private static int uint16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }
}

package org.trucephone.firmware.media.srtp;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.rtp.RtpHeader;

/**
 * Lets in what the other side's key has signed. RTP and RTCP may be opened by two threads, one
 * each. A new source (the far end's switchboard may change it in a call) starts its own roll-over
 * counter and window once a packet of it proves genuine; the last {@value #SOURCES} are remembered,
 * so that an old one cannot be played again.
 */
public final class SrtpReceiver {
  private static final int SOURCES = 8;

  private final SrtpCipher rtp;
  private final SrtpCipher rtcp;
  private final @Nullable Source[] senders = new @Nullable Source[SOURCES];
  private final @Nullable Source[] reporters = new @Nullable Source[SOURCES];
  private int nextSender;
  private int nextReporter;

  /** A receiver that starts with roll-over counter 0. */
  public SrtpReceiver(SrtpKey key) {
    rtp = SrtpCipher.of(key);
    rtcp = SrtpCipher.of(key);
  }

  /**
   * Checks and decrypts a packet in place.
   *
   * @return the length of the RTP packet, or the code of a {@link SrtpStatus}; then the octets are
   *     of no use
   */
  public int open(byte[] b, int at, int length) {
    if (length < RtpHeader.LENGTH || (b[at] & 0xc0) != 0x80) {
      return SrtpStatus.MALFORMED.code();
    }
    int header = RtpHeader.payloadOffset(b, at, length);
    if (header > length) {
      return SrtpStatus.MALFORMED.code();
    }
    int ssrc = RtpHeader.ssrc(b, at);
    int sequence = RtpHeader.sequence(b, at);
    Source source = find(senders, ssrc);
    long index = source == null ? sequence : source.index(sequence);
    if (source != null && !source.seen.fresh(index)) {
      return SrtpStatus.REPLAYED.code();
    }
    int plain = rtp.openRtp(b, at, length, header, ssrc, index);
    if (plain < 0) {
      return plain;
    }
    if (source == null) {
      source = new Source(ssrc);
      source.highest = index;
      senders[nextSender] = source;
      nextSender = (nextSender + 1) % SOURCES;
    }
    source.note(index);
    return plain;
  }

  /**
   * Checks and decrypts an RTCP packet in place.
   *
   * @return the length of the RTCP packet, or the code of a {@link SrtpStatus}
   */
  public int openReport(byte[] b, int at, int length) {
    int behind = rtcp.rtcpIndexFromEnd();
    if (length < 8 + behind || (b[at] & 0xc0) != 0x80) {
      return SrtpStatus.MALFORMED.code();
    }
    int ssrc = SrtpCipher.readInt(b, at + 4);
    int index = SrtpCipher.readInt(b, at + length - behind) & 0x7fffffff;
    Source source = find(reporters, ssrc);
    if (source != null && !source.seen.fresh(index)) {
      return SrtpStatus.REPLAYED.code();
    }
    int plain = rtcp.openRtcp(b, at, length, ssrc);
    if (plain < 0) {
      return plain;
    }
    if (source == null) {
      source = new Source(ssrc);
      reporters[nextReporter] = source;
      nextReporter = (nextReporter + 1) % SOURCES;
    }
    source.note(index);
    return plain;
  }

  private static @Nullable Source find(@Nullable Source[] sources, int ssrc) {
    for (Source source : sources) {
      if (source != null && source.ssrc == ssrc) {
        return source;
      }
    }
    return null;
  }

  /** What is known of one SSRC. */
  private static final class Source {
    private final int ssrc;
    private final ReplayWindow seen = new ReplayWindow();

    /** s_l and ROC as one number (RFC 3711 3.3.1). */
    private long highest;

    Source(int ssrc) {
      this.ssrc = ssrc;
    }

    /** The index nearest to the highest one that ends in this number (RFC 3711 appendix A). */
    long index(int sequence) {
      long rollOver = highest >>> 16;
      int last = (int) (highest & 0xffff);
      if (last < 32768) {
        if (sequence - last > 32768 && rollOver > 0) {
          rollOver--;
        }
      } else if (last - 32768 > sequence) {
        rollOver++;
      }
      return rollOver << 16 | sequence;
    }

    void note(long index) {
      seen.note(index);
      highest = Math.max(highest, index);
    }
  }
}

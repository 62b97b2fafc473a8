package org.trucephone.firmware.media.srtp;

import org.trucephone.firmware.media.rtp.RtpHeader;

/** Encrypts what one source sends: RTP on one thread, reports on any. */
public final class SrtpSender {
  /** The most octets a sealed packet is longer than the plain one: index, identifier and tag. */
  public static final int OVERHEAD = 4 + 128 + 16;

  private final SrtpCipher rtp;
  private final SrtpCipher rtcp;
  private int rollOver;
  private int last = -1;
  private int reports;

  /** A sender that starts with roll-over counter 0. */
  public SrtpSender(SrtpKey key) {
    rtp = SrtpCipher.of(key);
    rtcp = SrtpCipher.of(key);
  }

  /**
   * Encrypts a packet in place. Sequence numbers must rise by one from packet to packet.
   *
   * @return its new length
   */
  public int seal(byte[] b, int at, int length) {
    int sequence = RtpHeader.sequence(b, at);
    if (last >= 0 && sequence < last) {
      rollOver++;
    }
    last = sequence;
    long index = (rollOver & 0xffffffffL) << 16 | sequence;
    int header = RtpHeader.payloadOffset(b, at, length);
    return rtp.sealRtp(b, at, length, header, RtpHeader.ssrc(b, at), index);
  }

  /**
   * Encrypts an RTCP packet, simple or compound, in place.
   *
   * @return its new length
   */
  public synchronized int sealReport(byte[] b, int at, int length) {
    reports = reports + 1 & 0x7fffffff;
    return rtcp.sealRtcp(b, at, length, SrtpCipher.readInt(b, at + 4), reports);
  }
}

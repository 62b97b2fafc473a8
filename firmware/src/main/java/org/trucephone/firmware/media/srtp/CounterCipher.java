package org.trucephone.firmware.media.srtp;

/** AES counter mode with HMAC-SHA1 (RFC 3711 4.1.1, 4.2.1; RFC 6188). Allocates nothing. */
final class CounterCipher implements SrtpCipher {
  private static final int RTCP_HEADER = 8;

  private final SrtpKey key;
  private final KeyStream rtp;
  private final KeyStream rtcp;
  private final HmacSha1 rtpTag;
  private final HmacSha1 rtcpTag;
  private final byte[] rtpSalt;
  private final byte[] rtcpSalt;
  private final byte[] counter = new byte[KeyStream.BLOCK];
  private final byte[] tag = new byte[HmacSha1.LENGTH];
  private final int mki;

  CounterCipher(SrtpKey key) {
    this.key = key;
    this.mki = key.mkiLength();
    int length = key.suite().keyLength();
    int salt = key.suite().saltLength();
    rtp = new KeyStream(KeyDerivation.derive(key, KeyDerivation.RTP_CIPHER, length));
    rtcp = new KeyStream(KeyDerivation.derive(key, KeyDerivation.RTCP_CIPHER, length));
    rtpTag = new HmacSha1(KeyDerivation.derive(key, KeyDerivation.RTP_TAG, HmacSha1.LENGTH));
    rtcpTag = new HmacSha1(KeyDerivation.derive(key, KeyDerivation.RTCP_TAG, HmacSha1.LENGTH));
    rtpSalt = KeyDerivation.derive(key, KeyDerivation.RTP_SALT, salt);
    rtcpSalt = KeyDerivation.derive(key, KeyDerivation.RTCP_SALT, salt);
  }

  @Override
  public int sealRtp(byte[] b, int at, int length, int header, int ssrc, long index) {
    count(rtpSalt, ssrc, index);
    rtp.xor(counter, b, at + header, length - header);
    rtpTag.sign(b, at, length, (int) (index >>> 16), tag);
    return behind(b, at, length, key.suite().tagLength());
  }

  @Override
  public int openRtp(byte[] b, int at, int length, int header, int ssrc, long index) {
    int tagLength = key.suite().tagLength();
    int plain = length - tagLength - mki;
    if (plain < header) {
      return SrtpStatus.MALFORMED.code();
    }
    rtpTag.sign(b, at, plain, (int) (index >>> 16), tag);
    if (!tagIs(b, at + plain + mki, tagLength)) {
      return SrtpStatus.FORGED.code();
    }
    count(rtpSalt, ssrc, index);
    rtp.xor(counter, b, at + header, plain - header);
    return plain;
  }

  @Override
  public int sealRtcp(byte[] b, int at, int length, int ssrc, int index) {
    count(rtcpSalt, ssrc, index);
    rtcp.xor(counter, b, at + RTCP_HEADER, length - RTCP_HEADER);
    SrtpCipher.writeInt(b, at + length, index | 0x80000000);
    rtcpTag.sign(b, at, length + 4, tag);
    return behind(b, at, length + 4, key.suite().rtcpTagLength());
  }

  @Override
  public int openRtcp(byte[] b, int at, int length, int ssrc) {
    int tagLength = key.suite().rtcpTagLength();
    int signed = length - tagLength - mki;
    int plain = signed - 4;
    if (plain < RTCP_HEADER) {
      return SrtpStatus.MALFORMED.code();
    }
    rtcpTag.sign(b, at, signed, tag);
    if (!tagIs(b, at + signed + mki, tagLength)) {
      return SrtpStatus.FORGED.code();
    }
    int index = SrtpCipher.readInt(b, at + plain);
    if (index < 0) { // the E bit: encrypted
      count(rtcpSalt, ssrc, index & 0x7fffffff);
      rtcp.xor(counter, b, at + RTCP_HEADER, plain - RTCP_HEADER);
    }
    return plain;
  }

  @Override
  public int rtcpIndexFromEnd() {
    return key.suite().rtcpTagLength() + mki + 4;
  }

  private int behind(byte[] b, int at, int length, int tagLength) {
    SrtpCipher.writeMki(key, b, at + length);
    System.arraycopy(tag, 0, b, at + length + mki, tagLength);
    return length + mki + tagLength;
  }

  /** In time that does not depend on where they differ. */
  private boolean tagIs(byte[] b, int at, int length) {
    int differs = 0;
    for (int i = 0; i < length; i++) {
      differs |= b[at + i] ^ tag[i];
    }
    return differs == 0;
  }

  private void count(byte[] salt, int ssrc, long index) {
    System.arraycopy(salt, 0, counter, 0, salt.length);
    counter[14] = 0;
    counter[15] = 0;
    for (int i = 0; i < 4; i++) {
      counter[4 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
    }
    for (int i = 0; i < 6; i++) {
      counter[8 + i] ^= (byte) (index >>> 40 - 8 * i);
    }
  }
}

package org.trucephone.firmware.media.srtp;

/**
 * Cipher, tag and key identifier of one direction: what a suite does to octets. Which number a
 * packet has, and whether it was seen before, is its callers' matter.
 */
interface SrtpCipher {
  /**
   * Encrypts an RTP packet in place and appends what belongs behind it.
   *
   * @param header octets left in clear
   * @param index roll-over counter and sequence number, 48 bits
   * @return the new length
   */
  int sealRtp(byte[] b, int at, int length, int header, int ssrc, long index);

  /**
   * Checks and decrypts an RTP packet in place.
   *
   * @return the length of the RTP packet, or the code of a {@link SrtpStatus}
   */
  int openRtp(byte[] b, int at, int length, int header, int ssrc, long index);

  /**
   * Encrypts an RTCP packet in place and appends what belongs behind it.
   *
   * @param index 31 bits
   * @return the new length
   */
  int sealRtcp(byte[] b, int at, int length, int ssrc, int index);

  /**
   * Checks and decrypts an RTCP packet in place.
   *
   * @return the length of the RTCP packet, or the code of a {@link SrtpStatus}
   */
  int openRtcp(byte[] b, int at, int length, int ssrc);

  /** {@return octets from the end of an RTCP packet to its index word's first octet} */
  int rtcpIndexFromEnd();

  /** {@return the cipher of this key's suite} */
  static SrtpCipher of(SrtpKey key) {
    return key.suite().aead() ? new GcmCipher(key) : new CounterCipher(key);
  }

  /** Writes a key identifier. */
  static void writeMki(SrtpKey key, byte[] b, int at) {
    for (int i = 0; i < key.mkiLength(); i++) {
      int shift = 8 * (key.mkiLength() - 1 - i);
      b[at + i] = shift < 64 ? (byte) (key.mki() >>> shift) : 0;
    }
  }

  /** Writes 32 bits. */
  static void writeInt(byte[] b, int at, int value) {
    b[at] = (byte) (value >>> 24);
    b[at + 1] = (byte) (value >>> 16);
    b[at + 2] = (byte) (value >>> 8);
    b[at + 3] = (byte) value;
  }

  /** {@return 32 bits} */
  static int readInt(byte[] b, int at) {
    return (b[at] & 0xff) << 24
        | (b[at + 1] & 0xff) << 16
        | (b[at + 2] & 0xff) << 8
        | b[at + 3] & 0xff;
  }
}

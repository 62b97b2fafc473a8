package org.trucephone.firmware.media.srtp;

/** Session keys from the master key, derivation rate 0 (RFC 3711 4.3, RFC 6188 2, RFC 7714 11). */
final class KeyDerivation {
  static final int RTP_CIPHER = 0;
  static final int RTP_TAG = 1;
  static final int RTP_SALT = 2;
  static final int RTCP_CIPHER = 3;
  static final int RTCP_TAG = 4;
  static final int RTCP_SALT = 5;

  private KeyDerivation() {}

  /** {@return {@code length} octets for the purpose {@code label}} */
  static byte[] derive(SrtpKey master, int label, int length) {
    byte[] counter = new byte[KeyStream.BLOCK];
    byte[] salt = master.salt();
    System.arraycopy(salt, 0, counter, 0, salt.length);
    counter[7] ^= (byte) label;
    byte[] derived = new byte[length];
    new KeyStream(master.key()).xor(counter, derived, 0, length);
    return derived;
  }
}

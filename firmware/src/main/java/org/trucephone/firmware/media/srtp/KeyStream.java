package org.trucephone.firmware.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in counter mode (RFC 3711 4.1.1): blocks of counters go through the plain block cipher, so
 * that a new counter needs no new cipher object and a packet allocates nothing.
 */
final class KeyStream {
  static final int BLOCK = 16;
  private static final int LONGEST = 2048;

  private final Cipher aes;
  private final byte[] counters = new byte[LONGEST];
  private final byte[] stream = new byte[LONGEST];

  KeyStream(byte[] key) {
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }

  /**
   * Turns {@code length} octets of {@code b} over.
   *
   * @param counter 16 octets; the last two count blocks and must be 0
   */
  void xor(byte[] counter, byte[] b, int at, int length) {
    int blocks = (length + BLOCK - 1) / BLOCK;
    for (int i = 0; i < blocks; i++) {
      int to = i * BLOCK;
      System.arraycopy(counter, 0, counters, to, BLOCK - 2);
      counters[to + 14] = (byte) (i >>> 8);
      counters[to + 15] = (byte) i;
    }
    try {
      aes.update(counters, 0, blocks * BLOCK, stream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refuses whole blocks", e);
    }
    for (int i = 0; i < length; i++) {
      b[at + i] ^= stream[i];
    }
  }
}

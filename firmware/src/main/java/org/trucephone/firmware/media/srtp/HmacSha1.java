package org.trucephone.firmware.media.srtp;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * HMAC-SHA1 (RFC 2104) over the JDK's digest. The JDK's own {@code Mac} makes a new array for each
 * packet; this does not.
 */
final class HmacSha1 {
  static final int LENGTH = 20;
  private static final int BLOCK = 64;

  private final MessageDigest sha;
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  /**
   * @param key at most 64 octets
   */
  HmacSha1(byte[] key) {
    try {
      sha = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
    for (int i = 0; i < BLOCK; i++) {
      int octet = i < key.length ? key[i] : 0;
      inner[i] = (byte) (octet ^ 0x36);
      outer[i] = (byte) (octet ^ 0x5c);
    }
  }

  /** Writes the 20 octets for {@code b}, followed by the four of {@code roc}. */
  void sign(byte[] b, int at, int length, int roc, byte[] to) {
    begin(b, at, length);
    sha.update((byte) (roc >>> 24));
    sha.update((byte) (roc >>> 16));
    sha.update((byte) (roc >>> 8));
    sha.update((byte) roc);
    end(to);
  }

  /** Writes the 20 octets for {@code b}. */
  void sign(byte[] b, int at, int length, byte[] to) {
    begin(b, at, length);
    end(to);
  }

  private void begin(byte[] b, int at, int length) {
    sha.reset();
    sha.update(inner);
    sha.update(b, at, length);
  }

  private void end(byte[] to) {
    try {
      sha.digest(to, 0, LENGTH);
      sha.update(outer);
      sha.update(to, 0, LENGTH);
      sha.digest(to, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for 20 octets", e);
    }
  }
}

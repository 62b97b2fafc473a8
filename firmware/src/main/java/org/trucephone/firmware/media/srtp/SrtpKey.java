package org.trucephone.firmware.media.srtp;

import java.util.Arrays;

/**
 * Master key and salt of one direction. Its text tells the suite and nothing of the key.
 *
 * @param suite cipher and tag
 * @param key master key, {@link SrtpSuite#keyLength()} octets
 * @param salt master salt, {@link SrtpSuite#saltLength()} octets
 * @param mkiLength octets of the master key identifier in each packet, 0 for none
 * @param mki its value, as a big-endian number
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record SrtpKey(SrtpSuite suite, byte[] key, byte[] salt, int mkiLength, long mki) {
  /**
   * Keeps copies.
   *
   * @throws IllegalArgumentException if a length does not fit the suite
   */
  public SrtpKey {
    if (key.length != suite.keyLength() || salt.length != suite.saltLength()) {
      throw new IllegalArgumentException(
          "key of " + key.length + " and salt of " + salt.length + " octets for " + suite);
    }
    if (mkiLength < 0 || mkiLength > 128) {
      throw new IllegalArgumentException("key identifier of " + mkiLength + " octets");
    }
    key = key.clone();
    salt = salt.clone();
  }

  /** A key without identifier. */
  public SrtpKey(SrtpSuite suite, byte[] key, byte[] salt) {
    this(suite, key, salt, 0, 0);
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SrtpKey that
        && suite == that.suite
        && Arrays.equals(key, that.key)
        && Arrays.equals(salt, that.salt)
        && mkiLength == that.mkiLength
        && mki == that.mki;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "SrtpKey[" + suite + "]";
  }
}

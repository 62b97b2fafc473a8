package org.trucephone.firmware.media.srtp;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One {@code a=crypto} attribute (RFC 4568 9.1): {@code 1 AES_CM_128_HMAC_SHA1_80
 * inline:KEY|2^20|1:4 PARAMETERS}.
 *
 * @param tag the number that answer and offer share
 * @param key suite, key, salt and key identifier
 */
public record CryptoLine(int tag, SrtpKey key) {
  /** {@return the attribute's value; it holds the key, so it goes to the wire and nowhere else} */
  public String value() {
    byte[] both = Arrays.copyOf(key.key(), key.suite().keyLength() + key.suite().saltLength());
    byte[] salt = key.salt();
    System.arraycopy(salt, 0, both, key.suite().keyLength(), salt.length);
    return tag + " " + key.suite().name() + " inline:" + Base64.getEncoder().encodeToString(both);
  }

  /**
   * Reads a value.
   *
   * @return null for a suite, key method or session parameter that we do not know, a key of the
   *     wrong length, or a line that is none: such a line is passed over (RFC 4568 7.1.2)
   */
  public static @Nullable CryptoLine parse(String value) {
    String[] words = value.strip().split("\\s+", -1);
    if (words.length < 3 || !words[0].matches("[0-9]{1,9}")) {
      return null;
    }
    SrtpSuite suite = SrtpSuite.of(words[1]);
    if (suite == null) {
      return null;
    }
    for (int i = 3; i < words.length; i++) {
      // Parameters that change how packets look; one that only weakens or that we do not know
      // must not be accepted either (RFC 4568 6.3). WSH is a hint.
      if (!words[i].toUpperCase(Locale.ROOT).startsWith("WSH=")) {
        return null;
      }
    }
    if (!words[2].regionMatches(true, 0, "inline:", 0, 7) || words[2].indexOf(';') >= 0) {
      return null;
    }
    String[] parts = words[2].substring(7).split("\\|", -1);
    byte[] both;
    try {
      both = Base64.getDecoder().decode(parts[0]);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (both.length != suite.keyLength() + suite.saltLength()) {
      return null;
    }
    int mkiLength = 0;
    long mki = 0;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      if (part.matches("[0-9]{1,18}:[0-9]{1,3}")) {
        int colon = part.indexOf(':');
        mki = Long.parseLong(part.substring(0, colon));
        mkiLength = Integer.parseInt(part.substring(colon + 1));
        if (mkiLength < 1 || mkiLength > 128) {
          return null;
        }
      } else if (!part.matches("2\\^[0-9]{1,2}|[0-9]{1,18}")) {
        return null;
      }
    }
    byte[] key = Arrays.copyOf(both, suite.keyLength());
    byte[] salt = Arrays.copyOfRange(both, suite.keyLength(), both.length);
    return new CryptoLine(
        Integer.parseInt(words[0]), new SrtpKey(suite, key, salt, mkiLength, mki));
  }
}

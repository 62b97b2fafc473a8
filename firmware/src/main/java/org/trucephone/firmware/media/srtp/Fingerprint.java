package org.trucephone.firmware.media.srtp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Digest of a certificate as {@code a=fingerprint} gives it (RFC 8122 5): {@code sha-256 AB:CD:…}.
 *
 * @param hash the digest's name, lower case; MD5 and SHA-1 are not taken
 * @param digits its octets in upper-case hexadecimal, colons between
 */
public record Fingerprint(String hash, String digits) {
  private static final Set<String> HASHES = Set.of("sha-256", "sha-384", "sha-512");
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  /** {@return the SHA-256 fingerprint of a certificate in DER} */
  public static Fingerprint of(byte[] certificate) {
    return new Fingerprint("sha-256", digest("sha-256", certificate));
  }

  /** {@return what the attribute's value says; null for a digest we do not take, or none} */
  public static @Nullable Fingerprint parse(String value) {
    String[] words = value.strip().split("\\s+", -1);
    String hash = words[0].toLowerCase(Locale.ROOT);
    if (words.length != 2 || !HASHES.contains(hash)) {
      return null;
    }
    String digits = words[1].toUpperCase(Locale.ROOT);
    int octets = Integer.parseInt(hash.substring(4)) / 8;
    return digits.length() == 3 * octets - 1 && digits.matches("[0-9A-F]{2}(:[0-9A-F]{2})*")
        ? new Fingerprint(hash, digits)
        : null;
  }

  /** {@return the attribute's value} */
  public String value() {
    return hash + " " + digits;
  }

  /** {@return whether this is the certificate, in DER, that it was made of} */
  public boolean matches(byte[] certificate) {
    return digits.equals(digest(hash, certificate));
  }

  private static String digest(String hash, byte[] certificate) {
    try {
      // The JDK's names are those of SDP in upper case.
      MessageDigest digest = MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT));
      return HEX.formatHex(digest.digest(certificate));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has the three
    }
  }
}

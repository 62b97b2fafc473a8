package org.trucephone.firmware.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Hash functions of RFC 7616 6.1 and RFC 8760 2, with and without a session key. */
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true),
  SHA_512_256("SHA-512-256", "SHA-512/256", false),
  SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

  private final String token;
  private final String javaName;
  private final boolean session;

  DigestAlgorithm(String token, String javaName, boolean session) {
    this.token = token;
    this.javaName = javaName;
    this.session = session;
  }

  /** {@return the algorithm named by a challenge, or null if we do not know it} */
  public static @Nullable DigestAlgorithm of(String token) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.equalsIgnoreCase(token)) {
        return algorithm;
      }
    }
    return null;
  }

  /** {@return the name on the wire} */
  public String token() {
    return token;
  }

  /** {@return whether A1 is hashed with nonce and cnonce, RFC 7616 3.4.2} */
  public boolean session() {
    return session;
  }

  String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the hash in lower-case hexadecimal} */
  String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(javaName).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks " + javaName, e);
    }
  }
}

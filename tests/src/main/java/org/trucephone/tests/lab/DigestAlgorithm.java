package org.trucephone.tests.lab;

/** What a challenge asks for (RFC 8760). */
public enum DigestAlgorithm {
  /** RFC 3261 22. */
  MD5("MD5"),
  /** RFC 8760. */
  SHA_256("SHA-256");

  private final String token;

  DigestAlgorithm(String token) {
    this.token = token;
  }

  /** {@return the name on the wire, which is also the JDK's} */
  String token() {
    return token;
  }
}

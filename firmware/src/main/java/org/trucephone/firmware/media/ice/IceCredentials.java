package org.trucephone.firmware.media.ice;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * What one side's checks are signed with, for one session (RFC 8839 5.4).
 *
 * @param fragment user name fragment, 4 to 256 characters
 * @param password 22 to 256 characters; a secret, though SDP carries it
 */
public record IceCredentials(String fragment, String password) {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** {@return new ones: 48 and 144 bits} */
  public static IceCredentials fresh(RandomGenerator random) {
    return new IceCredentials(letters(8, random), letters(24, random));
  }

  private static String letters(int n, RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** {@return whether both are as the grammar wants them} */
  public boolean valid() {
    return fragment.matches("[A-Za-z0-9+/]{4,256}") && password.matches("[A-Za-z0-9+/]{22,256}");
  }

  byte[] key() {
    return password.getBytes(StandardCharsets.UTF_8);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "IceCredentials[" + fragment + "]";
  }
}

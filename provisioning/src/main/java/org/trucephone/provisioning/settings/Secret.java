package org.trucephone.provisioning.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A password or key. Prints as dots; compares in constant time; {@link #reveal()} only where it
 * goes on the wire or to disk.
 */
public final class Secret {
  private final String value;

  /** Wraps the clear text. */
  public Secret(String value) {
    this.value = value;
  }

  /** {@return the clear text} */
  public String reveal() {
    return value;
  }

  /** {@return whether there is nothing in it} */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "•••";
  }
}

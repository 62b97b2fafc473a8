package org.trucephone.provisioning.settings;

import java.util.Locale;

/** SIP transport. */
public enum Transport {
  UDP,
  TCP,
  TLS;

  /** {@return the lower-case token of the {@code transport} parameter} */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}

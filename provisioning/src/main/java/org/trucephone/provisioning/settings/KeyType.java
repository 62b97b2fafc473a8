package org.trucephone.provisioning.settings;

import java.util.Locale;

/** What a line key does. */
public enum KeyType {
  LINE,
  BLF,
  SPEED_DIAL,
  PARK,
  PICKUP,
  INTERCOM,
  FORWARD,
  DO_NOT_DISTURB,
  DTMF,
  URL,
  DIRECTORY,
  REDIAL,
  HOLD,
  TRANSFER,
  VOICEMAIL,
  /** Configured as unused. */
  NONE,
  /** A function no neutral type matches; the key stays dark. */
  OTHER;

  /** {@return the lower-case name written in JSON and in files, {@code speed-dial}} */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

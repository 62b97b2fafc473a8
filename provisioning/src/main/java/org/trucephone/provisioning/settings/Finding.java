package org.trucephone.provisioning.settings;

import java.util.Locale;

/**
 * Something a person should know about a configuration.
 *
 * @param kind what sort of thing
 * @param file file or URL it is about; empty when about the whole configuration
 * @param line line in the file, 1…; 0 when about the whole file
 * @param text one plain sentence; never holds a secret
 */
public record Finding(Kind kind, String file, int line, String text) {

  /** Sorts of findings. */
  public enum Kind {
    /** A statement this format's reader does not know. */
    UNKNOWN,
    /** A statement that is known and has no effect on this phone. */
    IGNORED,
    /** A statement that is followed nearly, not exactly. */
    APPROXIMATED,
    /** Damage in the file that was read over. */
    RECOVERED,
    /** A value that cannot be right. */
    INVALID,
    /** Something the phone cannot do its work without. */
    MISSING,
    /** Text of a template that nobody filled in. */
    UNRENDERED,
    /** A statement a later one overrides. */
    OVERRIDDEN,
    /** A file that could not be fetched or opened. */
    UNREADABLE,
    /** How the file is signed or encrypted, and whether that is right. */
    SEALED,
    /** A password anyone on the network or machine can read. */
    SECRET_EXPOSED;

    /** {@return the lower-case name written in JSON, {@code secret-exposed}} */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return whether calls may fail because of it} */
    public boolean serious() {
      return switch (this) {
        case INVALID, MISSING, UNRENDERED, UNREADABLE -> true;
        case UNKNOWN, IGNORED, APPROXIMATED, RECOVERED, OVERRIDDEN, SEALED, SECRET_EXPOSED -> false;
      };
    }
  }
}

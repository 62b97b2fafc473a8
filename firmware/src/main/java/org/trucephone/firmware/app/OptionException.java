package org.trucephone.firmware.app;

/** A command line that cannot be followed; the message is one sentence with a hint. */
public final class OptionException extends Exception {
  private static final long serialVersionUID = 1L;

  OptionException(String message) {
    super(message);
  }
}

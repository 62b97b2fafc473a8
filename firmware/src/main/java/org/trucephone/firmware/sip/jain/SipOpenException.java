package org.trucephone.firmware.sip.jain;

/** Signalling could not be opened; the message says which address and why. */
public final class SipOpenException extends Exception {
  private static final long serialVersionUID = 1L;

  SipOpenException(String message, Throwable cause) {
    super(message, cause);
  }
}

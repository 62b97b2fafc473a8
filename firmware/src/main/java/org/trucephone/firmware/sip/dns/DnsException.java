package org.trucephone.firmware.sip.dns;

/** The DNS gave no answer; that a name does not exist is an answer. */
public final class DnsException extends Exception {
  private static final long serialVersionUID = 1;

  /** {@code message} says which name and what happened. */
  public DnsException(String message) {
    super(message);
  }
}

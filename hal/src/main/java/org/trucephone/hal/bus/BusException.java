package org.trucephone.hal.bus;

/** A transfer that did not happen, with a kind that means the same on every adapter. */
public final class BusException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, portably. */
  public enum Kind {
    /** No target answers at the address: unplugged or wrongly wired. */
    NO_ACK_ADDRESS,
    /** The target stopped answering in the middle. */
    NO_ACK_DATA,
    /** Someone else holds the bus or line. */
    BUSY,
    /** The bus or line itself is not there. */
    GONE,
    /** The process lacks the right to open it. */
    NO_PERMISSION,
    /** Anything else; the message says what. */
    OTHER
  }

  private final Kind kind;

  /** The message names the bus, the address or line, and what to do. */
  public BusException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** {@return the portable kind} */
  public Kind kind() {
    return kind;
  }
}

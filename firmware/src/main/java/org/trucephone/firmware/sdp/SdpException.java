package org.trucephone.firmware.sdp;

/**
 * A session description that cannot be used. The message is for the log; {@link #line()} is
 * 1-based, 0 if it concerns the whole.
 */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final boolean unprotected;

  /** Names what is wrong and in which line. */
  public SdpException(int line, String message) {
    this(line, message, false);
  }

  private SdpException(int line, String message, boolean unprotected) {
    super(line > 0 ? "SDP line " + line + ": " + message : "SDP: " + message);
    this.line = line;
    this.unprotected = unprotected;
  }

  /** {@return that the two sides do not agree about encryption} */
  static SdpException unprotected(String message) {
    return new SdpException(0, message, true);
  }

  /** {@return whether the two sides do not agree about encryption, and nothing else is wrong} */
  public boolean isUnprotected() {
    return unprotected;
  }

  /** {@return the 1-based line, or 0} */
  public int line() {
    return line;
  }
}

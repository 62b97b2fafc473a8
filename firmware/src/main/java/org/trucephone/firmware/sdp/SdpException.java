package org.trucephone.firmware.sdp;

/**
 * A session description that cannot be used. The message is for the log; {@link #line()} is
 * 1-based, 0 if it concerns the whole.
 */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  /** Names what is wrong and in which line. */
  public SdpException(int line, String message) {
    super(line > 0 ? "SDP line " + line + ": " + message : "SDP: " + message);
    this.line = line;
  }

  /** {@return the 1-based line, or 0} */
  public int line() {
    return line;
  }
}

package org.trucephone.firmware.media.dtls;

/** No keys were agreed on. */
public final class DtlsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean stranger;

  DtlsException(boolean stranger, Throwable cause) {
    super(
        stranger
            ? "the certificate is not the one announced"
            : "no keys agreed: " + cause.getMessage(),
        cause);
    this.stranger = stranger;
  }

  /** {@return whether somebody else than announced was there} */
  public boolean stranger() {
    return stranger;
  }
}

package org.trucephone.firmware.sip;

/** Why a request got no SIP answer. */
public enum TransportFault {
  NAME_NOT_FOUND,
  CONNECTION_REFUSED,
  UNREACHABLE,
  /** No answer until timer B/F ran out (RFC 3261 17.1). */
  NO_ANSWER,
  /** TLS: the server's certificate is not believed; the detail says why. */
  CERTIFICATE,
  /** TLS: no encrypted connection came to be for another reason. */
  ENCRYPTION,
  /**
   * An answer came, but what should prove that it is the server's does not; the detail says why.
   */
  UNPROVEN,
  /** The message could not be built or sent; a defect or an impossible setting. */
  NOT_SENT
}

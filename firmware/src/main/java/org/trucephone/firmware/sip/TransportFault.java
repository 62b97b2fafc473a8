package org.trucephone.firmware.sip;

/** Why a request got no SIP answer. */
public enum TransportFault {
  NAME_NOT_FOUND,
  CONNECTION_REFUSED,
  UNREACHABLE,
  /** No answer until timer B/F ran out (RFC 3261 17.1). */
  NO_ANSWER,
  /** The message could not be built or sent; a defect or an impossible setting. */
  NOT_SENT
}

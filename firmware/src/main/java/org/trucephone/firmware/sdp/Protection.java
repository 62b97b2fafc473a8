package org.trucephone.firmware.sdp;

/** What we want of encryption of the voice. */
public enum Protection {
  /** Never offered; an offer that insists on it ({@code RTP/SAVP}) is still taken. */
  NONE,
  /** Offered on {@code RTP/AVP} and taken where possible (RFC 8643). */
  OPTIONAL,
  /** No call without it. */
  REQUIRED,
  /** No call without it, and its keys are agreed on the media path (RFC 5763), not in SDP. */
  DTLS
}

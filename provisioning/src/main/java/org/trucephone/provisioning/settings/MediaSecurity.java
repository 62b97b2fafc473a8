package org.trucephone.provisioning.settings;

/** Whether calls are encrypted with SRTP. */
public enum MediaSecurity {
  OFF,
  OPTIONAL,
  /** No call without it. */
  REQUIRED,
  /** No call without it, and its keys are agreed by the two ends (DTLS-SRTP), not sent in SDP. */
  DTLS;

  /** {@return whether there is no call without it} */
  public boolean insists() {
    return this == REQUIRED || this == DTLS;
  }
}

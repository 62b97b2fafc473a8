package org.trucephone.provisioning.settings;

/** Whether calls are encrypted with SRTP. */
public enum MediaSecurity {
  OFF,
  OPTIONAL,
  REQUIRED
}

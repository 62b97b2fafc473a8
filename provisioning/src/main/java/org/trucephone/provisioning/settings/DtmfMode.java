package org.trucephone.provisioning.settings;

/** How keys pressed in a call are sent. */
public enum DtmfMode {
  /** Telephone events in RTP when the other side offers them (RFC 4733). */
  EVENTS,
  /** Telephone events in RTP, offered or not. */
  EVENTS_ALWAYS,
  /** SIP INFO. */
  INFO,
  /** Tones in the audio. */
  INBAND
}

package org.trucephone.hal.audio;

/** Where the person talks and listens. */
public enum AudioPath {
  /** Both directions off; the codec is quiet. */
  NONE,
  HANDSET,
  HEADSET,
  /** Loudspeaker and hands-free microphone; ringing uses it too. */
  SPEAKER
}

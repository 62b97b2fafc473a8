package org.trucephone.hal.audio;

/** Sound that cannot be opened; the message is one sentence saying what is wrong and what to do. */
public final class AudioException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A sentence for a person. */
  public AudioException(String message) {
    super(message);
  }
}

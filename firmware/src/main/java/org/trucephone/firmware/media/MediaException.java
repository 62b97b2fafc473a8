package org.trucephone.firmware.media;

/** Media could not be set up; the message is a sentence. */
public final class MediaException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public MediaException(String message) {
    super(message);
  }
}

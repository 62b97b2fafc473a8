package org.trucephone.firmware.directory;

/** A directory cannot be asked; the message is one sentence for a person, without secrets. */
public final class DirectoryException extends Exception {
  private static final long serialVersionUID = 1;

  public DirectoryException(String sentence) {
    super(sentence);
  }
}

package org.trucephone.provisioning.fetch;

/** Makes text from a server fit to be shown: bounded, one line, no control characters. */
public final class Wording {
  private static final int LONGEST = 120;

  private Wording() {}

  /** {@return the text without control characters, at most 120 characters} */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}

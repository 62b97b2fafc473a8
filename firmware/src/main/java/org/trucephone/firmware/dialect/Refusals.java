package org.trucephone.firmware.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server says about its refusal. */
final class Refusals {
  /** RFC 3261 20.43: code, agent, quoted text. */
  private static final Pattern WARNING =
      Pattern.compile("[0-9]{3}\\s+\\S+\\s+\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final int LONGEST = 120;

  private Refusals() {}

  /** {@return the text of a Warning header, "" if it has none} */
  static String warning(String header) {
    Matcher matcher = WARNING.matcher(header);
    if (!matcher.find()) {
      return "";
    }
    String text =
        matcher.group(1).replaceAll("\\\\(.)", "$1").replaceAll("\\p{Cntrl}+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}

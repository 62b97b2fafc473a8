package org.trucephone.firmware.dialect;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server says about its refusal. */
final class Refusals {
  /** RFC 3261 20.43: code, agent, quoted text. */
  private static final Pattern WARNING =
      Pattern.compile("[0-9]{3}\\s+\\S+\\s+\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** RFC 3326 2: a protocol and its cause, with a text. */
  private static final Pattern REASON =
      Pattern.compile("(?i);\\s*text\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Busy, no answer, no such number, declined: there the phone's own words are better. */
  private static final Set<Integer> PLAIN =
      Set.of(404, 408, 410, 480, 484, 486, 487, 600, 603, 604);

  private static final int LONGEST = 120;

  private Refusals() {}

  /**
   * {@return the text of a Warning header, else of a Reason that says more than the status, "" if
   * there is none}
   */
  static String text(int status, Map<String, String> headers) {
    String warning = quoted(WARNING, headers.getOrDefault("warning", ""));
    return warning.isEmpty() && !PLAIN.contains(status)
        ? quoted(REASON, headers.getOrDefault("reason", ""))
        : warning;
  }

  private static String quoted(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      return "";
    }
    String text =
        matcher.group(1).replaceAll("\\\\(.)", "$1").replaceAll("\\p{Cntrl}+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}

package org.trucephone.firmware.dialect.cisco;

import java.util.Map;

/** Words a server sends as one octet 0x80 and a letter, for the phone to put in its language. */
final class Escapes {
  private static final char MARK = '\u0080';
  private static final Map<Character, String> WORDS =
      Map.of(
          '!', "Call park at",
          '4', "Conference",
          '5', "Park",
          '^', "Parked call comes back",
          'S', "Cannot complete conference");

  private Escapes() {}

  /** {@return the text with the words put in; an unknown one is left out} */
  static String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == MARK && i + 1 < text.length()) {
        out.append(WORDS.getOrDefault(text.charAt(++i), ""));
      } else if (!Character.isISOControl(c)) {
        out.append(c);
      }
    }
    return out.toString().strip();
  }
}

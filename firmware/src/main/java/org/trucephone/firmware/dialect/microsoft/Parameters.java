package org.trucephone.firmware.dialect.microsoft;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Scheme name="value", name=value} of the authentication headers (MS-SIPAE 2.2). */
final class Parameters {
  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,;\"]*))");

  private Parameters() {}

  /** {@return whether a header's value is of that scheme} */
  static boolean isOf(String scheme, String value) {
    String text = value.strip();
    return text.regionMatches(true, 0, scheme, 0, scheme.length())
        && (text.length() == scheme.length()
            || Character.isWhitespace(text.charAt(scheme.length())));
  }

  /** {@return the values by lower-case name, quotation marks taken off; the first of two counts} */
  static Map<String, String> of(String value) {
    Map<String, String> found = new HashMap<>();
    Matcher pair = PAIR.matcher(value);
    while (pair.find()) {
      String text = pair.group(2) == null ? pair.group(3) : pair.group(2);
      found.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), text);
    }
    return found;
  }
}

package org.trucephone.provisioning.format.cisco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.ParseContext;

/**
 * A profile rule: {@code [--uid u --pwd p] url}, {@code ( $SWVER lt 7.5 ) ? url1 | url2}, with the
 * phone's own values for {@code $MA}, {@code $PSN} and the like. A name that is not known stays as
 * it is; values are not expanded again.
 */
final class FlatRule {
  private static final Pattern OPTIONS = Pattern.compile("\\[[^\\]]*\\]");
  private static final Pattern CONDITION = Pattern.compile("\\(([^()]*)\\)\\s*\\?");
  private static final Pattern TERM =
      Pattern.compile("\\s*(\\S+)\\s+(eq|ne|lt|le|gt|ge)\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MACRO =
      Pattern.compile("\\$(\\$|[A-Z]+|\\(([A-Z]+)(?::(\\d+))?(?::(\\d+))?\\))");
  private static final int LONGEST = 4096;
  private static final String RELEASE = "12.0.7";

  private FlatRule() {}

  /** {@return the file a rule leads to, as a list: empty when no alternative's condition holds} */
  static List<String> urls(String rule, ParseContext context) {
    if (rule.length() > LONGEST) {
      return List.of();
    }
    for (String alternative : alternatives(OPTIONS.matcher(rule).replaceAll(" "))) {
      Matcher m = CONDITION.matcher(alternative);
      String url = alternative;
      boolean holds = true;
      if (m.lookingAt() || alternative.stripLeading().startsWith("(") && m.find()) {
        holds = holds(expanded(m.group(1), context));
        url = alternative.substring(m.end());
      }
      if (holds && !url.isBlank()) {
        return List.of(expanded(url.strip(), context));
      }
    }
    return List.of();
  }

  private static List<String> alternatives(String rule) {
    List<String> parts = new ArrayList<>();
    for (String part : rule.split("\\|")) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** All terms joined by {@code and}; what cannot be read does not hold. */
  private static boolean holds(String condition) {
    for (String term : condition.split("(?i)\\band\\b|&&")) {
      Matcher m = TERM.matcher(term);
      if (!m.matches()) {
        return false;
      }
      int order = compare(m.group(1), m.group(3));
      boolean holds =
          switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order >= 0;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /** Releases by their numbers, anything else as text. */
  private static int compare(String a, String b) {
    String[] left = a.split("[^0-9A-Za-z]+");
    String[] right = b.split("[^0-9A-Za-z]+");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = part(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int part(String a, String b) {
    Matcher x = Pattern.compile("(\\d{1,9})(.*)").matcher(a);
    Matcher y = Pattern.compile("(\\d{1,9})(.*)").matcher(b);
    if (x.matches() && y.matches()) {
      int order = Integer.compare(Integer.parseInt(x.group(1)), Integer.parseInt(y.group(1)));
      return order != 0 ? order : x.group(2).compareTo(y.group(2));
    }
    return a.compareToIgnoreCase(b);
  }

  /** {@return the text with the phone's values in place of their names} */
  static String expanded(String text, ParseContext context) {
    Map<String, String> values = values(context);
    StringBuilder out = new StringBuilder();
    Matcher m = MACRO.matcher(text);
    while (m.find()) {
      String name = m.group(2) == null ? m.group(1) : m.group(2);
      String rest = "";
      if (m.group(2) == null) {
        // The longest known name counts: $MA in $MA.xml, but also in $MAX.
        String known = longest(name, values);
        rest = name.substring(known.length());
        name = known;
      }
      String value = name.equals("$") ? "$" : values.get(name);
      if (value == null || name.isEmpty()) {
        m.appendReplacement(out, Matcher.quoteReplacement(m.group()));
        continue;
      }
      if (m.group(3) != null) {
        int from = Math.min(value.length(), Integer.parseInt(cut(m.group(3))));
        int length = m.group(4) == null ? value.length() : Integer.parseInt(cut(m.group(4)));
        value = value.substring(from, Math.min(value.length(), from + length));
      }
      m.appendReplacement(out, Matcher.quoteReplacement(value + rest));
    }
    return m.appendTail(out).toString();
  }

  private static String cut(String digits) {
    return digits.length() > 4 ? "9999" : digits;
  }

  private static String longest(String name, Map<String, String> values) {
    for (int end = name.length(); end > 0; end--) {
      if (values.containsKey(name.substring(0, end))) {
        return name.substring(0, end);
      }
    }
    return name.equals("$") ? "$" : "";
  }

  private static Map<String, String> values(ParseContext context) {
    String mac = context.mac();
    String upper = mac.toUpperCase(Locale.ROOT);
    String model = context.model().replaceFirst("^CP-", "");
    return Map.of(
        "MA",
        mac,
        "MAU",
        upper,
        "MAC",
        mac.replaceAll("(..)(?=.)", "$1:"),
        "PN",
        context.model(),
        "PSN",
        model.replaceFirst("^SPA", ""),
        "SN",
        upper,
        "SWVER",
        RELEASE,
        "PRVST",
        "0");
  }
}

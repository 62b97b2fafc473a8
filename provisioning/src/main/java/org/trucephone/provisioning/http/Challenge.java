package org.trucephone.provisioning.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way a server offers to be told who we are.
 *
 * @param scheme lower case: {@code basic}, {@code digest}
 * @param parameters names in lower case, values without their quotes
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110 11.6.1</a>
 */
record Challenge(String scheme, Map<String, String> parameters) {
  /** A parameter with its value, or a scheme; commas between are skipped by searching. */
  private static final Pattern ITEM =
      Pattern.compile(
          "([\\w!#$%&'*+.^`|~-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*)))?");

  /** A header that needs more than this is no challenge we could answer. */
  private static final int LONGEST = 4096;

  /** {@return the challenges of all {@code WWW-Authenticate} headers, in order} */
  static List<Challenge> read(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      Map<String, String> current = null;
      Matcher item = ITEM.matcher(header.substring(0, Math.min(header.length(), LONGEST)));
      while (item.find()) {
        String name = item.group(1).toLowerCase(Locale.ROOT);
        String quoted = item.group(2);
        String plain = item.group(3);
        if (quoted == null && plain == null) {
          current = new LinkedHashMap<>();
          challenges.add(new Challenge(name, current));
        } else if (current != null) {
          current.putIfAbsent(name, quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : plain);
        }
      }
    }
    return challenges;
  }

  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  String parameterOr(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /** {@return whether the quality of protection named is among those offered} */
  boolean offers(String qop) {
    return Arrays.stream(parameterOr("qop", "").split(",")).anyMatch(q -> q.strip().equals(qop));
  }
}

package org.trucephone.firmware.sip.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One WWW-Authenticate or Proxy-Authenticate header (RFC 7616 3.3).
 *
 * @param realm what the password belongs to, shown to nobody
 * @param nonce the server's one-time text
 * @param opaque returned unchanged; null if absent
 * @param algorithm as named by the server; "MD5" if it named none
 * @param named whether the server named the algorithm (then we name it too)
 * @param qop protections offered, lower case; empty for RFC 2069 servers
 * @param stale the password was right, the nonce is too old
 */
public record DigestChallenge(
    String realm,
    String nonce,
    @Nullable String opaque,
    String algorithm,
    boolean named,
    List<String> qop,
    boolean stale) {

  /**
   * Reads a header's value.
   *
   * @return null if it is no Digest challenge or has no nonce
   */
  public static @Nullable DigestChallenge parse(String value) {
    String text = value.strip();
    if (!text.regionMatches(true, 0, "Digest", 0, 6)
        || text.length() == 6
        || !Character.isWhitespace(text.charAt(6))) {
      return null;
    }
    Map<String, String> parameters = parameters(text.substring(7));
    String nonce = parameters.get("nonce");
    if (nonce == null) {
      return null;
    }
    String algorithm = parameters.get("algorithm");
    String qop = parameters.getOrDefault("qop", "").strip().toLowerCase(Locale.ROOT);
    return new DigestChallenge(
        parameters.getOrDefault("realm", ""),
        nonce,
        parameters.get("opaque"),
        algorithm == null ? "MD5" : algorithm,
        algorithm != null,
        qop.isEmpty() ? List.of() : List.of(qop.split("\\s*,\\s*")),
        "true".equalsIgnoreCase(parameters.get("stale")));
  }

  /** {@return the hash to use, or null if we lack the algorithm or every protection offered} */
  @Nullable DigestAlgorithm usable() {
    boolean protection = qop.isEmpty() || qop.contains("auth") || qop.contains("auth-int");
    return protection ? DigestAlgorithm.of(algorithm) : null;
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> found = new HashMap<>();
    int i = 0;
    while (i < text.length()) {
      int equals = text.indexOf('=', i);
      if (equals < 0) {
        break;
      }
      String name = text.substring(i, equals).strip().toLowerCase(Locale.ROOT);
      i = equals + 1;
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      StringBuilder value = new StringBuilder();
      if (i < text.length() && text.charAt(i) == '"') {
        i = quoted(text, i + 1, value);
      } else {
        while (i < text.length() && text.charAt(i) != ',') {
          value.append(text.charAt(i++));
        }
      }
      found.putIfAbsent(name, value.toString().strip());
      int comma = text.indexOf(',', i);
      i = comma < 0 ? text.length() : comma + 1;
    }
    return found;
  }

  private static int quoted(String text, int from, StringBuilder value) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '"') {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      value.append(text.charAt(i++));
    }
    return i + 1;
  }
}

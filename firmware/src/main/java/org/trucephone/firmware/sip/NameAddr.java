package org.trucephone.firmware.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads and writes the parts of addresses that people see. Pure. */
public final class NameAddr {
  private NameAddr() {}

  /**
   * Reads a From, P-Asserted-Identity or Remote-Party-ID value as leniently as sensible: {@code
   * "Ann \"A\" Lee" <sip:1001@pbx;x=y>;tag=1}, {@code Ann <tel:+4930>}, {@code sip:1001@pbx;tag=1}.
   */
  public static Identity identity(String value) {
    String text = value.strip();
    String name = "";
    int at = 0;
    if (text.startsWith("\"")) {
      StringBuilder unquoted = new StringBuilder();
      at = 1;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        unquoted.append(text.charAt(at++));
      }
      at = Math.min(at + 1, text.length());
      name = unquoted.toString().strip();
    }
    int open = text.indexOf('<', at);
    String uri;
    if (open >= 0) {
      if (name.isEmpty()) {
        name = text.substring(at, open).strip();
      }
      int close = text.indexOf('>', open);
      uri = text.substring(open + 1, close < 0 ? text.length() : close).strip();
    } else {
      // Without angle brackets parameters belong to the header (RFC 3261 20).
      int semicolon = text.indexOf(';', at);
      uri = text.substring(at, semicolon < 0 ? text.length() : semicolon).strip();
    }
    return identity(name, uri);
  }

  private static Identity identity(String name, String uri) {
    String user = user(uri);
    String host = host(uri).toLowerCase(Locale.ROOT);
    if (host.endsWith(".invalid") || user.equalsIgnoreCase("anonymous")) {
      return new Identity("", "", uri);
    }
    return new Identity(user, printable(name), uri);
  }

  /** {@return the user part of a sip: or tel: URI, percent escapes undone; "" if none} */
  public static String user(String uri) {
    String rest = afterScheme(uri);
    if (uri.regionMatches(true, 0, "tel:", 0, 4)) {
      return printable(unescaped(before(rest, ';')));
    }
    int at = rest.indexOf('@');
    if (at < 0) {
      return "";
    }
    // A password or parameters inside the user part are not for people.
    return printable(unescaped(before(before(rest.substring(0, at), ';'), ':')));
  }

  /** {@return the host of a sip: URI without port and parameters; "" for tel:} */
  public static String host(String uri) {
    if (uri.regionMatches(true, 0, "tel:", 0, 4)) {
      return "";
    }
    String rest = afterScheme(uri);
    rest = before(before(rest.substring(rest.indexOf('@') + 1), ';'), '?');
    if (rest.startsWith("[")) {
      int close = rest.indexOf(']');
      return close < 0 ? rest : rest.substring(1, close);
    }
    return before(rest, ':');
  }

  /** {@return text with everything a SIP user part must not hold percent-escaped, RFC 3261 25.1} */
  public static String escapedUser(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-_.!~*'()&=+$,".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return out.toString();
  }

  private static String afterScheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(colon + 1);
  }

  private static String before(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a lone percent sign: show it as it came
    }
  }

  /** Control characters would let a caller write across the screen. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "").strip();
  }
}

package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One SIP request or response (RFC 3261 7). Belongs to one thread. */
final class SipMessage {
  /** RFC 3261 7.3.3, RFC 6665 8.2.1. */
  private static final Map<String, String> COMPACT =
      Map.of(
          "v",
          "Via",
          "f",
          "From",
          "t",
          "To",
          "i",
          "Call-ID",
          "m",
          "Contact",
          "l",
          "Content-Length",
          "c",
          "Content-Type",
          "s",
          "Subject",
          "k",
          "Supported",
          "o",
          "Event");

  private static final Set<String> LISTS =
      Set.of("via", "route", "record-route", "contact", "allow", "supported", "require");

  private record Header(String name, String value) {}

  private final String start;
  private final List<Header> headers = new ArrayList<>();
  private byte[] body = new byte[0];

  private SipMessage(String start) {
    this.start = start;
  }

  static SipMessage request(String method, String uri) {
    return new SipMessage(method + " " + uri + " SIP/2.0");
  }

  /** A response with what RFC 3261 8.2.6.2 copies from the request. */
  static SipMessage response(SipMessage request, int status, String reason) {
    SipMessage m = new SipMessage("SIP/2.0 " + status + " " + reason);
    for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
      request.all(name).forEach(v -> m.add(name, v));
    }
    return m;
  }

  /** The same message for another request URI. */
  SipMessage withUri(String uri) {
    SipMessage m = request(method(), uri);
    m.headers.addAll(headers);
    m.body = body;
    return m;
  }

  /**
   * Reads a message.
   *
   * @return null when it is none
   */
  static @Nullable SipMessage parse(byte[] bytes, int length) {
    int end = headerEnd(bytes, length);
    String head = new String(bytes, 0, end < 0 ? length : end, UTF_8);
    String[] lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n|\n", -1);
    String first = lines[0];
    boolean response = first.startsWith("SIP/2.0 ") && first.matches("SIP/2.0 [1-6]\\d\\d( .*)?");
    if (!response && !first.matches("[A-Z]+ \\S+ SIP/2.0")) {
      return null;
    }
    SipMessage m = new SipMessage(first);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        m.add(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim());
      }
    }
    boolean whole =
        !m.text("Call-ID").isEmpty() && !m.text("Via").isEmpty() && m.text("CSeq").contains(" ");
    if (!whole) {
      return null;
    }
    if (end >= 0 && end < length) {
      int size = Math.min(length - end, Math.max(0, m.number("Content-Length", length - end)));
      m.body = Arrays.copyOfRange(bytes, end, end + size);
    }
    return m;
  }

  /** {@return the index after the empty line, or -1} */
  static int headerEnd(byte[] b, int length) {
    for (int i = 0; i + 3 < length; i++) {
      if (b[i] == '\r' && b[i + 1] == '\n' && b[i + 2] == '\r' && b[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  boolean isRequest() {
    return !start.startsWith("SIP/2.0 ");
  }

  /** {@return the method of a request, or of the request a response answers} */
  String method() {
    return isRequest() ? start.substring(0, start.indexOf(' ')) : text("CSeq").split("\\s+")[1];
  }

  String uri() {
    return isRequest() ? start.split(" ")[1] : "";
  }

  int status() {
    return isRequest() ? 0 : Integer.parseInt(start.substring(8, 11));
  }

  /** {@return the first value, or an empty text} */
  String text(String name) {
    for (Header h : headers) {
      if (h.name.equalsIgnoreCase(name)) {
        return LISTS.contains(name.toLowerCase(Locale.ROOT)) ? split(h.value).get(0) : h.value;
      }
    }
    return "";
  }

  /** {@return all values, with lists split at their commas} */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Header h : headers) {
      if (h.name.equalsIgnoreCase(name)) {
        if (LISTS.contains(name.toLowerCase(Locale.ROOT))) {
          values.addAll(split(h.value));
        } else {
          values.add(h.value);
        }
      }
    }
    return values;
  }

  int number(String name, int otherwise) {
    try {
      return Integer.parseInt(text(name).trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  int cseq() {
    try {
      return Integer.parseInt(text("CSeq").split("\\s+")[0]);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  SipMessage add(String name, String value) {
    headers.add(new Header(COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name), value));
    return this;
  }

  /** Replaces all values of a header by those given, where the first of them stood. */
  SipMessage set(String name, List<String> values) {
    int at = 0;
    while (at < headers.size() && !headers.get(at).name.equalsIgnoreCase(name)) {
      at++;
    }
    headers.removeIf(h -> h.name.equalsIgnoreCase(name));
    List<Header> fresh = values.stream().map(v -> new Header(name, v)).toList();
    headers.addAll(Math.min(at, headers.size()), fresh);
    return this;
  }

  SipMessage set(String name, String value) {
    return set(name, List.of(value));
  }

  /** Puts a value before the others of its header. */
  SipMessage push(String name, String value) {
    List<String> values = new ArrayList<>(all(name));
    values.add(0, value);
    return set(name, values);
  }

  /** Takes the first value of a header away. */
  SipMessage pop(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? this : set(name, values.subList(1, values.size()));
  }

  SipMessage body(String type, String text) {
    set("Content-Type", type);
    body = text.getBytes(UTF_8);
    return this;
  }

  String body() {
    return new String(body, UTF_8);
  }

  byte[] bytes() {
    StringBuilder s = new StringBuilder(start).append("\r\n");
    for (Header h : headers) {
      if (!h.name.equalsIgnoreCase("Content-Length")) {
        s.append(h.name).append(": ").append(h.value).append("\r\n");
      }
    }
    s.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(s.toString().getBytes(UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** {@return the start line with, for a response, the method it answers} */
  String summary() {
    String line = isRequest() ? start.substring(0, start.length() - 8) : start.substring(8);
    return isRequest() ? line : line + " (" + method() + ")";
  }

  /** {@return a parameter of a header value or URI, or null; without quotes} */
  static @Nullable String parameter(String value, String name) {
    int from = value.indexOf('>') < 0 ? 0 : value.indexOf('>');
    for (String part : value.substring(from).split(";", -1)) {
      int equals = part.indexOf('=');
      String key = (equals < 0 ? part : part.substring(0, equals)).trim();
      if (key.equalsIgnoreCase(name)) {
        return equals < 0 ? "" : part.substring(equals + 1).trim().replace("\"", "");
      }
    }
    return null;
  }

  /** {@return the URI of a name-addr or addr-spec} */
  static String uriOf(String value) {
    // A quoted display name may hold a bracket, and so may a parameter: +sip.instance="<urn:…>".
    int open = firstOutsideQuotes(value);
    int close = value.indexOf('>', open + 1);
    return open >= 0 && close > open
        ? value.substring(open + 1, close)
        : value.split(";", 2)[0].trim();
  }

  private static int firstOutsideQuotes(String value) {
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted ^= c == '"';
      if (c == '<' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** {@return the user part of a header value or URI, or an empty text} */
  static String userOf(String value) {
    String uri = uriOf(value);
    int colon = uri.indexOf(':');
    int at = uri.indexOf('@');
    return at < 0 ? "" : uri.substring(colon + 1, at).split("[;:]", 2)[0];
  }

  /** {@return host and port (0 when absent) of a URI} */
  static HostPort hostOf(String uri) {
    String rest = uri.substring(uri.indexOf(':') + 1);
    rest = rest.substring(rest.indexOf('@') + 1).split("[;?>]", 2)[0];
    return HostPort.parse(rest);
  }

  /** A host with a port, 0 when none is named. */
  record HostPort(String host, int port) {
    static HostPort parse(String text) {
      int colon = text.lastIndexOf(':');
      if (colon > text.lastIndexOf(']') && text.substring(colon + 1).matches("\\d{1,5}")) {
        return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
      }
      return new HostPort(text, 0);
    }
  }

  /** Splits at commas outside of quotes and angle brackets. */
  private static List<String> split(String value) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int depth = 0;
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '<') {
        depth++;
      } else if (!quoted && c == '>') {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        parts.add(value.substring(from, i).trim());
        from = i + 1;
      }
    }
    parts.add(value.substring(from).trim());
    return parts;
  }

  @Override
  public String toString() {
    return new String(bytes(), ISO_8859_1);
  }
}

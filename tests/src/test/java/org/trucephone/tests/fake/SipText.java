package org.trucephone.tests.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One SIP message as lines of text: no stack of the phone's checks itself here. */
public final class SipText {
  private final String start;
  private final List<String[]> headers = new ArrayList<>();
  private byte[] body = new byte[0];

  private SipText(String start) {
    this.start = start;
  }

  static SipText request(String method, String uri) {
    return new SipText(method + " " + uri + " SIP/2.0");
  }

  /** {@return a response with what RFC 3261 8.2.6.2 copies} */
  static SipText response(SipText request, int status, String reason, String toTag) {
    SipText response = new SipText("SIP/2.0 " + status + " " + reason);
    for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq", "Record-Route")) {
      for (String value : request.all(name)) {
        boolean bare = name.equals("To") && !value.contains("tag=") && !toTag.isEmpty();
        response.add(name, bare ? value + ";tag=" + toTag : value);
      }
    }
    return response;
  }

  static SipText parse(byte[] bytes) {
    int end = headEnd(bytes, bytes.length);
    String[] lines = new String(bytes, 0, end, UTF_8).split("\r\n");
    SipText message = new SipText(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        message.add(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
      }
    }
    message.body = Arrays.copyOfRange(bytes, end, bytes.length);
    return message;
  }

  /** {@return the length of the head with its empty line, or -1} */
  static int headEnd(byte[] bytes, int length) {
    int found = new String(bytes, 0, length, ISO_8859_1).indexOf("\r\n\r\n");
    return found < 0 ? -1 : found + 4;
  }

  SipText add(String name, String value) {
    headers.add(new String[] {name, value});
    return this;
  }

  SipText set(String name, String value) {
    headers.removeIf(header -> header[0].equalsIgnoreCase(name));
    return add(name, value);
  }

  SipText body(String type, String text) {
    return body(type, text.getBytes(UTF_8));
  }

  SipText body(String type, byte[] bytes) {
    set("Content-Type", type);
    body = bytes.clone();
    return this;
  }

  boolean isRequest() {
    return !start.startsWith("SIP/2.0");
  }

  String method() {
    return isRequest() ? start.split(" ")[0] : header("CSeq").split("\\s+")[1];
  }

  /** {@return the URI of a request} */
  public String uri() {
    return start.split(" ")[1];
  }

  /** {@return the status of a response} */
  public int status() {
    return Integer.parseInt(start.split(" ")[1]);
  }

  int sequence() {
    return Integer.parseInt(header("CSeq").split("\\s+")[0]);
  }

  /** {@return the first value, "" if there is none} */
  public String header(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? "" : all.getFirst();
  }

  public List<String> all(String name) {
    return headers.stream()
        .filter(header -> header[0].equalsIgnoreCase(name))
        .map(header -> header[1])
        .toList();
  }

  /** {@return the body as text} */
  public String body() {
    return new String(body, UTF_8);
  }

  /** {@return a parameter of a header's value, without quotation marks; "" if absent} */
  static String parameter(String value, String name) {
    for (String part : value.split("[;,]|^Digest ")) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase(name)) {
        return pair[1].strip().replace("\"", "");
      }
    }
    return "";
  }

  /** {@return the URI of a name-addr} */
  static String uriOf(String value) {
    int open = value.indexOf('<');
    return open < 0
        ? value.split(";")[0].strip()
        : value.substring(open + 1, value.indexOf('>', open));
  }

  /** {@return the user part of a URI or name-addr, "" if it has none} */
  static String userOf(String value) {
    String uri = uriOf(value);
    int at = uri.indexOf('@');
    return at < 0 ? "" : uri.substring(uri.indexOf(':') + 1, at);
  }

  /** {@return the tag of From or To} */
  String tag(String name) {
    String value = header(name);
    return parameter(value.substring(value.indexOf('>') + 1), "tag");
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(start).append("\r\n");
    for (String[] header : headers) {
      if (!header[0].toLowerCase(Locale.ROOT).equals("content-length")) {
        text.append(header[0]).append(": ").append(header[1]).append("\r\n");
      }
    }
    text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.toString().getBytes(UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return new String(bytes(), UTF_8);
  }
}

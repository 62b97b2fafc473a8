package org.trucephone.provisioning.discovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of SIP plug and play: SUBSCRIBE to {@code ua-profile}, whose NOTIFY brings the URL
 * of the settings (RFC 6080; vendors send it to 224.0.1.75).
 */
final class PnpMessages {
  private static final Pattern URL =
      Pattern.compile("(?:tftp|https?)://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);

  private PnpMessages() {}

  /**
   * {@return the question}
   *
   * @param to host of the request address: the multicast group, or a SIP server
   * @param from our address and port, as answers should reach it
   * @param id tells this question's answers from others'; letters and digits
   */
  static String subscribe(String to, String from, String mac, String id, String version) {
    return String.join(
        "\r\n",
        "SUBSCRIBE sip:MAC%%3a%s@%s SIP/2.0".formatted(mac, to),
        "Via: SIP/2.0/UDP %s;branch=z9hG4bK%s;rport".formatted(from, id),
        "Max-Forwards: 20",
        "Contact: <sip:%s>".formatted(from),
        "To: <sip:MAC%%3a%s@%s>".formatted(mac, to),
        "From: <sip:MAC%%3a%s@%s>;tag=%s".formatted(mac, to, id),
        "Call-ID: %s@truce".formatted(id),
        "CSeq: 1 SUBSCRIBE",
        "Expires: 0",
        "Event: ua-profile;profile-type=\"device\";vendor=\"Truce\";model=\"Truce\";version=\"%s\""
            .formatted(version),
        "Accept: application/url",
        "Content-Length: 0",
        "",
        "");
  }

  /** {@return whether this is the NOTIFY our question leads to} */
  static boolean notifies(String message, String id) {
    return message.startsWith("NOTIFY ")
        && id.concat("@truce").equals(header(message, "Call-ID", "i"));
  }

  /** {@return the URL a NOTIFY carries} */
  static Optional<String> url(String message) {
    int body = message.indexOf("\r\n\r\n");
    Matcher found = URL.matcher(body < 0 ? "" : message.substring(body));
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  /** {@return 200 OK to a request (RFC 3261 8.2.6)} */
  static String ok(String request) {
    StringBuilder out = new StringBuilder("SIP/2.0 200 OK\r\n");
    String head = request.split("\r\n\r\n", 2)[0];
    for (String line : head.split("\r\n")) {
      if (line.matches("(?i)(via|v|from|f|to|t|call-id|i|cseq)\\s*:.*")) {
        out.append(line).append("\r\n");
      }
    }
    return out.append("Content-Length: 0\r\n\r\n").toString();
  }

  private static @Nullable String header(String message, String name, String compact) {
    for (String line : message.split("\r\n\r\n", 2)[0].split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String is = line.substring(0, colon).strip();
        if (is.equalsIgnoreCase(name) || is.equalsIgnoreCase(compact)) {
          return line.substring(colon + 1).strip();
        }
      }
    }
    return null;
  }
}

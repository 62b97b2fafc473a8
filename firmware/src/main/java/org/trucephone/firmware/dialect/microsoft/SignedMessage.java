package org.trucephone.firmware.dialect.microsoft;

import java.util.Locale;
import org.trucephone.firmware.sip.NameAddr;

/**
 * What a signature covers of a message (MS-SIPAE 3.1.4.2, version 4). Header values as they stand
 * on the wire, "" for one that is absent.
 *
 * @param asserted P-Asserted-Identity, or P-Preferred-Identity where there is none
 * @param status of a response, "" of a request
 */
public record SignedMessage(
    String callId,
    String cseq,
    String from,
    String to,
    String asserted,
    String expires,
    String status) {
  /**
   * {@return the text that is signed}
   *
   * @param rand {@code crand} of ours, {@code srand} of the server's
   * @param number {@code cnum} or {@code snum}
   */
  public String text(String scheme, String rand, String number, String realm, String target) {
    String[] sequence = cseq.strip().split("\\s+", 2);
    StringBuilder out = new StringBuilder();
    for (String field :
        new String[] {
          scheme,
          rand,
          number,
          realm,
          target,
          callId,
          sequence[0],
          sequence.length < 2 ? "" : sequence[1],
          address(from),
          tag(from),
          address(to),
          tag(to),
          asserted("sip:"),
          asserted("tel:"),
          expires
        }) {
      out.append('<').append(field).append('>');
    }
    if (!status.isEmpty()) {
      out.append('<').append(status).append('>');
    }
    return out.toString();
  }

  private static String address(String header) {
    return header.isEmpty() ? "" : NameAddr.identity(header).uri();
  }

  private static String tag(String header) {
    int end = header.lastIndexOf('>');
    for (String parameter : header.substring(end + 1).split(";", -1)) {
      String[] pair = parameter.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equalsIgnoreCase("tag")) {
        return pair[1].strip();
      }
    }
    return "";
  }

  private String asserted(String scheme) {
    for (String each : asserted.split(",", -1)) {
      String uri = address(each.strip());
      if (uri.toLowerCase(Locale.ROOT).startsWith(scheme)) {
        return uri;
      }
    }
    return "";
  }
}

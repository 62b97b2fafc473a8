package org.trucephone.tests.lab;

import org.trucephone.tests.lab.SipMessage.HostPort;
import org.trucephone.tests.lab.Wire.Peer;

/** The lab's own address as SIP writes it. */
record Via(String host, int port) {
  static final String ALLOW =
      "INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, SUBSCRIBE, INFO, UPDATE, MESSAGE";

  /** {@return a Via value with a fresh branch} */
  String fresh(Peer to) {
    return with(to, Transactions.token());
  }

  String with(Peer to, String branch) {
    return "SIP/2.0/%s %s:%d;branch=z9hG4bK%s;rport".formatted(to.transport(), host, port, branch);
  }

  String contact(String user, Peer to) {
    String name = user.isEmpty() ? "lab" : user;
    return "<sip:%s@%s:%d%s>".formatted(name, host, port, to.reliable() ? ";transport=tcp" : "");
  }

  /** {@return whether a URI names this server} */
  boolean isUs(String uri) {
    HostPort to = SipMessage.hostOf(uri);
    return to.host().equals(host) && (to.port() == 0 ? 5060 : to.port()) == port;
  }

  /** Notes where a request really came from (RFC 3261 18.2.1, RFC 3581). */
  static void received(SipMessage request, Peer from) {
    String via = request.text("Via");
    String noted = via.replaceFirst("(?i);rport(=\\d*)?(?=;|$)", "");
    boolean asked = !noted.equals(via);
    noted += ";received=" + from.address().getAddress().getHostAddress();
    request.pop("Via").push("Via", noted + (asked ? ";rport=" + from.address().getPort() : ""));
  }
}

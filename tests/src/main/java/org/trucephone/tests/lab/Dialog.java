package org.trucephone.tests.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.trucephone.tests.lab.SipMessage.HostPort;
import org.trucephone.tests.lab.Wire.Peer;

/** One side's view of a SIP dialog (RFC 3261 12). The lab's thread only. */
final class Dialog {
  final String callId;
  final String localTag;
  private final String local;
  private String remote;
  private List<String> routes;
  private String target;
  private Peer peer;
  private int cseq;

  private Dialog(
      String callId,
      String localTag,
      String local,
      String remote,
      List<String> routes,
      String target,
      Peer peer) {
    this.callId = callId;
    this.localTag = localTag;
    this.local = local;
    this.remote = remote;
    this.routes = routes;
    this.target = target;
    this.peer = peer;
  }

  /** Ours is the called side. */
  static Dialog called(SipMessage request, Peer peer, String tag) {
    return new Dialog(
        request.text("Call-ID"),
        tag,
        request.text("To") + ";tag=" + tag,
        request.text("From"),
        request.all("Record-Route"),
        SipMessage.uriOf(request.text("Contact")),
        peer);
  }

  /** Ours is the calling side. */
  static Dialog calling(
      String callId, String tag, String from, String to, String target, Peer peer) {
    return new Dialog(callId, tag, from + ";tag=" + tag, to, List.of(), target, peer);
  }

  /** The answer to our first request, or a later message of the dialog, came. */
  void learn(SipMessage message, Peer from) {
    if (!message.isRequest() && message.status() > 100) {
      remote = message.text("To");
      if (routes.isEmpty()) {
        routes = new ArrayList<>(message.all("Record-Route"));
        Collections.reverse(routes);
      }
    }
    String contact = message.text("Contact");
    if (!contact.isEmpty()) {
      target = SipMessage.uriOf(contact);
    }
    if (from.reliable()) {
      peer = from;
    }
  }

  SipMessage request(String method, Via via) {
    return request(method, via, method.equals("ACK") ? cseq : ++cseq);
  }

  /** A request with this sequence number, such as the ACK of an earlier INVITE. */
  SipMessage request(String method, Via via, int number) {
    SipMessage m = SipMessage.request(method, target);
    m.add("Via", via.fresh(peer)).add("Max-Forwards", "70");
    routes.forEach(r -> m.add("Route", r));
    m.add("From", local).add("To", remote).add("Call-ID", callId);
    return m.add("CSeq", number + " " + method).add("Contact", via.contact("lab", peer));
  }

  /** A response in this dialog. */
  SipMessage response(SipMessage request, int status, String reason, Via via) {
    SipMessage m = SipMessage.response(request, status, reason);
    if (SipMessage.parameter(request.text("To"), "tag") == null) {
      m.set("To", request.text("To") + ";tag=" + localTag);
    }
    m.set("Record-Route", request.all("Record-Route"));
    return m.add("Contact", via.contact(SipMessage.userOf(request.uri()), peer))
        .add("Allow", Via.ALLOW);
  }

  /**
   * Where the next request goes: over the connection the phone opened; by UDP to the first route or
   * to the phone's own Contact, so that a wrong Contact shows.
   */
  Peer destination() {
    if (peer.reliable()) {
      return peer;
    }
    HostPort to = SipMessage.hostOf(SipMessage.uriOf(routes.isEmpty() ? target : routes.get(0)));
    return to.host().matches("[0-9.]+")
        ? new Peer(new InetSocketAddress(to.host(), to.port() == 0 ? 5060 : to.port()), null)
        : peer;
  }

  boolean matches(SipMessage message) {
    String ours = message.isRequest() ? "To" : "From";
    return callId.equals(message.text("Call-ID"))
        && localTag.equals(SipMessage.parameter(message.text(ours), "tag"));
  }
}

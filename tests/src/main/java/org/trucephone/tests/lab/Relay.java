package org.trucephone.tests.lab;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.Wire.Peer;

/**
 * Passes requests between phones without state of its own but the way back (RFC 3261 16.11). The
 * lab's thread only.
 */
final class Relay {
  private static final int REMEMBERED = 1000;

  private final Wire wire;
  private final Via via;
  private final Registrar registrar;
  private final Map<String, Peer> origins =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Peer> eldest) {
          return size() > REMEMBERED;
        }
      };

  Relay(Wire wire, Via via, Registrar registrar) {
    this.wire = wire;
    this.via = via;
    this.registrar = registrar;
  }

  /**
   * Sends a request on.
   *
   * @param to the callee's phone when the request starts something, null to follow its route
   * @return whether a way was found
   */
  boolean forward(SipMessage request, Peer from, Registrar.@Nullable Binding to) {
    int hops = request.number("Max-Forwards", 70);
    String uri = to == null ? request.uri() : to.contact();
    String next = request.all("Route").isEmpty() ? uri : SipMessage.uriOf(request.text("Route"));
    Peer peer = to == null ? peerFor(next) : to.peer();
    if (hops <= 0 || peer == null || via.isUs(next)) {
      return false;
    }
    // The same branch for an INVITE, its CANCEL and its ACK, so that the next hop matches them.
    String branch = "r" + Integer.toHexString((request.text("Via") + request.cseq()).hashCode());
    origins.put(branch, from);
    SipMessage copy = request.withUri(uri).set("Max-Forwards", "" + (hops - 1));
    copy.set("Proxy-Authorization", List.of()).push("Via", via.with(peer, branch));
    if (request.method().equals("INVITE")) {
      String transport = from.reliable() ? ";transport=tcp" : "";
      copy.push("Record-Route", "<sip:%s:%d;lr%s>".formatted(via.host(), via.port(), transport));
    }
    wire.send(copy, peer);
    return true;
  }

  /** Sends a response back along its Via. */
  void back(SipMessage response) {
    String branch = SipMessage.parameter(response.text("Via"), "branch");
    Peer origin = branch == null ? null : origins.get(branch.replaceFirst("^z9hG4bK", ""));
    if (origin != null) {
      wire.send(response.pop("Via"), origin);
    }
  }

  private @Nullable Peer peerFor(String uri) {
    Peer known = registrar.peerFor(uri);
    SipMessage.HostPort to = SipMessage.hostOf(uri);
    if (known != null || !to.host().matches("[0-9.]+")) {
      return known;
    }
    return new Peer(new InetSocketAddress(to.host(), to.port() == 0 ? 5060 : to.port()), null);
  }
}

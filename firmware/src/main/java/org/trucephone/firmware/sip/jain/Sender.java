package org.trucephone.firmware.sip.jain;

import java.util.HashMap;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.firmware.sip.TransportFaults;
import org.trucephone.firmware.sip.digest.DigestClient;

/**
 * Sends requests: settles where each goes, adds Via, Contact and credentials, answers challenges,
 * says so when nothing comes back. Thread {@code sip-out}.
 */
final class Sender {
  /** Longer requests go by TCP, RFC 3261 18.1.1. */
  private static final int LONGEST_UDP = 1300;

  /** What a dialog or the sending itself puts into a request. */
  private static final Set<String> DIALOGS_OWN =
      Set.of(
          "via",
          "from",
          "to",
          "call-id",
          "cseq",
          "max-forwards",
          "route",
          "record-route",
          "content-length",
          "content-type",
          "authorization",
          "proxy-authorization");

  private final Core core;
  private final Messages messages;
  private final Map<Integer, Exchange> open = new HashMap<>();
  private int lastId;

  Sender(Core core, Messages messages) {
    this.core = core;
    this.messages = messages;
  }

  /**
   * Sends a request.
   *
   * @param contact whether it carries our Contact
   * @param dialog the dialog it belongs to; null for one outside a dialog
   */
  Exchange send(
      Access access, Request request, boolean contact, @Nullable Dialog dialog, Outcome outcome) {
    return start(access, request, contact, dialog, dialog != null, outcome);
  }

  /** Sends a request inside a dialog the stack does not keep: its own Route and URI lead it. */
  void sendDirect(Access access, Request request, Outcome outcome) {
    start(access, request, false, null, true, outcome);
  }

  private Exchange start(
      Access access,
      Request request,
      boolean contact,
      @Nullable Dialog dialog,
      boolean inside,
      Outcome outcome) {
    Exchange exchange = new Exchange(++lastId, access, request, dialog, outcome);
    open.put(exchange.id, exchange);
    route(
        access,
        request,
        inside,
        target -> {
          if (!exchange.over) {
            core.guarded(() -> dispatch(exchange, target, contact));
            if (exchange.transaction == null) {
              fail(
                  exchange,
                  TransportFault.NOT_SENT,
                  TransportFaults.detail(TransportFault.NOT_SENT, target.toString()));
            }
          }
        },
        missing -> fail(exchange, TransportFault.NAME_NOT_FOUND, missing));
    return exchange;
  }

  /** Gives up waiting; no outcome follows. */
  void forget(Exchange exchange) {
    close(exchange);
  }

  /** Settles where a request goes. */
  void route(
      Access access,
      Request request,
      boolean inside,
      Consumer<Target> found,
      Consumer<String> missing) {
    if (!inside && access.account.registers()) {
      HostPort hop = access.nextHop();
      Consumer<Target> learn =
          target -> {
            core.server(access, target.host());
            core.named(target, access, hop.host());
            access.localHost = core.localHostTowards(target.host());
            found.accept(target);
          };
      core.resolve(hop.host(), hop.port(), access.transport(), learn, missing);
      return;
    }
    String uri = Messages.firstStop(request);
    String transport = parameter(uri, "transport");
    String over =
        switch (transport) {
          case "udp", "tcp", "tls" -> transport;
          default -> access.transport();
        };
    int port = Messages.port(uri, over.equals("tls") ? 5061 : 5060);
    String host = NameAddr.host(uri);
    core.resolve(
        host,
        port,
        over,
        target -> {
          Target flow = access.server;
          // The server's Contact may name another port: the one connection is used for everything.
          boolean same =
              flow != null
                  && access.registered
                  && flow.tcp()
                  && target.tcp()
                  && flow.host().equals(target.host());
          Target chosen = same && flow != null ? flow : target;
          core.named(chosen, access, host);
          found.accept(chosen);
        },
        missing);
  }

  private static String parameter(String uri, String name) {
    for (String part : uri.split(";", -1)) {
      if (part.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
        return part.substring(name.length() + 1)
            .replaceAll("[?>].*", "")
            .toLowerCase(java.util.Locale.ROOT);
      }
    }
    return "";
  }

  private void dispatch(Exchange exchange, Target target, boolean contact) throws Exception {
    String local = core.localHostTowards(target.host());
    Request request = exchange.request;
    if (contact) {
      messages.contact(request, exchange.access.account.user(), local, exchange.access.transport());
    }
    transmit(exchange, target);
  }

  private void transmit(Exchange exchange, Target wanted) throws Exception {
    Request request = exchange.request;
    exchange.heard = false;
    String local = core.localHostTowards(wanted.host());
    messages.via(request, local, wanted.transport());
    request.removeHeader("Authorization");
    request.removeHeader("Proxy-Authorization");
    String uri = request.getRequestURI().toString();
    for (DigestClient.Credentials credentials :
        exchange.access.digest.credentials(
            exchange.attempt, request.getMethod(), uri, Messages.bytes(request))) {
      messages.add(
          request,
          credentials.proxy() ? "Proxy-Authorization" : "Authorization",
          credentials.value());
    }
    exchange.lengthy =
        exchange.dialog == null
            && !wanted.tcp()
            && !exchange.access.noTcp
            && Wire.bytes(request.toString()).length > LONGEST_UDP;
    Target target = exchange.lengthy ? wanted.over("tcp") : wanted;
    if (exchange.lengthy) {
      messages.via(request, local, "tcp");
    }
    exchange.target = target;
    settle(request, target);
    ClientTransaction transaction = core.wire().provider.getNewClientTransaction(request);
    transaction.setApplicationData(exchange.id);
    exchange.transaction = transaction;
    core.trace.add(
        "→ "
            + request.getMethod()
            + " "
            + shown(request)
            + " to "
            + target
            + (target.tcp() ? " by " + target.transport().toUpperCase(Locale.ROOT) : ""));
    exchange.deadline = core.later(core.options.noAnswer(), () -> silence(exchange, transaction));
    if (target.tcp()) {
      // Connecting blocks, at most 5 s; the queue must not.
      Thread.ofVirtual()
          .name("sip-tcp")
          .start(() -> {
            try {
              hand(exchange, transaction);
            } catch (Exception e) {
              Exception cause = PhoneNetwork.failure(e);
              // Connected, but no handshake: the stack wraps the reason away.
              Exception why =
                  cause == e && target.transport().equals("tls")
                      ? new SSLException("no TLS there", e)
                      : cause;
              core.post(() -> sendFailed(exchange, transaction, why));
            }
          });
      return;
    }
    try {
      hand(exchange, transaction);
    } catch (Exception e) {
      sendFailed(exchange, transaction, e);
    }
  }

  private static void hand(Exchange exchange, ClientTransaction transaction) throws Exception {
    if (exchange.dialog != null) {
      exchange.dialog.sendRequest(transaction);
    } else {
      transaction.sendRequest();
    }
  }

  /** Leaves word for {@link PhoneRouter}. */
  static void settle(Request request, Target target) {
    ((gov.nist.javax.sip.message.MessageExt) request).setApplicationData(target);
  }

  /** {@return where a request was sent} */
  static @Nullable Target settled(Request request) {
    return ((gov.nist.javax.sip.message.MessageExt) request).getApplicationData()
            instanceof Target target
        ? target
        : null;
  }

  private static String shown(Request request) {
    ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
    String user = to == null ? "" : NameAddr.user(to.getAddress().getURI().toString());
    return user.isEmpty() ? request.getRequestURI().toString() : user;
  }

  private void sendFailed(Exchange exchange, ClientTransaction transaction, Exception e)
      throws Exception {
    if (exchange.over || exchange.transaction != transaction) {
      return;
    }
    Target target = exchange.target;
    if (exchange.lengthy && target != null) {
      core.trace.add("! TCP to " + target + " failed, the long request goes by UDP");
      exchange.access.noTcp = true;
      exchange.lengthy = false;
      again(exchange, target.over("udp"));
      return;
    }
    TransportFault fault = TransportFaults.of(e);
    fail(exchange, fault, TransportFaults.detail(fault, String.valueOf(target), e));
  }

  /** Once more with a fresh transaction and the next CSeq. */
  private void again(Exchange exchange, Target target) throws Exception {
    Future<?> deadline = exchange.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
    Request before = exchange.request;
    Dialog dialog = exchange.dialog;
    if (dialog == null) {
      Request next = (Request) before.clone();
      CSeqHeader cseq = (CSeqHeader) next.getHeader(CSeqHeader.NAME);
      cseq.setSeqNumber(cseq.getSeqNumber() + 1);
      next.removeHeader(ViaHeader.NAME);
      exchange.request = next;
    } else {
      Request next = dialog.createRequest(before.getMethod());
      copy(before, next);
      exchange.request = next;
    }
    transmit(exchange, target);
  }

  private static void copy(Request from, Request to) throws java.text.ParseException {
    for (ListIterator<?> names = from.getHeaderNames(); names.hasNext(); ) {
      String name = String.valueOf(names.next());
      if (DIALOGS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        continue;
      }
      to.removeHeader(name);
      for (ListIterator<?> i = from.getHeaders(name); i.hasNext(); ) {
        to.addHeader((Header) i.next());
      }
    }
    if (from.getRawContent() != null) {
      to.setContent(
          from.getRawContent(),
          (javax.sip.header.ContentTypeHeader) from.getHeader("Content-Type"));
    }
  }

  // ---- what comes back

  /** {@return whether the response belonged to one of our exchanges} */
  boolean on(ResponseEvent event) throws Exception {
    Exchange exchange = of(event.getClientTransaction());
    if (exchange == null) {
      return false;
    }
    Response response = event.getResponse();
    int status = response.getStatusCode();
    if (status > 100) {
      core.trace.add(
          "← "
              + status
              + (status == 401 || status == 407
                  ? " wants a password"
                  : " " + response.getReasonPhrase() + " to " + Messages.method(response)));
    }
    noteAddress(exchange, response);
    exchange.heard = true;
    if (status < 200) {
      exchange.outcome.provisional(response, event.getDialog());
      return true;
    }
    if (status == 401 || status == 407) {
      challenged(exchange, response, event.getDialog());
      return true;
    }
    finish(exchange, response, event.getDialog(), false);
    return true;
  }

  private void challenged(Exchange exchange, Response response, @Nullable Dialog dialog)
      throws Exception {
    boolean proxy = response.getStatusCode() == 407;
    String header = proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
    DigestClient.Verdict verdict =
        exchange.access.digest.challenged(
            exchange.attempt, proxy, Messages.values(response, header));
    Target target = exchange.target;
    switch (verdict) {
      case RETRY -> {
        if (target == null) {
          throw new IllegalStateException("challenged before it was sent");
        }
        again(exchange, target);
      }
      case REFUSED -> {
        core.trace.add("! the server refuses the password of " + exchange.access.account.user());
        finish(exchange, response, dialog, true);
      }
      case UNKNOWN_SCHEME -> {
        core.trace.add("! the server asks for a password check this phone does not know");
        finish(exchange, response, dialog, false);
      }
    }
  }

  private void finish(
      Exchange exchange, Response response, @Nullable Dialog dialog, boolean refused)
      throws Exception {
    close(exchange);
    exchange.outcome.answered(exchange.request, response, dialog, refused);
  }

  private void noteAddress(Exchange exchange, Response response) {
    ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
    if (via == null || exchange.heard) {
      return;
    }
    String received = via.getReceived();
    if (received != null && !received.equals(via.getHost().replaceAll("[\\[\\]]", ""))) {
      core.trace.add("· the server sees us as " + received + ", not " + via.getHost());
    }
  }

  /** The stack's own time-out (timer B or F). */
  void timeout(@Nullable ClientTransaction transaction) {
    Exchange exchange = of(transaction);
    if (exchange != null) {
      silent(exchange);
    }
  }

  private void silence(Exchange exchange, ClientTransaction transaction) throws Exception {
    boolean waits =
        exchange.request.getMethod().equals(Request.INVITE) ? !exchange.heard : !exchange.over;
    if (!exchange.over && exchange.transaction == transaction && waits) {
      try {
        transaction.terminate();
      } finally {
        silent(exchange);
      }
    }
  }

  private void silent(Exchange exchange) {
    fail(
        exchange,
        TransportFault.NO_ANSWER,
        "No answer from " + exchange.target + " to " + exchange.request.getMethod());
  }

  private @Nullable Exchange of(@Nullable ClientTransaction transaction) {
    if (transaction == null || !(transaction.getApplicationData() instanceof Integer id)) {
      return null;
    }
    Exchange exchange = open.get(id);
    return exchange == null || exchange.transaction != transaction ? null : exchange;
  }

  private void fail(Exchange exchange, TransportFault fault, String detail) {
    if (exchange.over) {
      return;
    }
    close(exchange);
    core.trace.add("! " + detail);
    core.guarded(() -> exchange.outcome.failed(exchange.request, fault, detail));
  }

  private void close(Exchange exchange) {
    exchange.over = true;
    open.remove(exchange.id);
    Future<?> deadline = exchange.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}

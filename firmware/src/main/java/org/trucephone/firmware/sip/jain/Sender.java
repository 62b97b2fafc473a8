package org.trucephone.firmware.sip.jain;

import java.time.Duration;
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
import org.trucephone.firmware.sip.MessageSigner;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.firmware.sip.TransportFaults;
import org.trucephone.firmware.sip.digest.DigestClient;
import org.trucephone.firmware.sip.digest.DigestClient.Verdict;

/**
 * Sends requests: settles where each goes, adds Via, Contact and credentials, answers challenges,
 * says so when nothing comes back. Thread {@code sip-out}.
 */
final class Sender {
  /** So long a server may be silent where another could be asked. */
  private static final Duration TRY_NEXT = Duration.ofMillis(2500);

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
  private final Routes routes;
  private final Signing signing;
  private final Map<Integer, Exchange> open = new HashMap<>();
  private int lastId;

  Sender(Core core, Messages messages) {
    this.core = core;
    this.messages = messages;
    this.routes = new Routes(core);
    this.signing = new Signing(messages);
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
    routes.find(
        access,
        request,
        inside,
        targets -> {
          Target target = targets.getFirst();
          if (!exchange.over) {
            exchange.others.addAll(targets.subList(1, targets.size()));
            exchange.contact = contact;
            core.guarded(() -> dispatch(exchange, target));
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

  /** Settles where a request goes; the best of what is found. */
  void route(
      Access access,
      Request request,
      boolean inside,
      Consumer<Target> found,
      Consumer<String> missing) {
    routes.find(access, request, inside, targets -> found.accept(targets.getFirst()), missing);
  }

  private void dispatch(Exchange exchange, Target target) throws Exception {
    String local = core.localHostTowards(target.host());
    Access access = exchange.access;
    access.localHost = access.account.registers() ? local : access.localHost;
    if (exchange.contact) {
      messages.contact(exchange.request, access, local, target.transport());
    }
    transmit(exchange, target);
  }

  private void transmit(Exchange exchange, Target wanted) throws Exception {
    Request request = exchange.request;
    exchange.heard = false;
    String local = core.localHostTowards(wanted.host());
    messages.via(request, exchange.access, local, wanted.transport());
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
    if (exchange.signing != null) {
      signing.finish(exchange.access, request, exchange.signing);
    } else {
      signing.finish(exchange.access, request);
    }
    exchange.lengthy =
        exchange.dialog == null
            && !wanted.tcp()
            && !exchange.access.noTcp
            && exchange.access.manner().longByTcp()
            && Wire.bytes(request.toString()).length > LONGEST_UDP;
    Target target = exchange.lengthy ? wanted.over("tcp") : wanted;
    if (exchange.lengthy) {
      messages.via(request, exchange.access, local, "tcp");
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
    Duration patience = exchange.others.isEmpty() ? core.options.noAnswer() : TRY_NEXT;
    exchange.deadline = core.later(patience, () -> silence(exchange, transaction));
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
    if (elsewhere(exchange, Locations.PENALTY)) {
      return;
    }
    fail(exchange, fault, TransportFaults.detail(fault, String.valueOf(target), e));
  }

  /** {@return whether the request goes to the next server now (RFC 3263 4.3)} */
  private boolean elsewhere(Exchange exchange, Duration penalty) throws Exception {
    Target bad = exchange.target;
    if (bad != null && !exchange.heard) {
      core.locations.failed(bad, penalty);
    }
    Target next = exchange.others.poll();
    if (next == null) {
      return false;
    }
    core.trace.add("· " + bad + " is left out, " + next + " is tried");
    Future<?> deadline = exchange.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
    exchange.request = again(exchange.request);
    dispatch(exchange, next);
    return true;
  }

  static Request again(Request before) throws Exception {
    Request next = (Request) before.clone();
    CSeqHeader cseq = (CSeqHeader) next.getHeader(CSeqHeader.NAME);
    cseq.setSeqNumber(cseq.getSeqNumber() + 1);
    next.removeHeader(ViaHeader.NAME);
    return next;
  }

  /** Once more with a fresh transaction and the next CSeq. */
  private void again(Exchange exchange, Target target) throws Exception {
    Future<?> deadline = exchange.deadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
    Request before = exchange.request;
    Dialog dialog = exchange.dialog;
    if (dialog == null || before.getMethod().equals(Request.PRACK)) {
      exchange.request = again(before);
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
    exchange.answered = true;
    Target target = exchange.target;
    if (target != null && status != 503) {
      core.locations.answered(target);
    }
    if (unproven(exchange, response)) {
      return true;
    }
    if (status < 200) {
      exchange.outcome.provisional(response, event.getDialog());
      return true;
    }
    if (status == 401 || status == 407) {
      challenged(exchange, response, event.getDialog());
      return true;
    }
    if (status == 503 && target != null && !exchange.others.isEmpty()) {
      long after = Messages.seconds(response, "Retry-After");
      core.locations.failed(target, after > 0 ? Duration.ofSeconds(after) : Locations.PENALTY);
      if (elsewhere(exchange, Locations.PENALTY)) {
        return true;
      }
    }
    finish(exchange, response, event.getDialog(), false);
    return true;
  }

  /** {@return whether an answer lacks its server's signature or bears another; then it is over} */
  private boolean unproven(Exchange exchange, Response response) {
    MessageSigner.Attempt attempt = exchange.signing;
    int status = response.getStatusCode();
    if (attempt == null || status == 401 || status == 407 || status == 100) {
      return false;
    }
    String fault = Signing.fault(attempt, response);
    if (fault.isEmpty()) {
      return false;
    }
    Access access = exchange.access;
    String method = exchange.request.getMethod();
    String detail = "The answer of " + exchange.target + " to " + method + ": " + fault;
    if (status < 200) {
      core.trace.add("! " + detail);
      return true;
    }
    boolean lost = access.registered && !method.equals(Request.REGISTER);
    access.leave();
    fail(exchange, TransportFault.UNPROVEN, detail);
    Target target = exchange.target;
    if (target != null && target.tcp()) {
      core.wire().hangUp(target);
    }
    if (lost) {
      core.emit(new SipEvent.FlowLost(access.index(), detail));
    }
    return true;
  }

  private void challenged(Exchange exchange, Response response, @Nullable Dialog dialog)
      throws Exception {
    boolean proxy = response.getStatusCode() == 407;
    String header = proxy ? "Proxy-Authenticate" : "WWW-Authenticate";
    Verdict verdict = exchange.challenged(proxy, Messages.values(response, header));
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
  void timeout(@Nullable ClientTransaction transaction) throws Exception {
    Exchange exchange = of(transaction);
    if (exchange != null) {
      silent(exchange);
    }
  }

  private void silence(Exchange exchange, ClientTransaction transaction) throws Exception {
    boolean invite = exchange.request.getMethod().equals(Request.INVITE);
    boolean waits = invite || !exchange.others.isEmpty() ? !exchange.heard : !exchange.over;
    if (!waits && !invite && exchange.transaction == transaction && !exchange.over) {
      // It rang back provisionally: the usual patience.
      exchange.deadline = core.later(core.options.noAnswer(), () -> silence(exchange, transaction));
      exchange.others.clear();
      return;
    }
    if (!exchange.over && exchange.transaction == transaction && waits) {
      try {
        transaction.terminate();
      } finally {
        silent(exchange);
      }
    }
  }

  private void silent(Exchange exchange) throws Exception {
    if (elsewhere(exchange, Locations.PENALTY)) {
      return;
    }
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

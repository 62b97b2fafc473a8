package org.trucephone.firmware.sip.jain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;

/** Every request that comes: checked, then given to whom it concerns. Thread {@code sip-out}. */
final class Requests {
  private static final List<String> METHODS = Messages.ALLOW;
  private static final List<String> SCHEMES = List.of("sip", "sips", "tel");

  /** Older servers' way to ask whether a phone is there; its answer is the one to OPTIONS. */
  private static final String PING = "PING";

  /** Extensions a request may require of us. */
  private static final Set<String> KNOWN =
      Set.of("replaces", "norefersub", "eventlist", "timer", "100rel");

  /** What INFO may carry. */
  static final List<String> INFO_TYPES =
      List.of(
          "application/dtmf-relay",
          "application/dtmf",
          "message/sipfrag",
          "application/vnd.etsi.aoc+xml",
          "application/media_control+xml",
          "application/csta+xml",
          "text/plain");

  private final Core core;
  private final Messages messages;
  private final Legs legs;
  private final Answers answers;
  private final IncomingCalls incoming;
  private final DialogOffers offers;
  private final Notifications notifications;
  private final Transfers transfers;
  private final KeyPresses keys;

  Requests(
      Core core,
      Messages messages,
      Legs legs,
      Answers answers,
      IncomingCalls incoming,
      DialogOffers offers,
      Notifications notifications,
      Transfers transfers,
      KeyPresses keys) {
    this.core = core;
    this.messages = messages;
    this.legs = legs;
    this.answers = answers;
    this.incoming = incoming;
    this.offers = offers;
    this.notifications = notifications;
    this.transfers = transfers;
    this.keys = keys;
  }

  /**
   * Takes in a request.
   *
   * @param transaction null for ACK
   */
  void on(RequestEvent event, @Nullable ServerTransaction transaction) throws Exception {
    Request request = event.getRequest();
    String method = request.getMethod();
    core.trace.add("← " + method + " from " + Messages.source(request));
    Access owner = answers.owner(request);
    String fault = owner == null ? "" : Signing.fault(owner, request);
    if (!fault.isEmpty()) {
      core.trace.add("! " + method + " from " + Messages.source(request) + " left out: " + fault);
      if (transaction != null) {
        transaction.terminate();
      }
      return;
    }
    if (transaction == null) {
      if (method.equals(Request.ACK)) {
        incoming.acknowledged(request);
      }
      return;
    }
    if (method.equals(Request.CANCEL)) {
      incoming.cancelled(request, transaction);
      return;
    }
    Response refusal = refusal(request);
    if (refusal != null) {
      answers.send(transaction, refusal);
      return;
    }
    if (Messages.toTag(request) != null) {
      inside(request, method, transaction);
      return;
    }
    switch (method) {
      case Request.INVITE -> incoming.invited(request, transaction);
      case Request.OPTIONS, PING -> options(request, transaction);
      case Request.NOTIFY -> notifications.notified(request, transaction);
      case Request.REFER -> referred(request, transaction);
      case Request.MESSAGE -> message(request, transaction);
      case Request.SUBSCRIBE -> keys.refuse(request, transaction);
      default -> answers.refuse(request, transaction, 481); // BYE, INFO, UPDATE want a dialog
    }
  }

  /** {@return what is wrong with a request whatever its method does, or null} */
  private @Nullable Response refusal(Request request) throws Exception {
    if (!"SIP/2.0".equalsIgnoreCase(request.getSIPVersion())) {
      return messages.response(request, 505, null);
    }
    if (!METHODS.contains(request.getMethod()) && !request.getMethod().equals(PING)) {
      Response response = messages.response(request, 405, null);
      messages.allow(response);
      return response;
    }
    String coding = Messages.value(request, "Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      Response response = messages.response(request, 415, null); // RFC 3261 8.2.3
      messages.list(response, "Accept-Encoding", List.of("identity"));
      return response;
    }
    String scheme = request.getRequestURI().getScheme();
    if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
      return messages.response(request, 416, null);
    }
    if (request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
        && hops.getMaxForwards() == 0) {
      return messages.response(request, 483, null);
    }
    List<String> wanted =
        Messages.values(request, "Require").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .filter(option -> !option.isEmpty() && !KNOWN.contains(option.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    if (!wanted.isEmpty()) {
      Response response = messages.response(request, 420, null); // RFC 3261 8.2.2.3
      messages.list(response, "Unsupported", wanted);
      return response;
    }
    return null;
  }

  private void inside(Request request, String method, ServerTransaction transaction)
      throws Exception {
    Leg leg = legs.withTag(Messages.toTag(request));
    if (method.equals(Request.OPTIONS) || method.equals(PING)) {
      options(request, transaction);
      return;
    }
    if (method.equals(Request.NOTIFY)) {
      notifications.notified(request, transaction);
      return;
    }
    if (leg == null) {
      answers.refuse(request, transaction, 481);
      return;
    }
    switch (method) {
      case Request.BYE -> {
        answers.send(transaction, messages.response(request, 200, null));
        offers.drop(leg);
        keys.ended(leg.id);
        legs.remove(leg);
        String reason = Messages.value(request, "Reason");
        core.emit(new SipEvent.ByeReceived(leg.id, reason == null ? "" : reason));
      }
      case Request.INVITE -> offers.reinvited(leg, request, transaction);
      case Request.PRACK -> answers.send(transaction, messages.response(request, 200, null));
      case Request.UPDATE -> offers.updated(leg, request, transaction);
      case Request.REFER -> transfers.referred(leg.access, leg, request, transaction);
      case Request.INFO -> info(leg, request, transaction);
      case Request.SUBSCRIBE -> keys.subscribed(leg, request, transaction);
      default -> answers.refuse(request, transaction, 405);
    }
  }

  private void info(Leg leg, Request request, ServerTransaction transaction) throws Exception {
    String type = Messages.contentType(request);
    var digit = Bodies.digit(type, Messages.body(request));
    String lower = type.toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && INFO_TYPES.stream().noneMatch(lower::startsWith)) {
      Response response = messages.response(request, 415, null);
      messages.list(response, "Accept", INFO_TYPES);
      answers.send(transaction, response);
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    if (digit.isPresent()) {
      core.emit(new SipEvent.InfoDigit(leg.id, digit.get()));
    } else if (!type.isEmpty()) {
      core.emit(new SipEvent.InfoReceived(leg.id, type, Messages.body(request)));
    }
  }

  /** REFER outside a call: only our server may make the phone call someone. */
  private void referred(Request request, ServerTransaction transaction) throws Exception {
    Access access = trusted(request, transaction);
    if (access != null && access.manner().readsRefer(Messages.contentType(request))) {
      answers.send(transaction, messages.response(request, 202, null));
      core.emit(Notifications.notified(request, access, null, 0, "refer"));
    } else if (access != null) {
      transfers.referred(access, null, request, transaction);
    }
  }

  private void message(Request request, ServerTransaction transaction) throws Exception {
    Access access = trusted(request, transaction);
    if (access == null) {
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    Identity from = Messages.identity(request);
    core.emit(
        new SipEvent.MessageReceived(
            access.index(),
            from == null ? new Identity("", "", "") : from,
            Messages.contentType(request),
            Messages.body(request)));
  }

  private @Nullable Access trusted(Request request, ServerTransaction transaction)
      throws Exception {
    Access access = answers.owner(request);
    if (access == null) {
      answers.refuse(request, transaction, 404);
      return null;
    }
    if (!access.trusts(Messages.source(request))) {
      core.trace.add("! " + request.getMethod() + " from a stranger refused");
      answers.refuse(request, transaction, 403);
      return null;
    }
    return access;
  }

  private void options(Request request, ServerTransaction transaction) throws Exception {
    Response response = messages.response(request, 200, null);
    messages.abilities(response);
    messages.list(response, "Supported", Messages.SUPPORTED);
    messages.contact(
        response,
        Messages.requestUser(request),
        core.localHostTowards(Messages.source(request)),
        Messages.transport(request));
    answers.send(transaction, response);
  }
}

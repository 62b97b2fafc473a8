package org.trucephone.firmware.sip.jain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.SipEvent;

/** Every request that comes: checked, then given to whom it concerns. Thread {@code sip-out}. */
final class Requests {
  private static final List<String> METHODS = Messages.ALLOW;
  private static final List<String> SCHEMES = List.of("sip", "sips", "tel");

  private final Core core;
  private final Messages messages;
  private final Legs legs;
  private final Answers answers;
  private final IncomingCalls incoming;
  private final DialogOffers offers;
  private final Notifications notifications;

  Requests(
      Core core,
      Messages messages,
      Legs legs,
      Answers answers,
      IncomingCalls incoming,
      DialogOffers offers,
      Notifications notifications) {
    this.core = core;
    this.messages = messages;
    this.legs = legs;
    this.answers = answers;
    this.incoming = incoming;
    this.offers = offers;
    this.notifications = notifications;
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
      case Request.OPTIONS -> options(request, transaction);
      case Request.NOTIFY -> notifications.notified(request, transaction);
      default -> answers.refuse(request, transaction, 481); // BYE, INFO, UPDATE want a dialog
    }
  }

  /** {@return what is wrong with a request whatever its method does, or null} */
  private @Nullable Response refusal(Request request) throws Exception {
    if (!"SIP/2.0".equalsIgnoreCase(request.getSIPVersion())) {
      return messages.response(request, 505, null);
    }
    if (!METHODS.contains(request.getMethod())) {
      Response response = messages.response(request, 405, null);
      messages.allow(response);
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
            .filter(option -> !option.isEmpty())
            .distinct()
            .toList();
    if (!wanted.isEmpty()) {
      Response response = messages.response(request, 420, null); // we have no extension yet
      messages.list(response, "Unsupported", wanted);
      return response;
    }
    return null;
  }

  private void inside(Request request, String method, ServerTransaction transaction)
      throws Exception {
    Leg leg = legs.withTag(Messages.toTag(request));
    if (method.equals(Request.OPTIONS)) {
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
        legs.remove(leg);
        String reason = Messages.value(request, "Reason");
        core.emit(new SipEvent.ByeReceived(leg.id, reason == null ? "" : reason));
      }
      case Request.INVITE -> offers.reinvited(leg, request, transaction);
      case Request.UPDATE -> offers.updated(leg, request, transaction);
      case Request.INFO -> info(leg, request, transaction);
      default -> answers.refuse(request, transaction, 405);
    }
  }

  private void info(Leg leg, Request request, ServerTransaction transaction) throws Exception {
    String type = Messages.contentType(request);
    var digit = Bodies.digit(type, Messages.body(request));
    boolean known = type.isEmpty() || type.toLowerCase(Locale.ROOT).startsWith("application/dtmf");
    if (!known) {
      Response response = messages.response(request, 415, null);
      messages.list(response, "Accept", List.of("application/dtmf-relay", "application/dtmf"));
      answers.send(transaction, response);
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    digit.ifPresent(key -> core.emit(new SipEvent.InfoDigit(leg.id, key)));
  }

  private void options(Request request, ServerTransaction transaction) throws Exception {
    Response response = messages.response(request, 200, null);
    messages.abilities(response);
    messages.set(response, "Supported", "");
    messages.contact(
        response,
        Messages.requestUser(request),
        core.localHostTowards(Messages.source(request)),
        Messages.transport(request));
    answers.send(transaction, response);
  }
}

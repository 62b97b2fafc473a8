package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SubscriptionWish;

/** NOTIFY, asked for or not. Thread {@code sip-out}. */
final class Notifications {
  /** What a server may tell us without being asked. */
  static final List<String> UNASKED =
      List.of(
          "message-summary",
          "check-sync",
          "service-control",
          "resync",
          "reboot",
          "reboot_now",
          "restart_now",
          "report",
          "keep-alive",
          "talk",
          "hold",
          "dialog",
          "presence",
          "as-feature-event",
          "call-info",
          "line-seize");

  private static final List<String> TELLING =
      List.of(
          "From",
          "To",
          "Call-ID",
          "Call-Info",
          "Content-ID",
          "Refer-To",
          "Referred-By",
          "ms-diagnostics",
          "ms-diagnostics-public");

  private final Core core;
  private final Messages messages;
  private final Answers answers;
  private final Legs legs;
  private final Subscriptions subscriptions;
  private final Transfers transfers;

  Notifications(
      Core core,
      Messages messages,
      Answers answers,
      Legs legs,
      Subscriptions subscriptions,
      Transfers transfers) {
    this.core = core;
    this.messages = messages;
    this.answers = answers;
    this.legs = legs;
    this.subscriptions = subscriptions;
    this.transfers = transfers;
  }

  /** The subscription to waiting messages, which the port keeps by itself. */
  static SubscriptionWish waitingMessages(Access access, Duration expires) {
    return new SubscriptionWish(
        -access.index(),
        access.index(),
        "",
        "message-summary",
        List.of("application/simple-message-summary"),
        expires);
  }

  /** {@return what a request tells the phone} */
  static SipEvent.Notified notified(
      Request request, Access access, @Nullable Leg leg, int subscription, String event) {
    return new SipEvent.Notified(
        subscription,
        access.index(),
        leg == null ? null : leg.id,
        event,
        String.valueOf(Messages.value(request, "Subscription-State")),
        Messages.contentType(request),
        Messages.body(request),
        Messages.told(request, TELLING));
  }

  /** BENOTIFY: news that is never answered. */
  void unanswered(Request request) {
    Access access = answers.owner(request);
    String kind = kind(request);
    if (access == null
        || !access.trusts(Messages.source(request))
        || !access.manner().tells().contains(kind)) {
      core.trace.add("! BENOTIFY of " + kind + " left out");
      return;
    }
    String fault = Signing.fault(access, request);
    core.trace.add("← BENOTIFY of " + kind + (fault.isEmpty() ? "" : " left out: " + fault));
    if (fault.isEmpty()) {
      core.emit(notified(request, access, null, 0, kind));
    }
  }

  private static String kind(Request request) {
    return String.valueOf(Messages.value(request, "Event"))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[;\\s].*", "");
  }

  void notified(Request request, ServerTransaction transaction) throws Exception {
    String tag = Messages.toTag(request);
    String event =
        String.valueOf(Messages.value(request, "Event")).strip().toLowerCase(Locale.ROOT);
    String kind = event.replaceAll("[;\\s].*", "");
    if (kind.equals("refer")) {
      transfers.notified(request, transaction);
      return;
    }
    Subscription subscription = subscriptions.withTag(tag);
    Leg leg = legs.withTag(tag);
    Access owner = answers.owner(request);
    boolean tells = owner != null && owner.manner().tells().contains(kind);
    if (subscription == null && leg == null && tag != null && !tells) {
      answers.refuse(request, transaction, 481);
      return;
    }
    boolean asked =
        subscription != null && kind.equals(subscription.wish.event().replaceAll("[;\\s].*", ""));
    Access told = subscription == null && leg == null ? answers.owner(request) : null;
    boolean known = told != null && told.manner().tells().contains(kind);
    if (!asked && !known && !UNASKED.contains(kind)) {
      Response response = messages.response(request, 489, null);
      messages.list(response, "Allow-Events", UNASKED);
      answers.send(transaction, response);
      return;
    }
    Access access = subscription != null ? subscription.access : leg != null ? leg.access : told;
    if (access == null) {
      answers.refuse(request, transaction, 404);
      return;
    }
    if (!asked && leg == null && !access.trusts(Messages.source(request))) {
      core.trace.add("! NOTIFY from a stranger refused");
      answers.refuse(request, transaction, 403);
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    if (!asked && !access.manner().heeds(kind, Messages.body(request), access.registerCallId)) {
      core.trace.add("· NOTIFY of " + kind + " is not for this registration");
      return;
    }
    tell(request, event, kind, access, leg, subscription);
  }

  private void tell(
      Request request,
      String event,
      String kind,
      Access access,
      @Nullable Leg leg,
      @Nullable Subscription subscription) {
    int index = access.index();
    String state = String.valueOf(Messages.value(request, "Subscription-State"));
    if (subscription == null || !subscription.ended) {
      switch (kind) {
        case "keep-alive", "report" -> {
          // the answer was all it wanted
        }
        // Settings are applied live, so that all of these come to the same.
        case String told when access.manner().tells().contains(told) ->
            core.emit(notified(request, access, leg, 0, event));
        case "check-sync", "resync", "service-control", "reboot", "reboot_now", "restart_now" ->
            core.emit(
                new SipEvent.CheckSync(
                    index,
                    event.contains("reboot=true")
                        || kind.startsWith("re") && !kind.equals("resync")));
        default -> {
          if (kind.equals("message-summary")) {
            Bodies.summary(Messages.body(request))
                .ifPresent(said ->
                    core.emit(
                        new SipEvent.MessageSummary(
                            index,
                            said.waiting(),
                            said.fresh(),
                            said.old(),
                            Bodies.mailbox(Messages.body(request)))));
          } else if (subscription == null || subscription.wish.number() > 0) {
            core.emit(
                notified(
                    request,
                    access,
                    leg,
                    subscription == null ? 0 : subscription.wish.number(),
                    event));
          }
        }
      }
    }
    if (subscription != null && state.toLowerCase(Locale.ROOT).startsWith("terminated")) {
      subscriptions.terminated(subscription, state);
    }
  }
}

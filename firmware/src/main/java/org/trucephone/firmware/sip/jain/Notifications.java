package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** NOTIFY, asked for or not, and the subscription to waiting messages. Thread {@code sip-out}. */
final class Notifications {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Answers answers;
  private final Map<Access, Subscription> subscriptions = new HashMap<>();

  private static final class Subscription {
    final Duration wanted;
    String tag = Wire.token();
    boolean unsupported;
    boolean underWay;
    @Nullable Dialog dialog;
    @Nullable Future<?> next;
    Duration wait = FIRST_WAIT;

    Subscription(Duration wanted) {
      this.wanted = wanted;
    }
  }

  Notifications(Core core, Messages messages, Sender sender, Answers answers) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.answers = answers;
  }

  // ---- what comes

  void notified(Request request, ServerTransaction transaction) throws Exception {
    String tag = Messages.toTag(request);
    Access access = null;
    for (Map.Entry<Access, Subscription> each : subscriptions.entrySet()) {
      if (each.getValue().tag.equals(tag)) {
        access = each.getKey();
      }
    }
    boolean asked = access != null;
    if (access == null && tag != null) {
      answers.refuse(request, transaction, 481);
      return;
    }
    String event = String.valueOf(Messages.value(request, "Event")).toLowerCase(Locale.ROOT);
    String kind = event.replaceAll("[;\\s].*", "");
    if (!kind.equals("message-summary") && !kind.equals("check-sync")) {
      Response response = messages.response(request, 489, null);
      messages.list(response, "Allow-Events", List.of("message-summary", "check-sync"));
      answers.send(transaction, response);
      return;
    }
    if (access == null) {
      access = answers.owner(request);
    }
    if (access == null) {
      answers.refuse(request, transaction, 404);
      return;
    }
    if (!asked && !access.trusts(Messages.source(request))) {
      core.trace.add("! NOTIFY from a stranger refused");
      answers.refuse(request, transaction, 403);
      return;
    }
    answers.send(transaction, messages.response(request, 200, null));
    if (kind.equals("check-sync")) {
      core.emit(new SipEvent.CheckSync(access.index(), event.contains("reboot=true")));
      return;
    }
    int index = access.index();
    Bodies.summary(Messages.body(request))
        .ifPresent(said ->
            core.emit(
                new SipEvent.MessageSummary(index, said.waiting(), said.fresh(), said.old())));
    String state =
        String.valueOf(Messages.value(request, "Subscription-State")).toLowerCase(Locale.ROOT);
    if (asked && state.startsWith("terminated")) {
      terminated(access, state);
    }
  }

  private void terminated(Access access, String state) {
    Subscription subscription = subscriptions.get(access);
    if (subscription != null && !subscription.underWay) {
      subscription.dialog = null;
      boolean forGood = state.contains("rejected") || state.contains("noresource");
      again(access, subscription, forGood ? LONGEST_WAIT : Duration.ofSeconds(5));
    }
  }

  // ---- what we ask for

  void subscribe(Access access, Duration expires) throws Exception {
    Subscription subscription =
        subscriptions.computeIfAbsent(access, _ -> new Subscription(expires));
    if (!subscription.unsupported && !subscription.underWay) {
      send(access, subscription, expires);
    }
  }

  private void send(Access access, Subscription subscription, Duration expires) throws Exception {
    if (access.retired && !expires.isZero()) {
      return;
    }
    Future<?> next = subscription.next;
    if (next != null) {
      next.cancel(false);
    }
    subscription.underWay = true;
    Dialog dialog = subscription.dialog;
    if (dialog != null && dialog.getState() != DialogState.CONFIRMED) {
      dialog = null;
      subscription.dialog = null;
    }
    Request request;
    if (dialog == null) {
      subscription.tag = Wire.token();
      String record = Messages.addressOfRecord(access);
      request =
          messages.request(
              Request.SUBSCRIBE,
              record,
              access,
              record,
              Wire.token() + "@" + access.localHost,
              subscription.tag,
              1);
      messages.preload(request, access);
    } else {
      request = dialog.createRequest(Request.SUBSCRIBE);
      messages.set(request, "User-Agent", core.options.userAgent());
    }
    messages.set(request, "Event", "message-summary");
    messages.set(request, "Accept", "application/simple-message-summary");
    messages.set(request, "Expires", Long.toString(expires.toSeconds()));
    sender.send(access, request, true, dialog, new Result(access, subscription, dialog != null));
  }

  private void again(Access access, Subscription subscription, Duration wait) {
    Future<?> before = subscription.next;
    if (before != null) {
      before.cancel(false);
    }
    subscription.next =
        core.later(
            wait,
            () -> {
              if (!access.retired && !subscription.underWay) {
                send(access, subscription, subscription.wanted);
              }
            });
  }

  /** Ends the subscription of an account that was replaced. */
  void retire(Access access) throws Exception {
    Subscription subscription = subscriptions.remove(access);
    if (subscription != null) {
      Future<?> next = subscription.next;
      if (next != null) {
        next.cancel(false);
      }
      if (subscription.dialog != null) {
        send(access, subscription, Duration.ZERO);
      }
    }
  }

  private final class Result implements Outcome {
    private final Access access;
    private final Subscription subscription;
    private final boolean refresh;

    Result(Access access, Subscription subscription, boolean refresh) {
      this.access = access;
      this.subscription = subscription;
      this.refresh = refresh;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused)
        throws Exception {
      subscription.underWay = false;
      int status = response.getStatusCode();
      if (access.retired) {
        return;
      }
      if (status < 300) {
        subscription.dialog = dialog != null ? dialog : subscription.dialog;
        subscription.wait = FIRST_WAIT;
        long granted = Messages.seconds(response, "Expires");
        long seconds = granted > 0 ? granted : subscription.wanted.toSeconds();
        again(access, subscription, Duration.ofSeconds(Math.max(5, seconds * 9 / 10)));
        return;
      }
      subscription.dialog = null;
      if (refresh) {
        send(access, subscription, subscription.wanted); // 481 and the like: a new subscription
        return;
      }
      switch (status) {
        case 403, 404, 405, 489, 501, 604, 606 -> {
          subscription.unsupported = true;
          core.trace.add("· this server has no message subscription (" + status + ")");
        }
        default -> backOff();
      }
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      subscription.underWay = false;
      subscription.dialog = null;
      backOff();
    }

    private void backOff() {
      again(access, subscription, subscription.wait);
      Duration doubled = subscription.wait.multipliedBy(2);
      subscription.wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
  }
}

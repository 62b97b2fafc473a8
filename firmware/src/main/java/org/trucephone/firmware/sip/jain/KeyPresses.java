package org.trucephone.firmware.sip.jain;

import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.KeyPattern;

/**
 * Tells a server of the keys pressed in a call, where it asked to be told (RFC 4730, KPML): one
 * subscription a call, inside the call's dialog.
 */
final class KeyPresses {
  static final String EVENT = "kpml";
  private static final String REQUEST = "application/kpml-request+xml";
  private static final String RESPONSE = "application/kpml-response+xml";
  private static final long USUAL = 7200;

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Answers answers;
  private final Map<Integer, Watch> watches = new HashMap<>();

  private static final class Watch {
    final Leg leg;
    final Dialog dialog;
    final String event;
    @Nullable KeyPattern pattern;
    @Nullable Future<?> end;

    Watch(Leg leg, Dialog dialog, String event) {
      this.leg = leg;
      this.dialog = dialog;
      this.event = event;
    }
  }

  KeyPresses(Core core, Messages messages, Sender sender, Answers answers) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.answers = answers;
  }

  /** SUBSCRIBE came inside a call. */
  void subscribed(Leg leg, Request request, ServerTransaction transaction) throws Exception {
    String event = String.valueOf(Messages.value(request, "Event"));
    if (!event.split(";")[0].strip().equalsIgnoreCase(EVENT)) {
      refuse(request, transaction);
      return;
    }
    Dialog dialog = transaction.getDialog();
    if (dialog == null) {
      answers.refuse(request, transaction, 481);
      return;
    }
    String body = Messages.body(request);
    if (!body.isBlank()
        && !Messages.contentType(request).toLowerCase(Locale.ROOT).startsWith(REQUEST)) {
      Response refusal = messages.response(request, 415, null);
      messages.set(refusal, "Accept", REQUEST);
      answers.send(transaction, refusal);
      return;
    }
    long seconds = seconds(Messages.value(request, "Expires"));
    Response ok = messages.response(request, 200, null);
    messages.set(ok, "Expires", Long.toString(seconds));
    messages.contact(
        ok,
        leg.access.contactUser(),
        core.localHostTowards(Messages.source(request)),
        Messages.transport(request));
    answers.send(transaction, ok);
    Watch old = watches.remove(leg.id.number());
    Watch watch = new Watch(leg, dialog, event);
    if (old != null) {
      watch.pattern = old.pattern;
      stop(old);
    }
    if (seconds == 0) {
      tell(watch, "terminated;reason=timeout", KeyPattern.response(487, "Ended", "", null));
      return;
    }
    if (!body.isBlank()) {
      watch.pattern = KeyPattern.read(body);
      if (watch.pattern == null) {
        tell(
            watch,
            "terminated;reason=rejected",
            KeyPattern.response(501, "Only one digit map of digits, classes, counts", "", null));
        return;
      }
    }
    watches.put(leg.id.number(), watch);
    watch.end =
        core.later(
            Duration.ofSeconds(seconds),
            () -> {
              if (watches.remove(leg.id.number(), watch)) {
                tell(
                    watch,
                    "terminated;reason=timeout",
                    KeyPattern.response(487, "Ended", "", watch.pattern));
              }
            });
    tell(watch, "active;expires=" + seconds, "");
  }

  /** Answers a SUBSCRIBE to something else, or outside a call. */
  void refuse(Request request, ServerTransaction transaction) throws Exception {
    Response refusal = messages.response(request, 489, null);
    messages.set(refusal, "Allow-Events", EVENT);
    answers.send(transaction, refusal);
  }

  private static long seconds(@Nullable String expires) {
    return expires == null || !expires.strip().matches("[0-9]{1,9}")
        ? USUAL
        : Math.min(USUAL, Long.parseLong(expires.strip()));
  }

  private static void stop(Watch watch) {
    Future<?> end = watch.end;
    if (end != null) {
      end.cancel(false);
    }
  }

  /** A key was pressed in a call. */
  void pressed(CallId call, char key) {
    Watch watch = watches.get(call.number());
    KeyPattern pattern = watch == null ? null : watch.pattern;
    if (watch == null || pattern == null) {
      return;
    }
    String digits = pattern.pressed(key);
    if (digits.isEmpty()) {
      return;
    }
    boolean over = !pattern.persistent();
    if (over) {
      watches.remove(call.number());
      stop(watch);
    }
    tell(
        watch,
        over ? "terminated;reason=noresource" : "active",
        KeyPattern.response(200, "OK", digits, pattern));
  }

  /** A call is over, and its subscription with it. */
  void ended(CallId call) {
    Watch watch = watches.remove(call.number());
    if (watch != null) {
      stop(watch);
    }
  }

  private void tell(Watch watch, String state, String body) {
    if (watch.dialog.getState() == DialogState.TERMINATED) {
      return;
    }
    try {
      Request notify = watch.dialog.createRequest(Request.NOTIFY);
      messages.set(notify, "User-Agent", core.options.userAgent());
      messages.set(notify, "Event", watch.event);
      messages.set(notify, "Subscription-State", state);
      if (!body.isEmpty()) {
        messages.body(notify, RESPONSE, body);
      }
      sender.send(watch.leg.access, notify, true, watch.dialog, new DialogRequests.Ignored());
    } catch (SipException | ParseException e) {
      core.trace.add("! NOTIFY not sent: " + e.getMessage());
    }
  }
}

package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.dialect.Dialect.Diverted;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Setting;

/**
 * What becomes of a call that comes: refused, sent elsewhere, answered, rung. Phone thread only.
 */
final class Incoming {
  private static final int MOST_ON_A_LINE = 4;
  private static final int MOST = 8;

  /** How long it may ring before it goes elsewhere. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(20);

  /** Forwarded so often a call goes in circles (RFC 5806 leaves the figure to us). */
  private static final int MOST_DIVERSIONS = 5;

  private Incoming() {}

  static void take(Phone phone, SipEvent.InviteReceived event) {
    Identity from = named(phone, event.from());
    Call old = event.replaces() == null ? null : phone.calls.get(event.replaces().number());
    if (old != null) {
      replace(phone, event, from, old);
      return;
    }
    Rules rules = phone.memory.rules();
    boolean helpMayCall = phone.helpExpected();
    boolean serverActs = serverActs(phone, event.account());
    if (!helpMayCall) {
      if (rules.rejectAnonymous() && from.user().isEmpty()) {
        phone.sip.reject(event.call(), 433);
        return;
      }
      if (!serverActs
          && divert(
              phone, event, rules.forward(event.account()).always(), Diverted.UNCONDITIONAL)) {
        return;
      }
      if (!serverActs && rules.doNotDisturb()) {
        if (!divert(phone, event, rules.forward(event.account()).busy(), Diverted.DO_NOT_DISTURB)) {
          refuse(phone, event, from);
        }
        return;
      }
    }
    if (!room(phone, event.account())) {
      if (serverActs
          || !divert(phone, event, rules.forward(event.account()).busy(), Diverted.USER_BUSY)) {
        refuse(phone, event, from);
      }
      return;
    }
    Call call = phone.calls.incoming(event, from, phone.now);
    if (call != null) {
      ring(phone, call, event);
    }
  }

  private static void ring(Phone phone, Call call, SipEvent.InviteReceived event) {
    String forwarder = NameAddr.identity(first(event.headers(), "diversion")).shown();
    if (event.headers().containsKey("diversion")) {
      call.note("forwarded by " + forwarder, Instant.MAX);
    }
    OptionalInt answer = answerAfter(phone, event);
    boolean free =
        phone.dialing == null && !phone.calls.any(other -> other.talking() || other.reaching());
    if (free && answer.isPresent() && answer.getAsInt() == 0) {
      phone.outputs.beep(); // the person hears that someone is on the line
      Commands.carryOut(phone, new Command.Answer(call.number()));
      return;
    }
    Line line = phone.lines.get(event.account());
    call.bell = line == null ? 1 : line.dialect.bell(event.headers());
    phone.calls.ring(call);
    if (free && answer.isPresent()) {
      call.answerAt = phone.now.steady().plusSeconds(answer.getAsInt());
    } else if (!phone.memory.rules().forward(call.line).noAnswer().isEmpty()
        && !phone.helpExpected()
        && !serverActs(phone, call.line)
        && !circles(phone, event, phone.memory.rules().forward(call.line).noAnswer())) {
      call.divertAt = phone.now.steady().plus(NO_ANSWER);
    }
    if (!phone.calls.any(Call::talking) && phone.dialing == null) {
      phone.selected = call.number();
    }
  }

  private static boolean serverActs(Phone phone, int index) {
    Line line = phone.lines.get(index);
    return line != null && line.synced;
  }

  private static OptionalInt answerAfter(Phone phone, SipEvent.InviteReceived event) {
    boolean always = phone.options.autoAnswer();
    for (Account account : phone.settings.accounts()) {
      always |= account.index() == event.account() && Setting.valueOr(account.autoAnswer(), false);
    }
    if (always) {
      return OptionalInt.of(0);
    }
    Line line = phone.lines.get(event.account());
    // Signalling lets only the server we registered with ring: its word is trusted.
    boolean allowed = Setting.valueOr(phone.settings.general().autoAnswerAllowed(), true);
    return line == null || !allowed
        ? OptionalInt.empty()
        : line.dialect.answerAfter(event.headers());
  }

  private static boolean room(Phone phone, int line) {
    long all = phone.calls.all().stream().filter(call -> !call.ended()).count();
    boolean waitingAllowed = Setting.valueOr(phone.settings.general().callWaiting(), true);
    for (Account account : phone.settings.accounts()) {
      if (account.index() == line) {
        waitingAllowed = Setting.valueOr(account.callWaiting(), waitingAllowed);
      }
    }
    return all == 0 || waitingAllowed && all < MOST && phone.calls.onLine(line) < MOST_ON_A_LINE;
  }

  private static void refuse(Phone phone, SipEvent.InviteReceived event, Identity from) {
    phone.sip.reject(event.call(), 486);
    phone.remember(
        phone.memory.plus(
            new HistoryEntry(
                phone.now.wall(),
                HistoryEntry.Kind.MISSED,
                from.user(),
                from.name(),
                event.account(),
                Duration.ZERO)));
  }

  // ------------------------------------------------------------------------------------------------ elsewhere

  /** Sends a call elsewhere. {@return false if it must not go there, or there is nowhere} */
  private static boolean divert(
      Phone phone, SipEvent.InviteReceived event, String target, Diverted why) {
    Line line = phone.lines.get(event.account());
    if (line == null || target.isEmpty() || circles(phone, event, target)) {
      return false;
    }
    phone.sip.reject(
        event.call(),
        302,
        line.dialect.divert(uri(line, target), line.account.addressOfRecord(), why));
    phone.tell(
        "Forwarded", named(phone, event.from()).shown() + " was sent to " + target + ".", null);
    return true;
  }

  /** {@return whether a call would come back here, or to its caller} */
  private static boolean circles(Phone phone, SipEvent.InviteReceived event, String target) {
    Line line = phone.lines.get(event.account());
    String diverted = event.headers().getOrDefault("diversion", "").toLowerCase(Locale.ROOT);
    boolean again =
        line != null && diverted.contains(":" + line.account.user().toLowerCase(Locale.ROOT) + "@");
    boolean often = diverted.split(";\\s*reason=", -1).length > MOST_DIVERSIONS;
    boolean circles = again || often || own(phone, target) || target.equals(event.from().user());
    if (circles) {
      Logger.tag("call")
          .warn("call={} is not forwarded: it would go in circles", event.call().number());
    }
    return circles;
  }

  private static boolean own(Phone phone, String target) {
    String user = target.contains("@") ? NameAddr.user(target) : target;
    return phone.lines.all().stream().anyMatch(line -> line.account.user().equals(user));
  }

  private static String uri(Line line, String target) {
    return target.startsWith("sip:") || target.startsWith("tel:")
        ? target
        : "sip:"
            + NameAddr.escapedUser(target)
            + "@"
            + (target.contains("@") ? "" : line.account.domain());
  }

  /** Puts the forwarding in force that has been entered; nothing entered: ends it. */
  static void setForward(Phone phone, Rules.When when) {
    Dialing open = phone.dialing;
    if (open == null) {
      return;
    }
    String number = open.digits.toString();
    phone.dialing = null;
    if (!phone.offHook) {
      phone.path = AudioPath.NONE;
    }
    if (own(phone, number)) {
      phone.tell(
          "Not forwarded",
          number + " is this phone: calls would go in circles. Enter another number.",
          null);
      return;
    }
    phone.remember(phone.memory.with(phone.memory.rules().with(open.line, when, number)));
    phone.featureSync.forward(open.line, when, number);
    String calls =
        switch (when) {
          case ALWAYS -> "Calls";
          case BUSY -> "Calls while you are busy";
          case NO_ANSWER -> "Calls you do not answer";
        };
    phone.tell(
        number.isEmpty() ? "Not forwarded" : "Forwarded",
        number.isEmpty()
            ? calls + " are not forwarded any more."
            : calls + " go to " + number + " from now on.",
        null);
  }

  /** Sends the ringing call to the number entered. */
  static void deflect(Phone phone) {
    Dialing open = phone.dialing;
    phone.dialing = null;
    Call call = open == null ? null : phone.calls.get(open.about);
    if (open != null && call != null && call.ringingIn()) {
      send(phone, call, open.digits.toString(), Diverted.DEFLECTION);
    }
  }

  private static void send(Phone phone, Call call, String target, Diverted why) {
    Line line = phone.lines.get(call.line);
    if (line == null) {
      return;
    }
    call.refusal = line.dialect.divert(uri(line, target), line.account.addressOfRecord(), why);
    phone.calls.on(call, new CallEvent.RejectPressed(302), phone.now);
    phone.tell("Forwarded", call.remote.shown() + " was sent to " + target + ".", null);
  }

  static void tick(Phone phone) {
    Instant now = phone.now.steady();
    for (Call call : java.util.List.copyOf(phone.calls.all())) {
      if (call.ringingIn() && !call.divertAt.isAfter(now)) {
        call.divertAt = Instant.MAX;
        send(phone, call, phone.memory.rules().forward(call.line).noAnswer(), Diverted.NO_ANSWER);
      } else if (call.ringingIn() && !call.answerAt.isAfter(now)) {
        call.answerAt = Instant.MAX;
        phone.outputs.beep();
        Commands.answer(phone, call);
      }
    }
  }

  static @Nullable Instant deadline(Phone phone) {
    Instant first = null;
    for (Call call : phone.calls.all()) {
      Instant due = call.divertAt.isBefore(call.answerAt) ? call.divertAt : call.answerAt;
      if (call.ringingIn() && !due.equals(Instant.MAX) && (first == null || due.isBefore(first))) {
        first = due;
      }
    }
    return first;
  }

  // ------------------------------------------------------------------------------------------------ replaced

  /** A call that takes the place of one of ours: transfer or pick-up at the other end. */
  private static void replace(Phone phone, SipEvent.InviteReceived event, Identity from, Call old) {
    boolean heard = old.talking() || old.reaching();
    boolean shown = Integer.valueOf(old.number()).equals(phone.selected);
    Call call = phone.calls.incoming(event, from, phone.now);
    if (call == null) {
      return;
    }
    call.purpose = old.purpose;
    call.about = old.about;
    if (old.purpose == Purpose.CALL) {
      call.about = 0;
    }
    old.replaced = true;
    phone.conferences.replaced(old, call);
    phone.calls.on(call, new CallEvent.AnswerPressed(), phone.now);
    phone.calls.on(old, new CallEvent.EndPressed(), phone.now);
    phone.calls.forget(old);
    if (!heard && call.connected()) {
      phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
    }
    if (shown) {
      phone.selected = call.number();
    }
  }

  static Identity named(Phone phone, Identity from) {
    String known = phone.memory.nameOf(from.user());
    return known.isEmpty() ? from : new Identity(from.user(), known, from.uri());
  }

  private static String first(Map<String, String> headers, String name) {
    String all = headers.getOrDefault(name, "");
    int end = all.indexOf(">");
    return end < 0 ? all : all.substring(0, end + 1);
  }
}

package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.call.Emergency;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.Setting;

/** Numbers: entering them, knowing when they are complete, calling them. Phone thread only. */
final class Dialer {
  private static final Duration PAUSE = Duration.ofSeconds(4);
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);
  private static final int LONGEST_NUMBER = 64;

  private final Phone phone;
  private DigitMap map = DigitMap.NONE;
  private String country = "";

  Dialer(Phone phone) {
    this.phone = phone;
  }

  void plan(String text, String where) {
    map = DigitMap.of(text);
    country = where;
  }

  /** Opens the entry of a number. */
  Dialing open(int line, Purpose purpose, int about) {
    Dialing open = new Dialing(line, phone.now.steady(), purpose, about);
    DigitMap.Hotline hotline = map.hotline();
    if (hotline != null && purpose == Purpose.CALL) {
      open.hotline = hotline.number();
    }
    phone.dialing = open;
    return open;
  }

  void append(char digit) {
    Dialing open = phone.dialing;
    if (open == null) {
      Line line = phone.lines.preferred();
      open = open(line == null ? 1 : line.index(), Purpose.CALL, 0);
      open.hotline = ""; // the person dials
      phone.notice = null;
      phone.calls.forgetEnded();
    }
    open.last = phone.now.steady();
    if (digit == '#' && !open.digits.isEmpty()) {
      enter();
    } else if (open.digits.length() < LONGEST_NUMBER) {
      open.digits.append(digit);
      if (open.purpose != Purpose.FORWARD
          && map.fit(open.digits.toString()) == DigitMap.Fit.COMPLETE) {
        enter();
      }
    }
  }

  /** Does with the number entered what it was entered for. */
  void enter() {
    Dialing open = phone.dialing;
    if (open == null || open.digits.isEmpty()) {
      return;
    }
    String typed = open.digits.toString();
    switch (open.purpose) {
      case FORWARD -> Incoming.setForward(phone, Rules.When.ALWAYS);
      case DEFLECT -> Incoming.deflect(phone);
      case CALL, TRANSFER, CONFERENCE -> {
        if (map.fit(typed) == DigitMap.Fit.BARRED && !emergency(typed)) {
          phone.dialing = null;
          phone.tell(
              "Not allowed",
              "The dial plan of this phone does not allow " + typed + ". Ask your administrator.",
              null);
          return;
        }
        call(emergency(typed) ? typed : map.dialled(typed), open);
      }
    }
  }

  /** Calls for what {@code open} asks; it is closed. */
  void call(String number, Dialing open) {
    Call call = dial(number, phone.lines.get(open.line), Map.of());
    if (call != null) {
      call.purpose = open.purpose;
      call.about = open.about;
    } else if (open.about != 0) {
      phone.transfers.back(phone.calls.get(open.about), "");
    }
  }

  boolean emergency(String number) {
    return Emergency.is(number, country);
  }

  /** Dials on a line; the loudspeaker is used where nothing is off the hook. */
  @Nullable Call dial(String number, @Nullable Line wanted, Map<String, String> headers) {
    phone.dialing = null;
    phone.calls.forgetEnded();
    Line line = wanted;
    boolean emergency = emergency(number);
    if (emergency && (line == null || !line.registered())) {
      line = phone.lines.preferred(); // any line that works, and be it without registration
    }
    if (line == null) {
      phone.tell("No line", "The phone has no line to call on. Tell your administrator.", null);
      return null;
    }
    if (!line.registered() && !emergency) {
      String why =
          line.registration instanceof RegistrationState.Failed failed
              ? failed.failure().sentence()
              : "Line " + line.label + " is not registered yet. Try again in a moment.";
      phone.tell("Cannot call", why, number);
      return null;
    }
    if (emergency) {
      phone.helpCalled();
    }
    Commands.holdTalking(phone, null);
    if (phone.path == AudioPath.NONE) {
      phone.path = AudioPath.SPEAKER;
    }
    Call call =
        phone.calls.dial(line, number, number, phone.memory.nameOf(number), headers, phone.now);
    phone.selected = call.number();
    return call;
  }

  /** Tries the next of several ways to pick a call up. */
  void pickUp(Line line, String shown, List<Dialect.PickUp> ways) {
    if (ways.isEmpty()) {
      dial(shown, line, Map.of());
      return;
    }
    Call call =
        switch (ways.getFirst()) {
          case Dialect.PickUp.Dial(String number) -> dial(number, line, Map.of());
          case Dialect.PickUp.Replace(String target, String replaces) ->
              dial(target, line, Map.of("Replaces", replaces));
        };
    if (call != null) {
      call.otherWays = ways.subList(1, ways.size());
    }
  }

  /**
   * A call was refused: goes another way if there is one.
   *
   * @param contact where the answer says to call instead (RFC 3261 8.1.3.4), or ""
   * @return whether another call takes its place
   */
  boolean elsewhere(Call call, int status, String contact) {
    Line line = phone.lines.get(call.line);
    if (line == null || !call.reaching()) {
      return false;
    }
    boolean redirected = status >= 300 && status < 400 && !contact.isEmpty() && call.redirects < 5;
    if (!redirected && call.otherWays.isEmpty()) {
      return false;
    }
    call.replaced = true;
    phone.calls.refused(call, status, phone.now);
    phone.calls.forget(call);
    if (!redirected) {
      pickUp(line, call.remote.user(), call.otherWays);
      return true;
    }
    Call next =
        phone.calls.dial(
            line, contact, call.remote.user(), call.remote.name(), Map.of(), phone.now);
    next.redirects = call.redirects + 1;
    next.purpose = call.purpose;
    next.about = call.about;
    next.joins = call.joins;
    next.refer = call.refer;
    phone.selected = next.number();
    return true;
  }

  @Nullable Instant deadline() {
    Dialing open = phone.dialing;
    if (open == null) {
      return null;
    }
    if (open.digits.isEmpty()) {
      DigitMap.Hotline hotline = map.hotline();
      return open.hotline.isEmpty() || hotline == null
          ? null
          : open.last.plusSeconds(hotline.seconds());
    }
    if (open.purpose == Purpose.FORWARD || open.purpose == Purpose.DEFLECT) {
      return null;
    }
    boolean complete = map.fit(open.digits.toString()) == DigitMap.Fit.COMPLETE_AFTER_PAUSE;
    return open.last.plus(
        Setting.valueOr(phone.settings.general().dialTimeout(), complete ? SHORT_PAUSE : PAUSE));
  }

  void tick() {
    Instant due = deadline();
    Dialing open = phone.dialing;
    if (open == null || due == null || due.isAfter(phone.now.steady())) {
      return;
    }
    if (open.digits.isEmpty()) {
      call(open.hotline, open);
    } else {
      enter();
    }
  }
}

package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.call.TransferMachine;
import org.trucephone.firmware.call.TransferState;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.hal.audio.AudioPath;

/**
 * Giving calls away, blind or after asking, and being given away by others. A call is kept until
 * the other two are connected; if that fails it comes back with the reason. Phone thread only.
 */
final class Transfers {
  /** How long a sentence stays beside a call. */
  static final Duration NOTE_SHOWN = Duration.ofSeconds(8);

  private final Phone phone;
  private final SipPort sip;
  private final Map<Integer, Moving> moving = new LinkedHashMap<>();

  /** A call on its way: {@code asked} is the call of ours that is to take its place, 0: blind. */
  private static final class Moving {
    final int asked;
    final String target;
    final boolean parks;
    final Instant began;
    TransferState state;

    Moving(int asked, String target, boolean parks, Instant now) {
      this.asked = asked;
      this.target = target;
      this.parks = parks;
      this.began = now;
      this.state = new TransferState.Asked(now);
    }
  }

  Transfers(Phone phone, SipPort sip) {
    this.phone = phone;
    this.sip = sip;
  }

  /** {@return whether a call is being given away} */
  boolean moves(Call call) {
    return moving.containsKey(call.number());
  }

  /** The transfer key. */
  void pressed() {
    Dialing open = phone.dialing;
    if (open != null) {
      if (open.purpose == Purpose.TRANSFER && !open.digits.isEmpty()) {
        give(open, open.digits.toString());
      }
      return;
    }
    Call call = phone.current();
    if (call == null) {
      return;
    }
    Call about = phone.calls.get(call.about);
    if (call.purpose == Purpose.TRANSFER && about != null && about.connected()) {
      complete(about, call);
    } else if (call.connected() && !moves(call)) {
      Call asked =
          phone.calls.first(other ->
              other.purpose == Purpose.TRANSFER
                  && other.about == call.number()
                  && (other.connected() || other.reaching()));
      if (asked != null) {
        complete(call, asked);
      } else {
        Commands.newCallAbout(phone, call, Purpose.TRANSFER);
      }
    }
  }

  /** Gives the call that {@code open} is about to a number, blind. */
  void give(Dialing open, String number) {
    phone.dialing = null;
    Call call = phone.calls.get(open.about);
    if (call != null && call.connected()) {
      blind(call, number, false);
    }
  }

  void blind(Call call, String target, boolean parks) {
    if (call.talking()) {
      phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
    }
    phone.selected = call.number();
    start(call, new Moving(0, target, parks, phone.now.steady()));
    sip.refer(call.id, target, null);
  }

  /** Connects two calls of ours with each other. */
  void complete(Call call, Call asked) {
    Line line = phone.lines.get(asked.line);
    if (asked.connected() || line != null && line.dialect.refersToRinging()) {
      String target = asked.remote.shown();
      asked.purpose = Purpose.CALL;
      phone.selected = call.number();
      start(call, new Moving(asked.number(), target, false, phone.now.steady()));
      sip.refer(call.id, "", asked.id);
    } else if (asked.reaching()) {
      // They still ring: that call is given up, and the other side rings them instead.
      String target = asked.remote.user();
      asked.purpose = Purpose.CALL;
      asked.replaced = true;
      phone.calls.on(asked, new CallEvent.EndPressed(), phone.now);
      blind(call, target, false);
    }
  }

  private void start(Call call, Moving move) {
    call.purpose = Purpose.CALL;
    call.note("", Instant.MIN);
    moving.put(call.number(), move);
  }

  void on(SipEvent.ReferProgress event) {
    Call call = phone.calls.get(event.call().number());
    Moving move = moving.get(event.call().number());
    if (call != null && move != null) {
      move.state =
          TransferMachine.progress(move.state, event.status(), event.over(), phone.now.steady());
      follow(call, move);
    }
  }

  private void follow(Call call, Moving move) {
    switch (move.state) {
      case TransferState.Asked _, TransferState.Going _ -> {
        // they are at it
      }
      case TransferState.Done _ -> done(call, move);
      case TransferState.Failed failed -> {
        moving.remove(call.number());
        String what = move.parks ? "Parking at " : "Transfer to ";
        back(call, what + move.target + " failed: " + Words.why(failed.status()));
      }
    }
  }

  private void done(Call call, Moving move) {
    moving.remove(call.number());
    Call asked = phone.calls.get(move.asked);
    for (Call mine : asked == null ? List.of(call) : List.of(call, asked)) {
      mine.replaced = true;
      phone.calls.on(mine, new CallEvent.EndPressed(), phone.now);
      phone.calls.forget(mine);
    }
    phone.calls.forgetEnded();
    if (move.parks) {
      phone.keyLamps.parked(call.remote.shown(), move.target, move.began);
    } else {
      phone.tell("Transferred", call.remote.shown() + " is with " + move.target + ".", null);
    }
  }

  /** A call is over. {@return whether that was the end of a transfer, and all is told} */
  boolean ended(Call call) {
    Moving move = moving.get(call.number());
    if (move != null) {
      boolean left =
          call.state instanceof CallState.Ended over
              && over.cause() == CallState.Cause.REMOTE_HUNG_UP;
      if (left) {
        move.state = TransferMachine.left(move.state);
        follow(call, move);
      } else {
        moving.remove(call.number());
      }
      return left;
    }
    Call about = phone.calls.get(call.about);
    if (call.purpose == Purpose.CALL || about == null || call.replaced) {
      // One that was asked may leave before the server tells how the transfer went.
      return moving.values().stream().anyMatch(other -> other.asked == call.number());
    }
    boolean wanted =
        call.state instanceof CallState.Ended over
            && (over.cause() == CallState.Cause.GAVE_UP || over.cause() == CallState.Cause.HUNG_UP);
    String why =
        wanted || !(call.state instanceof CallState.Ended over)
            ? ""
            : Words.sentence(over.cause(), call.remote.shown(), call.detail);
    phone.calls.forget(call);
    back(about, why);
    return true;
  }

  /** Brings a call back to the person, with the reason. */
  void back(@Nullable Call call, String why) {
    if (call == null || !call.connected()) {
      return;
    }
    phone.selected = call.number();
    if (!why.isEmpty()) {
      call.note(
          why + " You are back with " + call.remote.shown() + ".",
          phone.now.steady().plus(NOTE_SHOWN));
    }
    boolean free = phone.dialing == null && phone.path != AudioPath.NONE;
    if (free) {
      // Nobody is put on the air whose handset is down: then the call stays held, and beeps.
      Commands.holdTalking(phone, call);
      phone.calls.on(call, new CallEvent.ResumePressed(), phone.now);
    } else {
      phone.outputs.beep();
    }
  }

  void tick() {
    for (Map.Entry<Integer, Moving> entry : List.copyOf(moving.entrySet())) {
      Call call = phone.calls.get(entry.getKey());
      Moving move = entry.getValue();
      if (call == null) {
        moving.remove(entry.getKey());
        continue;
      }
      TransferState next = TransferMachine.timeUp(move.state, phone.now.steady());
      if (!next.equals(move.state)) {
        move.state = next;
        follow(call, move);
      }
    }
  }

  @Nullable Instant deadline() {
    Instant first = null;
    for (Moving move : moving.values()) {
      Instant due = TransferMachine.deadline(move.state);
      if (due != null && (first == null || due.isBefore(first))) {
        first = due;
      }
    }
    return first;
  }

  // ------------------------------------------------------------------------------------------------ given away

  /** Someone asks us to call someone else (RFC 3515); only who is in a call with us may. */
  void asked(SipEvent.ReferReceived event) {
    Call call = event.call() == null ? null : phone.calls.get(event.call().number());
    Line line = phone.lines.get(event.account());
    if (call == null || line == null || !call.connected()) {
      sip.answerRefer(event.refer(), 603);
      return;
    }
    sip.answerRefer(event.refer(), 202);
    String user = NameAddr.user(event.target());
    String shown = user.isEmpty() ? event.target() : user;
    boolean talking = call.talking() || call.remoteHolds();
    if (talking) {
      phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
    }
    Call next =
        phone.calls.dial(
            line, event.target(), shown, phone.memory.nameOf(shown), event.headers(), phone.now);
    next.refer = event.refer();
    next.about = call.number();
    next.note(call.remote.shown() + " transfers you to " + next.remote.shown() + ".", Instant.MAX);
    phone.selected = next.number();
  }

  /** Tells who asked for a call how it goes. */
  void progress(Call call, int status) {
    if (call.refer != 0) {
      sip.referProgress(call.refer, status, Words.phrase(status));
      if (status >= 200) {
        call.refer = 0;
        call.note("", Instant.MIN);
        Call asker = phone.calls.get(call.about);
        if (status >= 300 && asker != null) {
          call.purpose = Purpose.TRANSFER; // so that the asker comes back when it has ended
        }
      }
    }
  }
}

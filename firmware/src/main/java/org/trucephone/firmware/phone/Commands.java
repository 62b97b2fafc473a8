package org.trucephone.firmware.phone;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.Memory.Volumes;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;

/** What each {@link Command} means in the state the phone is in. Phone thread only. */
final class Commands {
  private Commands() {}

  static void carryOut(Phone phone, Command command) {
    switch (command) {
      case Command.Digit(char digit) -> digit(phone, digit);
      case Command.Backspace _ -> {
        Dialing open = phone.dialing;
        if (open != null && !open.digits.isEmpty()) {
          open.digits.setLength(open.digits.length() - 1);
          open.last = phone.now.steady();
        }
      }
      case Command.Dial _ -> phone.dialer.enter();
      case Command.DialNumber(String number) -> dialNumber(phone, number);
      case Command.Redial _ -> {
        String last = phone.memory.lastDialled();
        if (last.isEmpty()) {
          phone.tell("Redial", "No number has been dialled yet.", null);
        } else if (!phone.calls.any(Call::reaching)) {
          dialNumber(phone, last);
        }
      }
      case Command.NewCall(int line) -> newCall(phone, phone.lines.get(line));
      case Command.LineKey(int index) -> lineKey(phone, index);
      case Command.CancelDialing _ -> cancelDialing(phone);
      case Command.Answer(int id) -> {
        Call call = phone.calls.get(id);
        if (call != null && call.ringingIn()) {
          answer(phone, call);
        }
      }
      case Command.Reject(int id) -> {
        Call call = phone.calls.get(id);
        if (call != null) {
          int status = Setting.valueOr(phone.settings.general().rejectStatus(), 486);
          phone.calls.on(
              call,
              call.ringingIn() ? new CallEvent.RejectPressed(status) : new CallEvent.EndPressed(),
              phone.now);
        }
      }
      case Command.SilenceBell _ ->
          phone.calls.all().forEach(call -> call.silenced |= call.ringingIn());
      case Command.End(int id) -> end(phone, phone.calls.get(id));
      case Command.ToggleHold(int id) -> toggleHold(phone, phone.calls.get(id));
      case Command.Select(int id) -> {
        if (phone.calls.get(id) != null) {
          phone.selected = id;
        }
      }
      case Command.ToggleSpeaker _ -> togglePath(phone, AudioPath.SPEAKER);
      case Command.ToggleHeadset _ -> togglePath(phone, AudioPath.HEADSET);
      case Command.ToggleMute _ -> phone.muted = phone.calls.any(Call::connected) && !phone.muted;
      case Command.Volume(int steps) -> volume(phone, steps);
      case Command.CallVoicemail _ -> callVoicemail(phone);
      case Command.ToggleQuiet _ -> phone.quiet = !phone.quiet;
      case Command.Transfer _ -> phone.transfers.pressed();
      case Command.TransferTo(int id) -> transferTo(phone, phone.calls.get(id));
      case Command.Conference _ -> phone.conferences.pressed();
      case Command.Split _ -> phone.conferences.split();
      case Command.LeaveThem _ -> phone.conferences.leave();
      case Command.Park _ -> LineKeys.parkAnywhere(phone);
      case Command.AskForward _ -> askForward(phone);
      case Command.SetForward(Rules.When when) -> Incoming.setForward(phone, when);
      case Command.AskDeflect(int id) -> {
        Call call = phone.calls.get(id);
        if (call != null && call.ringingIn()) {
          phone.dialer.open(call.line, Purpose.DEFLECT, id);
        }
      }
      case Command.CallReturn _ -> {
        String last = phone.memory.lastCaller();
        if (last.isEmpty()) {
          phone.tell("Call back", "Nobody has called yet.", null);
        } else {
          dialNumber(phone, last);
        }
      }
      case Command.ToggleDoNotDisturb _ -> {
        Rules rules = phone.memory.rules();
        boolean on = !rules.doNotDisturb();
        phone.remember(phone.memory.with(rules.withDoNotDisturb(on)));
        phone.featureSync.doNotDisturb(on);
      }
      case Command.ToggleRejectAnonymous _ -> {
        Rules rules = phone.memory.rules();
        phone.remember(phone.memory.with(rules.withRejectAnonymous(!rules.rejectAnonymous())));
      }
      case Command.RetryRegistration(int line) -> {
        phone.lines.retry(line, phone.now);
        phone.reprovision();
      }
      case Command.Reprovision _ -> phone.reprovision();
      case Command.MissedSeen _ -> {
        if (phone.memory.missed() > 0) {
          phone.remember(phone.memory.missedSeen());
        }
      }
      case Command.KeepContact(String name, String number) -> {
        if (!number.isBlank()) {
          phone.remember(phone.memory.plus(new Contact(name.isBlank() ? number : name, number)));
          phone.tell("Contacts", (name.isBlank() ? number : name) + " is kept.", null);
        }
      }
      case Command.DropContact(String number) -> phone.remember(phone.memory.without(number));
      case Command.DismissNotice _ -> phone.dismissNotice();
      case Command.OpenServices _ -> phone.services.open();
      case Command.ChooseService(int index) -> phone.services.choose(index);
      case Command.SubmitService(String typed) -> phone.services.submit(typed);
      case Command.BackInServices _ -> phone.services.back();
    }
  }

  /** Calls a number, or uses it for what a number is being asked for. */
  private static void dialNumber(Phone phone, String number) {
    Dialing open = phone.dialing;
    if (number.isBlank()) {
      return;
    }
    if (open == null || open.purpose == Purpose.CALL) {
      phone.dialer.dial(number, phone.lines.preferred(), Map.of());
    } else {
      open.digits.setLength(0);
      open.digits.append(number);
      phone.dialer.enter();
    }
  }

  private static void transferTo(Phone phone, @Nullable Call other) {
    Dialing open = phone.dialing;
    Call call = open == null ? phone.current() : phone.calls.get(open.about);
    if (call != null && other != null && call != other && call.connected() && other.connected()) {
      phone.dialing = null;
      phone.transfers.complete(call, other);
    }
  }

  /** Asks for a number for a call: it is held meanwhile. */
  static void newCallAbout(Phone phone, Call call, Purpose purpose) {
    holdTalking(phone, null);
    phone.dismissNotice();
    phone.dialer.open(call.line, purpose, call.number());
    if (phone.path == AudioPath.NONE) {
      phone.path = phone.offHook ? AudioPath.HANDSET : AudioPath.SPEAKER;
    }
  }

  static void askForward(Phone phone) {
    Line line = phone.lines.preferred();
    phone.dismissNotice();
    phone.dialer.open(line == null ? 1 : line.index(), Purpose.FORWARD, 0);
  }

  private static void digit(Phone phone, char digit) {
    Call talking = phone.calls.first(call -> call.talking() || call.earlyMedia());
    if (phone.dialing == null && talking != null) {
      phone.digitInCall(talking, digit);
    } else if (phone.dialing != null || !phone.calls.any(Call::reaching)) {
      phone.dialer.append(digit);
    }
  }

  /** Takes a line: a call in conversation is held first. */
  static void newCall(Phone phone, @Nullable Line wanted) {
    Line line = wanted != null ? wanted : phone.lines.preferred();
    holdTalking(phone, null);
    phone.dismissNotice();
    phone.dialer.open(line == null ? 1 : line.index(), Purpose.CALL, 0);
    if (phone.path == AudioPath.NONE) {
      phone.path = phone.offHook ? AudioPath.HANDSET : AudioPath.SPEAKER;
    }
  }

  static void answer(Phone phone, Call call) {
    holdTalking(phone, call);
    phone.dialing = null;
    if (phone.path == AudioPath.NONE) {
      phone.path = phone.offHook ? AudioPath.HANDSET : AudioPath.SPEAKER;
    }
    phone.selected = call.number();
    phone.calls.on(call, new CallEvent.AnswerPressed(), phone.now);
  }

  static void holdTalking(Phone phone, @Nullable Call but) {
    for (Call call : java.util.List.copyOf(phone.calls.all())) {
      if (call != but && call.talking()) {
        phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
      }
    }
  }

  private static void cancelDialing(Phone phone) {
    Dialing open = phone.dialing;
    phone.dialing = null;
    if (open != null && open.about != 0 && open.purpose != Purpose.DEFLECT) {
      phone.transfers.back(phone.calls.get(open.about), "");
    }
    boolean speech = phone.calls.any(call -> call.talking() || call.reaching());
    if (!speech && !phone.offHook) {
      phone.path = AudioPath.NONE;
    }
  }

  private static void end(Phone phone, @Nullable Call call) {
    if (phone.dialing != null) {
      cancelDialing(phone);
    } else if (call != null && call.ringingIn()) {
      carryOut(phone, new Command.Reject(call.number()));
    } else if (call != null && !phone.conferences.end(call)) {
      phone.calls.on(call, new CallEvent.EndPressed(), phone.now);
    }
  }

  private static void toggleHold(Phone phone, @Nullable Call call) {
    if (call == null || !call.connected() || phone.transfers.moves(call)) {
      return;
    }
    if (phone.conferences.has(call)) {
      boolean hold = call.talking();
      if (!hold) {
        phone.calls.all().stream()
            .filter(other -> !phone.conferences.has(other))
            .toList()
            .forEach(other -> holdOne(phone, other));
      }
      phone.conferences.hold(hold);
      return;
    }
    if (call.held()) {
      holdTalking(phone, call);
      phone.dialing = null;
      if (phone.path == AudioPath.NONE) {
        phone.path = phone.offHook ? AudioPath.HANDSET : AudioPath.SPEAKER;
      }
      phone.selected = call.number();
      phone.calls.on(call, new CallEvent.ResumePressed(), phone.now);
    } else {
      phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
    }
  }

  private static void holdOne(Phone phone, Call call) {
    if (call.talking()) {
      phone.calls.on(call, new CallEvent.HoldPressed(), phone.now);
    }
  }

  private static void togglePath(Phone phone, AudioPath wanted) {
    Call ringing = phone.calls.first(Call::ringingIn);
    boolean speech = phone.calls.any(call -> call.talking() || call.reaching());
    if (phone.path != wanted) {
      phone.path = wanted;
      if (ringing != null && !speech) {
        answer(phone, ringing);
      } else if (!speech && phone.dialing == null) {
        newCall(phone, null);
      }
      return;
    }
    if (phone.offHook) {
      phone.path = AudioPath.HANDSET;
      return;
    }
    phone.dialing = null;
    phone.path = AudioPath.NONE;
    Call mine = phone.calls.first(call -> call.talking() || call.reaching());
    if (mine != null && !phone.conferences.end(mine)) {
      phone.calls.on(mine, new CallEvent.EndPressed(), phone.now);
    }
  }

  private static void lineKey(Phone phone, int index) {
    Line line = phone.lines.get(index);
    LineKey key = phone.keyAt(index);
    if (line == null || key != null) {
      if (key != null) {
        LineKeys.press(phone, key);
      }
      return;
    }
    Call ringing = phone.calls.first(call -> call.line == index && call.ringingIn());
    if (ringing != null) {
      answer(phone, ringing);
      return;
    }
    if (phone.calls.any(call -> call.line == index && (call.talking() || call.reaching()))) {
      return;
    }
    Call held = phone.calls.first(call -> call.line == index && call.held());
    if (held != null) {
      toggleHold(phone, held);
    } else {
      newCall(phone, line);
    }
  }

  private static void callVoicemail(Phone phone) {
    for (Line line : phone.lines.all()) {
      if (!line.voicemailNumber().isEmpty()
          && (line.messages != 0 || phone.lines.all().stream().allMatch(l -> l.messages == 0))) {
        phone.dialer.dial(line.voicemailNumber(), line, Map.of());
        return;
      }
    }
    phone.tell("Messages", "No voicemail number is set. Ask your administrator.", null);
  }

  /** The handset was lifted or put back. */
  static void hook(Phone phone, boolean off) {
    if (off == phone.offHook) {
      return;
    }
    phone.offHook = off;
    if (off) {
      phone.path = AudioPath.HANDSET;
      Call ringing = phone.calls.first(Call::ringingIn);
      if (ringing != null && !phone.calls.any(Call::talking)) {
        answer(phone, ringing);
      } else if (!phone.calls.any(call -> call.talking() || call.reaching())
          && phone.dialing == null) {
        newCall(phone, null);
      }
      return;
    }
    if (phone.path != AudioPath.HANDSET) {
      return;
    }
    phone.path = AudioPath.NONE;
    phone.dialing = null;
    Call mine = phone.calls.first(call -> call.talking() || call.reaching());
    if (mine != null && !phone.conferences.end(mine)) {
      phone.calls.on(mine, new CallEvent.EndPressed(), phone.now);
    }
  }

  private static void volume(Phone phone, int steps) {
    Volumes v = phone.memory.volumes();
    boolean speech = phone.path != AudioPath.NONE;
    Volumes louder =
        !speech
            ? new Volumes(clamp(v.bell() + steps), v.handset(), v.headset(), v.speaker())
            : switch (phone.path) {
              case HANDSET ->
                  new Volumes(v.bell(), clamp(v.handset() + steps), v.headset(), v.speaker());
              case HEADSET ->
                  new Volumes(v.bell(), v.handset(), clamp(v.headset() + steps), v.speaker());
              case SPEAKER, NONE ->
                  new Volumes(v.bell(), v.handset(), v.headset(), clamp(v.speaker() + steps));
            };
    phone.remember(phone.memory.with(louder));
  }

  private static int clamp(int step) {
    return Math.clamp(step, 0, 10);
  }
}

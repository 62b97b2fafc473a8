package org.trucephone.firmware.phone;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.history.Contact;
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
      case Command.Dial _ -> {
        Dialing open = phone.dialing;
        if (open != null && !open.digits.isEmpty()) {
          phone.dial(open.digits.toString(), phone.lines.get(open.line));
        }
      }
      case Command.DialNumber(String number) -> {
        if (!number.isBlank()) {
          phone.dial(number, phone.lines.preferred());
        }
      }
      case Command.Redial _ -> {
        String last = phone.memory.lastDialled();
        if (last.isEmpty()) {
          phone.tell("Redial", "No number has been dialled yet.", null);
        } else if (!phone.calls.any(Call::reaching)) {
          phone.dial(last, phone.lines.preferred());
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
      case Command.Volume(int steps) -> phone.volume(steps);
      case Command.CallVoicemail _ -> callVoicemail(phone);
      case Command.ToggleQuiet _ -> phone.quiet = !phone.quiet;
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
    }
  }

  private static void digit(Phone phone, char digit) {
    Call talking = phone.calls.first(call -> call.talking() || call.earlyMedia());
    if (phone.dialing == null && talking != null) {
      phone.digitInCall(talking, digit);
    } else if (phone.dialing != null || !phone.calls.any(Call::reaching)) {
      phone.append(digit);
    }
  }

  /** Takes a line: a call in conversation is held first. */
  static void newCall(Phone phone, @Nullable Line wanted) {
    Line line = wanted != null ? wanted : phone.lines.preferred();
    holdTalking(phone, null);
    phone.dismissNotice();
    phone.dialing = new Dialing(line == null ? 1 : line.index(), phone.now.steady());
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
    phone.dialing = null;
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
    } else if (call != null) {
      phone.calls.on(call, new CallEvent.EndPressed(), phone.now);
    }
  }

  private static void toggleHold(Phone phone, @Nullable Call call) {
    if (call == null || !call.connected()) {
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
    if (mine != null) {
      phone.calls.on(mine, new CallEvent.EndPressed(), phone.now);
    }
  }

  private static void lineKey(Phone phone, int index) {
    Line line = phone.lines.get(index);
    LineKey key = phone.keyAt(index);
    if (line == null || key != null) {
      if (key != null) {
        carryOut(phone, new Command.DialNumber(key.value()));
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
      if (!line.voicemail.isEmpty()
          && (line.messages != 0 || phone.lines.all().stream().allMatch(l -> l.messages == 0))) {
        phone.dial(line.voicemail, line);
        return;
      }
    }
    phone.tell("Messages", "No voicemail number is set. Ask your administrator.", null);
  }
}

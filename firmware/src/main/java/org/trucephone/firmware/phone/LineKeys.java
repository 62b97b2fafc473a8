package org.trucephone.firmware.phone;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.Watched;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;

/** What the programmable keys do. Phone thread only. */
final class LineKeys {
  /** Asks for an answer at once, in the spellings most phones know (RFC 5373 and Alert-Info). */
  private static final Map<String, String> ANSWER_AT_ONCE =
      Map.of(
          "Answer-Mode", "Auto", "Alert-Info", "<http://127.0.0.1>;info=alert-autoanswer;delay=0");

  private LineKeys() {}

  static void press(Phone phone, LineKey key) {
    Line line = phone.keyLamps.lineOf(key);
    switch (key.type()) {
      case BLF -> {
        List<Dialect.PickUp> ways = phone.keyLamps.pickUp(key);
        if (!ways.isEmpty() && line != null && phone.dialing == null) {
          phone.dialer.pickUp(line, key.value(), ways);
        } else {
          to(phone, key.value(), line);
        }
      }
      case SPEED_DIAL, OTHER, URL -> to(phone, key.value(), line);
      case INTERCOM -> {
        if (line != null) {
          phone.dialer.dial(line.dialect.intercom(key.value()), line, ANSWER_AT_ONCE);
        }
      }
      case PARK -> park(phone, key, line);
      case PICKUP -> {
        String code =
            !key.value().isEmpty() || line == null ? key.value() : line.dialect.groupPickUp();
        if (code.isEmpty()) {
          phone.tell("Pick-up", "No pick-up code is set. Ask your administrator.", null);
        } else {
          phone.dialer.dial(code, line, Map.of());
        }
      }
      case FORWARD -> {
        int index = line == null ? 1 : line.index();
        boolean on = !phone.memory.rules().forward(index).always().isEmpty();
        Commands.askForward(phone);
        Dialing open = phone.dialing;
        if (open != null && (on || !key.value().isEmpty())) {
          open.digits.append(on ? "" : key.value());
          Incoming.setForward(phone, Rules.When.ALWAYS);
        }
      }
      case DO_NOT_DISTURB -> Commands.carryOut(phone, new Command.ToggleDoNotDisturb());
      case DTMF -> {
        Call talking = phone.calls.first(Call::talking);
        if (talking != null) {
          for (char digit : key.value().replaceAll("[^0-9*#A-D]", "").toCharArray()) {
            phone.digitInCall(talking, digit);
          }
        }
      }
      case REDIAL -> Commands.carryOut(phone, new Command.Redial());
      case HOLD -> {
        Call call = phone.current();
        if (call != null) {
          Commands.carryOut(phone, new Command.ToggleHold(call.number()));
        }
      }
      case TRANSFER -> phone.transfers.pressed();
      case VOICEMAIL -> Commands.carryOut(phone, new Command.CallVoicemail());
      case LINE, DIRECTORY, NONE -> {
        // lines are not programmed, the directory is the screens', the rest is dark
      }
    }
  }

  /** Calls a number, or gives or adds it to the call a number is being asked for. */
  private static void to(Phone phone, String number, @Nullable Line line) {
    Dialing open = phone.dialing;
    if (number.isEmpty()) {
      return;
    }
    if (open == null || open.purpose == Purpose.CALL) {
      phone.dialer.dial(number, line, Map.of());
    } else if (open.purpose == Purpose.TRANSFER) {
      phone.transfers.give(open, number);
    } else if (open.purpose == Purpose.CONFERENCE) {
      phone.dialer.call(number, open);
    } else {
      open.digits.setLength(0);
      open.digits.append(number);
      phone.dialer.enter();
    }
  }

  /** Parks the call in conversation, or takes back the one that is parked. */
  private static void park(Phone phone, LineKey key, @Nullable Line line) {
    Watched watched = phone.keyLamps.watched(key.index());
    boolean full = watched != null && watched.condition() == Watched.Condition.BUSY;
    Call talking = phone.calls.first(Call::talking);
    if (talking != null && !full && line != null) {
      String lot = key.pickup().isEmpty() ? line.dialect.parkAt(key.value()) : key.value();
      phone.transfers.blind(talking, lot, true);
    } else if (!key.value().isEmpty()) {
      phone.dialer.dial(key.pickup().isEmpty() ? key.value() : key.pickup(), line, Map.of());
    }
  }

  /** Parks at the first parking key's place, else where the server usually parks. */
  static void parkAnywhere(Phone phone) {
    Call talking = phone.calls.first(Call::talking);
    if (talking == null || parkedByServer(phone, talking)) {
      return;
    }
    for (LineKey key : phone.settings.keys()) {
      Watched watched = phone.keyLamps.watched(key.index());
      if (key.type() == KeyType.PARK
          && (watched == null || watched.condition() != Watched.Condition.BUSY)) {
        park(phone, key, phone.lines.get(talking.line));
        return;
      }
    }
    Line line = phone.lines.get(talking.line);
    String lot = line == null ? "" : line.dialect.parkingLot();
    if (lot.isEmpty()) {
      phone.tell("Park", "No place to park is set. Ask your administrator.", null);
    } else {
      phone.transfers.blind(talking, lot, true);
    }
  }

  /** Has the server park a call where it can. {@return whether it was asked} */
  private static boolean parkedByServer(Phone phone, Call talking) {
    Line line = phone.lines.get(talking.line);
    DialogId dialog = phone.sip.dialog(talking.id);
    List<Dialect.Saying> asked =
        line == null || dialog == null ? List.of() : line.dialect.park(dialog);
    if (line != null) {
      phone.lines.say(line, asked);
    }
    return !asked.isEmpty();
  }

  /** {@return what a programmed key shows: off, own, held, ringing, busy or unreachable} */
  static String lamp(Phone phone, LineKey key) {
    Line line = phone.keyLamps.lineOf(key);
    boolean own =
        switch (key.type()) {
          case DO_NOT_DISTURB -> phone.memory.rules().doNotDisturb();
          case FORWARD ->
              !phone.memory.rules().forward(line == null ? 1 : line.index()).always().isEmpty();
          case VOICEMAIL -> phone.lines.all().stream().anyMatch(l -> l.messages != 0);
          default -> false;
        };
    Watched watched = phone.keyLamps.watched(key.index());
    if (watched == null) {
      boolean blf = key.type() == KeyType.BLF;
      return own ? "own" : blf ? "unreachable" : "off";
    }
    return switch (watched.condition()) {
      case IDLE -> "off";
      case RINGING -> "ringing";
      case BUSY -> "busy";
      case HELD -> "held";
      case UNREACHABLE -> key.type() == KeyType.BLF ? "unreachable" : "off";
    };
  }
}

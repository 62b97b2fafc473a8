package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DialView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.Notice;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.phone.PhoneView.Secrecy;

/** What is shown while dialing and in calls. */
final class CallScreens {
  private static final int MATCHES = 3;
  private static final SoftKey MORE = new SoftKey("More ▸", new Act.More());

  private CallScreens() {}

  static Screen dialing(PhoneView view) {
    DialView dial = view.dialing();
    String digits = dial == null ? "" : dial.digits();
    Purpose purpose = dial == null ? Purpose.CALL : dial.purpose();
    CallView about = dial == null ? null : call(view, dial.about());
    String whom = about == null ? "" : " " + Texts.name(about);
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row.Plain(
            switch (purpose) {
              case CALL -> "Call";
              case TRANSFER -> "Transfer" + whom + " to";
              case CONFERENCE -> "Conference with" + whom + " and";
              case FORWARD -> "Send calls to";
              case DEFLECT -> "Send" + whom + " to";
            }));
    rows.add(new Row.Gap(4));
    rows.add(new Row.Box(digits));
    rows.add(new Row.Gap(6));
    if (purpose == Purpose.FORWARD && digits.isEmpty()) {
      int line = dial == null ? 1 : dial.line();
      rows.addAll(IdleScreens.forwards(view, line));
      rows.add(new Row.Dim("Nothing entered: calls stay here."));
    } else {
      rows.addAll(matches(view, digits));
      others(view, null, rows);
    }
    return new Screen(
        Texts.time(view),
        dial == null ? "" : Texts.label(view, dial.line()),
        rows,
        // A lit key is a target here: one press gives the call to its phone.
        purpose == Purpose.TRANSFER || purpose == Purpose.CONFERENCE ? keys(view) : List.of(),
        dialingKeys(view, digits, purpose, about));
  }

  private static List<@Nullable SoftKey> dialingKeys(
      PhoneView view, String digits, Purpose purpose, @Nullable CallView about) {
    SoftKey cancel = new SoftKey("Cancel", Act.of(new Command.CancelDialing()));
    SoftKey dial = new SoftKey("Dial", Act.of(new Command.Dial()));
    SoftKey erase = new SoftKey("⌫", Act.of(new Command.Backspace()));
    SoftKey redial = new SoftKey("Redial", Act.of(new Command.Redial()));
    SoftKey callBack = new SoftKey("Call back", Act.of(new Command.CallReturn()));
    boolean empty = digits.isEmpty();
    return switch (purpose) {
      case CALL ->
          empty
              ? Screen.soft(redial, callBack, null, cancel)
              : Screen.soft(dial, erase, firstFound(view), cancel);
      case TRANSFER -> {
        CallView other = empty && about != null ? heldBeside(view, about) : null;
        SoftKey to =
            other == null
                ? null
                : new SoftKey(
                    "To " + Texts.name(other), Act.of(new Command.TransferTo(other.id())));
        yield empty
            ? Screen.soft(to, redial, null, cancel)
            : Screen.soft(
                new SoftKey("Transfer", Act.of(new Command.Transfer())),
                new SoftKey("Ask first", Act.of(new Command.Dial())),
                erase,
                cancel);
      }
      case CONFERENCE ->
          empty ? Screen.soft(redial, null, null, cancel) : Screen.soft(dial, erase, null, cancel);
      case FORWARD ->
          Screen.soft(
              new SoftKey("Always", Act.of(new Command.SetForward(Rules.When.ALWAYS))),
              new SoftKey("Busy", Act.of(new Command.SetForward(Rules.When.BUSY))),
              new SoftKey("No answer", Act.of(new Command.SetForward(Rules.When.NO_ANSWER))),
              cancel);
      case DEFLECT ->
          Screen.soft(
              empty ? null : new SoftKey("Send", Act.of(new Command.Dial())),
              empty ? null : erase,
              null,
              cancel);
    };
  }

  /** {@return a key that calls whom the directories found first, or null} */
  private static @Nullable SoftKey firstFound(PhoneView view) {
    DialView dial = view.dialing();
    if (dial == null || dial.found().isEmpty()) {
      return null;
    }
    Contact first = dial.found().getFirst();
    String number = first.number();
    String plain = number.matches("[0-9 ()./+*#-]+") ? number.replaceAll("[ ()./-]", "") : number;
    return new SoftKey("Call " + first.name(), Act.of(new Command.DialNumber(plain)));
  }

  private static @Nullable CallView call(PhoneView view, int id) {
    for (CallView call : view.calls()) {
      if (call.id() == id) {
        return call;
      }
    }
    return null;
  }

  private static @Nullable CallView heldBeside(PhoneView view, CallView shown) {
    for (CallView call : view.calls()) {
      if (call.id() != shown.id() && call.state() == CallPhase.HELD) {
        return call;
      }
    }
    return null;
  }

  private static List<Row> matches(PhoneView view, String digits) {
    List<Row> rows = new ArrayList<>();
    if (digits.isEmpty()) {
      return rows;
    }
    List<String> seen = new ArrayList<>();
    for (Contact contact : view.contacts()) {
      if (rows.size() < MATCHES
          && (contact.number().startsWith(digits) || keysOf(contact.name()).startsWith(digits))) {
        seen.add(contact.number());
        rows.add(new Row.Item("", contact.name(), contact.number(), false));
      }
    }
    DialView dial = view.dialing();
    for (Contact person : dial == null ? List.<Contact>of() : dial.found()) {
      if (rows.size() < MATCHES && !seen.contains(person.number())) {
        seen.add(person.number());
        rows.add(new Row.Item("", person.name(), person.number(), false));
      }
    }
    for (HistoryEntry entry : view.history()) {
      if (rows.size() < MATCHES
          && entry.number().startsWith(digits)
          && !seen.contains(entry.number())) {
        seen.add(entry.number());
        rows.add(
            new Row.Item(
                "",
                entry.name().isEmpty() ? "Called before" : entry.name(),
                entry.number(),
                false));
      }
    }
    return rows;
  }

  /** {@return a name as the digits that carry its letters (ITU-T E.161)} */
  static String keysOf(String name) {
    StringBuilder keys = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      int at = "abcdefghijklmnopqrstuvwxyz".indexOf(c);
      keys.append(at < 0 ? '0' : "22233344455566677778889999".charAt(at));
    }
    return keys.toString();
  }

  static Screen call(PhoneView view, CallView call, boolean more) {
    return switch (call.state()) {
      case RINGING_IN -> ringing(view, call);
      case DIALING, RINGING_OUT, ENDED -> reaching(view, call);
      case CONNECTED, HELD, REMOTE_HELD, TRANSFERRING -> connected(view, call, more);
    };
  }

  private static Screen ringing(PhoneView view, CallView call) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(12));
    rows.add(new Row.Title("☎ " + Texts.name(call)));
    rows.add(new Row.Gap(2));
    if (!call.name().isBlank()) {
      rows.add(new Row.Plain(call.remote()));
    }
    rows.add(new Row.Gap(8));
    if (!call.note().isEmpty()) {
      rows.add(new Row.Plain(call.note()));
    }
    rows.add(new Row.Dim(view.quiet() ? "calling, the bell is off" : "♪ ringing"));
    others(view, call, rows);
    IdleScreens.faults(view, rows);
    return new Screen(
        Texts.time(view),
        Texts.label(view, call.line()),
        rows,
        keys(view),
        Screen.soft(
            new SoftKey("Answer", Act.of(new Command.Answer(call.id()))),
            new SoftKey("Reject", Act.of(new Command.Reject(call.id()))),
            new SoftKey("Silence", Act.of(new Command.SilenceBell())),
            new SoftKey("Forward", Act.of(new Command.AskDeflect(call.id())))));
  }

  private static Screen reaching(PhoneView view, CallView call) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(12));
    rows.add(new Row.Title(Texts.name(call)));
    rows.add(new Row.Gap(2));
    if (!call.name().isBlank()) {
      rows.add(new Row.Plain(call.remote()));
    }
    rows.add(new Row.Gap(8));
    rows.add(new Row.Dim(call.state() == CallPhase.RINGING_OUT ? "♪ ringing there" : "Calling …"));
    if (!call.note().isEmpty()) {
      rows.add(new Row.Para(call.note()));
    }
    others(view, call, rows);
    IdleScreens.faults(view, rows);
    SoftKey first =
        switch (call.purpose()) {
          case TRANSFER -> new SoftKey("Transfer", Act.of(new Command.Transfer()));
          case CONFERENCE -> new SoftKey("Join", Act.of(new Command.Conference()));
          case CALL, FORWARD, DEFLECT -> null;
        };
    return new Screen(
        Texts.time(view),
        Texts.label(view, call.line()),
        rows,
        keys(view),
        Screen.soft(first, null, null, new SoftKey("Cancel", Act.of(new Command.End(call.id())))));
  }

  private static Screen connected(PhoneView view, CallView call, boolean more) {
    List<Row> rows = new ArrayList<>();
    boolean held = call.state() == CallPhase.HELD;
    boolean moving = call.state() == CallPhase.TRANSFERRING;
    CallView third = call.conference() ? otherMember(view, call) : null;
    rows.add(new Row.Gap(8));
    rows.add(new Row.Title(third == null ? Texts.name(call) : "Conference"));
    rows.add(new Row.Gap(2));
    rows.add(
        new Row.Plain(
            third != null
                ? Texts.name(call) + " and " + Texts.name(third)
                : call.name().isBlank() ? " " : call.remote()));
    rows.add(new Row.Gap(8));
    String path = view.path().name().toLowerCase(Locale.ROOT);
    String how =
        moving ? "transferring …" : held ? "on hold" : (view.muted() ? "muted, " : "") + path;
    rows.add(new Row.Pair(Texts.timer(call.seconds()), how));
    if (call.state() == CallPhase.REMOTE_HELD) {
      rows.add(new Row.Plain("The other side has put you on hold."));
    }
    if (!call.note().isEmpty()) {
      rows.add(new Row.Para(call.note()));
    }
    if (call.sentence() != null) {
      rows.add(new Row.Warn(call.sentence()));
    }
    others(view, call, rows);
    IdleScreens.faults(view, rows);
    return new Screen(
        Texts.time(view),
        join(
            call.secrecy() == Secrecy.FULL ? "Secure" : "",
            join(Texts.codec(call.figures()), Texts.quality(call.figures()))),
        rows,
        keys(view),
        more ? moreKeys(view, call) : connectedKeys(view, call));
  }

  private static List<@Nullable SoftKey> connectedKeys(PhoneView view, CallView call) {
    boolean held = call.state() == CallPhase.HELD;
    SoftKey hold = new SoftKey(held ? "Resume" : "Hold", Act.of(new Command.ToggleHold(call.id())));
    SoftKey end = new SoftKey("Hang up", Act.of(new Command.End(call.id())));
    SoftKey transfer = new SoftKey("Transfer", Act.of(new Command.Transfer()));
    CallView waiting = other(view, call);
    if (call.state() == CallPhase.TRANSFERRING) {
      return Screen.soft(null, null, null, end);
    }
    if (call.conference()) {
      return Screen.soft(
          new SoftKey("Split", Act.of(new Command.Split())),
          hold,
          new SoftKey("Leave", Act.of(new Command.LeaveThem())),
          MORE);
    }
    if (waiting != null && waiting.state() == CallPhase.RINGING_IN) {
      return Screen.soft(
          new SoftKey("Answer", Act.of(new Command.Answer(waiting.id()))),
          new SoftKey("Reject", Act.of(new Command.Reject(waiting.id()))),
          hold,
          MORE);
    }
    SoftKey conference = new SoftKey("Conf.", Act.of(new Command.Conference()));
    return switch (call.purpose()) {
      case TRANSFER ->
          Screen.soft(
              transfer,
              waiting == null ? hold : swap(waiting),
              conference,
              new SoftKey("Cancel", Act.of(new Command.End(call.id()))));
      case CONFERENCE ->
          Screen.soft(
              new SoftKey("Join", Act.of(new Command.Conference())),
              waiting == null ? hold : swap(waiting),
              null,
              new SoftKey("Cancel", Act.of(new Command.End(call.id()))));
      case CALL, FORWARD, DEFLECT ->
          held
              ? Screen.soft(hold, transfer, conference, MORE)
              : Screen.soft(transfer, hold, conference, MORE);
    };
  }

  private static List<@Nullable SoftKey> moreKeys(PhoneView view, CallView call) {
    CallView waiting = other(view, call);
    return Screen.soft(
        waiting != null && waiting.state() == CallPhase.HELD && !call.conference()
            ? swap(waiting)
            : new SoftKey("New call", Act.of(new Command.NewCall(call.line()))),
        new SoftKey("Park", Act.of(new Command.Park())),
        new SoftKey(view.muted() ? "Unmute" : "Mute", Act.of(new Command.ToggleMute())),
        new SoftKey("◂ Back", new Act.More()));
  }

  private static SoftKey swap(CallView waiting) {
    return new SoftKey("Swap", Act.of(new Command.ToggleHold(waiting.id())));
  }

  private static @Nullable CallView otherMember(PhoneView view, CallView shown) {
    for (CallView call : view.calls()) {
      if (call.conference() && call.id() != shown.id()) {
        return call;
      }
    }
    return null;
  }

  static Screen ended(PhoneView view, CallView call) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(12));
    rows.add(new Row.Title(Texts.name(call)));
    rows.add(new Row.Gap(6));
    rows.add(new Row.Para(call.sentence() == null ? "Call ended." : call.sentence()));
    if (call.seconds() > 0) {
      rows.add(new Row.Dim(Texts.timer(call.seconds())));
    }
    IdleScreens.faults(view, rows);
    return new Screen(
        Texts.time(view),
        Texts.label(view, call.line()),
        rows,
        keys(view),
        Screen.soft(redial(call.remote(), "Redial")));
  }

  static Screen notice(PhoneView view, Notice notice) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(12));
    rows.add(new Row.Title(notice.title()));
    rows.add(new Row.Gap(6));
    rows.add(new Row.Para(notice.text()));
    IdleScreens.faults(view, rows);
    return new Screen(
        Texts.time(view),
        "",
        rows,
        List.of(),
        Screen.soft(
            redial(notice.redial(), notice.title().startsWith("Parked") ? "Take back" : "Redial"),
            null,
            null,
            new SoftKey("Close", Act.of(new Command.DismissNotice()))));
  }

  private static @Nullable SoftKey redial(@Nullable String number, String label) {
    return number == null || number.isBlank()
        ? null
        : new SoftKey(label, Act.of(new Command.DialNumber(number)));
  }

  private static @Nullable CallView other(PhoneView view, CallView shown) {
    CallView found = null;
    for (CallView call : view.calls()) {
      if (call.id() != shown.id()
          && call.state() != CallPhase.ENDED
          && (found == null || call.state() == CallPhase.RINGING_IN)) {
        found = call;
      }
    }
    return found;
  }

  private static void others(PhoneView view, @Nullable CallView shown, List<Row> rows) {
    for (CallView call : view.calls()) {
      boolean joined = shown != null && shown.conference() && call.conference();
      if ((shown == null || call.id() != shown.id())
          && !joined
          && call.state() != CallPhase.ENDED) {
        rows.add(new Row.Gap(3));
        rows.add(
            new Row.Item(
                "▸",
                Texts.name(call),
                word(call) + (call.seconds() > 0 ? " " + Texts.timer(call.seconds()) : ""),
                false));
      }
    }
  }

  private static String word(CallView call) {
    return switch (call.state()) {
      case DIALING, RINGING_OUT -> "calling";
      case RINGING_IN -> "ringing";
      case CONNECTED -> "connected";
      case HELD -> "held";
      case REMOTE_HELD -> "holds you";
      case TRANSFERRING -> "transferring";
      case ENDED -> "ended";
    };
  }

  private static List<KeyView> keys(PhoneView view) {
    return view.keys().size() > 1 ? view.keys() : List.of();
  }

  private static String join(String a, String b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : a + "  " + b;
  }
}

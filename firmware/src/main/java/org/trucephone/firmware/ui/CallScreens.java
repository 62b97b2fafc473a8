package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DialView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.Notice;
import org.trucephone.firmware.phone.PhoneView.Secrecy;

/** What is shown while dialing and in calls. */
final class CallScreens {
  private static final int MATCHES = 3;

  private CallScreens() {}

  static Screen dialing(PhoneView view) {
    DialView dial = view.dialing();
    String digits = dial == null ? "" : dial.digits();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Plain("Call"));
    rows.add(new Row.Gap(4));
    rows.add(new Row.Box(digits));
    rows.add(new Row.Gap(6));
    rows.addAll(matches(view, digits));
    others(view, null, rows);
    SoftKey dialKey =
        digits.isEmpty()
            ? new SoftKey("Redial", Act.of(new Command.Redial()))
            : new SoftKey("Dial", Act.of(new Command.Dial()));
    return new Screen(
        Texts.time(view),
        dial == null ? "" : Texts.label(view, dial.line()),
        rows,
        List.of(),
        Screen.soft(
            dialKey,
            digits.isEmpty() ? null : new SoftKey("⌫", Act.of(new Command.Backspace())),
            null,
            new SoftKey("Cancel", Act.of(new Command.CancelDialing()))));
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

  static Screen call(PhoneView view, CallView call) {
    return switch (call.state()) {
      case RINGING_IN -> ringing(view, call);
      case DIALING, RINGING_OUT, TRANSFERRING, ENDED -> reaching(view, call);
      case CONNECTED, HELD, REMOTE_HELD -> connected(view, call);
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
            new SoftKey("Silence", Act.of(new Command.SilenceBell()))));
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
    others(view, call, rows);
    IdleScreens.faults(view, rows);
    return new Screen(
        Texts.time(view),
        Texts.label(view, call.line()),
        rows,
        keys(view),
        Screen.soft(null, null, null, new SoftKey("Cancel", Act.of(new Command.End(call.id())))));
  }

  private static Screen connected(PhoneView view, CallView call) {
    List<Row> rows = new ArrayList<>();
    boolean held = call.state() == CallPhase.HELD;
    rows.add(new Row.Gap(8));
    rows.add(new Row.Title(Texts.name(call)));
    rows.add(new Row.Gap(2));
    rows.add(new Row.Plain(call.name().isBlank() ? " " : call.remote()));
    rows.add(new Row.Gap(8));
    String path = view.path().name().toLowerCase(Locale.ROOT);
    String how = held ? "on hold" : (view.muted() ? "muted, " : "") + path;
    rows.add(new Row.Pair(Texts.timer(call.seconds()), how));
    if (call.state() == CallPhase.REMOTE_HELD) {
      rows.add(new Row.Plain("The other side has put you on hold."));
    }
    if (call.sentence() != null) {
      rows.add(new Row.Warn(call.sentence()));
    }
    others(view, call, rows);
    IdleScreens.faults(view, rows);
    SoftKey hold = new SoftKey(held ? "Resume" : "Hold", Act.of(new Command.ToggleHold(call.id())));
    SoftKey second =
        held
            ? new SoftKey("New call", Act.of(new Command.NewCall(call.line())))
            : new SoftKey(view.muted() ? "Unmute" : "Mute", Act.of(new Command.ToggleMute()));
    CallView waiting = other(view, call);
    SoftKey third =
        waiting == null
            ? null
            : waiting.state() == CallPhase.RINGING_IN
                ? new SoftKey("Answer", Act.of(new Command.Answer(waiting.id())))
                : waiting.state() == CallPhase.HELD && !held
                    ? new SoftKey("Swap", Act.of(new Command.ToggleHold(waiting.id())))
                    : null;
    return new Screen(
        Texts.time(view),
        join(
            call.secrecy() == Secrecy.FULL ? "Secure" : "",
            join(Texts.codec(call.figures()), Texts.quality(call.figures()))),
        rows,
        keys(view),
        Screen.soft(
            hold, second, third, new SoftKey("Hang up", Act.of(new Command.End(call.id())))));
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
        Screen.soft(redial(call.remote())));
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
            redial(notice.redial()),
            null,
            null,
            new SoftKey("Close", Act.of(new Command.DismissNotice()))));
  }

  private static @Nullable SoftKey redial(@Nullable String number) {
    return number == null || number.isBlank()
        ? null
        : new SoftKey("Redial", Act.of(new Command.DialNumber(number)));
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
      if ((shown == null || call.id() != shown.id()) && call.state() != CallPhase.ENDED) {
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

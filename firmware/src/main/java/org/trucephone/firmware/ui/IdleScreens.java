package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.firmware.phone.PhoneView.Phase;

/** What is shown when nobody calls and no page is open. */
final class IdleScreens {
  private IdleScreens() {}

  static Screen home(PhoneView view) {
    return switch (view.phase()) {
      case BOOTING, PROVISIONING -> boot(view);
      case FAILED ->
          view.lines().isEmpty()
              ? notProvisioned(view)
              : why(view, new SoftKey("Status", new Act.Open(Page.STATUS)));
      case REGISTERING, READY -> idle(view);
    };
  }

  private static Screen boot(PhoneView view) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(26));
    rows.add(new Row.Huge("Truce"));
    rows.add(new Row.Gap(8));
    rows.add(new Row.Para(view.phaseText()));
    rows.add(new Row.Gap(8));
    rows.add(new Row.Dim("Version " + view.device().version()));
    rows.add(new Row.Dim(view.device().address()));
    faults(view, rows);
    return new Screen(
        "",
        "",
        rows,
        List.of(),
        Screen.soft(null, null, null, new SoftKey("Status", new Act.Open(Page.STATUS))));
  }

  private static Screen notProvisioned(PhoneView view) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Title("! No settings"));
    rows.add(new Row.Gap(4));
    rows.add(new Row.Warn(view.phaseText()));
    rows.add(new Row.Gap(6));
    rows.add(
        new Row.Para("The phone asks again by itself. Tell your administrator if this stays."));
    rows.add(new Row.Gap(6));
    rows.add(new Row.Dim("Asked: " + view.provisioning().source()));
    rows.add(new Row.Dim("MAC " + mac(view.device().mac()) + "   " + view.device().address()));
    faults(view, rows);
    return new Screen(
        Texts.time(view),
        "no settings",
        rows,
        List.of(),
        Screen.soft(
            new SoftKey("Try now", Act.of(new Command.Reprovision())),
            new SoftKey("Status", new Act.Open(Page.STATUS))));
  }

  private static Screen idle(PhoneView view) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Gap(10));
    rows.add(new Row.Huge(Texts.time(view)));
    rows.add(new Row.Gap(2));
    rows.add(new Row.Plain(Texts.longDay(view)));
    rows.add(new Row.Gap(10));
    if (view.keys().size() <= 1) {
      for (LineView line : view.lines()) {
        rows.add(new Row.Plain(Texts.glyph(line.state()) + " " + line.label() + state(line)));
      }
    }
    if (view.voicemails() != 0) {
      rows.add(
          new Row.Plain(
              "✉ "
                  + (view.voicemails() < 0
                      ? "New voicemail"
                      : plural(view.voicemails(), "new voicemail", "new voicemails"))));
    }
    if (view.missed() > 0) {
      rows.add(new Row.Plain("← " + plural(view.missed(), "missed call", "missed calls")));
    }
    if (view.rules().doNotDisturb()) {
      rows.add(new Row.Plain("Do not disturb: calls are refused"));
    } else if (view.quiet()) {
      rows.add(new Row.Plain("Quiet: the bell is off"));
    }
    for (LineView line : view.lines()) {
      rows.addAll(forwards(view, line.index()));
    }
    faults(view, rows);
    String mail =
        view.voicemails() == 0 ? "" : "✉" + (view.voicemails() < 0 ? "" : view.voicemails()) + "  ";
    return new Screen(
        Texts.shortDay(view),
        mail + (view.lines().isEmpty() ? "" : view.lines().getFirst().label()),
        rows,
        view.keys().size() > 1 ? view.keys() : List.of(),
        Screen.soft(
            new SoftKey("Calls", new Act.Open(Page.HISTORY)),
            new SoftKey("Contacts", new Act.Open(Page.CONTACTS)),
            new SoftKey("Forward", Act.of(new Command.AskForward())),
            quiet(view)));
  }

  /** Bell on, then bell off, then calls refused, then bell on again. */
  private static SoftKey quiet(PhoneView view) {
    if (view.rules().doNotDisturb()) {
      return new SoftKey(
          "Bell on",
          view.quiet()
              ? new Act.Do(List.of(new Command.ToggleDoNotDisturb(), new Command.ToggleQuiet()))
              : Act.of(new Command.ToggleDoNotDisturb()));
    }
    return view.quiet()
        ? new SoftKey("No calls", Act.of(new Command.ToggleDoNotDisturb()))
        : new SoftKey("Quiet", Act.of(new Command.ToggleQuiet()));
  }

  /** {@return where a line's calls go, a row each} */
  static List<Row> forwards(PhoneView view, int line) {
    Rules.Forward to = view.rules().forward(line);
    List<Row> rows = new ArrayList<>();
    if (!to.always().isEmpty()) {
      rows.add(new Row.Plain("→ All calls go to " + to.always()));
    }
    if (!to.busy().isEmpty()) {
      rows.add(new Row.Plain("→ When busy to " + to.busy()));
    }
    if (!to.noAnswer().isEmpty()) {
      rows.add(new Row.Plain("→ No answer to " + to.noAnswer()));
    }
    return rows;
  }

  /** Why a line does not register, and what to do. */
  static Screen why(PhoneView view, SoftKey third) {
    List<Row> rows = new ArrayList<>();
    int retry = 1;
    for (LineView line : view.lines()) {
      if (line.state() == LineState.FAILED || line.reason() != null) {
        retry = line.index();
        rows.add(new Row.Title("! " + line.label() + " cannot register"));
        rows.add(new Row.Gap(2));
        rows.add(new Row.Warn(line.reason() == null ? "" : line.reason()));
        rows.add(new Row.Gap(6));
        if (line.proof() != null) {
          rows.add(new Row.Dim("Proof: " + line.proof()));
        }
        rows.add(
            new Row.Dim(
                line.nextTry() > 0 ? "Next try in " + Texts.timer(line.nextTry()) : "Trying now"));
        break;
      }
    }
    if (rows.isEmpty()) {
      rows.add(new Row.Title("All lines are registered"));
    }
    faults(view, rows);
    return new Screen(
        Texts.time(view),
        view.phase() == Phase.FAILED ? "not registered" : "",
        rows,
        List.of(),
        Screen.soft(new SoftKey("Try now", Act.of(new Command.RetryRegistration(retry))), third));
  }

  static void faults(PhoneView view, List<Row> rows) {
    for (String fault : view.faults()) {
      rows.add(new Row.Gap(4));
      rows.add(new Row.Warn(fault));
    }
    String problem = view.provisioning().problem();
    if (problem != null && (view.phase() == Phase.READY || view.phase() == Phase.REGISTERING)) {
      rows.add(new Row.Gap(4));
      rows.add(new Row.Warn(problem));
    }
  }

  private static String state(LineView line) {
    return switch (line.state()) {
      case REGISTERED -> "";
      case REGISTERING -> "  registering";
      case UNREGISTERED -> "  not registered";
      case FAILED -> "  cannot register";
    };
  }

  static String plural(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  static String mac(String plain) {
    return plain.length() == 12 ? plain.replaceAll("(..)(?!$)", "$1:") : plain;
  }
}

package org.trucephone.firmware.admin;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Origins;
import org.trucephone.provisioning.settings.Origins.Origin;
import org.trucephone.provisioning.settings.Settings;

/** The pages, as HTML without script. Whatever comes from outside goes through {@link #text}. */
final class AdminPages {
  private AdminPages() {}

  static String login(@Nullable String trouble) {
    return page(
        "Log in",
        null,
        0,
        (trouble == null ? "" : "<p class=warn>" + text(trouble) + "</p>")
            + "<p>The PIN is on the phone's display: Menu, Status and settings.</p>"
            + "<form method=post action=/login><label>PIN <input type=password name=pin"
            + " inputmode=numeric autocomplete=off autofocus></label> "
            + "<button>Log in</button></form>");
  }

  static String status(PhoneView view, @Nullable String updating, Sessions.Session session) {
    StringBuilder out = new StringBuilder();
    out.append("<img class=screen src=/screen.png alt=\"The phone's display\">");
    out.append("<div class=beside><h2>Phone</h2><table>");
    row(out, "State", view.phaseText().isBlank() ? lower(view.phase()) : view.phaseText());
    row(out, "Address", view.device().address());
    row(out, "MAC", view.device().mac());
    row(out, "Version", view.device().version());
    for (String fault : view.faults()) {
      row(out, "Trouble", fault);
    }
    out.append(
        "</table></div><h2>Lines</h2><table><tr><th>Line<th>Address<th>State<th>Reason</tr>");
    for (LineView line : view.lines()) {
      out.append("<tr><td>").append(line.index()).append(' ').append(text(line.label()));
      out.append("<td>").append(text(line.address()));
      out.append("<td>").append(lower(line.state()));
      if (line.nextTry() > 0) {
        out.append(", next try in ").append(line.nextTry()).append(" s");
      }
      out.append("<td>").append(text(line.reason() == null ? "" : line.reason()));
      out.append(line.proof() == null ? "" : " <small>" + text(line.proof()) + "</small>");
      out.append("</tr>");
    }
    out.append("</table>");
    calls(out, view);
    out.append("<h2>Do</h2>");
    button(out, session, "reprovision", "Fetch settings again", "");
    button(out, session, "restart", "Restart", "");
    button(
        out,
        session,
        "factory-reset",
        "Factory reset",
        "<label><input type=checkbox name=sure value=yes> forget settings, history and"
            + " contacts</label> ");
    update(out, session, updating);
    out.append("<p><a href=/report.zip>Problem report</a> for whoever helps you: no password and");
    out.append(" no key is in it, but numbers called are.</p>");
    return page("Status", session, 5, out.toString());
  }

  private static void update(
      StringBuilder out, Sessions.Session session, @Nullable String updating) {
    if (updating == null) {
      return;
    }
    button(
        out,
        session,
        "update",
        "Update",
        "<label>Address of an update <input type=url name=from size=40"
            + " placeholder=https://server/truce.raucb></label> <label><input type=checkbox"
            + " name=older value=yes> an older one too</label> ");
    if (!updating.isBlank()) {
      out.append("<p>").append(text(updating)).append("</p>");
    }
  }

  private static void calls(StringBuilder out, PhoneView view) {
    if (view.calls().isEmpty()) {
      return;
    }
    out.append("<h2>Calls</h2><table><tr><th>With<th>State<th>Codec<th>Lost<th>Jitter<th>Delay");
    out.append("<th>MOS</tr>");
    for (CallView call : view.calls()) {
      StreamFigures f = call.figures();
      out.append("<tr><td>").append(text((call.name() + " " + call.remote()).strip()));
      out.append("<td>").append(lower(call.state()));
      if (f != null) {
        out.append("<td>").append(text(f.codec()));
        out.append("<td>").append(f.lost()).append(" of ").append(f.lost() + f.received());
        out.append("<td>").append(f.jitterMs()).append(" ms");
        out.append("<td>").append(f.delayMs()).append(" ms");
        out.append("<td>").append(String.format(Locale.ROOT, "%.1f", f.mos()));
      }
      out.append("</tr>");
    }
    out.append("</table>");
  }

  static String settings(
      PhoneView view,
      @Nullable Settings settings,
      List<Finding> findings,
      Sessions.Session session) {
    StringBuilder out = new StringBuilder("<table>");
    row(out, "Server", view.provisioning().source());
    row(out, "Read as", view.provisioning().persona());
    row(out, "Files", String.join(", ", view.provisioning().files()));
    if (view.provisioning().problem() != null) {
      row(out, "Trouble", view.provisioning().problem());
    }
    out.append("</table><h2>Findings</h2>");
    if (findings.isEmpty()) {
      out.append("<p>None.</p>");
    } else {
      out.append("<table><tr><th>Where<th>Kind<th>What</tr>");
      for (Finding finding : findings) {
        String where = finding.file() + (finding.line() > 0 ? ":" + finding.line() : "");
        out.append("<tr><td>").append(text(where)).append("<td>").append(finding.kind().token());
        out.append("<td>").append(text(finding.text())).append("</tr>");
      }
      out.append("</table>");
    }
    out.append("<h2>In force</h2>");
    if (settings == null) {
      out.append("<p>No settings yet.</p>");
    } else {
      out.append("<table><tr><th>Setting<th>Value<th>From<th>Why</tr>");
      for (Origin line : Origins.of(settings)) {
        out.append("<tr><td>").append(text(line.name())).append("<td>").append(text(line.value()));
        out.append("<td>").append(text(line.place())).append("<td>").append(text(line.rule()));
        out.append("</tr>");
      }
      out.append("</table>");
    }
    return page("Settings", session, 0, out.toString());
  }

  static String log(List<String> lines, List<String> trace, Sessions.Session session) {
    StringBuilder out = new StringBuilder("<h2>Signalling</h2><pre>");
    trace.forEach(line -> out.append(text(line)).append('\n'));
    out.append("</pre><h2>Log</h2><pre>");
    lines.reversed().forEach(line -> out.append(text(line)).append('\n'));
    return page("Log", session, 0, out.append("</pre>").toString());
  }

  static String message(String title, String sentence, Sessions.@Nullable Session session) {
    return page(title, session, 0, "<p>" + text(sentence) + "</p>");
  }

  private static void button(
      StringBuilder out, Sessions.Session session, String action, String label, String more) {
    out.append("<form method=post action=/do/").append(action).append('>');
    out.append("<input type=hidden name=form value=").append(session.form()).append('>');
    out.append(more).append("<button>").append(text(label)).append("</button></form>");
  }

  private static void row(StringBuilder out, String name, String value) {
    out.append("<tr><th>").append(text(name)).append("<td>").append(text(value)).append("</tr>");
  }

  private static String page(
      String title, Sessions.@Nullable Session session, int refresh, String body) {
    String menu =
        session == null
            ? ""
            : "<nav><a href=/>Status</a> <a href=/settings>Settings</a> <a href=/log>Log</a>"
                + " <form method=post action=/logout><input type=hidden name=form value="
                + session.form()
                + "><button>Log out</button></form></nav>";
    return "<!doctype html><html lang=en><head><meta charset=utf-8>"
        + "<meta name=viewport content=\"width=device-width,initial-scale=1\">"
        + (refresh > 0 ? "<meta http-equiv=refresh content=" + refresh + ">" : "")
        + "<title>"
        + text(title)
        + " · Truce</title><link rel=stylesheet href=/admin.css></head><body><header><h1>Truce</h1>"
        + menu
        + "</header><main><h1>"
        + text(title)
        + "</h1>"
        + body
        + "</main></body></html>";
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** {@return the text with what HTML reads as its own made harmless} */
  static String text(String raw) {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) && c != '\n' ? ' ' : c);
      }
    }
    return out.toString();
  }
}

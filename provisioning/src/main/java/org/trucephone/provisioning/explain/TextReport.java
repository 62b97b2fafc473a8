package org.trucephone.provisioning.explain;

import java.util.List;
import java.util.stream.Collectors;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Statement;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Writes what a file does for people, statement by statement. */
final class TextReport {
  private final boolean secrets;
  private final StringBuilder out = new StringBuilder();

  TextReport(boolean secrets) {
    this.secrets = secrets;
  }

  String file(Explained explained) {
    ParsedFile file = explained.file();
    line(file.source() + ": " + summary(file));
    for (Statement s : file.statements()) {
      line("%6d  %s".formatted(s.line(), statement(s, explained)));
    }
    accounts(explained.settings());
    keys(file.keys());
    findings(explained.findings());
    return out.toString();
  }

  /** What several files come to, read in that order. */
  String together(Settings merged, List<Finding> findings) {
    line("Together, in this order, a later file winning:");
    accounts(merged);
    findings(findings);
    return out.toString();
  }

  private static String summary(ParsedFile file) {
    if (!file.readable()) {
      return "could not be read";
    }
    return "%s, %d statements: %d followed, %d nearly followed, %d without effect, %d unknown%s"
        .formatted(
            file.format(),
            file.statements().size(),
            file.count(Outcome.MAPPED),
            file.count(Outcome.APPROXIMATED),
            file.count(Outcome.IGNORED),
            file.count(Outcome.UNKNOWN),
            file.cutOff() ? "; the file is cut off" : "");
  }

  private String statement(Statement s, Explained explained) {
    String written = s.shown().isEmpty() ? s.name() : s.name() + " = " + s.shown();
    String does =
        switch (s.outcome()) {
          case MAPPED -> effects(s);
          case APPROXIMATED -> (s.effects().isEmpty() ? "" : effects(s) + ", ") + "nearly";
          case IGNORED -> s.note().isEmpty() ? "without effect" : s.note();
          case UNKNOWN -> "unknown";
        };
    Integer winner = explained.overriddenBy().get(s);
    String lost = winner == null ? "" : "  [line " + winner + " wins]";
    return written + (does.isEmpty() ? "" : "  →  " + does) + lost;
  }

  private String effects(Statement s) {
    boolean allEmptied = s.effects().stream().allMatch(a -> a.value() == null);
    return s.effects().stream()
        .filter(a -> allEmptied || a.value() != null)
        .map(a -> a.target() + " " + Words.plain(a.value(), secrets))
        .collect(Collectors.joining("; "));
  }

  private void accounts(Settings settings) {
    for (Account a : settings.accounts()) {
      String registrar =
          Setting.value(a.registrar()) == null
              ? "no registrar"
              : "registrar " + Setting.value(a.registrar());
      String who = a.userOr("").isEmpty() ? "no user" : a.userOr("");
      String password =
          a.passwordOrEmpty().isEmpty()
              ? "no password"
              : "password " + Words.plain(a.passwordOrEmpty(), secrets);
      line(
          "  line %d: %s%s, %s, %s, authenticates as %s"
              .formatted(
                  a.index(),
                  who,
                  a.enabled() ? "" : " (switched off)",
                  registrar,
                  password,
                  a.authUserOrUser().isEmpty() ? "nobody" : a.authUserOrUser()));
    }
  }

  private void keys(List<LineKey> keys) {
    for (LineKey k : keys) {
      String what = (k.type().token() + " " + k.value()).strip();
      line(
          "  key %d: %s%s".formatted(k.index(), what, k.label().isEmpty() ? "" : ", " + k.label()));
    }
  }

  private void findings(List<Finding> findings) {
    for (Finding f : findings) {
      String where = f.line() > 0 ? " (line " + f.line() + ")" : "";
      line("  ! " + f.kind().token() + where + ": " + f.text());
    }
  }

  private void line(String text) {
    out.append(printable(text)).append('\n');
  }

  /** Control characters of a file never reach the terminal. */
  private static String printable(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
  }
}

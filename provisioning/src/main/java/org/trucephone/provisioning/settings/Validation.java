package org.trucephone.provisioning.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a configuration as a whole: can the phone make calls with it, and if not, why. */
public final class Validation {
  /** Text of templates nobody filled in: {@code {$x}}, {@code ${x}}, {@code #EXT NUM#}, … */
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "\\{\\{?\\s*\\$?[A-Za-z_][\\w.\\[\\]' -]*\\}|\\$\\{[^}]*\\}|\\{%|<%|%[A-Z_]{3,}%"
              + "|#[A-Za-z][A-Za-z0-9 _]+#|(?i)^\\[?x\\.x\\.x\\.x\\]?$"
              + "|(?i)\\byour[_ -]|_HERE\\b|(?i)\\bchange_?me\\b|\\bINTRODUCE\\b");

  private Validation() {}

  /**
   * Checks a configuration.
   *
   * @param where file and line to name when nothing in the configuration does
   * @return what is wrong, worst first within each account; empty when nothing is
   */
  public static List<Finding> check(Settings settings, Provenance where) {
    List<Finding> found = new ArrayList<>();
    List<Account> on =
        settings.accounts().stream()
            .filter(Account::enabled)
            .filter(a -> !a.userOr("").isEmpty() || Setting.value(a.password()) != null)
            .toList();
    if (on.isEmpty()) {
      found.add(noAccount(settings, where));
    }
    for (Account account : on) {
      check(account, found);
    }
    return found;
  }

  /** {@return whether a value is a template's placeholder} */
  public static boolean unrendered(String text) {
    return TEMPLATE.matcher(text).find();
  }

  private static Finding noAccount(Settings settings, Provenance where) {
    Provenance first = settings.accounts().isEmpty() ? null : place(settings.accounts().get(0));
    return finding(
        Finding.Kind.MISSING,
        first == null ? where : first,
        "There is no account in this configuration: give line 1 a user name and a password.");
  }

  private static void check(Account a, List<Finding> found) {
    String line = "Line " + a.index();
    if (a.userOr("").isEmpty()) {
      found.add(missing(a, line + " has no user name: set it in the configuration."));
    }
    Endpoint registrar = Setting.value(a.registrar());
    if (registrar == null) {
      found.add(missing(a, line + " has no registrar: say which server it registers with."));
    }
    if (a.passwordOrEmpty().isEmpty()) {
      found.add(missing(a, line + " has no password: a server that asks for one will refuse it."));
    }
    endpoint(line + " registrar", a.registrar(), found);
    endpoint(line + " backup", a.backup(), found);
    endpoint(line + " outbound proxy", a.outboundProxy(), found);
    text(line + " user name", a.user(), found);
    text(line + " authentication name", a.authUser(), found);
    text(line + " display name", a.displayName(), found);
    text(line + " label", a.label(), found);
    text(line + " voicemail number", a.voicemail(), found);
    Setting<Secret> password = a.password();
    if (password != null && unrendered(a.passwordOrEmpty().reveal())) {
      found.add(template(line + " password", password.provenance(), ""));
    }
  }

  private static void endpoint(
      String what, @Nullable Setting<Endpoint> setting, List<Finding> found) {
    Endpoint e = Setting.value(setting);
    if (setting == null || e == null) {
      return;
    }
    if (unrendered(e.host())) {
      found.add(template(what, setting.provenance(), e.host()));
    } else if (e.host().chars().anyMatch(c -> c <= ' ' || "/@\"<>".indexOf(c) >= 0)) {
      found.add(
          finding(
              Finding.Kind.INVALID,
              setting.provenance(),
              what + " “" + e.host() + "” is not a host name or address: correct it."));
    }
    if (e.portText().isEmpty()) {
      return;
    }
    if (unrendered(e.portText())) {
      found.add(template(what + " port", setting.provenance(), e.portText()));
    } else {
      found.add(
          finding(
              Finding.Kind.INVALID,
              setting.provenance(),
              what + " port “" + e.portText() + "” is not a number from 1 to 65535: correct it."));
    }
  }

  private static void text(String what, @Nullable Setting<String> s, List<Finding> found) {
    if (s != null && unrendered(Setting.valueOr(s, ""))) {
      found.add(template(what, s.provenance(), Setting.valueOr(s, "")));
    }
  }

  private static Finding template(String what, Provenance place, String value) {
    String quoted = value.isEmpty() ? "" : " “" + value + "”";
    return finding(
        Finding.Kind.UNRENDERED,
        place,
        what + quoted + " is text of a template: the server did not fill it in.");
  }

  private static Finding missing(Account a, String text) {
    return finding(Finding.Kind.MISSING, place(a), text);
  }

  private static @Nullable Provenance place(Account a) {
    for (Setting<?> s : new Setting<?>[] {a.user(), a.authUser(), a.registrar(), a.password()}) {
      if (s != null) {
        return s.provenance();
      }
    }
    return null;
  }

  private static Finding finding(Finding.Kind kind, @Nullable Provenance place, String text) {
    return place == null
        ? new Finding(kind, "", 0, text)
        : new Finding(kind, place.source(), place.line(), text);
  }
}

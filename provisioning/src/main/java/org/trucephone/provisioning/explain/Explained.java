package org.trucephone.provisioning.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Statement;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Validation;

/**
 * One file with everything there is to say about it.
 *
 * @param file as read
 * @param settings what it says, literally
 * @param findings of the reader and of the whole, by line
 * @param overriddenBy statements that have no effect, to the line that takes it from them
 */
record Explained(
    ParsedFile file,
    Settings settings,
    List<Finding> findings,
    Map<Statement, Integer> overriddenBy) {

  private record Target(Field<?> field, int index) {}

  static Explained of(ParsedFile file, String exposure) {
    Settings settings = file.settings();
    Map<Statement, Integer> overridden = overridden(file.statements());
    List<Finding> findings = new ArrayList<>(file.findings());
    overridden.forEach((s, line) ->
        findings.add(
            new Finding(
                Finding.Kind.OVERRIDDEN,
                file.source(),
                s.line(),
                s.name() + " is set again in line " + line + ", which wins.")));
    if (file.readable()) {
      for (Finding f : Validation.check(settings, Formats.place(List.of(file)))) {
        boolean elsewhere =
            f.kind() == Finding.Kind.MISSING && file.role() != ParsedFile.Role.PHONE;
        if (!elsewhere) {
          findings.add(f);
        }
      }
    }
    if (!exposure.isEmpty() && holdsSecret(file)) {
      findings.add(
          new Finding(
              Finding.Kind.SECRET_EXPOSED,
              file.source(),
              0,
              "The file holds a password " + exposure));
    }
    findings.sort(Comparator.comparingInt(Finding::line));
    return new Explained(file, settings, List.copyOf(findings), overridden);
  }

  private static boolean holdsSecret(ParsedFile file) {
    return file.assignments().stream().anyMatch(a -> a.value() instanceof Secret);
  }

  /** A statement is overridden when later ones give all it sets another value. */
  private static Map<Statement, Integer> overridden(List<Statement> statements) {
    Map<Target, Assignment<?>> last = new HashMap<>();
    for (Statement s : statements) {
      s.effects().forEach(a -> last.put(new Target(a.field(), a.index()), a));
    }
    Map<Statement, Integer> overridden = new HashMap<>();
    for (Statement s : statements) {
      boolean all =
          !s.effects().isEmpty()
              && s.effects().stream()
                  .allMatch(a -> !Objects.equals(a.value(), winner(last, a).value()));
      if (all) {
        overridden.put(s, winner(last, s.effects().get(0)).provenance().line());
      }
    }
    return overridden;
  }

  private static Assignment<?> winner(Map<Target, Assignment<?>> last, Assignment<?> a) {
    return Objects.requireNonNull(last.get(new Target(a.field(), a.index())));
  }
}

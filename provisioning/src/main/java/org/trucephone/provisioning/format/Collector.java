package org.trucephone.provisioning.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;

/** Gathers what a parser finds in one file, one statement at a time. For one thread, one file. */
public final class Collector {
  private static final Pattern SECRET_NAME =
      Pattern.compile("passw|passphrase|secret|pwd|pin$|privatekey|_key$|sharedkey");

  private final String source;
  private final List<Statement> statements = new ArrayList<>();
  private final List<LineKey> keys = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /** Begins a file. */
  public Collector(String source) {
    this.source = source;
  }

  /** A statement being read: its place, name and raw value. */
  public final class Open {
    private final int line;
    private final String name;
    private final String raw;
    private final List<Assignment<?>> effects = new ArrayList<>();
    private String approximation = "";
    private String fault = "";

    private Open(int line, String name, String raw) {
      this.line = line;
      this.name = name;
      this.raw = raw;
    }

    /** Sets a general field; null empties it. */
    public <T> Open set(Field<T> field, @Nullable T value) {
      return set(field, 0, value);
    }

    /** Sets a field of account {@code index}, or a general one (0); null empties it. */
    public <T> Open set(Field<T> field, int index, @Nullable T value) {
      effects.add(new Assignment<>(field, index, value, provenance()));
      return this;
    }

    /** Puts a function on a key. */
    public Open key(
        int index, KeyType type, String value, String label, int account, String pickup) {
      keys.add(new LineKey(index, type, value, label, account, pickup, provenance()));
      return this;
    }

    /** Says that the phone follows the statement only nearly. */
    public Open approximately(String note) {
      approximation = note;
      return this;
    }

    /** Says that the value cannot be right; the statement then sets nothing. */
    public Open invalid(String sentence) {
      fault = sentence;
      return this;
    }

    /** Ends the statement as followed. */
    public void mapped() {
      if (!fault.isEmpty()) {
        findings.add(new Finding(Finding.Kind.INVALID, source, line, fault));
        add(Outcome.IGNORED, List.of(), fault);
      } else if (!approximation.isEmpty()) {
        findings.add(new Finding(Finding.Kind.APPROXIMATED, source, line, approximation));
        add(Outcome.APPROXIMATED, effects, approximation);
      } else {
        add(Outcome.MAPPED, effects, "");
      }
    }

    /** Ends the statement as known and without effect. */
    public void ignored(String note) {
      add(Outcome.IGNORED, List.of(), note);
    }

    /** Ends the statement as not known. */
    public void unknown() {
      unknown(name + " is not known: the phone goes on as if it were not there.");
    }

    /** Ends the statement as one this phone cannot follow, with the sentence why. */
    public void unknown(String sentence) {
      findings.add(new Finding(Finding.Kind.UNKNOWN, source, line, sentence));
      add(Outcome.UNKNOWN, List.of(), "");
    }

    private Provenance provenance() {
      return new Provenance(source, line, name);
    }

    private void add(Outcome outcome, List<Assignment<?>> sets, String note) {
      boolean secret =
          SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find()
              || sets.stream().anyMatch(a -> a.value() instanceof Secret);
      String shown = secret && !raw.isEmpty() ? "•••" : Plain.masked(raw);
      statements.add(new Statement(line, name, shown, outcome, List.copyOf(sets), note));
    }
  }

  /** Begins a statement. */
  public Open statement(int line, String name, String raw) {
    return new Open(line, name, raw);
  }

  /** Adds a finding about a line of the file. */
  public void finding(Finding.Kind kind, int line, String text) {
    findings.add(new Finding(kind, source, line, text));
  }

  /** {@return whether any statement was gathered} */
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  /** {@return the file as gathered} */
  public ParsedFile file(String format, ParsedFile.Role role, boolean cutOff) {
    return new ParsedFile(source, format, role, cutOff, statements, keys, findings);
  }
}

package org.trucephone.provisioning.format;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Settings;

/**
 * One file, read.
 *
 * @param source path or URL
 * @param format name of its format, or {@link #UNKNOWN}
 * @param role what is to be expected of it
 * @param cutOff whether the file ends before its end: what was read stands, but a stored whole
 *     configuration is better
 * @param statements in file order
 * @param keys in file order, several of one position included
 * @param findings in file order
 */
public record ParsedFile(
    String source,
    String format,
    Role role,
    boolean cutOff,
    List<Statement> statements,
    List<LineKey> keys,
    List<Finding> findings) {

  /** Format name of a file nobody can read. */
  public static final String UNKNOWN = "unknown";

  /** What a file is for. */
  public enum Role {
    /** One phone's own file: accounts are expected. */
    PHONE,
    /** Shared by many phones: accounts may be elsewhere. */
    COMMON,
    /** Dial plans and the like. */
    AUXILIARY
  }

  /** Copies the lists. */
  public ParsedFile {
    statements = List.copyOf(statements);
    keys = List.copyOf(keys);
    findings = List.copyOf(findings);
  }

  /** {@return the same file with one finding more, first} */
  public ParsedFile with(Finding finding) {
    List<Finding> all = new ArrayList<>();
    all.add(finding);
    all.addAll(findings);
    return new ParsedFile(source, format, role, cutOff, statements, keys, all);
  }

  /** {@return a file that could not be read, with the sentence why} */
  public static ParsedFile unreadable(String source, Finding.Kind kind, int line, String text) {
    return new ParsedFile(
        source,
        UNKNOWN,
        Role.PHONE,
        false,
        List.of(),
        List.of(),
        List.of(new Finding(kind, source, line, text)));
  }

  /** {@return whether its format is known and could be read} */
  public boolean readable() {
    return !format.equals(UNKNOWN);
  }

  /** {@return what its statements set, in order} */
  public List<Assignment<?>> assignments() {
    List<Assignment<?>> all = new ArrayList<>();
    statements.forEach(s -> all.addAll(s.effects()));
    return all;
  }

  /** {@return what this file alone says, literally} */
  public Settings settings() {
    return Settings.of(assignments(), keys, findings);
  }

  /** {@return how many statements came to {@code outcome}} */
  public int count(Outcome outcome) {
    return (int) statements.stream().filter(s -> s.outcome() == outcome).count();
  }
}

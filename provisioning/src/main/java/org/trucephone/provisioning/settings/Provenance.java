package org.trucephone.provisioning.settings;

/**
 * Where a value came from.
 *
 * @param source URL or name of the file
 * @param line first line of the statement, 1…; 0 when the file as a whole says it
 * @param statement name of the statement as the file spells it, {@code line1_name}
 * @param rule why this value won over others, one sentence; empty when nothing competed
 */
public record Provenance(String source, int line, String statement, String rule) {

  /** A value nothing competed with. */
  public Provenance(String source, int line, String statement) {
    this(source, line, statement, "");
  }

  /** {@return the same place with the rule that let the value win} */
  public Provenance withRule(String newRule) {
    return new Provenance(source, line, statement, newRule);
  }

  /** {@return {@code file:line} for people} */
  public String place() {
    return line > 0 ? source + ":" + line : source;
  }
}

package org.trucephone.hal.board;

import java.util.List;

/** A board file that cannot be used, with everything found wrong in it. */
public final class BoardException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> findings;

  /** Each finding is one sentence naming file, line and key. */
  public BoardException(List<String> findings) {
    super(String.join("\n", findings));
    this.findings = List.copyOf(findings);
  }

  /** {@return what is wrong, in the order of the file; at least one sentence} */
  public List<String> findings() {
    return findings;
  }
}

package org.trucephone.firmware.phone;

import java.time.Instant;

/** A number being entered. Phone thread only. */
final class Dialing {
  final int line;
  final StringBuilder digits = new StringBuilder();

  /** When the last digit came; steady clock. */
  Instant last;

  Dialing(int line, Instant now) {
    this.line = line;
    this.last = now;
  }
}

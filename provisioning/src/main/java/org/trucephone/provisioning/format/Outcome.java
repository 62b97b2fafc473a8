package org.trucephone.provisioning.format;

/** What a statement came to. */
public enum Outcome {
  /** Taken over exactly. */
  MAPPED,
  /** Taken over nearly. */
  APPROXIMATED,
  /** Known, without effect on this phone. */
  IGNORED,
  /** Not known. */
  UNKNOWN
}

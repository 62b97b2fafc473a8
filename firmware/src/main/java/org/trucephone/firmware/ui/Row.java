package org.trucephone.firmware.ui;

/** One line of a screen's body, by meaning; renderers choose fonts and colours. */
sealed interface Row {
  /** The clock. */
  record Huge(String text) implements Row {}

  /** A caller's name, a heading. */
  record Title(String text) implements Row {}

  /** Ordinary text, cut with an ellipsis if too long. */
  record Plain(String text) implements Row {}

  /** Less important text. */
  record Dim(String text) implements Row {}

  /** A sentence, wrapped, never cut short. */
  record Para(String text) implements Row {}

  /** A sentence about a fault, wrapped. */
  record Warn(String text) implements Row {}

  /** What is being typed, with a cursor after it. */
  record Box(String text) implements Row {}

  /** A list entry: a glyph that tells its kind, name, detail. */
  record Item(String glyph, String left, String right, boolean selected) implements Row {}

  /** A name and its value. */
  record Pair(String name, String value) implements Row {}

  /** A square of dots for a camera (QR code), on displays that have the dots for it. */
  record Code(String text) implements Row {}

  /** Empty space. */
  record Gap(int pixels) implements Row {}
}

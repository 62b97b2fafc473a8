package org.trucephone.hal;

import java.util.Locale;

/** Parts that can be unplugged. */
public enum Part {
  DISPLAY,
  KEYPAD,
  CODEC,
  HOOK,
  LAMPS;

  /** {@return the word used in sentences and on the panel} */
  public String print() {
    return name().toLowerCase(Locale.ROOT);
  }
}

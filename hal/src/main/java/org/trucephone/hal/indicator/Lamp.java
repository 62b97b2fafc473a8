package org.trucephone.hal.indicator;

import java.util.Locale;
import java.util.Optional;

/** Lamps of a handset; line keys carry a two-colour lamp each. */
public enum Lamp {
  MESSAGE,
  SPEAKER,
  MUTE,
  LINE_1,
  LINE_2,
  LINE_3,
  LINE_4,
  LINE_5,
  LINE_6,
  LINE_7,
  LINE_8;

  /**
   * {@return the name in board files and on the panel, such as {@code "message"} or {@code
   * "line1"}}
   */
  public String print() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** {@return the lamp beside line key 1…8} */
  public static Lamp line(int index) {
    return values()[LINE_1.ordinal() + index - 1];
  }

  /** {@return the lamp of that name; empty if there is none} */
  public static Optional<Lamp> named(String print) {
    for (Lamp lamp : values()) {
      if (lamp.print().equals(print)) {
        return Optional.of(lamp);
      }
    }
    return Optional.empty();
  }
}

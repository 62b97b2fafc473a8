package org.trucephone.hal.indicator;

import java.util.Locale;

/**
 * Colour and rhythm of a lamp. Slow: 500 ms on, 500 ms off; fast: 125/125; double blink: two short
 * flashes in 2 s.
 */
public record LampState(Colour colour, Rhythm rhythm) {
  /** Dark. */
  public static final LampState OFF = new LampState(Colour.GREEN, Rhythm.OFF);

  /** A one-colour lamp shows either colour as its own. */
  public enum Colour {
    GREEN,
    RED
  }

  /** When the lamp is lit. */
  public enum Rhythm {
    OFF,
    STEADY,
    SLOW,
    FAST,
    DOUBLE_BLINK;

    /** {@return the word on the panel: {@code off steady slow fast doubleblink}} */
    public String print() {
      return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** {@return whether the lamp is lit {@code millis} after some common start} */
    public boolean lit(long millis) {
      return switch (this) {
        case OFF -> false;
        case STEADY -> true;
        case SLOW -> millis % 1000 < 500;
        case FAST -> millis % 250 < 125;
        case DOUBLE_BLINK -> millis % 2000 < 80 || (millis % 2000 >= 240 && millis % 2000 < 320);
      };
    }
  }
}

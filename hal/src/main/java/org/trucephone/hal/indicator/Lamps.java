package org.trucephone.hal.indicator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;

/**
 * What the lamps of a group should show, and the beat they blink to. Time is an argument; used by
 * one thread.
 */
public final class Lamps {
  /** When a double blink changes, in milliseconds of its 2 s. */
  private static final long[] DOUBLE_BLINK = {80, 240, 320, 2000};

  private final LedGroup leds;
  private final Map<Lamp, LampState> wanted = new EnumMap<>(Lamp.class);
  private final Map<Lamp, Boolean> lit = new EnumMap<>(Lamp.class);

  /** All lamps off. */
  public Lamps(LedGroup leds) {
    this.leds = leds;
  }

  /** Wants a lamp to show a state from the next {@link #beat} on. */
  public void want(Lamp lamp, LampState state) {
    if (leds.has(lamp)) {
      wanted.put(lamp, state);
      lit.remove(lamp);
    }
  }

  /** Sets the chips up anew; the next {@link #beat} lights what is wanted. */
  public void reset() throws BusException {
    lit.clear();
    leds.reset();
  }

  /** Throws if a chip does not answer or lost its settings. */
  public void probe() throws BusException {
    leds.probe();
  }

  /**
   * Lights and darkens what is due.
   *
   * @return milliseconds until something blinks next; -1 if nothing does
   */
  public long beat(long nowMillis) throws BusException {
    long next = -1;
    for (Map.Entry<Lamp, LampState> entry : wanted.entrySet()) {
      LampState state = entry.getValue();
      boolean on = state.rhythm().lit(nowMillis);
      if (!Boolean.valueOf(on).equals(lit.get(entry.getKey()))) {
        leds.light(
            entry.getKey(),
            on && state.colour() == Colour.RED,
            on && state.colour() == Colour.GREEN);
        lit.put(entry.getKey(), on);
      }
      long change = untilChange(state.rhythm(), nowMillis);
      if (change > 0 && (next < 0 || change < next)) {
        next = change;
      }
    }
    leds.flush();
    return next;
  }

  /** {@return milliseconds until {@code rhythm} may change; -1 for never} */
  private static long untilChange(Rhythm rhythm, long now) {
    return switch (rhythm) {
      case OFF, STEADY -> -1;
      case SLOW -> 500 - now % 500;
      case FAST -> 125 - now % 125;
      case DOUBLE_BLINK ->
          Arrays.stream(DOUBLE_BLINK)
              .map(change -> change - now % 2000)
              .filter(ahead -> ahead > 0)
              .min()
              .orElseThrow();
    };
  }
}

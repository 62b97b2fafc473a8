package org.trucephone.hal.indicator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trucephone.hal.bus.BusException;

/** LEDs that live and fail together: those of one port expander, or those on the processor. */
public final class LedGroup {
  /** Switches one LED. */
  @FunctionalInterface
  public interface LedSwitch {
    /** Lights or darkens it; may take effect at the group's flush. */
    void light(boolean lit) throws BusException;
  }

  /** An LED, and for which colours of its lamp it lights; both for a one-colour lamp. */
  public record Led(LedSwitch light, boolean forRed, boolean forGreen) {}

  private final Map<Lamp, List<Led>> leds;
  private final Optional<LampsChip> expander;

  /** The expander is the chip behind the LEDs; empty for LEDs on the processor's own lines. */
  public LedGroup(Map<Lamp, List<Led>> leds, Optional<LampsChip> expander) {
    this.leds = new EnumMap<>(Lamp.class);
    this.leds.putAll(leds);
    this.expander = expander;
  }

  /** {@return whether a LED of the lamp is in this group} */
  boolean has(Lamp lamp) {
    return leds.containsKey(lamp);
  }

  /** Lights one colour of a lamp, or none; visible after {@link #flush()}. */
  void light(Lamp lamp, boolean red, boolean green) throws BusException {
    for (Led led : leds.getOrDefault(lamp, List.of())) {
      led.light().light(red && led.forRed() || green && led.forGreen());
    }
  }

  /** Makes everything since the last call visible in one transfer. */
  void flush() throws BusException {
    if (expander.isPresent()) {
      expander.get().flush();
    }
  }

  /** (Re)initialises; everything is dark then. */
  void reset() throws BusException {
    if (expander.isPresent()) {
      expander.get().reset();
    }
    for (List<Led> group : leds.values()) {
      for (Led led : group) {
        led.light().light(false);
      }
    }
  }

  /** Throws if the chip does not answer or lost its settings. */
  void probe() throws BusException {
    if (expander.isPresent()) {
      expander.get().probe();
    }
  }
}

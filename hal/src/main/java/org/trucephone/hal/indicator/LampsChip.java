package org.trucephone.hal.indicator;

import org.trucephone.hal.bus.BusException;

/** A chip with LEDs behind it. Used by the {@code hardware} thread. */
public interface LampsChip {
  /** (Re)initialises from any state; everything is dark then. */
  void reset() throws BusException;

  /** Throws if the chip does not answer or has lost its settings. */
  void probe() throws BusException;

  /** Lights or darkens the LED on a pin; visible after {@link #flush()}. */
  void light(int pin, boolean lit);

  /** Tells the chip what changed, if anything did. */
  void flush() throws BusException;
}

package org.trucephone.hal.keypad;

import org.trucephone.hal.bus.BusException;

/**
 * A chip that scans a key matrix, or the lines it is wired to. Used by one thread at a time; each
 * call throws {@link BusException} when the chip does not answer.
 */
public interface KeypadDriver {
  /** (Re)initialises from any state and rests. */
  void reset() throws BusException;

  /**
   * Goes to rest, interrupt armed.
   *
   * @return whether a key is down already, or something waits to be read
   */
  boolean rest() throws BusException;

  /** {@return whether a key is down or something waits to be read, at rest} */
  boolean anyKeyDown() throws BusException;

  /** {@return whether the chip still has our settings; false after it lost power in between} */
  boolean configured() throws BusException;

  /** Leaves rest. */
  void wake() throws BusException;

  /**
   * Looks at every switch once.
   *
   * @return {@code int[columns]}; bit r of entry c is set while row r reads closed in column c
   */
  int[] scan() throws BusException;

  /** {@return how often to look, in milliseconds, beside interrupts} */
  default long lookMillis() {
    return 1000;
  }

  /** {@return whether the chip takes the bounce out itself} */
  default boolean debounced() {
    return false;
  }
}

package org.trucephone.hal.bus;

import java.util.List;

/** A keyboard the kernel drives itself, such as a USB keypad. */
@FunctionalInterface
public interface InputEvents {
  /**
   * One key's change.
   *
   * @param code as the kernel numbers keys ({@code linux/input-event-codes.h})
   * @param down whether the key went down; the kernel's own repeats are left out
   */
  record Change(int code, boolean down) {}

  /**
   * {@return what happened since the last call, oldest first; does not wait}
   *
   * @throws BusException of kind {@code GONE} once the keyboard is unplugged; the next call looks
   *     for it anew
   */
  List<Change> pending() throws BusException;
}

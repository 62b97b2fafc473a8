package org.trucephone.hal;

import org.trucephone.hal.keypad.KeyEvent;

/**
 * What the hardware tells the phone. Delivered on a hardware thread; the listener posts it on and
 * returns.
 */
public sealed interface HardwareEvent {
  /** A key did something. */
  record KeyPressed(KeyEvent event) implements HardwareEvent {}

  /** The handset was lifted or put back. */
  record Hook(boolean offHook) implements HardwareEvent {}

  /**
   * A part stopped answering; {@code reason} is one sentence for a person. Told once until it is
   * back.
   */
  record Lost(Part part, String reason) implements HardwareEvent {}

  /** A part answers again and was initialised anew. */
  record Back(Part part) implements HardwareEvent {}
}

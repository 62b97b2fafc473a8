package org.trucephone.hal.bus;

/** A sound card the kernel drives itself, such as a USB handset. */
@FunctionalInterface
public interface SoundCard {
  /** {@return whether it is plugged in} */
  boolean present();
}

package org.trucephone.hal.sim;

import org.trucephone.hal.display.Framebuffer;

/** The face of a simulated display that the person sees. Safe for any thread. */
public interface SimDisplay {
  /** {@return what a person sees now; black while unplugged} */
  Framebuffer picture();

  /** Pulls the cable: dark, and everything it was told is lost. */
  void unplug();

  /** Puts the cable back: powered up, unconfigured. */
  void plug();

  /** Calls {@code listener} after each change of the picture, on the thread that caused it. */
  void onChange(Runnable listener);
}

package org.trucephone.hal.sim;

import org.trucephone.hal.keypad.Key;

/** The face of a simulated keypad that the person touches. Safe for any thread. */
public interface SimKeys {
  /** Holds a key down; false if the board does not have it. */
  boolean press(Key key);

  /** Lets a key go; false if the board does not have it. */
  boolean release(Key key);

  /** Takes the chip's plug out: it loses power and answers nothing. */
  void unplug();

  /** Puts it back: registers as after power-on. */
  void plug();
}

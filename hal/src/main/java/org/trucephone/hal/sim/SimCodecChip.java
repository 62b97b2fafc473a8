package org.trucephone.hal.sim;

/** The face of a simulated codec chip that the person touches. Safe for any thread. */
public interface SimCodecChip extends SimCodec {
  /** Takes the chip off the board: it does not acknowledge, is silent and forgets. */
  void unplug();

  /** Puts it back, at power-on defaults. */
  void plug();

  /** The supply sags for a moment: still there, all settings lost. */
  void brownOut();
}

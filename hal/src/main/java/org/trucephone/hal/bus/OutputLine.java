package org.trucephone.hal.bus;

/** A GPIO output. Levels are logical. */
public interface OutputLine {
  /** Drives the line. */
  void set(boolean active) throws BusException;
}

package org.trucephone.hal.sim;

import org.trucephone.hal.bus.BusException;

/** Bus face of a simulated I²C chip. */
public interface SimI2cTarget {
  /**
   * One transaction: what the controller wrote, then the bytes the chip answers; not acknowledged
   * when unplugged.
   */
  void transfer(byte[] write, byte[] read) throws BusException;
}

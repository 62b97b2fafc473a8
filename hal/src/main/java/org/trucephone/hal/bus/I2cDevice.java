package org.trucephone.hal.bus;

/**
 * One target on an I²C bus: all a driver ever sees of it.
 *
 * <p>The wire contract: {@code ST SAD+W write… [SR SAD+R read…] SP}. A device is used by one thread
 * at a time; the bus itself is shared safely.
 */
public interface I2cDevice {
  /**
   * One transaction with a repeated start between its halves.
   *
   * @param write bytes sent after the address; may be empty
   * @param read filled from the target; may be empty
   * @throws BusException with the portable kind of the failure; nothing is known of {@code read}
   *     then
   */
  void transfer(byte[] write, byte[] read) throws BusException;

  /** {@return the 8-bit register, 0…255, read with its address as the one byte written} */
  default int readRegister(int register) throws BusException {
    byte[] in = new byte[1];
    transfer(new byte[] {(byte) register}, in);
    return in[0] & 0xff;
  }

  /** Writes an 8-bit register. */
  default void writeRegister(int register, int value) throws BusException {
    transfer(new byte[] {(byte) register, (byte) value}, new byte[0]);
  }
}

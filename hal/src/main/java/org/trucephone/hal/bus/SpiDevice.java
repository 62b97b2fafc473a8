package org.trucephone.hal.bus;

/** One chip select on an SPI bus, write-mostly as displays are. */
public interface SpiDevice {
  /**
   * Clocks out {@code length} bytes in one chip-select assertion (longer ones may be split by the
   * adapter).
   *
   * @throws BusException if the device is gone or the adapter refuses
   */
  void write(byte[] data, int offset, int length) throws BusException;
}

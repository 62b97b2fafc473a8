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

  /**
   * Clocks out {@code command}, then clocks in {@code read}, under one chip-select assertion. A
   * chip that is missing, or whose data-out pin is not wired, reads as all zeros or all ones.
   *
   * @throws BusException if the device is gone or the adapter refuses
   */
  void writeThenRead(byte[] command, byte[] read) throws BusException;
}

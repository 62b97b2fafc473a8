package org.trucephone.hal.bus;

/** Opens wires by the names a board file uses. Closing it releases every line and device. */
public interface Buses extends AutoCloseable {
  /** {@return the target at a 7-bit address on a bus} */
  I2cDevice i2c(String bus, int address) throws BusException;

  /** {@return the device at a chip select} */
  SpiDevice spi(String bus, int chipSelect, int hz) throws BusException;

  /** {@return an input by GPIO number} */
  InputLine input(int gpio, boolean activeLow) throws BusException;

  /** {@return an output by GPIO number, inactive at first} */
  OutputLine output(int gpio, boolean activeLow) throws BusException;

  @Override
  void close();
}

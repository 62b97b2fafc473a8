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

  /**
   * {@return an output that pulls its line low while active and else lets go of it}
   *
   * @throws BusException of kind {@code GONE} if these buses have none
   */
  default OutputLine openDrain(int gpio) throws BusException {
    throw new BusException(BusException.Kind.GONE, "there is no open-drain output here");
  }

  /** {@return a keyboard of the kernel's by its name; it need not be plugged in yet} */
  default InputEvents keyboard(String name) throws BusException {
    throw new BusException(BusException.Kind.GONE, "there are no keyboards here");
  }

  /** {@return a sound card of the kernel's by its name; it need not be plugged in yet} */
  default SoundCard soundCard(String name) {
    return () -> false;
  }

  @Override
  void close();
}

package org.trucephone.hal.bus;

/**
 * What a Pi4J provider forwards to: the kernel's devices on hardware, simulated chips in the
 * virtual handset. Lines carry electrical levels here: {@code true} is high. Each wire is opened
 * once.
 */
public interface Wires extends AutoCloseable {
  /** {@return the target at a 7-bit address of I²C bus {@code bus}} */
  I2cDevice i2c(int bus, int address) throws BusException;

  /** {@return the device at a chip select of SPI bus {@code bus}, mode 0} */
  SpiDevice spi(int bus, int chipSelect, int hz) throws BusException;

  /** {@return an input; {@link InputLine#active()} is true while the line is high} */
  InputLine input(int gpio) throws BusException;

  /** {@return an output, driven to {@code high} from the start; {@code set(true)} is high} */
  OutputLine output(int gpio, boolean high) throws BusException;

  /** {@return an output let go from the start; {@code set(true)} pulls it low} */
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

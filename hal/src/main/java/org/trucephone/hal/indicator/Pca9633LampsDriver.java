package org.trucephone.hal.indicator;

import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Four LEDs on a PCA9633 LED driver (NXP PCA9633 rev. 6, registers in table 5), dimmed by its pulse
 * width so that they do not dazzle.
 *
 * <p>An output that is on pulls low (INVRT = 0, table 7): right for an LED to the supply. One to
 * ground is dark while its output is fully on, and lights for the rest of the pulse's period.
 */
public final class Pca9633LampsDriver implements LampsChip {
  /** Control register: the address goes on by itself through all registers (table 4). */
  private static final int ALL_IN_TURN = 0x80;

  private static final int MODE1 = 0x00;
  private static final int PWM0 = 0x02;
  private static final int LEDOUT = 0x08;

  /** What the chip holds in MODE1 while it works: no sleep, no call of all. */
  private static final int AWAKE = 0x00;

  /** Totem pole outputs, changing at the stop. */
  private static final int DRIVEN = 0x04;

  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int BY_PULSE = 2;

  /** Of 256: how long a lit LED is on. */
  private static final int BRIGHTNESS = 0x60;

  private final I2cDevice chip;
  private final int activeLow;
  private int wanted;
  private int written;

  /**
   * Touches nothing yet; call {@link #reset()}.
   *
   * @param activeLow pins whose LED goes to the supply, bit 0 for LED0
   */
  public Pca9633LampsDriver(I2cDevice chip, int activeLow) {
    this.chip = chip;
    this.activeLow = activeLow;
  }

  @Override
  public void reset() throws BusException {
    byte[] pulses = new byte[5];
    pulses[0] = (byte) (ALL_IN_TURN | PWM0);
    for (int pin = 0; pin < 4; pin++) {
      boolean low = (activeLow >> pin & 1) != 0;
      pulses[pin + 1] = (byte) (low ? BRIGHTNESS : 256 - BRIGHTNESS);
    }
    chip.transfer(pulses, new byte[0]);
    chip.writeRegister(LEDOUT, outputs(0));
    chip.transfer(new byte[] {(byte) (ALL_IN_TURN | MODE1), AWAKE, DRIVEN}, new byte[0]);
    if (chip.readRegister(MODE1) != AWAKE) {
      throw new BusException(
          Kind.OTHER, "what answers at the lamps' address is not a PCA9633 LED driver");
    }
    wanted = 0;
    written = 0;
  }

  @Override
  public void probe() throws BusException {
    if (chip.readRegister(MODE1) != AWAKE) {
      throw new BusException(Kind.OTHER, "the lamps' LED driver has lost its settings");
    }
  }

  @Override
  public void light(int pin, boolean lit) {
    wanted = lit ? wanted | 1 << pin : wanted & ~(1 << pin);
  }

  @Override
  public void flush() throws BusException {
    if (wanted != written) {
      chip.writeRegister(LEDOUT, outputs(wanted));
      written = wanted;
    }
  }

  /** Two bits for each output (table 11). */
  private int outputs(int lit) {
    int outputs = 0;
    for (int pin = 0; pin < 4; pin++) {
      int dark = (activeLow >> pin & 1) != 0 ? OFF : ON;
      outputs |= ((lit >> pin & 1) != 0 ? BY_PULSE : dark) << 2 * pin;
    }
    return outputs;
  }
}

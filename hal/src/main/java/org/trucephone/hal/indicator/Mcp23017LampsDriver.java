package org.trucephone.hal.indicator;

import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Sixteen LED outputs on an MCP23017 port expander (Microchip DS20001952, registers in table 3-1).
 * Writes only ports that changed. Used by the {@code hardware} thread.
 */
public final class Mcp23017LampsDriver implements LampsChip {
  private static final int IODIR = 0x00;
  private static final int IOCON = 0x0a;
  private static final int OLAT = 0x14;

  private final I2cDevice chip;
  private final int activeLow;
  private int wanted;
  private int written;

  /**
   * Touches nothing yet; call {@link #reset()}.
   *
   * @param activeLow pins whose LED lights at a low level, bit 0 for GPA0
   */
  public Mcp23017LampsDriver(I2cDevice chip, int activeLow) {
    this.chip = chip;
    this.activeLow = activeLow;
  }

  /** Sets up all pins as outputs, dark. Latches first, so that nothing flashes. */
  @Override
  public void reset() throws BusException {
    chip.writeRegister(0x05, 0); // IOCON of port A if BANK was left set; else GPINTENB, unused here
    chip.writeRegister(IOCON, 0);
    write(OLAT, activeLow);
    write(IODIR, 0);
    written = 0;
    wanted = 0;
  }

  @Override
  public void probe() throws BusException {
    byte[] in = new byte[2];
    chip.transfer(new byte[] {IODIR}, in);
    if ((in[0] | in[1]) != 0) {
      throw new BusException(Kind.OTHER, "the lamps' port expander has lost its settings");
    }
  }

  /** Lights or darkens the LED on a pin, 0…15; visible after {@link #flush()}. */
  @Override
  public void light(int pin, boolean lit) {
    wanted = lit ? wanted | 1 << pin : wanted & ~(1 << pin);
  }

  /** Writes the latches if anything changed. */
  @Override
  public void flush() throws BusException {
    if (wanted != written) {
      write(OLAT, wanted ^ activeLow);
      written = wanted;
    }
  }

  private void write(int register, int value) throws BusException {
    chip.transfer(new byte[] {(byte) register, (byte) value, (byte) (value >> 8)}, new byte[0]);
  }
}

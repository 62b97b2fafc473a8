package org.trucephone.hal.keypad;

import java.util.List;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Key matrix on an MCP23017 port expander (Microchip DS20001952, cited by section).
 *
 * <p>At rest every column is driven low and the rows, pulled up, are watched by the chip: any key
 * pulls its row low and the interrupt line falls. While keys are down the chip is scanned: one
 * column low, the others let go (never driven high, so that two keys of a row cannot short two
 * outputs).
 *
 * <p>GPA7 and GPB7 must not be rows: they are outputs only (1.1, table 1-1). A column may sit
 * there; letting go of it makes it an input whose level is never read.
 *
 * <p>Used by one thread at a time; throws {@link BusException} when the chip does not answer.
 */
public final class Mcp23017KeypadDriver implements KeypadDriver {
  // Register addresses with IOCON.BANK = 0, table 3-1; port B follows port A.
  private static final int IODIR = 0x00; // 1 = input (3.5.1)
  private static final int IPOL = 0x02; // 0 = as on the pin (3.5.2)
  private static final int GPINTEN = 0x04; // 1 = pin may interrupt (3.5.3)
  private static final int DEFVAL = 0x06; // what INTCON compares with (3.5.4)
  private static final int INTCON =
      0x08; // 1 = compare with DEFVAL, not with the last level (3.5.5)
  private static final int IOCON = 0x0a; // configuration (3.5.6)
  private static final int GPPU = 0x0c; // 1 = 100 kΩ pull-up (3.5.7)
  private static final int GPIO = 0x12; // levels; reading ends an interrupt (3.5.10, 3.5.9)
  private static final int OLAT = 0x14; // output latches (3.5.11)

  /** IOCON.MIRROR: either port's interrupt shows on INTA too; INT is push-pull, active low. */
  private static final int MIRROR = 0x40;

  private final I2cDevice chip;
  private final KeyMatrix matrix;
  private final int rowMask;
  private final int columnMask;

  /** Touches nothing yet; call {@link #reset()}. */
  public Mcp23017KeypadDriver(I2cDevice chip, KeyMatrix matrix) {
    this.chip = chip;
    this.matrix = matrix;
    rowMask = mask(matrix.rowPins());
    columnMask = mask(matrix.columnPins());
  }

  /**
   * (Re)initialises from any state and rests. The chip may have lost power or kept old settings, so
   * every register in use is written.
   */
  @Override
  public void reset() throws BusException {
    // Were BANK set, address 0x05 would be port A's IOCON; with BANK clear it is GPINTENB, and zero
    // harms neither.
    chip.writeRegister(0x05, 0);
    write(GPINTEN, 0);
    chip.writeRegister(IOCON, MIRROR);
    write(IPOL, 0);
    write(OLAT, 0);
    write(IODIR, ~columnMask);
    write(GPPU, ~columnMask);
    write(DEFVAL, rowMask);
    write(INTCON, rowMask);
    if (chip.readRegister(IOCON) != MIRROR) {
      throw new BusException(
          Kind.OTHER, "what answers at the keypad's address is not an MCP23017 port expander");
    }
    rest();
  }

  /**
   * Goes to rest: all columns low, interrupt armed.
   *
   * @return whether a key is down already; its interrupt may have come before this call
   */
  @Override
  public boolean rest() throws BusException {
    write(IODIR, ~columnMask);
    boolean down = anyRowLow(); // reading also ends an interrupt that is pending
    write(GPINTEN, rowMask);
    return down || anyRowLow();
  }

  /** {@return whether a key is down, at rest} */
  @Override
  public boolean anyKeyDown() throws BusException {
    return anyRowLow();
  }

  /** {@return whether the chip still has our settings; false after it lost power in between} */
  @Override
  public boolean configured() throws BusException {
    return chip.readRegister(IOCON) == MIRROR && (read(IODIR) & columnMask) == 0;
  }

  /** Leaves rest: the interrupt is off while columns move. */
  @Override
  public void wake() throws BusException {
    write(GPINTEN, 0);
  }

  /**
   * Scans every column once, about 0.5 ms a column at 400 kHz.
   *
   * @return {@code int[columns]}; bit r of entry c is set while row r reads closed in column c
   */
  @Override
  public int[] scan() throws BusException {
    int[] closed = new int[matrix.columns()];
    for (int column = 0; column < closed.length; column++) {
      write(IODIR, ~(1 << matrix.columnPins().get(column)));
      int levels = read(GPIO);
      for (int row = 0; row < matrix.rows(); row++) {
        if ((levels >> matrix.rowPins().get(row) & 1) == 0) {
          closed[column] |= 1 << row;
        }
      }
    }
    return closed;
  }

  private boolean anyRowLow() throws BusException {
    return (~read(GPIO) & rowMask) != 0;
  }

  /** Writes both ports; IOCON.SEQOP = 0 moves on to the second address by itself (3.3.1). */
  private void write(int register, int value) throws BusException {
    chip.transfer(new byte[] {(byte) register, (byte) value, (byte) (value >> 8)}, new byte[0]);
  }

  private int read(int register) throws BusException {
    byte[] in = new byte[2];
    chip.transfer(new byte[] {(byte) register}, in);
    return in[0] & 0xff | (in[1] & 0xff) << 8;
  }

  private static int mask(List<Integer> pins) {
    int mask = 0;
    for (int pin : pins) {
      mask |= 1 << pin;
    }
    return mask;
  }
}

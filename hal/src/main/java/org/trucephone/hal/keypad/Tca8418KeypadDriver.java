package org.trucephone.hal.keypad;

import java.util.Arrays;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Key matrix on a TCA8418 keypad controller (Texas Instruments SCPS222C, registers of table 8-2 and
 * section 8.6). It scans up to 8 rows and 10 columns, takes the bounce out (50 µs… by its own
 * timer) and keeps ten events.
 *
 * <p>{@link #scan()} takes one event from the chip's queue each time, so that a press and its
 * release are never folded into nothing. When the queue overflowed, what is down is not known any
 * more: all keys count as let go.
 */
public final class Tca8418KeypadDriver implements KeypadDriver {
  private static final int CFG = 0x01; // 8.6.2.1
  private static final int INT_STAT = 0x02; // 8.6.2.2; a bit is cleared by writing 1
  private static final int KEY_LCK_EC = 0x03; // 8.6.2.3; events waiting in the lower four bits
  private static final int KEY_EVENT = 0x04; // 8.6.2.4; oldest event, 0 for none
  private static final int KP_GPIO1 = 0x1d; // 8.6.2.7; 1 = row is part of the matrix
  private static final int KP_GPIO2 = 0x1e; // columns 0…7
  private static final int KP_GPIO3 = 0x1f; // columns 8, 9
  private static final int DEBOUNCE_DIS1 = 0x29; // 8.6.2.11; 0 = debounced

  private static final int OVERFLOW_SHIFTS = 0x20;
  private static final int INTERRUPT_AGAIN = 0x10; // INT_CFG: the line rises for 50 µs in between
  private static final int OVERFLOW_INTERRUPT = 0x08;
  private static final int KEY_INTERRUPT = 0x01;
  private static final int SETTINGS =
      OVERFLOW_SHIFTS | INTERRUPT_AGAIN | OVERFLOW_INTERRUPT | KEY_INTERRUPT;

  private static final int OVERFLOWED = 0x08;
  private static final int PRESSED = 0x80;
  private static final int COLUMNS = 10;
  private static final int MOST_EVENTS = 10;

  private final I2cDevice chip;
  private final KeyMatrix matrix;
  private final int rowMask;
  private final int columnMask;
  private final int[] closed;

  /**
   * Touches nothing yet; call {@link #reset()}.
   *
   * @param matrix row pins 0…7 are R0…R7, column pins 0…9 are C0…C9
   */
  public Tca8418KeypadDriver(I2cDevice chip, KeyMatrix matrix) {
    this.chip = chip;
    this.matrix = matrix;
    int rows = 0;
    for (int pin : matrix.rowPins()) {
      rows |= 1 << pin;
    }
    int columns = 0;
    for (int pin : matrix.columnPins()) {
      columns |= 1 << pin;
    }
    rowMask = rows;
    columnMask = columns;
    closed = new int[matrix.columns()];
  }

  @Override
  public void reset() throws BusException {
    Arrays.fill(closed, 0);
    chip.writeRegister(CFG, 0); // no interrupt while it changes
    chip.writeRegister(KP_GPIO1, rowMask);
    chip.writeRegister(KP_GPIO2, columnMask & 0xff);
    chip.writeRegister(KP_GPIO3, columnMask >> 8);
    for (int i = 0; i < 3; i++) {
      chip.writeRegister(DEBOUNCE_DIS1 + i, 0);
    }
    for (int i = 0; i < MOST_EVENTS && chip.readRegister(KEY_EVENT) != 0; i++) {
      // what was pressed before we knew the matrix means nothing
    }
    chip.writeRegister(INT_STAT, 0x1f);
    chip.writeRegister(CFG, SETTINGS);
    if (!configured()) {
      throw new BusException(
          Kind.OTHER, "what answers at the keypad's address is not a TCA8418 keypad controller");
    }
  }

  @Override
  public boolean rest() throws BusException {
    chip.writeRegister(INT_STAT, 0x1f);
    return anyKeyDown();
  }

  @Override
  public boolean anyKeyDown() throws BusException {
    return (chip.readRegister(KEY_LCK_EC) & 0x0f) != 0
        || Arrays.stream(closed).anyMatch(c -> c != 0);
  }

  @Override
  public boolean configured() throws BusException {
    return chip.readRegister(CFG) == SETTINGS && chip.readRegister(KP_GPIO1) == rowMask;
  }

  @Override
  public void wake() {
    // the chip scans by itself
  }

  @Override
  public int[] scan() throws BusException {
    if ((chip.readRegister(INT_STAT) & OVERFLOWED) != 0) {
      for (int i = 0; i < MOST_EVENTS && chip.readRegister(KEY_EVENT) != 0; i++) {
        // the first ones are lost: what is left of the story does not tell who is down
      }
      chip.writeRegister(INT_STAT, 0x1f);
      Arrays.fill(closed, 0);
      return closed.clone();
    }
    take(chip.readRegister(KEY_EVENT));
    return closed.clone();
  }

  /** Key numbers go along the rows: 1 is R0 C0, 11 is R1 C0 (table 8-1). */
  private void take(int event) {
    int number = event & 0x7f;
    if (number == 0 || number > 80) {
      return; // none, or a line that is no part of the matrix
    }
    int row = matrix.rowPins().indexOf((number - 1) / COLUMNS);
    int column = matrix.columnPins().indexOf((number - 1) % COLUMNS);
    if (row >= 0 && column >= 0) {
      if ((event & PRESSED) != 0) {
        closed[column] |= 1 << row;
      } else {
        closed[column] &= ~(1 << row);
      }
    }
  }

  @Override
  public boolean debounced() {
    return true;
  }
}

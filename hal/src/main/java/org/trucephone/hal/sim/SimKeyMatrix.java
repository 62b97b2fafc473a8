package org.trucephone.hal.sim;

import java.util.LinkedHashSet;
import java.util.Set;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeyMatrix.Position;

/**
 * Switches without diodes between an expander's pins, electrically: a closed switch joins its row
 * and its column, so three keys at the corners of a rectangle fake the fourth as on a real keypad.
 *
 * <p>Backend face: {@link #press}, {@link #release}. Guarded by the expander's lock.
 */
public final class SimKeyMatrix implements SimMcp23017.Surroundings {
  private final KeyMatrix matrix;
  private final Set<Position> closed = new LinkedHashSet<>();
  private boolean shorted;

  /** All keys up. */
  public SimKeyMatrix(KeyMatrix matrix) {
    this.matrix = matrix;
  }

  /** Closes a key's switch; false if the board does not have the key. Then settle the expander. */
  boolean press(Key key) {
    return matrix.find(key).map(closed::add).isPresent();
  }

  /** Opens a key's switch; false if the board does not have the key. Then settle the expander. */
  boolean release(Key key) {
    return matrix.find(key).map(closed::remove).isPresent();
  }

  /** {@return whether an output high ever met an output low through a switch: a wiring crime} */
  boolean shorted() {
    return shorted;
  }

  @Override
  public int levels(int outputs, int driven, int pullUps) {
    int[] nets = new int[16];
    for (int pin = 0; pin < 16; pin++) {
      nets[pin] = 1 << pin;
    }
    for (Position at : closed) {
      int joined =
          nets[matrix.rowPins().get(at.row())] | nets[matrix.columnPins().get(at.column())];
      for (int pin = 0; pin < 16; pin++) {
        if ((joined >> pin & 1) != 0) {
          nets[pin] = joined;
        }
      }
    }
    int levels = 0;
    for (int pin = 0; pin < 16; pin++) {
      boolean low = (nets[pin] & outputs & ~driven) != 0;
      boolean high = (nets[pin] & outputs & driven) != 0;
      shorted |= low && high;
      if (!low && (high || (nets[pin] & pullUps) != 0)) {
        levels |= 1 << pin;
      }
    }
    return levels;
  }
}

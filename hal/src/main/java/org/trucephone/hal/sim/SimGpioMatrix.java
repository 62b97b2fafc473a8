package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeyMatrix.Position;

/**
 * Switches without diodes between the processor's own lines: rows pulled up, columns pulled low by
 * open-drain outputs. Three keys at the corners of a rectangle fake the fourth as on a real keypad.
 * Safe for any thread.
 */
public final class SimGpioMatrix implements SimKeys {
  private final KeyMatrix matrix;
  private final List<SimLine> rows = new ArrayList<>();
  private final List<SimLine> columns = new ArrayList<>();
  private final Set<Position> closed = new LinkedHashSet<>();
  private boolean plugged = true;

  /**
   * All keys up.
   *
   * @param lines the line at a GPIO
   */
  public SimGpioMatrix(KeyMatrix matrix, IntFunction<SimLine> lines) {
    this.matrix = matrix;
    for (int pin : matrix.rowPins()) {
      SimLine row = lines.apply(pin);
      row.drive(true);
      rows.add(row);
    }
    for (int pin : matrix.columnPins()) {
      SimLine column = lines.apply(pin);
      column.drive(true);
      column.watch(_ -> settle());
      columns.add(column);
    }
  }

  @Override
  public boolean press(Key key) {
    synchronized (closed) {
      matrix.find(key).ifPresent(closed::add);
    }
    settle();
    return matrix.find(key).isPresent();
  }

  @Override
  public boolean release(Key key) {
    synchronized (closed) {
      matrix.find(key).ifPresent(closed::remove);
    }
    settle();
    return matrix.find(key).isPresent();
  }

  /** The cable is out: no key reaches the processor. */
  @Override
  public void unplug() {
    synchronized (closed) {
      plugged = false;
    }
    settle();
  }

  @Override
  public void plug() {
    synchronized (closed) {
      plugged = true;
    }
    settle();
  }

  /** A row is low if closed switches join it, by way of others, to a column pulled low. */
  private void settle() {
    boolean[] low = new boolean[rows.size()];
    boolean[] joined = new boolean[columns.size()];
    synchronized (closed) {
      for (int i = 0; i < joined.length; i++) {
        joined[i] = plugged && !columns.get(i).high();
      }
      boolean changed = plugged;
      while (changed) {
        changed = false;
        for (Position at : closed) {
          if (low[at.row()] != joined[at.column()]) {
            low[at.row()] = true;
            joined[at.column()] = true;
            changed = true;
          }
        }
      }
    }
    for (int i = 0; i < low.length; i++) {
      rows.get(i).drive(!low[i]);
    }
  }
}

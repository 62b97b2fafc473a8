package org.trucephone.hal.keypad;

import java.util.List;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;

/**
 * A key matrix on the processor's own lines: rows are inputs with pull-ups, columns pull low or let
 * go and are never driven high, so two keys of a row cannot short two outputs.
 *
 * <p>At rest every column is low, and any key pulls its row low. While keys are down one column is
 * low at a time. There is no chip that could be missed: a keypad whose cable is out has no key
 * down. Used by one thread at a time, but for {@link #interrupt()}'s edges.
 */
public final class GpioMatrixDriver implements KeypadDriver {
  private final List<InputLine> rows;
  private final List<OutputLine> columns;
  private final Runnable settle;
  private volatile boolean resting;

  /**
   * Touches nothing yet; call {@link #reset()}.
   *
   * @param rows active while low
   * @param columns open drain, active while pulled low
   * @param settle waits until a pull-up has raised a row that was let go, about 20 µs
   */
  public GpioMatrixDriver(List<InputLine> rows, List<OutputLine> columns, Runnable settle) {
    this.rows = List.copyOf(rows);
    this.columns = List.copyOf(columns);
    this.settle = settle;
  }

  /** {@return a line that is active while any key is down at rest; silent during scans} */
  public InputLine interrupt() {
    return new InputLine() {
      @Override
      public boolean active() throws BusException {
        return resting && anyRow();
      }

      @Override
      public void onEdge(EdgeListener listener) {
        for (InputLine row : rows) {
          row.onEdge(active -> {
            if (active && resting) {
              listener.edge(true);
            }
          });
        }
      }
    };
  }

  @Override
  public void reset() throws BusException {
    resting = false;
    for (OutputLine column : columns) {
      column.set(true);
    }
    anyRow(); // opens every row
    resting = true;
  }

  @Override
  public boolean rest() throws BusException {
    for (OutputLine column : columns) {
      column.set(true);
    }
    settle.run();
    resting = true;
    return anyRow();
  }

  @Override
  public boolean anyKeyDown() throws BusException {
    return anyRow();
  }

  /** {@return true: there is no chip that could lose its settings} */
  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public void wake() {
    resting = false;
  }

  @Override
  public int[] scan() throws BusException {
    int[] closed = new int[columns.size()];
    for (OutputLine column : columns) {
      column.set(false);
    }
    for (int column = 0; column < closed.length; column++) {
      columns.get(column).set(true);
      settle.run();
      for (int row = 0; row < rows.size(); row++) {
        if (rows.get(row).active()) {
          closed[column] |= 1 << row;
        }
      }
      columns.get(column).set(false);
    }
    return closed;
  }

  private boolean anyRow() throws BusException {
    boolean any = false;
    for (InputLine row : rows) {
      any |= row.active();
    }
    return any;
  }
}

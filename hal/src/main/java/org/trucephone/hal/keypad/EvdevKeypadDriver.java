package org.trucephone.hal.keypad;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.InputEvents;

/**
 * A keyboard the kernel drives itself: a USB keypad, a headset's buttons. One row; the columns are
 * key codes.
 *
 * <p>{@link #scan()} takes one change of a key each time, so that a press and its release are never
 * folded into nothing. There is no interrupt line: the queue is looked at every few milliseconds.
 */
public final class EvdevKeypadDriver implements KeypadDriver {
  private static final long LOOK_MILLIS = 10;

  private final InputEvents keyboard;
  private final KeyMatrix matrix;
  private final Deque<InputEvents.Change> waiting = new ArrayDeque<>();
  private final int[] closed;

  /** Touches nothing yet; call {@link #reset()}. */
  public EvdevKeypadDriver(InputEvents keyboard, KeyMatrix matrix) {
    this.keyboard = keyboard;
    this.matrix = matrix;
    closed = new int[matrix.columns()];
  }

  /** {@inheritDoc} Keys pressed while nobody listened are forgotten. */
  @Override
  public void reset() throws BusException {
    waiting.clear();
    Arrays.fill(closed, 0);
    keyboard.pending();
  }

  @Override
  public boolean rest() throws BusException {
    return anyKeyDown();
  }

  @Override
  public boolean anyKeyDown() throws BusException {
    waiting.addAll(keyboard.pending());
    for (int column : closed) {
      if (column != 0) {
        return true;
      }
    }
    return !waiting.isEmpty();
  }

  /** {@return true: the kernel keeps no setting of ours} */
  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public void wake() {
    // the kernel scans by itself
  }

  @Override
  public int[] scan() throws BusException {
    waiting.addAll(keyboard.pending());
    Set<Integer> moved = new HashSet<>();
    while (!waiting.isEmpty() && moved.add(waiting.peek().code())) {
      InputEvents.Change change = waiting.remove();
      int column = matrix.columnPins().indexOf(change.code());
      if (column >= 0) {
        closed[column] = change.down() ? 1 : 0;
      }
    }
    return closed.clone();
  }

  @Override
  public boolean debounced() {
    return true;
  }

  @Override
  public long lookMillis() {
    return LOOK_MILLIS;
  }
}

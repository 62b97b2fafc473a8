package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;

/** A keyboard as the kernel shows it: a queue of changes. Safe for any thread. */
public final class SimKeyboard implements InputEvents, SimKeys {
  private final String name;
  private final KeyMatrix matrix;
  private final List<Change> queue = new ArrayList<>();
  private final Set<Key> down = new HashSet<>();
  private boolean plugged = true;

  /**
   * Plugged in, all keys up.
   *
   * @param matrix one row whose columns are key codes
   */
  public SimKeyboard(String name, KeyMatrix matrix) {
    this.name = name;
    this.matrix = matrix;
  }

  @Override
  public synchronized List<Change> pending() throws BusException {
    if (!plugged) {
      throw new BusException(Kind.GONE, "There is no keyboard \"" + name + "\"; plug it in.");
    }
    List<Change> changes = List.copyOf(queue);
    queue.clear();
    return changes;
  }

  private boolean moved(Key key, boolean pressed) {
    return matrix
        .find(key)
        .map(at -> {
          if (plugged) {
            queue.add(new Change(matrix.columnPins().get(at.column()), pressed));
          }
          return true;
        })
        .orElse(false);
  }

  @Override
  public synchronized boolean press(Key key) {
    return down.add(key) ? moved(key, true) : matrix.find(key).isPresent();
  }

  @Override
  public synchronized boolean release(Key key) {
    return down.remove(key) ? moved(key, false) : matrix.find(key).isPresent();
  }

  @Override
  public synchronized void unplug() {
    plugged = false;
    queue.clear();
  }

  @Override
  public synchronized void plug() {
    plugged = true;
  }
}

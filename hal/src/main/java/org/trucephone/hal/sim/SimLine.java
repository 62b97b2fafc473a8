package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * One wire with an electrical level, high or low, that both sides may drive or watch. Safe for any
 * thread.
 */
public final class SimLine {
  private final List<Listener> listeners = new ArrayList<>();
  private boolean high;

  /** Idles at {@code high}, as a pull resistor would hold it. */
  public SimLine(boolean high) {
    this.high = high;
  }

  /** Watches edges. */
  @FunctionalInterface
  public interface Listener {
    /** The level became {@code high}. */
    void changed(boolean high);
  }

  /** {@return the level} */
  public synchronized boolean high() {
    return high;
  }

  /** Drives the line; listeners hear an edge only when the level changes. */
  public void drive(boolean level) {
    List<Listener> told;
    synchronized (this) {
      if (level == high) {
        return;
      }
      high = level;
      told = List.copyOf(listeners);
    }
    for (Listener listener : told) {
      listener.changed(level);
    }
  }

  /** Adds a watcher. */
  public synchronized void watch(Listener listener) {
    listeners.add(listener);
  }
}

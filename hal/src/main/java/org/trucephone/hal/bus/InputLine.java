package org.trucephone.hal.bus;

/**
 * A GPIO input. Levels are logical: active-low wiring is undone by the adapter as the board file
 * says.
 */
public interface InputLine {
  /** {@return whether the line is active now} */
  boolean active() throws BusException;

  /**
   * Calls {@code listener} with the new level at each edge, on a thread of the adapter; it must not
   * block.
   */
  void onEdge(EdgeListener listener);

  /** Receives edges. */
  @FunctionalInterface
  interface EdgeListener {
    /** The line changed to {@code active}. */
    void edge(boolean active);

    /**
     * The same with the time the kernel stamped on it, which does not wait for this thread.
     *
     * @param nanos of the monotonic clock; only differences mean something
     */
    default void edge(boolean active, long nanos) {
      edge(active);
    }
  }
}

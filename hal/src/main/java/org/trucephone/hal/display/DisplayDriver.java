package org.trucephone.hal.display;

import org.trucephone.hal.bus.BusException;

/** A display chip. Called on the {@code display} thread only. */
public interface DisplayDriver {
  /** {@return pixels across, after rotation} */
  int width();

  /** {@return pixels down, after rotation} */
  int height();

  /**
   * (Re)initialises the chip; also after it came back from being unplugged. The next flush sends
   * everything.
   */
  void reset() throws BusException;

  /** Sends what differs from the last flush that succeeded (dirty region). */
  void flush(Framebuffer picture) throws BusException;

  /** Backlight, 0…100 %. */
  void backlight(int percent) throws BusException;

  /**
   * {@return whether the chip answers and still is set up as {@link #reset()} left it} Asked about
   * once a second. On false, tell the phone the display is lost and try {@link #reset()} until it
   * succeeds; it throws {@code NO_ACK_ADDRESS} while the chip does not answer. A display that
   * cannot be read always says true.
   */
  default boolean present() throws BusException {
    return true;
  }
}

package org.trucephone.hal;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.keypad.Debouncer;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.KeyEvent;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeypadDriver;

/**
 * The keypad's duty cycle: rests until the interrupt or the second's look at the chip, scans each
 * few milliseconds while keys are down or bouncing, and keeps trying when the chip is gone.
 *
 * <p>{@link #step} is called by one thread; {@link #interrupt()} by any.
 */
final class KeypadLoop {
  private static final long SCAN_MILLIS = 5;
  private static final long LOOK_MILLIS = 1000;
  private static final String LOSS =
      "The keypad is not answering; calls go on, and the handset still answers and hangs up.";

  private enum Phase {
    LOST,
    RESTING,
    SCANNING
  }

  private final KeypadDriver driver;
  private final Debouncer debouncer;
  private final Consumer<HardwareEvent> listener;
  private volatile boolean interrupted;
  private Phase phase = Phase.LOST;
  private boolean lossTold;
  private @Nullable Long nextLook;

  /** The first {@link #step} initialises the chip. */
  KeypadLoop(
      KeypadDriver driver, KeyMatrix matrix, Timing timing, Consumer<HardwareEvent> listener) {
    this.driver = driver;
    this.listener = listener;
    debouncer =
        new Debouncer(
            matrix,
            driver.debounced()
                ? new Timing(0, timing.longMillis(), timing.repeatMillis())
                : timing);
  }

  /** The interrupt line became active: the next {@link #step} looks at the keys. */
  void interrupt() {
    interrupted = true;
  }

  /**
   * Does what is due.
   *
   * @return milliseconds until the next step, unless an interrupt comes first
   */
  long step(long nowMillis) {
    try {
      return turn(nowMillis);
    } catch (BusException e) {
      lost(e);
      nextLook = nowMillis + LOOK_MILLIS;
      return LOOK_MILLIS;
    }
  }

  private long turn(long now) throws BusException {
    boolean due = nextLook == null || now >= nextLook;
    switch (phase) {
      case LOST -> {
        if (!due) {
          return untilLook(now);
        }
        driver.reset();
        if (lossTold) {
          lossTold = false;
          listener.accept(new HardwareEvent.Back(Part.KEYPAD));
        }
        phase = Phase.RESTING;
        interrupted = true; // a key may be down already
        return turn(now);
      }
      case RESTING -> {
        if (!interrupted && !due) {
          return untilLook(now);
        }
        nextLook = now + driver.lookMillis();
        if (!driver.configured()) {
          Logger.info("the keypad chip lost its settings; setting it up again");
          driver.reset();
        }
        interrupted = false; // before looking: an edge from here on counts again
        if (!driver.anyKeyDown()) {
          return driver.lookMillis();
        }
        driver.wake();
        phase = Phase.SCANNING;
        return turn(now);
      }
      case SCANNING -> {
        List<KeyEvent> events = debouncer.scan(driver.scan(), now);
        events.forEach(event -> listener.accept(new HardwareEvent.KeyPressed(event)));
        if (debouncer.quiet()) {
          interrupted = false;
          phase = Phase.RESTING;
          interrupted |= driver.rest();
          nextLook = now + driver.lookMillis();
          return interrupted ? SCAN_MILLIS : driver.lookMillis();
        }
        return SCAN_MILLIS;
      }
    }
    throw new IllegalStateException("no such phase");
  }

  private long untilLook(long now) {
    return nextLook == null ? 0 : Math.max(1, nextLook - now);
  }

  private void lost(BusException e) {
    phase = Phase.LOST;
    debouncer.releaseAll().forEach(k -> listener.accept(new HardwareEvent.KeyPressed(k)));
    if (!lossTold) {
      lossTold = true;
      Logger.warn("keypad lost: {}", e.getMessage());
      listener.accept(new HardwareEvent.Lost(Part.KEYPAD, LOSS));
    }
  }
}

package org.trucephone.hal.keypad;

import java.util.Optional;

/**
 * From a bouncing contact to a lifted handset. Pure: readings, edges and the time go in.
 *
 * <p>A reading counts once the contact has rested for {@link #SETTLE_MILLIS}: every edge and every
 * reading that differs from the one before starts the rest anew. The first reading of all counts at
 * once, so that a handset that is off at power-up is known to be.
 */
public final class HookSwitch {
  /** How long a contact rests before it is believed; hook springs bounce for 5…15 ms. */
  public static final long SETTLE_MILLIS = 20;

  private boolean known;
  private boolean told;
  private boolean last;
  private long restsSince;

  /** Knows nothing yet. */
  public HookSwitch() {}

  /** The line had an edge: whatever it reads next has not rested yet. */
  public void edge(long nowMillis) {
    restsSince = nowMillis;
  }

  /**
   * Takes a reading.
   *
   * @param lifted what the line says now
   * @param nowMillis any clock that only goes forward
   * @return the handset's new place, true for lifted; empty while nothing new is certain
   */
  public Optional<Boolean> read(boolean lifted, long nowMillis) {
    if (!known) {
      known = true;
      told = lifted;
      last = lifted;
      restsSince = nowMillis;
      return Optional.of(lifted);
    }
    if (lifted != last) {
      last = lifted;
      restsSince = nowMillis;
    }
    if (lifted != told && nowMillis - restsSince >= SETTLE_MILLIS) {
      told = lifted;
      return Optional.of(lifted);
    }
    return Optional.empty();
  }

  /** {@return milliseconds until a reading may say something new; 0 if nothing is under way} */
  public long settlesIn(long nowMillis) {
    return last == told ? 0 : Math.max(1, restsSince + SETTLE_MILLIS - nowMillis);
  }
}

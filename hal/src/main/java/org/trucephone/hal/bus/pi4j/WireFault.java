package org.trucephone.hal.bus.pi4j;

import com.pi4j.exception.Pi4JException;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;

/**
 * Carries a {@link BusException} through Pi4J, whose interfaces declare no checked exception and
 * which wraps what it meets on the way.
 */
final class WireFault extends Pi4JException {
  private static final long serialVersionUID = 1L;

  WireFault(BusException cause) {
    super(cause);
  }

  /** {@return the fault inside what Pi4J threw; kind {@code otherwise} if it was Pi4J's own} */
  static BusException in(RuntimeException thrown, BusException.Kind otherwise, String where) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BusException fault) {
        return fault;
      }
    }
    BusException fault = new BusException(otherwise, where + ": " + thrown.getMessage());
    fault.initCause(thrown);
    return fault;
  }
}

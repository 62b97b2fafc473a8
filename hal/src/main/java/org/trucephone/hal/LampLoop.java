package org.trucephone.hal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.Lamps;
import org.trucephone.hal.indicator.LedGroup;

/** All lamps of a board, through losses of their chips. Used on the {@code hardware} thread. */
final class LampLoop {
  private static final String LOSS =
      "The lamps beside the line keys are not answering; the phone works without them.";

  private final List<Lamps> groups = new ArrayList<>();
  private final Set<Lamps> ready = new HashSet<>();
  private final Consumer<HardwareEvent> listener;
  private boolean lossTold;

  LampLoop(List<LedGroup> leds, Consumer<HardwareEvent> listener) {
    leds.forEach(group -> groups.add(new Lamps(group)));
    this.listener = listener;
  }

  void want(Lamp lamp, LampState state) {
    groups.forEach(group -> group.want(lamp, state));
  }

  /** Once a second, and first of all: asks whether the chips are there; sets up those back. */
  void look() {
    for (Lamps group : groups) {
      try {
        if (ready.contains(group)) {
          group.probe();
        } else {
          group.reset();
          ready.add(group);
        }
      } catch (BusException e) {
        lost(group, e);
      }
    }
    if (lossTold && ready.size() == groups.size()) {
      lossTold = false;
      listener.accept(new HardwareEvent.Back(Part.LAMPS));
    }
  }

  /** {@return milliseconds until a lamp blinks next; -1 if none does} */
  long beat(long nowMillis) {
    long next = -1;
    for (Lamps group : groups) {
      if (ready.contains(group)) {
        try {
          long change = group.beat(nowMillis);
          next = next < 0 || change >= 0 && change < next ? change : next;
        } catch (BusException e) {
          lost(group, e);
        }
      }
    }
    return next;
  }

  private void lost(Lamps group, BusException e) {
    ready.remove(group);
    if (!lossTold) {
      lossTold = true;
      Logger.warn("lamps lost: {}", e.getMessage());
      listener.accept(new HardwareEvent.Lost(Part.LAMPS, LOSS));
    }
  }
}

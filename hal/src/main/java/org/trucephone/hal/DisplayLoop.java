package org.trucephone.hal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.display.DisplayDriver;
import org.trucephone.hal.display.Framebuffer;

/**
 * Brings the newest picture to the display. {@link #offer} from any thread; {@link #step} on the
 * {@code display} thread, after each offer and once a second.
 */
final class DisplayLoop {
  private static final String LOSS = "The display is not answering; the phone works without it.";

  private final DisplayDriver display;
  private final Consumer<HardwareEvent> listener;
  private @Nullable Framebuffer offered;
  private @Nullable Framebuffer shown;
  private boolean ready;
  private boolean lossTold;

  DisplayLoop(DisplayDriver display, Consumer<HardwareEvent> listener) {
    this.display = display;
    this.listener = listener;
  }

  /** Puts a picture into the slot; one that waits there is dropped. */
  synchronized void offer(Framebuffer picture) {
    offered = picture;
  }

  private synchronized @Nullable Framebuffer take() {
    Framebuffer picture = offered;
    offered = null;
    return picture;
  }

  /** Shows the newest picture if the display is there; {@code look} also asks whether it is. */
  void step(boolean look) {
    try {
      if (!ready) {
        if (!look) {
          return; // the next look tries again; the newest picture stays in its slot
        }
        prepare();
      } else if (look && !display.present()) {
        throw new BusException(Kind.GONE, "the display chip was reset or unplugged");
      }
      Framebuffer picture = take();
      if (picture != null) {
        shown = picture;
        display.flush(picture);
      }
    } catch (BusException e) {
      ready = false;
      if (!lossTold) {
        lossTold = true;
        Logger.warn("display lost: {}", e.getMessage());
        listener.accept(new HardwareEvent.Lost(Part.DISPLAY, LOSS));
      }
    }
  }

  private void prepare() throws BusException {
    display.reset();
    if (shown != null) {
      display.flush(shown);
    }
    display.backlight(100);
    ready = true;
    if (lossTold) {
      lossTold = false;
      listener.accept(new HardwareEvent.Back(Part.DISPLAY));
    }
  }
}

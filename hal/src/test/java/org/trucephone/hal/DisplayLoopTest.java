package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.display.DisplayDriver;
import org.trucephone.hal.display.Framebuffer;

/** The display's duty cycle, stepped by hand. */
class DisplayLoopTest {
  private final List<String> done = new ArrayList<>();
  private final List<HardwareEvent> told = new ArrayList<>();
  private boolean plugged = true;
  private final DisplayLoop loop = new DisplayLoop(new Glass(), told::add);

  @Test
  void theDisplayIsSetUpFirstAndLitLast() {
    loop.offer(picture(1));
    loop.step(true);
    assertEquals(List.of("reset", "light 100", "show 1"), done);
  }

  @Test
  void ofTwoPicturesTheNewestIsShown() {
    loop.step(true);
    loop.offer(picture(1));
    loop.offer(picture(2));
    loop.step(false);
    loop.step(false);
    assertEquals(List.of("reset", "light 100", "show 2"), done);
  }

  @Test
  void aLossIsToldOnceAndTheNewestPictureShownAfterIt() {
    loop.step(true);
    loop.offer(picture(1));
    loop.step(false);
    plugged = false;
    loop.step(true);
    loop.step(true);
    loop.offer(picture(2));
    loop.step(false);
    assertEquals(1, told.size(), told.toString());
    done.clear();
    plugged = true;
    loop.step(true);
    assertEquals(List.of("reset", "show 1", "light 100", "show 2"), done);
    assertEquals(new HardwareEvent.Back(Part.DISPLAY), told.getLast());
  }

  @Test
  void aPictureLostInFlightIsShownAgain() {
    loop.step(true);
    plugged = false;
    loop.offer(picture(7));
    loop.step(false);
    assertEquals(1, told.size());
    plugged = true;
    done.clear();
    loop.step(true);
    assertEquals(List.of("reset", "show 7", "light 100"), done);
  }

  @Test
  void aDisplayMissingFromTheStartIsToldAndFoundLater() {
    plugged = false;
    loop.step(true);
    loop.step(true);
    plugged = true;
    loop.step(true);
    assertEquals(
        List.of(
            new HardwareEvent.Lost(
                Part.DISPLAY, "The display is not answering; the phone works without it."),
            new HardwareEvent.Back(Part.DISPLAY)),
        told);
  }

  private static Framebuffer picture(int colour) {
    Framebuffer picture = new Framebuffer(1, 1);
    picture.pixels()[0] = (short) colour;
    return picture;
  }

  /** A display that writes down what it was asked. */
  private final class Glass implements DisplayDriver {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public int height() {
      return 1;
    }

    @Override
    public void reset() throws BusException {
      answer();
      done.add("reset");
    }

    @Override
    public void flush(Framebuffer picture) throws BusException {
      answer();
      done.add("show " + picture.pixels()[0]);
    }

    @Override
    public void backlight(int percent) throws BusException {
      answer();
      done.add("light " + percent);
    }

    @Override
    public boolean present() {
      return plugged;
    }

    private void answer() throws BusException {
      if (!plugged) {
        throw new BusException(Kind.NO_ACK_ADDRESS, "unplugged");
      }
    }
  }
}

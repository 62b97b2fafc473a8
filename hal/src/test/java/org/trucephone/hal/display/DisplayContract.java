package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.sim.SimDisplay;

/** What every display driver keeps, over its simulated chip. */
abstract class DisplayContract {
  /** {@return the driver; the same each time} */
  abstract DisplayDriver driver();

  /** {@return its chip} */
  abstract SimDisplay chip();

  /** {@return bytes the chip heard so far} */
  abstract long bytes();

  /** The supply sags: the chip is there but knows nothing any more. */
  abstract void brownOut();

  /** {@return whether the driver can find out that the chip is gone} */
  abstract boolean readable();

  /** {@return a picture this display can show exactly, another for each seed} */
  Framebuffer picture(int seed) {
    Framebuffer picture = new Framebuffer(driver().width(), driver().height());
    Random random = new Random(seed);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = random.nextBoolean() ? (short) 0xffff : 0;
    }
    return picture;
  }

  /** The person sees this. */
  void assertSeen(Framebuffer picture) {
    assertArrayEquals(picture.pixels(), chip().picture().pixels());
  }

  final Framebuffer black() {
    return new Framebuffer(driver().width(), driver().height());
  }

  @Test
  final void showsNothingButBlackAfterReset() throws BusException {
    driver().reset();
    assertSeen(black());
  }

  @Test
  final void showsThePictureAndThenTheNext() throws BusException {
    driver().reset();
    driver().flush(picture(1));
    assertSeen(picture(1));
    driver().flush(picture(2));
    assertSeen(picture(2));
  }

  @Test
  final void sendsNothingWhenNothingChanged() throws BusException {
    driver().reset();
    driver().flush(picture(1));
    long before = bytes();
    driver().flush(picture(1));
    assertEquals(before, bytes());
  }

  @Test
  final void comesBackAfterAPulledPlug() throws BusException {
    driver().reset();
    driver().flush(picture(1));
    chip().unplug();
    assertSeen(black());
    if (readable()) {
      assertFalse(answers());
      assertThrows(BusException.class, driver()::reset);
    }
    chip().plug();
    driver().reset();
    driver().flush(picture(1));
    assertSeen(picture(1));
  }

  @Test
  final void noticesAChipThatForgot() throws BusException {
    driver().reset();
    driver().flush(picture(1));
    assertTrue(driver().present());
    brownOut();
    if (readable()) {
      assertFalse(driver().present());
      driver().reset();
    } else {
      for (int second = 0; second < 60; second++) {
        assertTrue(driver().present());
      }
    }
    driver().flush(picture(1));
    assertSeen(picture(1));
  }

  private boolean answers() {
    try {
      return driver().present();
    } catch (BusException e) {
      assertEquals(BusException.Kind.NO_ACK_ADDRESS, e.kind());
      return false;
    }
  }
}

package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;

/** Boards whose wires are not what the file says. */
class BoardsTest {
  @Test
  void withEveryBusMissingEveryPartIsToldAsLostAndNothingThrows() throws Exception {
    BlockingQueue<HardwareEvent> events = new LinkedBlockingQueue<>();
    try (Hardware hardware = Boards.open(Board.load("desk-tft"), new NoBuses(), new NoSound())) {
      hardware.start(events::add);
      Set<Part> lost = EnumSet.noneOf(Part.class);
      while (lost.size() < Part.values().length) {
        HardwareEvent event = events.poll(20, TimeUnit.SECONDS);
        assertTrue(event instanceof HardwareEvent.Lost, () -> "told " + event + ", lost " + lost);
        HardwareEvent.Lost loss = (HardwareEvent.Lost) event;
        assertTrue(lost.add(loss.part()), () -> loss.part() + " told twice");
        assertTrue(loss.reason().endsWith("."), loss::reason);
      }
      assertEquals(320, hardware.displayWidth(), "a lost display still has its size");
      hardware.show(new Framebuffer(320, 240));
      hardware.lamp(Lamp.LINE_1, LampState.OFF);
      hardware.route(AudioPath.HANDSET);
      hardware.volume(AudioPath.HANDSET, -3);
      hardware.mute(true);
    }
  }

  @Test
  void aBoardWithoutPartsLosesNone() throws Exception {
    BlockingQueue<HardwareEvent> events = new LinkedBlockingQueue<>();
    Board bare = Board.parse("bare.toml", "name = \"bare\"\n[buses]\n");
    try (Hardware hardware = Boards.open(bare, new NoBuses(), new NoSound())) {
      hardware.start(events::add);
      hardware.show(new Framebuffer(1, 1));
      hardware.lamp(Lamp.MESSAGE, LampState.OFF);
      hardware.route(AudioPath.SPEAKER);
      assertEquals(0, hardware.displayWidth());
    }
    assertEquals(0, events.size(), events::toString);
  }

  /** A machine without any bus. */
  private static final class NoBuses implements Buses {
    @Override
    public I2cDevice i2c(String bus, int address) throws BusException {
      throw gone(bus);
    }

    @Override
    public SpiDevice spi(String bus, int chipSelect, int hz) throws BusException {
      throw gone(bus);
    }

    @Override
    public InputLine input(int gpio, boolean activeLow) throws BusException {
      throw gone("GPIO " + gpio);
    }

    @Override
    public OutputLine output(int gpio, boolean activeLow) throws BusException {
      throw gone("GPIO " + gpio);
    }

    @Override
    public void close() {}

    private static BusException gone(String what) {
      return new BusException(Kind.GONE, what + " is not there");
    }
  }

  /** No sound. */
  private static final class NoSound implements PcmDevice {
    @Override
    public int rateHz() {
      return 16000;
    }

    @Override
    public boolean read(short[] captured) {
      return false;
    }

    @Override
    public void write(short[] playback) {}

    @Override
    public int delaySamples() {
      return 0;
    }

    @Override
    public void close() {}
  }
}

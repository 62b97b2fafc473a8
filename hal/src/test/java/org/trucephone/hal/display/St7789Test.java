package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimTft;

/** The real driver over the simulated chip. */
class St7789Test {
  private static final PanelGeometry LANDSCAPE = new PanelGeometry(320, 240, 90);

  /** A chip soldered to wires that are also written down. */
  private static final class Bench implements SpiDevice {
    final SimLine dataCommand = new SimLine(false);
    final SimLine reset = new SimLine(true);
    final SimLine backlight = new SimLine(true);
    final SimTft chip;
    final St7789Driver driver;
    final List<String> log = new ArrayList<>();
    int longest;
    int failAfter = Integer.MAX_VALUE;

    Bench(PanelGeometry geometry, PanelGeometry mounting, boolean readback) {
      chip = new SimTft(SimTft.Chip.ST7789, dataCommand, reset, backlight, mounting);
      driver =
          new St7789Driver(
              this,
              dataCommand::drive,
              active -> {
                reset.drive(!active); // RESX is active low: the adapter undoes that
                log.add(active ? "reset" : "run");
              },
              backlight::drive,
              geometry,
              readback,
              millis -> log.add("wait " + millis));
    }

    Bench(PanelGeometry geometry) {
      this(geometry, geometry, true);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws BusException {
      if (failAfter-- <= 0) {
        throw new BusException(BusException.Kind.GONE, "the adapter is gone");
      }
      longest = Math.max(longest, length);
      StringBuilder line = new StringBuilder(dataCommand.high() ? "data" : "command");
      for (int i = offset; i < offset + Math.min(length, 8); i++) {
        line.append(" %02x".formatted(data[i]));
      }
      log.add(line.append(length > 8 ? " … " + length : "").toString());
      chip.write(data, offset, length);
    }

    @Override
    public void writeThenRead(byte[] command, byte[] read) {
      log.add("read %02x".formatted(command[0]));
      chip.transfer(command, read);
    }
  }

  private static Framebuffer noise(PanelGeometry geometry) {
    Framebuffer picture = new Framebuffer(geometry.width(), geometry.height());
    Random random = new Random(7789);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = (short) random.nextInt();
    }
    return picture;
  }

  private static PanelGeometry turned(int rotation) {
    return rotation % 180 == 0
        ? new PanelGeometry(240, 320, rotation)
        : new PanelGeometry(320, 240, rotation);
  }

  @Test
  void initialisationIsTheDatasheetsWithItsWaits() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    List<String> set = bench.log.subList(0, 14);
    assertEquals(
        List.of(
            "reset",
            "wait 1",
            "run",
            "wait 120",
            "command 01",
            "wait 120",
            "command 11",
            "wait 5",
            "command 3a",
            "data 55",
            "command 36",
            "data 60",
            "command 21",
            "command 13"),
        set);
    assertEquals("command 29", bench.log.getLast(), "lit only once memory is black");
    assertEquals(0, Pictures.ink(bench.chip.picture()), "no noise from power-up");
    assertTrue(bench.driver.present());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void aFlushShowsExactlyThePicture(int rotation) throws BusException {
    Bench bench = new Bench(turned(rotation));
    bench.driver.reset();
    Framebuffer picture = noise(turned(rotation));
    bench.driver.flush(picture);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
    assertTrue(bench.longest <= 4096, "one transfer of spidev's default buffer");
  }

  @Test
  void aWrongRotationInTheBoardFileIsSeen() throws BusException {
    Bench bench = new Bench(turned(270), turned(90), true);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);
    short[] seen = bench.chip.picture().pixels();
    for (int i = 0; i < seen.length; i++) {
      assertEquals(picture.pixels()[seen.length - 1 - i], seen[i], "upside down");
    }
  }

  @Test
  void aSmallPanelStandsInItsCornerOfTheMemory() throws BusException {
    PanelGeometry small = new PanelGeometry(135, 240, 0, 52, 40);
    Bench bench = new Bench(small);
    bench.driver.reset();
    Framebuffer picture = noise(small);
    bench.driver.flush(picture);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void onlyTheChangedRectangleTravels() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);

    long before = bench.chip.bytes();
    bench.driver.flush(picture);
    assertEquals(before, bench.chip.bytes(), "nothing changed, nothing sent");

    new Canvas(picture).fill(100, 50, 10, 4, 0x00ff00);
    bench.log.clear();
    bench.driver.flush(picture);
    assertEquals(
        List.of(
            "command 2a",
            "data 00 64 00 6d",
            "command 2b",
            "data 00 32 00 35",
            "command 2c",
            "data 07 e0 07 e0 07 e0 07 e0 … 80"),
        bench.log);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void distantChangesTravelApart() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);
    long before = bench.chip.bytes();
    Canvas canvas = new Canvas(picture);
    canvas.fill(0, 0, 20, 1, 0x00ff00);
    canvas.fill(300, 239, 20, 1, 0x00ff00);
    bench.driver.flush(picture);
    assertEquals(2 * (11 + 40), bench.chip.bytes() - before);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void randomChangesAlwaysEndUpOnTheGlass() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    Canvas canvas = new Canvas(picture);
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      for (int shapes = random.nextInt(4); shapes >= 0; shapes--) {
        canvas.fill(
            random.nextInt(-20, 320),
            random.nextInt(-20, 240),
            random.nextInt(90),
            random.nextInt(60),
            random.nextInt(0x1000000));
      }
      bench.driver.flush(picture);
      assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
    }
  }

  @Test
  void aPulledDisplayIsNoticedAndComesBackWhole() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);

    bench.chip.unplug();
    assertFalse(bench.driver.present());
    assertEquals(0, Pictures.ink(bench.chip.picture()));
    BusException lost = assertThrows(BusException.class, bench.driver::reset);
    assertEquals(BusException.Kind.NO_ACK_ADDRESS, lost.kind());

    bench.chip.plug();
    assertFalse(bench.driver.present(), "it answers but has forgotten everything");
    bench.driver.reset();
    assertTrue(bench.driver.present());
    bench.driver.flush(picture);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void aQuickPullBetweenTwoLooksIsNoticedToo() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    bench.chip.unplug();
    bench.chip.plug();
    assertFalse(bench.driver.present());
  }

  @Test
  void withoutADataOutWireTheDisplayIsBelievedToBeThere() throws BusException {
    Bench bench = new Bench(LANDSCAPE, LANDSCAPE, false);
    bench.driver.reset();
    bench.chip.unplug();
    assertTrue(bench.driver.present());
    bench.driver.reset();
    assertFalse(bench.log.contains("read 0a"));
  }

  @Test
  void aFlushThatFailedHalfwayIsSentAgainWhole() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);
    new Canvas(picture).fill(10, 10, 100, 100, 0x336699);
    bench.failAfter = 6;
    assertThrows(BusException.class, () -> bench.driver.flush(picture));
    bench.failAfter = Integer.MAX_VALUE;
    long before = bench.chip.bytes();
    bench.driver.flush(picture);
    assertEquals(11 + 320 * 240 * 2, bench.chip.bytes() - before);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void backlightDarkensTheGlass() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);
    bench.driver.backlight(0);
    assertEquals(0, Pictures.ink(bench.chip.picture()));
    bench.driver.backlight(100);
    assertArrayEquals(picture.pixels(), bench.chip.picture().pixels());
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    assertThrows(
        IllegalArgumentException.class, () -> bench.driver.flush(new Framebuffer(240, 320)));
  }

  @Test
  void watchersHearOfEachChangeAndOnlyThen() throws BusException {
    Bench bench = new Bench(LANDSCAPE);
    bench.driver.reset();
    Framebuffer picture = noise(LANDSCAPE);
    bench.driver.flush(picture);
    int[] heard = {0};
    bench.chip.onChange(() -> heard[0]++);
    long frames = bench.chip.frames();
    bench.driver.flush(picture);
    assertTrue(bench.driver.present());
    assertEquals(0, heard[0]);
    new Canvas(picture).fill(5, 5, 5, 5, 0xffffff);
    bench.driver.flush(picture);
    assertEquals(1, heard[0]);
    assertEquals(frames + 1, bench.chip.frames());
    bench.chip.unplug();
    bench.chip.plug();
    assertEquals(3, heard[0]);
  }
}

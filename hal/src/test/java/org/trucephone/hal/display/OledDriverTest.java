package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.display.OledDriver.Chip;
import org.trucephone.hal.sim.SimDisplay;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimOled;
import org.trucephone.hal.sim.SimSpiTarget;

class OledDriverTest {
  private abstract static class OnI2c extends DisplayContract {
    private final SimOled sim;
    private final OledDriver driver;

    OnI2c(Chip chip, boolean upsideDown) {
      sim = new SimOled(chip);
      driver = new OledDriver(OledWire.over(sim::transfer), null, chip, upsideDown, _ -> {});
    }

    @Override
    DisplayDriver driver() {
      return driver;
    }

    @Override
    SimDisplay chip() {
      return sim;
    }

    @Override
    long bytes() {
      return sim.bytes();
    }

    @Override
    void brownOut() {
      sim.brownOut();
    }

    @Override
    boolean readable() {
      return true;
    }
  }

  @Nested
  class Ssd1306 extends OnI2c {
    Ssd1306() {
      super(Chip.SSD1306, false);
    }
  }

  @Nested
  class Sh1106 extends OnI2c {
    Sh1106() {
      super(Chip.SH1106, false);
    }
  }

  @Nested
  class Sh1106OnSpi extends DisplayContract {
    private final SimLine dataCommand = new SimLine(false);
    private final SimLine reset = new SimLine(true);
    private final SimOled sim = new SimOled(Chip.SH1106, dataCommand, reset);
    private final SimSpiTarget face = sim.spi();
    private final SpiDevice wire =
        new SpiDevice() {
          @Override
          public void write(byte[] data, int offset, int length) {
            face.write(data, offset, length);
          }

          @Override
          public void writeThenRead(byte[] command, byte[] read) {
            face.transfer(command, read);
          }
        };
    private final OledDriver driver =
        new OledDriver(
            OledWire.over(wire, dataCommand::drive),
            active -> reset.drive(!active),
            Chip.SH1106,
            false,
            _ -> {});

    @Override
    DisplayDriver driver() {
      return driver;
    }

    @Override
    SimDisplay chip() {
      return sim;
    }

    @Override
    long bytes() {
      return sim.bytes();
    }

    @Override
    void brownOut() {
      sim.brownOut();
    }

    @Override
    boolean readable() {
      return false;
    }
  }

  private static List<String> said(Chip chip, boolean upsideDown) throws BusException {
    List<String> log = new ArrayList<>();
    I2cDevice wire =
        (write, read) -> {
          if (write.length < 20) {
            log.add(HexFormat.ofDelimiter(" ").formatHex(write));
          }
        };
    new OledDriver(OledWire.over(wire), null, chip, upsideDown, _ -> {}).reset();
    return log;
  }

  /** SSD1306 rev 1.1: application note figure 2 (p. 64) and p. 62 for the charge pump. */
  @Test
  void setsUpTheSsd1306ByteForByte() throws BusException {
    List<String> log = said(Chip.SSD1306, false);
    assertEquals(
        List.of(
            "00 ae",
            "00 d5 80",
            "00 a8 3f",
            "00 d3 00",
            "00 40",
            "00 8d 14",
            "00 20 02",
            "00 a1",
            "00 c8",
            "00 da 12",
            "00 81 7f",
            "00 d9 f1",
            "00 db 40",
            "00 a4",
            "00 a6"),
        log.subList(0, 15));
    assertEquals("00 b0 00 10", log.get(15));
    assertEquals("00 b7 00 10", log.get(22));
    assertEquals(List.of("00 af"), log.subList(23, log.size()));
  }

  /** SH1106 v2.3: DC-DC p. 27 (ADh 8Bh), pump voltage p. 22 (32h), the glass two columns in. */
  @Test
  void setsUpTheSh1106ByteForByte() throws BusException {
    List<String> log = said(Chip.SH1106, true);
    assertEquals(
        List.of(
            "00 ae",
            "00 d5 80",
            "00 a8 3f",
            "00 d3 00",
            "00 40",
            "00 ad 8b",
            "00 32",
            "00 a0",
            "00 c0",
            "00 da 12",
            "00 81 7f",
            "00 d9 f1",
            "00 db 40",
            "00 a4",
            "00 a6"),
        log.subList(0, 15));
    assertEquals("00 b0 02 10", log.get(15));
    assertEquals("00 af", log.getLast());
  }

  @Test
  void onlyChangedColumnsOfChangedPagesAreSent() throws BusException {
    SimOled sim = new SimOled(Chip.SSD1306);
    OledDriver driver =
        new OledDriver(OledWire.over(sim::transfer), null, Chip.SSD1306, false, _ -> {});
    driver.reset();
    Framebuffer picture = new Framebuffer(128, 64);
    driver.flush(picture);
    long before = sim.bytes();
    picture.pixels()[17 * 128 + 40] = (short) 0xffff;
    picture.pixels()[17 * 128 + 44] = (short) 0xffff;
    driver.flush(picture);
    assertEquals(4 + 1 + 5, sim.bytes() - before);
    assertArrayEquals(picture.pixels(), sim.picture().pixels());
  }

  @Test
  void aPanelMountedUpsideDownShowsThePictureTurned() throws BusException {
    SimOled sim = new SimOled(Chip.SSD1306);
    OledDriver driver =
        new OledDriver(OledWire.over(sim::transfer), null, Chip.SSD1306, true, _ -> {});
    driver.reset();
    Framebuffer picture = new Framebuffer(128, 64);
    picture.pixels()[0] = (short) 0xffff;
    driver.flush(picture);
    assertEquals((short) 0xffff, sim.picture().pixels()[128 * 64 - 1]);
  }

  @Test
  void darkIsNotTakenForGone() throws BusException {
    SimOled sim = new SimOled(Chip.SSD1306);
    OledDriver driver =
        new OledDriver(OledWire.over(sim::transfer), null, Chip.SSD1306, false, _ -> {});
    driver.reset();
    driver.backlight(0);
    assertTrue(driver.present());
    driver.backlight(50);
    assertTrue(driver.present());
  }
}

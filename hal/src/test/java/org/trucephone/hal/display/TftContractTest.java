package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.sim.SimDisplay;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimTft;

/** The colour displays over their simulated chips, and the ILI9341's own bytes. */
class TftContractTest {
  private static SpiDevice wire(SimTft chip, List<String> log) {
    return new SpiDevice() {
      @Override
      public void write(byte[] data, int offset, int length) {
        if (length < 10) {
          log.add(HexFormat.ofDelimiter(" ").formatHex(data, offset, offset + length));
        }
        chip.write(data, offset, length);
      }

      @Override
      public void writeThenRead(byte[] command, byte[] read) {
        chip.transfer(command, read);
      }
    };
  }

  private static DisplayDriver driver(
      SimTft.Chip kind, SimTft chip, SimLine select, PanelGeometry g) {
    return driver(kind, chip, select, g, new ArrayList<>());
  }

  private static DisplayDriver driver(
      SimTft.Chip kind, SimTft chip, SimLine select, PanelGeometry g, List<String> log) {
    return kind == SimTft.Chip.ILI9341
        ? new Ili9341Driver(wire(chip, log), select::drive, null, null, g, true, _ -> {})
        : new St7789Driver(wire(chip, log), select::drive, null, null, g, true, _ -> {});
  }

  private abstract static class OnGlass extends DisplayContract {
    private final SimTft sim;
    private final DisplayDriver driver;

    OnGlass(SimTft.Chip kind, PanelGeometry geometry) {
      SimLine select = new SimLine(false);
      sim = new SimTft(kind, select, null, null, geometry);
      driver = TftContractTest.driver(kind, sim, select, geometry);
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
      sim.unplug();
      sim.plug();
    }

    @Override
    boolean readable() {
      return true;
    }
  }

  @Nested
  class St7789 extends OnGlass {
    St7789() {
      super(SimTft.Chip.ST7789, new PanelGeometry(320, 240, 90));
    }
  }

  @Nested
  class Ili9341 extends OnGlass {
    Ili9341() {
      super(SimTft.Chip.ILI9341, new PanelGeometry(320, 240, 90));
    }
  }

  /** Every rotation shows red at the upper left as red at the upper left. */
  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void ili9341StandsUprightInEveryRotation(int rotation) throws BusException {
    PanelGeometry geometry =
        rotation % 180 == 0
            ? new PanelGeometry(240, 320, rotation)
            : new PanelGeometry(320, 240, rotation);
    SimLine select = new SimLine(false);
    SimTft chip = new SimTft(SimTft.Chip.ILI9341, select, null, null, geometry);
    DisplayDriver driver = driver(SimTft.Chip.ILI9341, chip, select, geometry);
    driver.reset();
    Framebuffer picture = new Framebuffer(geometry.width(), geometry.height());
    picture.pixels()[0] = (short) 0xf800;
    driver.flush(picture);
    assertEquals((short) 0xf800, chip.picture().pixels()[0]);
    assertEquals((short) 0, chip.picture().pixels()[1]);
  }

  /** ILI9341 V1.11: registers by the section beside each constant of the driver. */
  @Test
  void setsUpTheIli9341ByteForByte() throws BusException {
    PanelGeometry geometry = new PanelGeometry(320, 240, 90);
    SimLine select = new SimLine(false);
    List<String> log = new ArrayList<>();
    SimTft chip = new SimTft(SimTft.Chip.ILI9341, select, null, null, geometry);
    driver(SimTft.Chip.ILI9341, chip, select, geometry, log).reset();
    assertEquals(
        List.of(
            "01",
            "11",
            "3a",
            "55",
            "36",
            "28",
            "c0",
            "23",
            "c1",
            "10",
            "c5",
            "3e 28",
            "c7",
            "86",
            "b1",
            "00 1b",
            "b6",
            "08 82 27",
            "20",
            "13",
            "2a",
            "00 00 01 3f",
            "2b",
            "00 00 00 ef",
            "2c"),
        log.subList(0, 25));
    assertEquals("29", log.getLast());
  }
}

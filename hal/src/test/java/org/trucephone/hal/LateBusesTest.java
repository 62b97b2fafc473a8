package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.sim.SimLine;

/** A bus that is missing at start is found when it is there. */
class LateBusesTest {
  private final SimLine line = new SimLine(false);
  private final Kernel kernel = new Kernel();
  private final LateBuses late = new LateBuses(kernel);

  @Test
  void openingNeverFailsAndUsingFailsUntilTheBusIsThere() throws Exception {
    I2cDevice chip = late.i2c("i2c-1", 0x20);
    OutputLine output = late.output(5, false);
    SpiDevice panel = late.spi("spi-0", 0, 1_000_000);
    assertEquals(Kind.GONE, assertThrows(BusException.class, () -> chip.readRegister(0)).kind());
    assertEquals(Kind.GONE, assertThrows(BusException.class, () -> output.set(true)).kind());
    assertThrows(BusException.class, () -> panel.write(new byte[1], 0, 1));
    kernel.there = true;
    assertEquals(0x42, chip.readRegister(0));
    assertEquals(0x42, chip.readRegister(0));
    output.set(true);
    assertTrue(line.high());
    panel.write(new byte[1], 0, 1);
    byte[] in = new byte[1];
    panel.writeThenRead(new byte[1], in);
    assertEquals(9, in[0]);
    assertEquals(List.of("i2c", "output", "spi"), kernel.opened, "each is opened once");
  }

  @Test
  void aListenerHearsEdgesOnceTheLineCanBeOpened() throws Exception {
    InputLine input = late.input(17, false);
    List<Boolean> edges = new ArrayList<>();
    input.onEdge(edges::add);
    assertThrows(BusException.class, input::active);
    kernel.there = true;
    assertFalse(input.active());
    line.drive(true);
    assertTrue(input.active());
    assertEquals(List.of(true), edges);
  }

  @Test
  void closingClosesTheRealBuses() {
    late.close();
    assertEquals(List.of("closed"), kernel.opened);
  }

  /** Buses that are not there at first. */
  private final class Kernel implements Buses {
    private final List<String> opened = new ArrayList<>();
    private boolean there;

    private void open(String what) throws BusException {
      if (!there) {
        throw new BusException(Kind.GONE, what + " is not there");
      }
      opened.add(what);
    }

    @Override
    public I2cDevice i2c(String bus, int address) throws BusException {
      open("i2c");
      return (_, read) -> read[0] = 0x42;
    }

    @Override
    public SpiDevice spi(String bus, int chipSelect, int hz) throws BusException {
      open("spi");
      return new SpiDevice() {
        @Override
        public void write(byte[] data, int offset, int length) {}

        @Override
        public void writeThenRead(byte[] command, byte[] read) {
          read[0] = 9;
        }
      };
    }

    @Override
    public InputLine input(int gpio, boolean activeLow) throws BusException {
      open("input");
      return new InputLine() {
        @Override
        public boolean active() {
          return line.high();
        }

        @Override
        public void onEdge(EdgeListener listener) {
          line.watch(listener::edge);
        }
      };
    }

    @Override
    public OutputLine output(int gpio, boolean activeLow) throws BusException {
      open("output");
      return line::drive;
    }

    @Override
    public void close() {
      opened.add("closed");
    }
  }
}

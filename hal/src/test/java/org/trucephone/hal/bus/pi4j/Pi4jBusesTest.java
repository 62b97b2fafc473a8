package org.trucephone.hal.bus.pi4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimSpiTarget;
import org.trucephone.hal.sim.SimWiring;

/** What goes in at {@code hal.bus} comes out at the wires, through a real Pi4J context. */
class Pi4jBusesTest {
  private final SimWiring wiring = new SimWiring();
  private final Pi4jBuses buses = Pi4jBuses.over(wiring);

  @AfterEach
  void close() {
    buses.close();
  }

  @Test
  void anI2cTransactionArrivesWhole() throws Exception {
    List<byte[]> written = new ArrayList<>();
    wiring.attach(
        1,
        0x34,
        (write, read) -> {
          written.add(write);
          for (int i = 0; i < read.length; i++) {
            read[i] = (byte) (0xf0 + i);
          }
        });
    I2cDevice chip = buses.i2c("i2c-1", 0x34);
    byte[] in = new byte[3];
    chip.transfer(new byte[] {1, 2, 3}, in);
    assertArrayEquals(new byte[] {1, 2, 3}, written.getFirst());
    assertArrayEquals(new byte[] {(byte) 0xf0, (byte) 0xf1, (byte) 0xf2}, in);
    assertEquals(0xf0, chip.readRegister(9));
    chip.writeRegister(7, 0xaa);
    assertArrayEquals(new byte[] {7, (byte) 0xaa}, written.getLast());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFaultKeepsItsKindAndItsSentence(Kind kind) throws Exception {
    wiring.attach(
        1,
        0x34,
        (_, _) -> {
          throw new BusException(kind, "the chip is on fire");
        });
    I2cDevice chip = buses.i2c("i2c-1", 0x34);
    BusException e = assertThrows(BusException.class, () -> chip.readRegister(0));
    assertEquals(kind, e.kind());
    assertEquals("the chip is on fire", e.getMessage());
  }

  @Test
  void nobodyAtAnAddress() throws Exception {
    I2cDevice chip = buses.i2c("i2c-1", 0x50);
    BusException e = assertThrows(BusException.class, () -> chip.readRegister(0));
    assertEquals(Kind.NO_ACK_ADDRESS, e.kind());
    assertEquals("no chip answers at 0x50 on i2c-1", e.getMessage());
  }

  @Test
  void twoChipsShareABus() throws Exception {
    wiring.attach(1, 0x20, (_, read) -> read[0] = 0x20);
    wiring.attach(1, 0x21, (_, read) -> read[0] = 0x21);
    I2cDevice first = buses.i2c("i2c-1", 0x20);
    I2cDevice second = buses.i2c("i2c-1", 0x21);
    assertEquals(0x21, second.readRegister(0));
    assertEquals(0x20, first.readRegister(0));
  }

  @Test
  void spiWritesAndReads() throws Exception {
    List<String> seen = new ArrayList<>();
    wiring.attachSpi(
        0,
        1,
        new SimSpiTarget() {
          @Override
          public void write(byte[] data, int offset, int length) {
            seen.add("write " + data[offset] + " +" + length);
          }

          @Override
          public void transfer(byte[] command, byte[] read) {
            seen.add("command " + command[0]);
            read[1] = 42;
          }
        });
    SpiDevice chip = buses.spi("spi-0", 1, 1_000_000);
    chip.write(new byte[] {5, 6, 7, 8}, 1, 2);
    byte[] in = new byte[2];
    chip.writeThenRead(new byte[] {9}, in);
    assertEquals(List.of("write 6 +2", "command 9"), seen);
    assertArrayEquals(new byte[] {0, 42}, in);
  }

  @Test
  void aMissingSpiChipIsSilent() throws Exception {
    SpiDevice chip = buses.spi("spi-0", 0, 1_000_000);
    chip.write(new byte[] {1}, 0, 1);
    byte[] in = {7};
    chip.writeThenRead(new byte[] {9}, in);
    assertEquals(0, in[0]);
  }

  @Test
  void anActiveLowInputIsActiveWhenLow() throws Exception {
    SimLine line = wiring.line(17);
    line.drive(true);
    InputLine input = buses.input(17, true);
    List<Boolean> edges = new ArrayList<>();
    input.onEdge(edges::add);
    assertFalse(input.active());
    line.drive(false);
    assertTrue(input.active());
    line.drive(true);
    assertEquals(List.of(true, false), edges);
  }

  @Test
  void anActiveHighInputIsActiveWhenHigh() throws Exception {
    InputLine input = buses.input(4, false);
    assertFalse(input.active());
    wiring.line(4).drive(true);
    assertTrue(input.active());
  }

  @Test
  void outputsStartInactiveAndEndInactive() throws Exception {
    OutputLine low = buses.output(5, true);
    OutputLine high = buses.output(6, false);
    assertTrue(wiring.line(5).high());
    assertFalse(wiring.line(6).high());
    low.set(true);
    high.set(true);
    assertFalse(wiring.line(5).high());
    assertTrue(wiring.line(6).high());
    buses.close();
    assertTrue(wiring.line(5).high());
    assertFalse(wiring.line(6).high());
  }

  @Test
  void oneLineCannotBeOpenedTwice() throws Exception {
    buses.output(5, false);
    BusException e = assertThrows(BusException.class, () -> buses.output(5, false));
    assertEquals(Kind.BUSY, e.kind());
    assertTrue(e.getMessage().startsWith("GPIO 5 cannot be opened: "), e.getMessage());
  }

  @Test
  void aBusNameThatIsNone() {
    BusException e = assertThrows(BusException.class, () -> buses.i2c("spi-0", 0x20));
    assertEquals(Kind.GONE, e.kind());
    assertEquals("there is no bus spi-0; names look like i2c-1", e.getMessage());
  }
}

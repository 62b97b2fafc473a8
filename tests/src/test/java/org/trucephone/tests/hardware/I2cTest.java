package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.linux.LinuxWires;
import org.trucephone.hal.bus.pi4j.Pi4jBuses;

/** I²C on a real kernel's bus: {@code i2c-stub}, which has registers at 0x20 and 0x34 only. */
@Tag("hardware")
class I2cTest {
  private static final String BUS = "i2c-0";

  @Test
  void whatIsWrittenIsReadBackThroughPi4j() throws Exception {
    try (Pi4jBuses buses = Pi4jBuses.over(Guest.wires())) {
      I2cDevice chip = buses.i2c(BUS, 0x34);
      for (int register = 0; register < 64; register++) {
        chip.writeRegister(register, 0xff - register);
      }
      for (int register = 0; register < 64; register++) {
        assertEquals(0xff - register, chip.readRegister(register));
      }
    }
  }

  @Test
  void wordsAndBlocksKeepTheirOrder() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      I2cDevice chip = wires.i2c(0, 0x20);
      chip.transfer(new byte[] {0x00, 0x34, 0x12}, new byte[0]);
      byte[] word = new byte[2];
      chip.transfer(new byte[] {0x00}, word);
      assertArrayEquals(new byte[] {0x34, 0x12}, word);
      chip.transfer(new byte[] {0x40, 1, 2, 3, 4, 5}, new byte[0]);
      byte[] block = new byte[5];
      chip.transfer(new byte[] {0x40}, block);
      assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, block);
    }
  }

  @Test
  void aMissingChipDoesNotAcknowledgeItsAddress() throws Exception {
    try (Pi4jBuses buses = Pi4jBuses.over(Guest.wires())) {
      I2cDevice nobody = buses.i2c(BUS, 0x50);
      BusException e = assertThrows(BusException.class, () -> nobody.readRegister(0));
      assertEquals(Kind.NO_ACK_ADDRESS, e.kind());
      assertEquals(
          "i2c-0 address 0x50 does not answer; check its plug and its wiring.", e.getMessage());
      BusException again = assertThrows(BusException.class, () -> nobody.writeRegister(0, 1));
      assertEquals(Kind.NO_ACK_ADDRESS, again.kind());
    }
  }

  @Test
  void aMissingBusIsToldWithWhatToDo() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      BusException e = assertThrows(BusException.class, () -> wires.i2c(9, 0x34));
      assertEquals(Kind.GONE, e.kind());
      assertEquals(
          "i2c-9 address 0x34: there is no /dev/i2c-9; switch I²C on in the boot settings.",
          e.getMessage());
    }
  }

  @Test
  void aTransferTheAdapterCannotDoIsToldSo() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      I2cDevice chip = wires.i2c(0, 0x34);
      BusException e =
          assertThrows(BusException.class, () -> chip.transfer(new byte[4], new byte[40]));
      assertEquals(Kind.OTHER, e.kind());
    }
  }
}

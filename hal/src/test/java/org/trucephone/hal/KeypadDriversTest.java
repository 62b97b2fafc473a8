package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeypadDriver;
import org.trucephone.hal.keypad.Mcp23017KeypadDriver;
import org.trucephone.hal.keypad.Tca8418KeypadDriver;
import org.trucephone.hal.sim.SimKeyMatrix;
import org.trucephone.hal.sim.SimKeys;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimMcp23017;
import org.trucephone.hal.sim.SimTca8418;

class KeypadDriversTest {
  @Nested
  class Mcp23017 extends KeypadContract {
    private SimMcp23017 chip;

    @Override
    KeyMatrix matrix() {
      return matrix(8);
    }

    @Override
    SimKeys solder(SimLine line) {
      SimKeyMatrix switches = new SimKeyMatrix(matrix());
      chip = new SimMcp23017("keypad", switches, line, new SimLine(true));
      return chip.keys(switches);
    }

    @Override
    KeypadDriver driver() {
      return new Mcp23017KeypadDriver(chip::transfer, matrix());
    }
  }

  @Nested
  class Tca8418 extends KeypadContract {
    private SimTca8418 chip;

    @Override
    KeyMatrix matrix() {
      return matrix(6);
    }

    @Override
    SimKeys solder(SimLine line) {
      chip = new SimTca8418(matrix(), line);
      return chip;
    }

    @Override
    KeypadDriver driver() {
      return new Tca8418KeypadDriver(chip::transfer, matrix());
    }
  }

  /** SCPS222C: registers of table 8-2; rows R0…R2 and columns C6…C9 in the matrix. */
  @Test
  void setsUpTheTca8418ByteForByte() throws BusException {
    KeyMatrix matrix = KeypadContract.matrix(6);
    SimTca8418 chip = new SimTca8418(matrix, new SimLine(true));
    List<String> log = new ArrayList<>();
    KeypadDriver driver =
        new Tca8418KeypadDriver(
            (write, read) -> {
              log.add(HexFormat.ofDelimiter(" ").formatHex(write) + (read.length > 0 ? " ?" : ""));
              chip.transfer(write, read);
            },
            matrix);
    driver.reset();
    assertEquals(
        List.of(
            "01 00", "1d 07", "1e c0", "1f 03", "29 00", "2a 00", "2b 00", "04 ?", "02 1f", "01 39",
            "01 ?", "1d ?"),
        log);
  }

  @Test
  void anotherChipAtTheAddressIsNamed() {
    KeypadDriver driver =
        new Tca8418KeypadDriver(
            (write, read) -> Arrays.fill(read, (byte) 0xff), KeypadContract.matrix(0));
    assertTrue(
        assertThrows(BusException.class, driver::reset).getMessage().contains("not a TCA8418"));
  }

  @Test
  void anOverflowLetsEveryKeyGo() throws BusException {
    KeyMatrix matrix = KeypadContract.matrix(0);
    SimTca8418 chip = new SimTca8418(matrix, new SimLine(true));
    KeypadDriver driver = new Tca8418KeypadDriver(chip::transfer, matrix);
    driver.reset();
    for (int i = 0; i < 6; i++) {
      chip.press(Key.DIGIT_1);
      chip.release(Key.DIGIT_1);
    }
    chip.press(Key.DIGIT_2);
    assertEquals(0, Arrays.stream(driver.scan()).sum());
    assertEquals(0, Arrays.stream(driver.scan()).sum());
  }

  @Test
  void aKeyNumberGoesAlongTheRows() throws BusException {
    KeyMatrix matrix = KeypadContract.matrix(6);
    SimTca8418 chip = new SimTca8418(matrix, new SimLine(true));
    KeypadDriver driver = new Tca8418KeypadDriver(chip::transfer, matrix);
    driver.reset();
    chip.press(Key.END); // row 2, column 3
    assertEquals(List.of(0, 0, 0, 4), Arrays.stream(driver.scan()).boxed().toList());
  }
}

package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.EvdevKeypadDriver;
import org.trucephone.hal.keypad.GpioMatrixDriver;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeyboardCodes;
import org.trucephone.hal.keypad.KeypadDriver;
import org.trucephone.hal.keypad.Mcp23017KeypadDriver;
import org.trucephone.hal.keypad.Tca8418KeypadDriver;
import org.trucephone.hal.sim.SimGpioMatrix;
import org.trucephone.hal.sim.SimKeyMatrix;
import org.trucephone.hal.sim.SimKeyboard;
import org.trucephone.hal.sim.SimKeys;
import org.trucephone.hal.sim.SimLine;
import org.trucephone.hal.sim.SimMcp23017;
import org.trucephone.hal.sim.SimTca8418;
import org.trucephone.hal.sim.SimWiring;

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

  @Nested
  class Gpio extends KeypadContract {
    private SimWiring wiring;
    private SimLine interrupt;

    @Override
    KeyMatrix matrix() {
      return matrix(10);
    }

    @Override
    SimKeys solder(SimLine line) {
      wiring = new SimWiring();
      interrupt = line;
      return new SimGpioMatrix(matrix(), wiring::line);
    }

    @Override
    KeypadDriver driver() {
      GpioMatrixDriver driver = gpioDriver(wiring, matrix());
      driver
          .interrupt()
          .onEdge(_ -> {
            interrupt.drive(false);
            interrupt.drive(true);
          });
      return driver;
    }

    @Override
    boolean noticesItsPlug() {
      return false;
    }
  }

  @Nested
  class Evdev extends KeypadContract {
    private SimKeyboard keyboard;

    @Override
    KeyMatrix matrix() {
      List<Optional<Key>> keys = matrix(0).keys().stream().flatMap(List::stream).toList();
      return new KeyMatrix(List.of(0), IntStream.range(71, 83).boxed().toList(), List.of(keys));
    }

    @Override
    SimKeys solder(SimLine line) {
      keyboard = new SimKeyboard("Test keypad", matrix());
      return keyboard;
    }

    @Override
    KeypadDriver driver() {
      return new EvdevKeypadDriver(keyboard, matrix());
    }
  }

  private static GpioMatrixDriver gpioDriver(SimWiring wiring, KeyMatrix matrix) {
    List<InputLine> rows = new ArrayList<>();
    for (int pin : matrix.rowPins()) {
      SimLine line = wiring.line(pin);
      rows.add(
          new InputLine() {
            @Override
            public boolean active() {
              return !line.high();
            }

            @Override
            public void onEdge(EdgeListener listener) {
              line.watch(high -> listener.edge(!high));
            }
          });
    }
    List<OutputLine> columns = matrix.columnPins().stream().map(wiring::openDrain).toList();
    return new GpioMatrixDriver(rows, columns, () -> {});
  }

  @Test
  void onlyOneColumnOfAGpioMatrixIsLowDuringAScan() throws BusException {
    KeyMatrix matrix = KeypadContract.matrix(10);
    SimWiring wiring = new SimWiring();
    SimGpioMatrix keys = new SimGpioMatrix(matrix, wiring::line);
    GpioMatrixDriver driver = gpioDriver(wiring, matrix);
    driver.reset();
    keys.press(Key.DIGIT_6); // row 1, column 2
    assertTrue(driver.interrupt().active());
    driver.wake();
    List<Long> low = new ArrayList<>();
    for (int pin : matrix.columnPins()) {
      wiring
          .line(pin)
          .watch(_ ->
              low.add(
                  matrix.columnPins().stream().filter(each -> !wiring.line(each).high()).count()));
    }
    assertEquals(List.of(0, 0, 2, 0), Arrays.stream(driver.scan()).boxed().toList());
    low.subList(0, 4).clear(); // leaving rest, the columns let go one by one
    assertEquals(List.of(1L, 0L, 1L, 0L, 1L, 0L, 1L, 0L), low);
    assertFalse(driver.interrupt().active(), "silent while scanning");
  }

  /** Three keys at the corners of a rectangle: the fourth reads closed, and nothing is told. */
  @Test
  void aGhostInAGpioMatrixIsNoKey() throws BusException {
    KeyMatrix matrix = KeypadContract.matrix(10);
    SimWiring wiring = new SimWiring();
    SimGpioMatrix keys = new SimGpioMatrix(matrix, wiring::line);
    GpioMatrixDriver driver = gpioDriver(wiring, matrix);
    List<String> heard = new ArrayList<>();
    KeypadLoop loop =
        new KeypadLoop(
            driver,
            matrix,
            Timing.USUAL,
            event -> {
              if (event instanceof HardwareEvent.KeyPressed pressed) {
                heard.add(pressed.event().key().print());
              }
            });
    loop.step(0);
    keys.press(Key.DIGIT_1);
    keys.press(Key.DIGIT_2);
    loop.interrupt();
    for (long now = 1; now < 50; now += 5) {
      loop.step(now);
    }
    keys.press(Key.DIGIT_4); // 5 would be the ghost
    for (long now = 50; now < 100; now += 5) {
      loop.step(now);
    }
    driver.wake();
    assertEquals(List.of(3, 3, 0, 0), Arrays.stream(driver.scan()).boxed().toList());
    assertEquals(List.of("1", "2"), heard);
  }

  @Test
  void aUsbKeypadsKeysMeanWhatIsPrintedOnThem() {
    assertEquals(Key.DIGIT_7, KeyboardCodes.USUAL.get(71)); // KEY_KP7
    assertEquals(Key.DIGIT_0, KeyboardCodes.USUAL.get(82)); // KEY_KP0
    assertEquals(Key.DIGIT_0, KeyboardCodes.USUAL.get(11)); // KEY_0
    assertEquals(Key.DIGIT_9, KeyboardCodes.USUAL.get(10)); // KEY_9
    assertEquals(Key.STAR, KeyboardCodes.USUAL.get(55)); // KEY_KPASTERISK
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

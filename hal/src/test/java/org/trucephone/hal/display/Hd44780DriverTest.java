package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.sim.SimDisplay;
import org.trucephone.hal.sim.SimHd44780;

class Hd44780DriverTest extends DisplayContract {
  private final SimHd44780 sim = new SimHd44780(20, 4);
  private final List<String> log = new ArrayList<>();
  private long bytes;
  private final Hd44780Driver driver =
      new Hd44780Driver(
          (write, read) -> {
            bytes += write.length;
            log.add(HexFormat.ofDelimiter(" ").formatHex(write));
            sim.transfer(write, read);
          },
          20,
          4,
          millis -> log.add("wait " + millis));

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
    return bytes;
  }

  @Override
  void brownOut() {
    sim.brownOut();
  }

  @Override
  boolean readable() {
    return true;
  }

  @Override
  Framebuffer picture(int seed) {
    Framebuffer picture = new Framebuffer(120, 48);
    picture.words(List.of("line " + seed, "second", "", "Dial | Back " + seed));
    return picture;
  }

  @Override
  void assertSeen(Framebuffer picture) {
    List<String> wanted = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      String line = row < picture.words().size() ? picture.words().get(row) : "";
      wanted.add(String.format("%-20s", line));
    }
    assertEquals(wanted, sim.lines());
  }

  /** HD44780U figure 24, p. 46: three times 3, then 2, then whole instructions by halves. */
  @Test
  void setsUpByteForByte() throws BusException {
    driver.reset();
    assertEquals(
        List.of(
            "wait 50",
            "3c 38",
            "wait 5",
            "3c 38",
            "wait 1",
            "3c 38",
            "2c 28",
            "2c 28 8c 88", // 28h: four bits, two lines
            "0c 08 8c 88", // 08h: off
            "0c 08 1c 18", // 01h: clear
            "wait 2",
            "0c 08 6c 68", // 06h: to the right
            "0c 08 cc c8"), // 0ch: on
        log);
  }

  @Test
  void onlyChangedLettersAreSent() throws BusException {
    driver.reset();
    driver.flush(picture(1));
    log.clear();
    driver.flush(picture(2));
    assertEquals(
        List.of(
            "8c 88 5c 58", // 85h: line 1, column 5
            "3d 39 2d 29", // '2'
            "ec e8 0c 08", // e0h: line 4, column 12
            "3d 39 2d 29"),
        log);
  }

  @Test
  void lettersItDoesNotHaveAreWrittenWithThoseItHas() {
    StringBuilder codes = new StringBuilder();
    for (char c : "Zoë Müller – ✉3 Ж…".toCharArray()) {
      codes.append(Hd44780Driver.letter(c));
    }
    assertEquals("Zoe M\u00f5ller - M3 ?...", codes.toString());
  }
}

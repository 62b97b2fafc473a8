package org.trucephone.hal.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.sim.SimPca9633;

/** Bytes on the wire against the PCA9633 datasheet, rev. 6; LED1 and LED3 go to the supply. */
class Pca9633LampsDriverTest {
  private static final int ACTIVE_LOW = 0b1010;

  private final SimPca9633 chip = new SimPca9633("lamps", () -> {});
  private final List<String> log = new ArrayList<>();
  private final Pca9633LampsDriver driver =
      new Pca9633LampsDriver(
          (write, read) -> {
            log.add(HexFormat.ofDelimiter(" ").formatHex(write) + (read.length > 0 ? " ?" : ""));
            chip.transfer(write, read);
          },
          ACTIVE_LOW);

  private List<Integer> brightness() {
    List<Integer> all = new ArrayList<>();
    for (int pin = 0; pin < 4; pin++) {
      all.add(chip.brightness(pin, (ACTIVE_LOW >> pin & 1) != 0));
    }
    return all;
  }

  @Test
  void setsTheChipUpByteForByteAndDark() throws BusException {
    driver.reset();
    assertEquals(
        List.of(
            "82 a0 60 a0 60", // PWM0…PWM3, address going on
            "08 11", // LEDOUT: LED0, LED2 fully on, which is low; LED1, LED3 off
            "80 00 04", // MODE1: awake; MODE2: totem pole
            "00 ?"),
        log);
    assertEquals(List.of(0, 0, 0, 0), brightness());
  }

  @Test
  void litIsDimmedOnEitherSideOfTheSupply() throws BusException {
    driver.reset();
    log.clear();
    driver.light(0, true);
    driver.light(1, true);
    driver.flush();
    driver.flush();
    assertEquals(List.of("08 1a"), log);
    assertEquals(List.of(0x60, 0x60, 0, 0), brightness());
    driver.light(0, false);
    driver.flush();
    assertEquals(List.of(0, 0x60, 0, 0), brightness());
  }

  @Test
  void aLostSupplyAnAbsentChipAndAnotherOneAreNoticed() throws BusException {
    driver.reset();
    driver.probe();
    chip.unplug();
    BusException gone = assertThrows(BusException.class, driver::probe);
    assertTrue(gone.getMessage().contains("PCA9633"), gone.getMessage());
    chip.plug();
    assertThrows(BusException.class, driver::probe, "asleep: it lost its settings");
    driver.reset();
    driver.probe();
    Pca9633LampsDriver other =
        new Pca9633LampsDriver((write, read) -> Arrays.fill(read, (byte) 0xff), 0);
    assertTrue(
        assertThrows(BusException.class, other::reset).getMessage().contains("not a PCA9633"));
  }
}

package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.sim.SimWm8960;

/**
 * Bytes on the wire against the WM8960 datasheet, rev 4.2: address in seven bits, value in nine.
 */
class Wm8960DriverTest {
  private static final Map<AudioPath, CodecPins> PINS =
      Map.of(
          AudioPath.HANDSET, new CodecPins("hpl", "linput1"),
          AudioPath.SPEAKER, new CodecPins("spkr", "rinput1"));

  private final SimWm8960 chip = new SimWm8960(24_000_000, 16_000, PINS);
  private final List<String> log = new ArrayList<>();
  private final Wm8960Driver driver = driver(24_000_000);

  private Wm8960Driver driver(long mclkHz) {
    return new Wm8960Driver(
        (write, read) -> {
          log.add(HexFormat.of().formatHex(write));
          chip.transfer(write, read);
        },
        mclkHz,
        PINS,
        millis -> log.add(millis + " ms"));
  }

  /** {@return a write as the wire has it} */
  private static String register(int register, int value) {
    return HexFormat.of().toHexDigits((short) (register << 9 | value));
  }

  @Test
  void setsTheChipUpByteForByte() throws BusException {
    driver.reset(16_000);
    List<String> wanted =
        List.of(
            register(0x0f, 0x000), // software reset, p. 81
            register(0x05, 0x008), // DACMU
            register(0x1c, 0x094), // POBCTRL, BUFDCOPEN, SOFT_ST: p. 36
            register(0x19, 0x0c0), // VMIDSEL 2×50 kΩ, VREF
            "100 ms",
            register(0x1c, 0x008), // BUFIOEN
            register(0x1a, 0x001), // PLLEN
            // 24 MHz / 2 · 8.192 = 98.304 MHz, over 4 and 2: 12.288 MHz. p. 61, table 45.
            register(0x34, 0x038), // SDM, PLLPRESCALE, N = 8
            register(0x35, 0x031), // K = 0x3126e9
            register(0x36, 0x026),
            register(0x37, 0x0e9),
            register(0x04, 0x0dd), // ADCDIV, DACDIV = 3; SYSCLKDIV = 2; CLKSEL = PLL
            register(0x08, 0x1cc), // DCLKDIV 16, BCLKDIV 24
            register(0x06, 0x008), // DACSMM
            register(0x11, 0x07b), // ALC off
            register(0x2d, 0x050),
            register(0x2e, 0x050),
            register(0x31, 0x037), // class D off
            register(0x02, 0x100), // LOUT1, ROUT1, LOUT2, ROUT2 muted
            register(0x03, 0x100),
            register(0x28, 0x100),
            register(0x29, 0x100),
            register(0x22, 0x050),
            register(0x25, 0x050),
            register(0x00, 0x197), // PGAs muted at 0 dB
            register(0x01, 0x197),
            register(0x20, 0x100),
            register(0x21, 0x100),
            register(0x2f, 0x000),
            register(0x07, 0x042)); // MS, 16 bit, I²S: master last
    assertEquals(wanted, log);
  }

  @Test
  void routesTheHandsetByteForByte() throws BusException {
    driver.reset(16_000);
    log.clear();
    driver.route(AudioPath.HANDSET);
    List<String> wanted =
        List.of(
            register(0x19, 0x0ea), // AINL, ADCL, MICB
            register(0x2f, 0x028), // LMIC, LOMIX
            register(0x17, 0x1c4), // DATSEL: both slots from the left ADC
            register(0x1a, 0x141), // DACL, LOUT1, PLL
            register(0x22, 0x150), // LD2LO
            register(0x20, 0x108), // LMN1, LMIC2B
            register(0x00, 0x117), // PGA 0 dB, not muted
            register(0x0a, 0x1ff), // DAC 0 dB
            register(0x02, 0x179), // LOUT1 0 dB
            register(0x05, 0x000)); // heard from here on
    assertEquals(wanted, log);
    log.clear();
    driver.muteMicrophone(true);
    assertEquals(List.of(register(0x00, 0x197)), log);
  }

  @ParameterizedTest
  @CsvSource({
    "24000000,16000",
    "24000000,48000",
    "24000000,8000",
    "12288000,16000",
    "12000000,32000",
    "13000000,24000",
    "19200000,16000",
    "26000000,48000"
  })
  void clocksAreRightForEveryUsualCrystal(long mclkHz, int rateHz) throws BusException {
    SimWm8960 other = new SimWm8960(mclkHz, rateHz, PINS);
    Wm8960Driver its = new Wm8960Driver(other::transfer, mclkHz, PINS, _ -> {});
    its.reset(rateHz);
    its.route(AudioPath.SPEAKER);
    assertEquals(1, other.gains().playback(AudioPath.SPEAKER), 0.01);
    assertEquals(1, other.gains().capture(AudioPath.SPEAKER), 0.01);
  }

  @Test
  void aWrongCrystalIsHeardAsSilenceAndAnImpossibleOneIsRefused() throws BusException {
    Wm8960Driver misled = driver(26_000_000);
    misled.reset(16_000);
    misled.route(AudioPath.HANDSET);
    assertEquals(0, chip.gains().playback(AudioPath.HANDSET));
    BusException told = assertThrows(BusException.class, () -> driver(512_000).reset(16_000));
    assertTrue(told.getMessage().contains("512000"), told.getMessage());
  }

  @Test
  void pinsTheChipDoesNotHaveAreRefused() {
    Map<AudioPath, CodecPins> pins = Map.of(AudioPath.HANDSET, new CodecPins("left-lo", "mic"));
    IllegalArgumentException told =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Wm8960Driver(chip::transfer, 24_000_000, pins, _ -> {}));
    assertTrue(told.getMessage().contains("left-lo"), told.getMessage());
  }
}

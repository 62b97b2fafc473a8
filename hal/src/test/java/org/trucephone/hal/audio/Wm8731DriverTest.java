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
import org.trucephone.hal.sim.SimWm8731;

/**
 * Bytes on the wire against the WM8731 datasheet, rev 4.9: address in seven bits, value in nine.
 */
class Wm8731DriverTest {
  private static final Map<AudioPath, CodecPins> PINS =
      Map.of(AudioPath.HANDSET, new CodecPins("hpl", "mic"));

  private final SimWm8731 chip = new SimWm8731(12_288_000, 16_000, PINS);
  private final List<String> log = new ArrayList<>();
  private final Wm8731Driver driver =
      new Wm8731Driver(
          (write, read) -> {
            log.add(HexFormat.of().formatHex(write));
            chip.transfer(write, read);
          },
          12_288_000,
          PINS,
          millis -> log.add(millis + " ms"));

  @Test
  void setsTheChipUpByteForByte() throws BusException {
    driver.reset(16_000);
    assertEquals(
        List.of(
            "1e00", // R15: reset
            "0c70", // R6: CLKOUT, OSC and OUT powered down
            "1058", // R8: CLKIDIV2, SR 0110, normal mode
            "0e42", // R7: MS, 16 bit, I²S
            "0a08", // R5: DACMU
            "0480", // R2, R3: muted, at zero crossings
            "0680", "0802", // R4: MUTEMIC, nothing selected
            "0097", // R0, R1: line inputs muted
            "0297", "100 ms", "0c60", // R6: OUT powered up
            "1201"), // R9: active
        log);
  }

  @Test
  void routesTheHandsetByteForByte() throws BusException {
    driver.reset(16_000);
    driver.captureDb(AudioPath.HANDSET, 20);
    driver.sideToneDb(8);
    log.clear();
    driver.route(AudioPath.HANDSET);
    // R4: SIDEATT −12 dB, SIDETONE, DACSEL, INSEL mic, MICBOOST; R2: 0 dB; R5: not muted
    assertEquals(List.of("08b5", "04f9", "0a00"), log);
    assertEquals(
        8, 20 * Math.log10(chip.gains().sideTone(AudioPath.HANDSET, AudioPath.HANDSET)), 0.1);
    log.clear();
    driver.muteMicrophone(true);
    assertEquals(List.of("0817"), log);
  }

  @ParameterizedTest
  @CsvSource({
    "12288000,48000",
    "12288000,32000",
    "12288000,24000",
    "12288000,16000",
    "12288000,8000",
    "12000000,48000",
    "12000000,16000",
    "12000000,8000"
  })
  void clocksAreRight(long mclkHz, int rateHz) throws BusException {
    SimWm8731 other = new SimWm8731(mclkHz, rateHz, PINS);
    Wm8731Driver its = new Wm8731Driver(other::transfer, mclkHz, PINS, _ -> {});
    its.reset(rateHz);
    its.route(AudioPath.HANDSET);
    assertEquals(1, other.gains().playback(AudioPath.HANDSET), 0.01);
    assertEquals(1, other.gains().capture(AudioPath.HANDSET), 0.01);
  }

  @Test
  void clocksAndPinsItCannotUseAreRefused() {
    Wm8731Driver its = new Wm8731Driver(chip::transfer, 24_000_000, PINS, _ -> {});
    BusException clock = assertThrows(BusException.class, () -> its.reset(16_000));
    assertTrue(clock.getMessage().contains("24000000"), clock.getMessage());
    Map<AudioPath, CodecPins> pins = Map.of(AudioPath.SPEAKER, new CodecPins("left-lo", "mic"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Wm8731Driver(chip::transfer, 12_288_000, pins, _ -> {}));
  }
}

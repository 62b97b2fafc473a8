package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.sim.SimSgtl5000;

/** Bytes on the wire against the SGTL5000 data sheet, rev. 6: 16-bit addresses and values. */
class Sgtl5000DriverTest {
  private static final Map<AudioPath, CodecPins> PINS =
      Map.of(
          AudioPath.HANDSET, new CodecPins("hpl", "mic"),
          AudioPath.SPEAKER, new CodecPins("right-lo", "linein-l"));

  private final SimSgtl5000 chip = new SimSgtl5000(12_288_000, 16_000, PINS);
  private final List<String> log = new ArrayList<>();
  private final Sgtl5000Driver driver =
      new Sgtl5000Driver(
          (write, read) -> {
            log.add(HexFormat.of().formatHex(write) + (read.length > 0 ? " ?" : ""));
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
            "0000 ?", // CHIP_ID
            "00240133", // ANA_CTRL: all muted, zero crossings
            "000e020c", // ADCDAC_CTRL: DAC muted, ramp
            "00020000", // DIG_POWER
            "00304060", // ANA_POWER: start-up supplies off
            "0026006c", // LINREG_CTRL: charge pump from VDDIO
            "002801f1", // REF_CTRL: VAG 1.575 V, SMALL_POP
            "002c0322", // LINE_OUT_CTRL: 1.65 V, 0.36 mA
            "002e0e0e", // LINE_OUT_VOL
            "003c1106", // SHORT_CTRL: 75 mA
            "00340000", // CLK_TOP_CTRL: MCLK not above 17 MHz
            "00328000", // PLL_CTRL: 196.608 / 12.288 = 16 + 0/2048
            "0010fcfc", // DAC_VOL: muted
            "00227f7f", // ANA_HP_CTRL: least
            "002a0000", // MIC_CTRL: no bias
            "00200000", // ANA_ADC_CTRL
            "003045ff", // ANA_POWER: PLL, VCO, VAG, HP, DAC, capless, ADC, line out
            "400 ms",
            "00040013", // CLK_CTRL: 32 kHz / 2, PLL
            "000a0070", // SSS_CTRL: I²S to DAP to DAC
            "01000011", // DAP_CONTROL: DAP, mixer
            "01208000", // DAP_MAIN_CHAN: 0 dB
            "01220000", // DAP_MIX_CHAN: off
            "00020073", // DIG_POWER: I²S, DAP, DAC, ADC
            "000601b0"), // I2S_CTRL: 32 clocks, master, 16 bit
        log);
  }

  @Test
  void routesTheHandsetByteForByte() throws BusException {
    driver.reset(16_000);
    driver.captureDb(AudioPath.HANDSET, 26);
    log.clear();
    driver.route(AudioPath.HANDSET);
    assertEquals(
        List.of(
            "0010fc3c", // DAC_VOL: left 0 dB, right muted
            "00227f18", // ANA_HP_CTRL: left 0 dB
            "002a0141", // MIC_CTRL: bias 2.25 V by 2 kΩ, 20 dB
            "00200044", // ANA_ADC_CTRL: 6 dB
            "00240122", // ANA_CTRL: headphone and ADC open, microphone selected
            "000e0208"), // ADCDAC_CTRL: left DAC open
        log);
    log.clear();
    driver.muteMicrophone(true);
    assertEquals(List.of("00240123"), log);
  }

  @Test
  void theSideToneIsAsLoudAsAsked() throws BusException {
    driver.reset(16_000);
    driver.sideToneDb(-18);
    driver.captureDb(AudioPath.HANDSET, 20);
    driver.route(AudioPath.HANDSET);
    driver.playbackDb(AudioPath.HANDSET, 6);
    assertEquals(
        -18, 20 * Math.log10(chip.gains().sideTone(AudioPath.HANDSET, AudioPath.HANDSET)), 0.8);
    driver.sideToneDb(-120);
    assertEquals(0, chip.gains().sideTone(AudioPath.HANDSET, AudioPath.HANDSET));
  }

  @ParameterizedTest
  @CsvSource({
    "12288000,16000",
    "12288000,48000",
    "24000000,16000",
    "12000000,8000",
    "13000000,32000",
    "19200000,24000",
    "26000000,12000",
    "8192000,16000"
  })
  void clocksAreRightForEveryUsualCrystal(long mclkHz, int rateHz) throws BusException {
    SimSgtl5000 other = new SimSgtl5000(mclkHz, rateHz, PINS);
    Sgtl5000Driver its = new Sgtl5000Driver(other::transfer, mclkHz, PINS, _ -> {});
    its.reset(rateHz);
    its.route(AudioPath.SPEAKER);
    assertEquals(1, other.gains().playback(AudioPath.SPEAKER), 0.01);
    assertEquals(1, other.gains().capture(AudioPath.SPEAKER), 0.01);
  }

  @Test
  void anotherChipAClockAndPinsItCannotUseAreRefused() {
    Sgtl5000Driver other =
        new Sgtl5000Driver(
            (write, read) -> Arrays.fill(read, (byte) 0xff), 12_288_000, PINS, _ -> {});
    BusException stranger = assertThrows(BusException.class, () -> other.reset(16_000));
    assertTrue(stranger.getMessage().contains("not an SGTL5000"), stranger.getMessage());
    Sgtl5000Driver slow = new Sgtl5000Driver(chip::transfer, 4_000_000, PINS, _ -> {});
    BusException clock = assertThrows(BusException.class, () -> slow.reset(16_000));
    assertTrue(clock.getMessage().contains("4000000"), clock.getMessage());
    Map<AudioPath, CodecPins> pins = Map.of(AudioPath.SPEAKER, new CodecPins("spkl", "mic"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Sgtl5000Driver(chip::transfer, 12_288_000, pins, _ -> {}));
  }
}

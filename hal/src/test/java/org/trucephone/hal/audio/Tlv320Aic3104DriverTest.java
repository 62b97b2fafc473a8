package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.sim.SimGains;
import org.trucephone.hal.sim.SimTlv320Aic3104;

/** The real driver on the simulated chip: what it asked for is what is heard. */
class Tlv320Aic3104DriverTest {
  private static final long MCLK_HZ = 12_288_000;
  private static final List<AudioPath> PATHS =
      List.of(AudioPath.HANDSET, AudioPath.HEADSET, AudioPath.SPEAKER);

  private final SimTlv320Aic3104 chip = new SimTlv320Aic3104(MCLK_HZ, 16_000);

  /** What passes after each bus write, in order. */
  private final List<SimGains> log = new ArrayList<>();

  private final I2cDevice bus =
      (write, read) -> {
        chip.transfer(write, read);
        log.add(chip.gains());
      };
  private final Tlv320Aic3104Driver driver = new Tlv320Aic3104Driver(bus, null, MCLK_HZ);

  private boolean silent(AudioPath path) {
    SimGains now = chip.gains();
    return now.capture(path) == 0 && now.playback(path) == 0;
  }

  @Test
  void resetLeavesEverythingMuted() throws BusException {
    driver.reset(16_000);
    assertTrue(PATHS.stream().allMatch(this::silent));
  }

  @ParameterizedTest
  @EnumSource(value = AudioPath.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void soundPassesOnTheRoutedPathOnly(AudioPath routed) throws BusException {
    driver.reset(16_000);
    driver.route(AudioPath.SPEAKER); // come from another route, not only from silence
    driver.route(AudioPath.HANDSET);
    driver.route(routed);
    for (AudioPath path : PATHS) {
      if (path == routed) {
        assertEquals(0, chip.captureDb(path), 0.01, "microphone of " + path);
        assertEquals(0, chip.playbackDb(path), 0.01, "ear of " + path);
      } else {
        assertTrue(silent(path), path + " leaks");
      }
    }
    driver.route(AudioPath.NONE);
    assertTrue(PATHS.stream().allMatch(this::silent));
  }

  @ParameterizedTest
  @CsvSource({"-63.5", "-30.2", "-6", "-0.5", "0", "0.3", "3", "8.75", "9"})
  void playbackIsAsLoudAsAsked(double db) throws BusException {
    driver.reset(16_000);
    for (AudioPath path : PATHS) {
      driver.playbackDb(path, db); // before the route
      driver.route(path);
      assertEquals(db, chip.playbackDb(path), 0.5);
      driver.playbackDb(path, -10); // and during it
      assertEquals(-10, chip.playbackDb(path), 0.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"-12", "-7.2", "-1.5", "-0.5", "0", "0.5", "20", "59.5"})
  void theMicrophoneIsAsSensitiveAsAsked(double db) throws BusException {
    driver.reset(16_000);
    for (AudioPath path : PATHS) {
      driver.captureDb(path, db);
      driver.route(path);
      assertEquals(db, chip.captureDb(path), 0.5);
      driver.captureDb(path, 6);
      assertEquals(6, chip.captureDb(path), 0.5);
    }
  }

  @Test
  void levelsOutsideTheChipsReachAreClipped() throws BusException {
    driver.reset(16_000);
    driver.route(AudioPath.HANDSET);
    driver.playbackDb(AudioPath.HANDSET, 40);
    driver.captureDb(AudioPath.HANDSET, 90);
    assertEquals(9, chip.playbackDb(AudioPath.HANDSET), 0.01);
    assertEquals(59.5, chip.captureDb(AudioPath.HANDSET), 0.01);
    driver.playbackDb(AudioPath.HANDSET, -200);
    driver.captureDb(AudioPath.HANDSET, -200);
    assertEquals(-63.5, chip.playbackDb(AudioPath.HANDSET), 0.01);
    assertEquals(-12, chip.captureDb(AudioPath.HANDSET), 0.01);
  }

  @Test
  void thePersonHearsThemselfInHandsetAndHeadsetButNeverInTheLoudspeaker() throws BusException {
    driver.reset(16_000);
    driver.sideToneDb(-18);
    driver.captureDb(AudioPath.HANDSET, 20);
    for (AudioPath path : List.of(AudioPath.HANDSET, AudioPath.HEADSET)) {
      driver.route(path);
      assertEquals(-18, chip.sideToneDb(path), 0.5);
      driver.playbackDb(path, 6); // louder playback must not raise the side tone
      assertEquals(-18, chip.sideToneDb(path), 0.5);
      driver.sideToneDb(-24);
      assertEquals(-24, chip.sideToneDb(path), 0.5);
      driver.sideToneDb(-120);
      assertEquals(Double.NEGATIVE_INFINITY, chip.sideToneDb(path));
      driver.sideToneDb(-18);
    }
    driver.route(AudioPath.SPEAKER);
    assertEquals(Double.NEGATIVE_INFINITY, chip.sideToneDb(AudioPath.SPEAKER));
  }

  @Test
  void muteSilencesMicrophoneAndSideToneAndOutlivesASwitch() throws BusException {
    driver.reset(16_000);
    driver.sideToneDb(-20);
    driver.route(AudioPath.HANDSET);
    driver.muteMicrophone(true);
    assertEquals(0, chip.gains().capture(AudioPath.HANDSET));
    assertEquals(Double.NEGATIVE_INFINITY, chip.sideToneDb(AudioPath.HANDSET));
    assertEquals(0, chip.playbackDb(AudioPath.HANDSET), 0.01);
    driver.route(AudioPath.SPEAKER);
    driver.captureDb(AudioPath.SPEAKER, 12);
    assertEquals(0, chip.gains().capture(AudioPath.SPEAKER));
    driver.muteMicrophone(false);
    assertEquals(12, chip.captureDb(AudioPath.SPEAKER), 0.01);
  }

  @Test
  void unmutingWhileNothingIsRoutedLetsNothingThrough() throws BusException {
    driver.reset(16_000);
    driver.muteMicrophone(true);
    driver.muteMicrophone(false);
    assertTrue(PATHS.stream().allMatch(this::silent));
  }

  /** One instant of the new path at the wrong level, or of both at once, is a pop or an echo. */
  @Test
  void aSwitchGoesThroughSilenceAndStartsAtTheRightLevel() throws BusException {
    driver.reset(16_000);
    driver.playbackDb(AudioPath.HANDSET, 6);
    driver.playbackDb(AudioPath.SPEAKER, -20);
    driver.captureDb(AudioPath.SPEAKER, 3);
    driver.route(AudioPath.HANDSET);
    float handset = chip.gains().playback(AudioPath.HANDSET);
    log.clear();
    driver.route(AudioPath.SPEAKER);
    float speaker = chip.gains().playback(AudioPath.SPEAKER);
    float handsFree = chip.gains().capture(AudioPath.SPEAKER);

    boolean silenceSeen = false;
    for (SimGains now : log) {
      float old = now.playback(AudioPath.HANDSET);
      float fresh = now.playback(AudioPath.SPEAKER);
      float freshMouth = now.capture(AudioPath.SPEAKER);
      assertTrue(old == 0 || old == handset);
      assertTrue(fresh == 0 || fresh == speaker);
      assertTrue(freshMouth == 0 || freshMouth == handsFree);
      assertTrue(old == 0 || (fresh == 0 && freshMouth == 0));
      assertEquals(0, now.playback(AudioPath.HEADSET));
      silenceSeen |= old == 0 && fresh == 0 && freshMouth == 0;
      assertTrue(silenceSeen || fresh == 0);
    }
    assertTrue(silenceSeen);
    assertTrue(speaker > 0 && handsFree > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "12288000,16000",
    "12288000,48000",
    "12288000,8000",
    "12000000,16000",
    "13000000,16000",
    "19200000,16000",
    "24576000,16000",
    "24000000,8000",
    "2048000,16000"
  })
  void clocksAreRightForEveryUsualCrystal(long mclkHz, int rateHz) throws BusException {
    SimTlv320Aic3104 other = new SimTlv320Aic3104(mclkHz, rateHz);
    Tlv320Aic3104Driver its = new Tlv320Aic3104Driver(other::transfer, null, mclkHz);
    its.reset(rateHz);
    its.route(AudioPath.HANDSET);
    assertEquals(0, other.playbackDb(AudioPath.HANDSET), 0.01);
    assertEquals(0, other.captureDb(AudioPath.HANDSET), 0.01);
  }

  @Test
  void aWrongCrystalInTheBoardFileIsHeardAsSilence() throws BusException {
    Tlv320Aic3104Driver misled = new Tlv320Aic3104Driver(bus, null, 12_000_000);
    misled.reset(16_000);
    misled.route(AudioPath.HANDSET);
    assertTrue(PATHS.stream().allMatch(this::silent));
  }

  @Test
  void ratesAndClocksTheChipCannotMakeAreRefusedInWords() {
    BusException rate = assertThrows(BusException.class, () -> driver.reset(44_100));
    assertTrue(rate.getMessage().contains("44100"), rate.getMessage());
    BusException mclk =
        assertThrows(
            BusException.class, () -> new Tlv320Aic3104Driver(bus, null, 100).reset(16_000));
    assertTrue(mclk.getMessage().contains("MCLK of 100 Hz"), mclk.getMessage());
  }

  @Test
  void everyRegisterThatMattersSilencesTheSoundWhenItIsWrong() throws BusException {
    int[][] wrong = {
      {2, 0x00},
      {3, 0x11},
      {4, 0x24},
      {7, 0x00},
      {8, 0x00},
      {9, 0x40},
      {9, 0x30},
      {10, 1},
      {37, 0},
      {43, 0x80},
      {47, 0x00},
      {51, 0x08},
      {51, 0x01},
      {102, 0x22}
    };
    for (int[] each : wrong) {
      driver.reset(16_000);
      driver.route(AudioPath.HANDSET);
      assertEquals(0, chip.playbackDb(AudioPath.HANDSET), 0.01);
      chip.transfer(new byte[] {(byte) each[0], (byte) each[1]}, new byte[0]);
      assertEquals(
          0,
          chip.gains().playback(AudioPath.HANDSET),
          "register " + each[0] + " = " + each[1] + " is not heard");
    }
    int[][] deaf = {{15, 0x80}, {19, 0x7c}, {19, 0x00}, {25, 0x00}, {2, 0x0a}};
    for (int[] each : deaf) {
      driver.reset(16_000);
      driver.route(AudioPath.HANDSET);
      chip.transfer(new byte[] {(byte) each[0], (byte) each[1]}, new byte[0]);
      assertEquals(0, chip.gains().capture(AudioPath.HANDSET), "register " + each[0]);
    }
  }

  @Test
  void aChipThatLostItsRegistersIsNoticedAndWorksAgainAfterReset() throws BusException {
    driver.reset(16_000);
    driver.playbackDb(AudioPath.HANDSET, -6);
    driver.route(AudioPath.HANDSET);
    assertTrue(driver.present());
    chip.unplug();
    assertFalse(driver.present());
    assertTrue(silent(AudioPath.HANDSET));
    BusException gone = assertThrows(BusException.class, () -> driver.route(AudioPath.SPEAKER));
    assertEquals(BusException.Kind.NO_ACK_ADDRESS, gone.kind());
    chip.plug();
    assertFalse(driver.present(), "it answers, but at power-on defaults");
    driver.reset(16_000);
    assertTrue(driver.present());
    driver.route(AudioPath.HANDSET);
    assertEquals(-6, chip.playbackDb(AudioPath.HANDSET), 0.01);
  }

  @Test
  void aBoardMaySolderThePathsToOtherPins() throws BusException {
    Map<AudioPath, CodecPins> pins =
        Map.of(
            AudioPath.HANDSET, new CodecPins("hpr", "line2r"),
            AudioPath.HEADSET, new CodecPins("hpl", "line2l"),
            AudioPath.SPEAKER, new CodecPins("right-lo", "line1l"));
    SimTlv320Aic3104 other = new SimTlv320Aic3104(MCLK_HZ, 16_000, pins);
    Tlv320Aic3104Driver its = new Tlv320Aic3104Driver(other::transfer, null, MCLK_HZ, pins);
    Tlv320Aic3104Driver wrong = new Tlv320Aic3104Driver(other::transfer, null, MCLK_HZ);
    its.reset(16_000);
    its.sideToneDb(-12);
    for (AudioPath routed : PATHS) {
      its.route(routed);
      for (AudioPath path : PATHS) {
        double level = path == routed ? 0 : Double.NEGATIVE_INFINITY;
        assertEquals(level, other.captureDb(path), 0.01);
        assertEquals(level, other.playbackDb(path), 0.01);
      }
    }
    its.route(AudioPath.HANDSET);
    assertEquals(-12, other.sideToneDb(AudioPath.HANDSET), 0.5);
    wrong.reset(16_000);
    wrong.route(AudioPath.HANDSET);
    assertEquals(0, other.gains().playback(AudioPath.HANDSET));
    assertEquals(0, other.gains().capture(AudioPath.HANDSET));
  }

  @Test
  void pinsTheChipDoesNotHaveAreRefused() {
    Map<AudioPath, CodecPins> pins = Map.of(AudioPath.HANDSET, new CodecPins("hp1", "line1l"));
    IllegalArgumentException told =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Tlv320Aic3104Driver(bus, null, MCLK_HZ, pins));
    assertTrue(told.getMessage().contains("hp1"), told.getMessage());
  }

  @Test
  void theResetPinIsReleasedBeforeTheFirstTransfer() throws BusException {
    List<String> order = new ArrayList<>();
    Tlv320Aic3104Driver wired =
        new Tlv320Aic3104Driver(
            (write, read) -> {
              order.add("bus");
              chip.transfer(write, read);
            },
            active -> {
              order.add(active ? "hold" : "release");
              chip.reset(active);
            },
            MCLK_HZ);
    wired.reset(16_000);
    assertEquals(List.of("hold", "release", "bus"), order.subList(0, 3));
    assertTrue(wired.present());
  }
}

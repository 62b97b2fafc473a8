package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.sim.SimCodecChip;
import org.trucephone.hal.sim.SimGains;

/** What every codec driver keeps, over its simulated chip: what is asked for is what is heard. */
abstract class CodecContract {
  static final int RATE_HZ = 16_000;

  private SimCodecChip chip;
  private CodecChip driver;

  /** Solders a new chip. */
  abstract SimCodecChip solder();

  /** {@return the driver on the chip soldered last} */
  abstract CodecChip driver();

  /** {@return the chip's name, as its faults are to say it} */
  abstract String name();

  /** {@return the paths the chip has pins for} */
  List<AudioPath> paths() {
    return List.of(AudioPath.HANDSET, AudioPath.HEADSET, AudioPath.SPEAKER);
  }

  /** {@return microphone gains the chip can make, to half a decibel} */
  List<Double> captureGains(AudioPath path) {
    return List.of(-12.0, -6.0, -1.5, 0.0, 6.0, 19.5);
  }

  /** {@return the highest playback level in dB} */
  abstract double loudest(AudioPath path);

  @BeforeEach
  final void open() throws BusException {
    chip = solder();
    driver = driver();
    driver.reset(RATE_HZ);
  }

  private double playback(AudioPath path) {
    return 20 * Math.log10(chip.gains().playback(path));
  }

  private double capture(AudioPath path) {
    return 20 * Math.log10(chip.gains().capture(path));
  }

  private boolean silent(AudioPath path) {
    SimGains gains = chip.gains();
    return gains.playback(path) == 0 && gains.capture(path) == 0;
  }

  @Test
  final void afterResetNothingIsHeard() {
    assertTrue(paths().stream().allMatch(this::silent));
    assertTrue(driver.present());
  }

  @Test
  final void soundPassesOnTheRoutedPathOnly() throws BusException {
    for (AudioPath from : paths()) {
      for (AudioPath to : paths()) {
        driver.route(from);
        driver.route(to);
        for (AudioPath path : paths()) {
          if (path == to) {
            assertEquals(0, playback(path), 0.3, "ear of " + path + " after " + from);
            assertEquals(0, capture(path), 0.8, "microphone of " + path + " after " + from);
          } else {
            assertEquals(0, chip.gains().playback(path), to + " leaks to " + path);
          }
        }
      }
    }
    driver.route(AudioPath.NONE);
    assertTrue(paths().stream().allMatch(this::silent));
  }

  @Test
  final void playbackIsAsLoudAsAsked() throws BusException {
    for (AudioPath path : paths()) {
      for (double db : new double[] {-45, -30.2, -18, -6, -0.5, 0, 0.3}) {
        driver.playbackDb(path, db); // before the route
        driver.route(path);
        assertEquals(db, playback(path), 0.6);
        driver.playbackDb(path, -10); // and during it
        assertEquals(-10, playback(path), 0.6);
      }
      driver.playbackDb(path, 90);
      assertEquals(loudest(path), playback(path), 0.6);
      driver.playbackDb(path, -200);
      assertTrue(playback(path) < -48);
    }
  }

  @Test
  final void louderIsNeverQuieter() throws BusException {
    for (AudioPath path : paths()) {
      driver.route(path);
      double before = Double.NEGATIVE_INFINITY;
      for (double db = -60; db <= 12; db += 0.5) {
        driver.playbackDb(path, db);
        assertTrue(playback(path) >= before, "at " + db + " dB");
        before = playback(path);
      }
    }
  }

  @Test
  final void theMicrophoneIsAsSensitiveAsAsked() throws BusException {
    for (AudioPath path : paths()) {
      for (double db : captureGains(path)) {
        driver.captureDb(path, db);
        driver.route(path);
        assertEquals(db, capture(path), 0.8);
      }
    }
  }

  @Test
  final void muteIsInTheRegistersAndOutlivesASwitchAndAReset() throws BusException {
    AudioPath path = paths().getFirst();
    driver.sideToneDb(-15);
    driver.route(path);
    driver.muteMicrophone(true);
    assertEquals(0, chip.gains().capture(path));
    assertEquals(0, chip.gains().sideTone(path, path));
    assertEquals(0, playback(path), 0.3);
    driver.route(AudioPath.NONE);
    driver.route(paths().getLast());
    driver.captureDb(paths().getLast(), 3);
    assertEquals(0, chip.gains().capture(paths().getLast()));
    driver.reset(RATE_HZ);
    driver.route(path);
    assertEquals(0, chip.gains().capture(path));
    driver.muteMicrophone(false);
    assertNotEquals(0, chip.gains().capture(path));
  }

  @Test
  final void unmutingWhileNothingIsRoutedLetsNothingThrough() throws BusException {
    driver.muteMicrophone(true);
    driver.muteMicrophone(false);
    assertTrue(paths().stream().allMatch(this::silent));
  }

  @Test
  final void theLoudspeakerHasNoSideTone() throws BusException {
    driver.sideToneDb(-15);
    driver.route(AudioPath.SPEAKER);
    assertEquals(0, chip.gains().sideTone(AudioPath.SPEAKER, AudioPath.SPEAKER));
  }

  @Test
  final void unpluggedItIsNamedAndPluggedInItWorksAgain() throws BusException {
    AudioPath path = paths().getFirst();
    driver.route(path);
    chip.unplug();
    assertFalse(driver.present());
    assertTrue(silent(path));
    BusException gone = assertThrows(BusException.class, () -> driver.reset(RATE_HZ));
    assertTrue(List.of(Kind.NO_ACK_ADDRESS, Kind.GONE).contains(gone.kind()), gone.toString());
    assertTrue(gone.getMessage().contains(name()), gone.getMessage());
    chip.plug();
    driver.reset(RATE_HZ);
    driver.route(path);
    assertEquals(0, playback(path), 0.3);
  }

  @Test
  final void aBrownOutInACallIsMendedWithinSeconds() {
    AudioPath path = paths().getFirst();
    List<HardwareEvent> told = new ArrayList<>();
    CodecLoop loop = new CodecLoop(driver, RATE_HZ, told::add);
    loop.look();
    loop.volume(path, -6);
    loop.route(path);
    assertEquals(-6, playback(path), 0.6);
    chip.brownOut();
    for (int second = 0; second < 6; second++) {
      loop.look();
    }
    assertEquals(-6, playback(path), 0.6);
    assertNotEquals(0, chip.gains().capture(path));
    assertTrue(
        told.isEmpty() || told.getLast().equals(new HardwareEvent.Back(Part.CODEC)),
        told::toString);
  }

  @Test
  final void aPulledPlugIsToldOnceAndTheCallsSoundComesBack() {
    AudioPath path = paths().getLast();
    List<HardwareEvent> told = new ArrayList<>();
    CodecLoop loop = new CodecLoop(driver, RATE_HZ, told::add);
    loop.look();
    loop.route(path);
    chip.unplug();
    for (int second = 0; second < 4; second++) {
      loop.look();
    }
    loop.volume(path, -10); // asked for while it is away
    loop.mute(true);
    chip.plug();
    loop.look();
    assertEquals(2, told.size(), told::toString);
    assertTrue(told.getFirst() instanceof HardwareEvent.Lost lost && lost.part() == Part.CODEC);
    assertEquals(new HardwareEvent.Back(Part.CODEC), told.getLast());
    assertEquals(-10, playback(path), 0.6);
    assertEquals(0, chip.gains().capture(path));
  }

  @Test
  final void aRateItCannotMakeIsRefusedInWords() {
    BusException refused = assertThrows(BusException.class, () -> driver.reset(12_345));
    assertTrue(refused.getMessage().contains("12345"), refused.getMessage());
  }
}

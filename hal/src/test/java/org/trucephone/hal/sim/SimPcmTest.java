package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.hal.audio.AudioException;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.Tlv320Aic3104Driver;
import org.trucephone.hal.audio.Wav;
import org.trucephone.hal.bus.BusException;

class SimPcmTest {
  @TempDir Path folder;

  private final SimTlv320Aic3104 chip = new SimTlv320Aic3104(12_288_000, 16_000);
  private final Tlv320Aic3104Driver driver =
      new Tlv320Aic3104Driver(chip::transfer, null, 12_288_000);
  private int periods;
  private final SimPacer pacer = () -> periods++;
  private final short[] captured = new short[160];

  /** A steady mouth, and ears that keep the last sample. */
  private static final class Air implements SimSound {
    private final Map<AudioPath, Short> heard = new EnumMap<>(AudioPath.class);
    private boolean closed;

    @Override
    public void mic(short[] period) {
      Arrays.fill(period, (short) 1000);
    }

    @Override
    public void ear(AudioPath transducer, short[] period) {
      heard.put(transducer, period[159]);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static short[] steady(int level) {
    short[] period = new short[160];
    Arrays.fill(period, (short) level);
    return period;
  }

  private void two(SimPcm pcm, short[] played) {
    for (int i = 0; i < 2; i++) { // the first glides, the second is steady
      pcm.write(played);
      assertTrue(pcm.read(captured));
    }
  }

  @Test
  void soundGoesWhereTheDriverRoutesIt() throws BusException {
    Air air = new Air();
    SimPcm pcm = new SimPcm(chip, air, pacer);
    two(pcm, steady(2000));
    assertEquals(0, captured[159], "a codec nobody set up is silent");
    driver.reset(16_000);
    driver.playbackDb(AudioPath.SPEAKER, -6);
    driver.route(AudioPath.SPEAKER);
    two(pcm, steady(2000));
    assertEquals(1000, captured[159]);
    assertEquals(1002, air.heard.get(AudioPath.SPEAKER), 2);
    assertEquals((short) 0, air.heard.get(AudioPath.HANDSET));
    driver.muteMicrophone(true);
    two(pcm, steady(2000));
    assertEquals(0, captured[159]);
    driver.muteMicrophone(false);
    driver.sideToneDb(-20);
    driver.route(AudioPath.HANDSET);
    two(pcm, steady(0));
    assertEquals(100, air.heard.get(AudioPath.HANDSET), 6);
    assertEquals((short) 0, air.heard.get(AudioPath.SPEAKER));
  }

  @Test
  void anUnpluggedCodecIsSilentButTheAudioClockGoesOn() throws BusException {
    Air air = new Air();
    SimPcm pcm = new SimPcm(chip, air, pacer);
    driver.reset(16_000);
    driver.route(AudioPath.HANDSET);
    two(pcm, steady(2000));
    assertEquals((short) 2000, air.heard.get(AudioPath.HANDSET));
    chip.unplug();
    pcm.write(steady(2000));
    assertTrue(pcm.read(captured));
    assertArrayEquals(new short[160], captured);
    assertEquals((short) 0, air.heard.get(AudioPath.HANDSET));
    assertEquals(3, periods);
    chip.plug();
    driver.reset(16_000);
    driver.route(AudioPath.HANDSET);
    two(pcm, steady(2000));
    assertEquals((short) 2000, air.heard.get(AudioPath.HANDSET));
  }

  @Test
  void playbackBuffersFourPeriodsAndCountsThem() {
    SimPcm pcm = new SimPcm(chip, new Air(), pacer);
    assertEquals(160, pcm.delaySamples());
    for (int i = 0; i < 6; i++) {
      pcm.write(steady(1));
    }
    assertEquals(5 * 160, pcm.delaySamples());
    pcm.read(captured);
    assertEquals(4 * 160, pcm.delaySamples());
  }

  @Test
  void aClosedDeviceIsLostAndLetsItsSoundGo() {
    Air air = new Air();
    SimPcm pcm = new SimPcm(chip, air, pacer);
    pcm.close();
    assertFalse(pcm.read(captured));
    assertTrue(air.closed);
    assertEquals(0, periods);
  }

  @Test
  void nothingIsAllocatedPerPeriod() throws BusException, AudioException, IOException {
    Path tone = folder.resolve("tone.wav");
    new Wav(16_000, steady(500)).write(tone);
    driver.reset(16_000);
    driver.route(AudioPath.HANDSET);
    SimSound sound =
        SimSounds.open("null", tone.toString(), folder.resolve("out.wav").toString()).sound();
    SimPcm toFiles = new SimPcm(chip, sound, pacer);
    BrowserSound browser = new BrowserSound();
    BrowserSound.Listener page = browser.listen();
    SimPcm toBrowser = new SimPcm(chip, browser, pacer);
    short[] played = steady(100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (SimPcm pcm : new SimPcm[] {toFiles, toBrowser}) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 50 && least > 0; round++) { // early rounds still load classes
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 2000; i++) {
          pcm.read(captured);
          pcm.write(played);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least);
      pcm.close();
    }
    page.close();
  }

  @Test
  void aFileIsSpokenInALoopAndTheEarpieceIsRecorded() throws Exception {
    Path voice = folder.resolve("voice.wav");
    short[] said = new short[240];
    for (int i = 0; i < said.length; i++) {
      said[i] = (short) (i + 1);
    }
    new Wav(16_000, said).write(voice);
    Path out = folder.resolve("out.wav");
    driver.reset(16_000);
    driver.route(AudioPath.HEADSET);
    SimSounds sounds = SimSounds.open(null, voice.toString(), out.toString());
    assertNull(sounds.browser());
    SimPcm pcm = new SimPcm(chip, sounds.sound(), pacer);
    pcm.read(captured); // glides in
    pcm.read(captured);
    assertEquals(161, captured[0]);
    assertEquals(1, captured[80], "the loop");
    for (int i = 0; i < 100; i++) {
      pcm.write(steady(1234));
      pcm.read(captured);
    }
    // As a killed process leaves it: two periods lack in the header, none in the file.
    Wav killed = Wav.parse(Files.readAllBytes(out));
    assertEquals(16_000, killed.samples().length);
    pcm.close();
    Wav whole = Wav.read(out);
    assertEquals(102 * 160, whole.samples().length);
    assertEquals(1234, whole.samples()[whole.samples().length - 1]);
    assertEquals(0, whole.samples()[0]);
  }

  @Test
  void wrongChoicesAreRefusedInASentence() {
    String missing = folder.resolve("missing.wav").toString();
    AudioException mic =
        assertThrows(AudioException.class, () -> SimSounds.open("wav", missing, null));
    assertTrue(mic.getMessage().contains("does not exist"), mic.getMessage());
    String nowhere = folder.resolve("no/such/out.wav").toString();
    AudioException out =
        assertThrows(AudioException.class, () -> SimSounds.open("wav", null, nowhere));
    assertTrue(out.getMessage().contains("cannot be written"), out.getMessage());
    AudioException word =
        assertThrows(AudioException.class, () -> SimSounds.open("pulse", null, null));
    assertTrue(word.getMessage().contains("use wav, null or browser"), word.getMessage());
  }

  @Test
  void theBrowserSpeaksAndListens() throws Exception {
    SimSounds sounds = SimSounds.open(null, null, null);
    BrowserSound browser = sounds.browser();
    assertNotNull(browser);
    driver.reset(16_000);
    driver.route(AudioPath.HANDSET);
    SimPcm pcm = new SimPcm(chip, sounds.sound(), pacer);
    BrowserSound.Listener page = browser.listen();
    byte[] pcm20ms = new byte[640];
    Arrays.fill(pcm20ms, (byte) 0x11);
    browser.offerMic(pcm20ms);
    pcm.read(captured);
    pcm.read(captured);
    assertEquals(0, captured[159], "20 ms are too few to start on");
    browser.offerMic(pcm20ms);
    pcm.write(steady(0x0102));
    pcm.read(captured);
    assertEquals(0x1111, captured[159]);
    byte[] heard = page.take(0);
    assertEquals(3 * 320, heard.length);
    assertEquals(0x02, heard[heard.length - 2]);
    assertEquals(0x01, heard[heard.length - 1]);
    assertEquals(0, page.take(0).length);
    page.close();
    assertEquals(0, page.take(60_000).length, "a closed listener does not wait");
  }

  @Test
  void aLateBrowserCatchesUpByLosingTheOldest() throws Exception {
    BrowserSound browser = new BrowserSound();
    BrowserSound.Listener page = browser.listen();
    for (int i = 1; i <= 100; i++) {
      byte[] burst = new byte[320];
      Arrays.fill(burst, (byte) i);
      browser.offerMic(burst);
      browser.ear(AudioPath.HANDSET, steady(i));
      browser.periodHeard();
    }
    byte[] heard = page.take(0);
    assertTrue(heard.length <= 6400, "more than 200 ms waiting: " + heard.length);
    assertEquals(100, heard[heard.length - 2]);
    short[] last = new short[160];
    short[] now = new short[160];
    int waiting = 0;
    browser.mic(now);
    while (now[0] != 0) {
      waiting++;
      last = now.clone();
      browser.mic(now);
    }
    assertTrue(waiting <= 20, waiting + " periods waiting");
    assertEquals(100 | 100 << 8, last[159]);
  }
}

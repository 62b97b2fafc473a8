package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On ALSA's own {@code null} and {@code file} devices, so no sound card is needed. */
class AlsaPcmTest {
  @TempDir Path folder;

  private final short[] period = new short[160];

  private static AlsaPcm device(String name) {
    try {
      return new AlsaPcm(name);
    } catch (AudioException e) {
      assertTrue(e.getMessage().contains("install libasound2"), e.getMessage());
      abort("skipped: libasound.so.2 is not installed");
      throw new AssertionError(e);
    }
  }

  @Test
  void theNullDeviceTakesAndGivesSilence() {
    try (AlsaPcm pcm = device("null")) {
      assertEquals(160, pcm.periodSamples());
      for (int i = 0; i < 30; i++) {
        Arrays.fill(period, (short) 7);
        assertTrue(pcm.read(period), () -> "failed: " + pcm.failure());
        assertArrayEquals(new short[160], period);
        pcm.write(period);
      }
      assertNull(pcm.failure());
      assertTrue(pcm.delaySamples() >= 160);
    }
  }

  @Test
  void aMissingCardIsToldInWordsAndIsNoException() {
    try (AlsaPcm pcm = device("hw:31")) {
      Arrays.fill(period, (short) 7);
      assertFalse(pcm.read(period));
      assertArrayEquals(new short[160], period);
      pcm.write(period);
      String failure = pcm.failure();
      assertNotNull(failure);
      assertTrue(failure.startsWith("The sound device hw:31 cannot play: "), failure);
      assertTrue(failure.contains("check that the sound card is connected"), failure);
    }
  }

  @Test
  void aClosedDeviceIsLost() {
    AlsaPcm pcm = device("null");
    assertTrue(pcm.read(period));
    pcm.close();
    assertFalse(pcm.read(period));
    pcm.write(period);
    pcm.close();
  }

  @Test
  void whatIsPlayedArrivesInTheDevice() throws Exception {
    device("null").close();
    Path file = folder.resolve("played.raw");
    try (AlsaStream out = new AlsaStream("file:'" + file + "',raw", false, 16_000)) {
      for (int i = 0; i < 20; i++) {
        Arrays.fill(period, (short) (0x0100 + i));
        assertEquals(0, out.write(period));
      }
    }
    byte[] played = Files.readAllBytes(file);
    assertEquals(20 * 320, played.length);
    for (int i = 0; i < 20; i++) {
      assertEquals(i, played[320 * i]);
      assertEquals(1, played[320 * i + 319]);
    }
  }

  @Test
  void nothingIsAllocatedPerPeriod() throws AudioException {
    try (AlsaPcm pcm = device("null");
        AlsaStream in = new AlsaStream("null", true, 16_000);
        AlsaStream out = new AlsaStream("null", false, 16_000)) {
      assertTrue(pcm.read(period));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 50 && least > 0; round++) { // until the calls are compiled
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 5000; i++) {
          in.read(period);
          out.write(period);
          in.delay();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least);
    }
  }
}

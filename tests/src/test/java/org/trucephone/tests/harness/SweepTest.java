package org.trucephone.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  @TempDir Path folder;

  private byte[] sweep(int rateHz) throws IOException {
    Path file = folder.resolve("sweep.wav");
    Sweep.write(file, rateHz, 2);
    return Files.readAllBytes(file);
  }

  private double correlation(byte[] wav) throws IOException {
    Path file = folder.resolve("heard.wav");
    Files.write(file, wav);
    return Sweep.correlation(file);
  }

  @Test
  void findsItselfAtBothRates() throws IOException {
    assertTrue(correlation(sweep(8000)) > 0.99);
    assertTrue(correlation(sweep(16000)) > 0.95);
  }

  @Test
  void findsItselfLateQuietAndCutOff() throws IOException {
    byte[] wav = sweep(8000);
    byte[] late = Arrays.copyOf(wav, wav.length + 2222);
    System.arraycopy(wav, 44, late, 44 + 2222, wav.length - 44);
    Arrays.fill(late, 44, 44 + 2222, (byte) 0);
    for (int i = 44; i + 1 < late.length; i += 2) {
      int quiet = (late[i] & 0xff | late[i + 1] << 8) / 8;
      late[i] = (byte) quiet;
      late[i + 1] = (byte) (quiet >> 8);
    }
    assertTrue(correlation(Arrays.copyOf(late, late.length - 3)) > 0.98);
  }

  @Test
  void isNotFoundInSilenceNoiseOrNothing() throws IOException {
    byte[] wav = sweep(8000);
    Arrays.fill(wav, 44, wav.length, (byte) 0);
    assertEquals(0, correlation(wav));
    byte[] noise = new byte[wav.length - 44];
    new Random(3).nextBytes(noise);
    System.arraycopy(noise, 0, wav, 44, noise.length);
    assertTrue(correlation(wav) < 0.2);
    assertEquals(0, correlation(new byte[10]));
  }
}

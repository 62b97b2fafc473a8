package org.trucephone.tests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A sound that cannot be mistaken for another: a sweep from 500 to 2500 Hz, again each half second,
 * inside the band of every telephone codec. One that has come through a phone call is recognised by
 * its correlation with the original.
 */
public final class Sweep {
  private static final int RATE_HZ = 8000;
  private static final int PERIOD = RATE_HZ / 2;
  private static final int WINDOW = 2000;
  private static final double AMPLITUDE = 8000;
  private static final int WAV_HEADER = 44;

  private Sweep() {}

  /** Writes the sweep as a sound file: mono, 16 bit, at this rate. */
  public static void write(Path file, int rateHz, int seconds) throws IOException {
    short[] samples = new short[rateHz * seconds];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) at((double) i / rateHz);
    }
    byte[] bytes = new byte[WAV_HEADER + 2 * samples.length];
    put(bytes, 0, 0x46464952, 4); // RIFF
    put(bytes, 4, bytes.length - 8, 4);
    put(bytes, 8, 0x45564157, 4); // WAVE
    put(bytes, 12, 0x20746d66, 4); // fmt
    put(bytes, 16, 16, 4);
    put(bytes, 20, 1, 2); // PCM
    put(bytes, 22, 1, 2); // mono
    put(bytes, 24, rateHz, 4);
    put(bytes, 28, 2 * rateHz, 4);
    put(bytes, 32, 2, 2);
    put(bytes, 34, 16, 2);
    put(bytes, 36, 0x61746164, 4); // data
    put(bytes, 40, 2 * samples.length, 4);
    for (int i = 0; i < samples.length; i++) {
      put(bytes, WAV_HEADER + 2 * i, samples[i], 2);
    }
    Files.write(file, bytes);
  }

  /**
   * How surely a recording holds the sweep: the best normalised correlation of any quarter second
   * of it with the original at any shift, 0 to 1. Silence and a file too short give 0.
   */
  public static double correlation(Path recording) throws IOException {
    return best(read8k(recording));
  }

  private static double best(short[] heard) {
    double[] sent = new double[PERIOD + WINDOW];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = at((double) i / RATE_HZ);
    }
    double best = 0;
    for (int from = 0; from + WINDOW <= heard.length; from += WINDOW) {
      if (energy(heard, from) > 1e4 * WINDOW) {
        for (int shift = 0; shift < PERIOD; shift++) {
          best = Math.max(best, correlation(heard, from, sent, shift));
        }
      }
    }
    return best;
  }

  private static double correlation(short[] heard, int from, double[] sent, int shift) {
    double product = 0;
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < WINDOW; i++) {
      double x = heard[from + i];
      double y = sent[shift + i];
      product += x * y;
      ours += x * x;
      theirs += y * y;
    }
    return Math.abs(product) / Math.sqrt(ours * theirs);
  }

  private static double energy(short[] samples, int from) {
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      sum += (double) samples[from + i] * samples[from + i];
    }
    return sum;
  }

  private static double at(double seconds) {
    double t = seconds % 0.5;
    return AMPLITUDE * Math.sin(2 * Math.PI * (500 * t + 2000 * t * t));
  }

  /** A recording at 8 or 16 kHz brought to 8 kHz; a torn end is left out. */
  private static short[] read8k(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < WAV_HEADER) {
      return new short[0];
    }
    int rateHz = word(bytes, 24) & 0xffff | word(bytes, 26) << 16;
    int channels = Math.max(1, word(bytes, 22));
    int step = channels * rateHz / RATE_HZ;
    int frames = (bytes.length - WAV_HEADER) / 2;
    short[] out = new short[frames / Math.max(1, step)];
    int n = 0;
    for (int i = 0; i + step <= frames && n < out.length; i += step) {
      int sum = 0;
      for (int k = 0; k < step; k++) {
        sum += (short) word(bytes, WAV_HEADER + 2 * (i + k));
      }
      out[n++] = (short) (sum / step);
    }
    return Arrays.copyOf(out, n);
  }

  private static int word(byte[] b, int at) {
    return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
  }

  private static void put(byte[] b, int at, int value, int length) {
    for (int i = 0; i < length; i++) {
      b[at + i] = (byte) (value >> (8 * i));
    }
  }
}

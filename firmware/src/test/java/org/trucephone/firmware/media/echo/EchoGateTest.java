package org.trucephone.firmware.media.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gates of a hands-free call: far voice alone, both at once, the room changed, near voice alone
 * (plan of seconds: 0–16 far, 16–24 both, 24–32 far, at 32 the room changes, 32–48 far, 48–56
 * near).
 */
class EchoGateTest {
  private static final int SECONDS = 56;

  @BeforeAll
  static void needsTheLibrary() {
    assumeTrue(SpeexLibrary.present(), "libspeexdsp is not here: install libspeexdsp1");
  }

  @ParameterizedTest
  @CsvSource({"40,10,0", "40,4.5,0", "120,10,0", "40,10,50"})
  void gates(int bulkMs, double lossDb, int skewPpm) {
    double[] far = Room.voice(SECONDS, 120, 2500, 1);
    double[] near = Room.voice(SECONDS, 210, 1500, 2);
    int n = SECONDS * Room.RATE;
    double[] echoes = new double[n];
    double[] mine = new double[n];
    double[] out = new double[n];
    Room room = new Room(bulkMs, lossDb, 3);
    short[] mouth = new short[160];
    short[] played = new short[160];
    try (MouthProcessor mouthProcessor = new MouthProcessor(new SpeexCanceller(Room.RATE), 160)) {
      for (int at = 0; at < n; at += 160) {
        double second = at / (double) Room.RATE;
        if (at == 32 * Room.RATE) {
          room.move(4);
        }
        for (int i = 0; i < 160; i++) {
          boolean farTalks = second < 48;
          boolean nearTalks = second >= 16 && second < 24 || second >= 48;
          played[i] = (short) (farTalks ? far[at + i] : 0);
          // The microphone's clock runs slow against the loudspeaker's by the skew.
          double ahead = farTalks ? between(far, (at + i) * (1 - skewPpm * 1e-6)) : 0;
          echoes[at + i] = room.echo(skewPpm == 0 ? played[i] : ahead);
          mine[at + i] = nearTalks ? near[at + i] : 0;
          mouth[i] = (short) Math.clamp(echoes[at + i] + mine[at + i], -32768, 32767);
        }
        mouthProcessor.played(played);
        mouthProcessor.captured(mouth, bulkMs * 16);
        for (int i = 0; i < 160; i++) {
          out[at + i] = mouth[i];
        }
      }
    }
    double late = loss(echoes, out, 4, 16);
    double after = loss(echoes, out, 26, 32);
    double again = loss(echoes, out, 36, 48);
    double first20 = reaches(echoes, out, 0, 20);
    double again20 = reaches(echoes, out, 32, 20);
    double both = level(out, 16, 24) - level(mine, 16, 24);
    double alone = level(out, 50, 56) - level(mine, 50, 56);
    System.out.printf(
        "figure: echo, %d ms, %.1f dB, %d ppm: 4-16 s %.1f dB, after both %.1f, after a change %.1f;"
            + " 20 dB after %.1f s, again after %.1f s; near voice %.1f dB with both, %.1f alone%n",
        bulkMs, lossDb, skewPpm, late, after, again, first20, again20, both, alone);
    assertTrue(late > 30, "far alone " + late);
    assertTrue(first20 <= 2, "converges in " + first20);
    assertTrue(again20 <= 4, "after a change in " + again20);
    assertTrue(both >= -3, "near voice in double talk " + both);
    assertTrue(Math.abs(alone) <= 1.5, "near voice alone " + alone);
  }

  private static double between(double[] of, double where) {
    int i = (int) where;
    double part = where - i;
    return i + 1 < of.length ? of[i] * (1 - part) + of[i + 1] * part : of[i];
  }

  private static double level(double[] of, double from, double to) {
    double sum = 1e-9;
    for (int i = (int) (from * Room.RATE); i < to * Room.RATE; i++) {
      sum += of[i] * of[i];
    }
    return 10 * Math.log10(sum);
  }

  /** Echo return loss enhancement, dB. */
  private static double loss(double[] echo, double[] left, double from, double to) {
    return level(echo, from, to) - level(left, from, to);
  }

  /** Seconds until a window of 0.5 s has this much less echo. */
  private static double reaches(double[] echo, double[] left, double from, double db) {
    for (double t = from; t < from + 12; t += 0.1) {
      if (loss(echo, left, t, t + 0.5) >= db) {
        return t - from;
      }
    }
    return 99;
  }

  @Test
  void aPeriodAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    short[] mouth = new short[160];
    long before = 0;
    try (MouthProcessor processor = new MouthProcessor(new SpeexCanceller(Room.RATE), 160)) {
      for (int i = 0; i < 20_000; i++) {
        if (i == 10_000) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        mouth[i % 160] = (short) i;
        processor.captured(mouth, 640);
        processor.played(mouth);
      }
      assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }
  }

  @Test
  void aLagThatWobblesStaysAndOneThatMovesIsFollowed() {
    Reference reference = new Reference();
    short[] period = new short[160];
    for (int i = 0; i < 20; i++) {
      Arrays.fill(period, (short) (i + 1));
      reference.played(period);
    }
    short[] sounding = new short[160];
    assertFalse(reference.sounding(sounding, 80 + 320));
    assertEquals(18, sounding[0]);
    assertFalse(reference.sounding(sounding, 80 + 480));
    assertEquals(18, sounding[0]);
    boolean changed = false;
    for (int i = 0; i < 100; i++) {
      changed |= reference.sounding(sounding, 80 + 640);
    }
    assertTrue(changed);
    assertEquals(16, sounding[0]);
  }
}

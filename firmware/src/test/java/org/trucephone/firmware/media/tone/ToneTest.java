package org.trucephone.firmware.media.tone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.media.dsp.HalfBand;

class ToneTest {
  private static double at(short[] x, int from, int n, double hz, int rate) {
    double re = 0;
    double im = 0;
    for (int i = from; i < from + n; i++) {
      re += x[i] * Math.cos(2 * Math.PI * hz * i / rate);
      im += x[i] * Math.sin(2 * Math.PI * hz * i / rate);
    }
    return 2 * Math.hypot(re, im) / n;
  }

  private static short[] play(ToneSpec spec, int seconds) {
    ToneGenerator generator = new ToneGenerator(16000);
    generator.play(spec);
    short[] all = new short[16000 * seconds];
    short[] period = new short[160];
    for (int i = 0; i < all.length; i += 160) {
      java.util.Arrays.fill(period, (short) 0);
      generator.mix(period, 160);
      System.arraycopy(period, 0, all, i, 160);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"US,350", "US,440", "DE,425", "GB,350", "UK,440", "AU,413", "FR,440", "XX,425"})
  void dialTonesHaveTheirFrequencies(String country, int hz) {
    assertTrue(at(play(ToneTable.of(country).dial(), 1), 1600, 8000, hz, 16000) > 3000);
  }

  @Test
  void busyStopsAndStarts() {
    short[] busy = play(ToneTable.of("DE").busy(), 2);
    assertTrue(at(busy, 800, 4000, 425, 16000) > 3000);
    assertTrue(at(busy, 16000 * 600 / 1000, 4000, 425, 16000) < 1);
  }

  @Test
  void nothingClicks() {
    short[] busy = play(ToneTable.of("US").busy(), 3);
    int step = 0;
    for (int i = 1; i < busy.length; i++) {
      step = Math.max(step, Math.abs(busy[i] - busy[i - 1]));
    }
    assertTrue(step < 1800, "a step of " + step);
  }

  @Test
  void stoppedItIsSilentAfterTheRamp() {
    ToneGenerator generator = new ToneGenerator(16000);
    generator.play(ToneTable.bell(1));
    generator.mix(new short[160], 160);
    generator.play(null);
    generator.mix(new short[160], 160);
    assertFalse(generator.sounding());
  }

  @Test
  void everyDigitHasItsPair() {
    for (char digit : "0123456789*#ABCD".toCharArray()) {
      assertNotNull(ToneTable.digit(digit));
    }
    short[] five = play(ToneTable.digit('5'), 1);
    assertTrue(at(five, 800, 8000, 770, 16000) > 1000 && at(five, 800, 8000, 1336, 16000) > 1000);
  }

  @ParameterizedTest
  @CsvSource({"300", "1000", "3000", "3400"})
  void resamplingKeepsTheTelephoneBand(int hz) {
    short[] narrow = new short[8000];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (short) (10000 * Math.sin(2 * Math.PI * hz * i / 8000));
    }
    short[] wide = new short[16000];
    new HalfBand().up(narrow, 0, 8000, wide, 0);
    assertEquals(10000, at(wide, 1000, 14400, hz, 16000), 600);
    assertTrue(at(wide, 1000, 14400, 8000 - hz, 16000) < 300, "image");
    short[] back = new short[8000];
    new HalfBand().down(wide, 0, 8000, back, 0);
    assertEquals(10000, at(back, 800, 6400, hz, 8000), 1200);
  }

  @Test
  void resamplingDownRemovesWhatWouldAlias() {
    short[] wide = new short[16000];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (short) (10000 * Math.sin(2 * Math.PI * 6000 * i / 16000));
    }
    short[] narrow = new short[8000];
    new HalfBand().down(wide, 0, 8000, narrow, 0);
    assertTrue(at(narrow, 800, 6400, 2000, 8000) < 30);
  }

  @Test
  void everyBellSoundsAndPausesInItsOwnRhythm() {
    Set<List<Integer>> rhythms = new HashSet<>();
    for (int pattern = 1; pattern <= 5; pattern++) {
      int[] cadence = ToneTable.bell(pattern).cadenceMs();
      assertEquals(0, cadence.length % 2);
      assertTrue(cadence[cadence.length - 1] >= 3000, "it ends with a long pause");
      rhythms.add(Arrays.stream(cadence).boxed().toList());
    }
    assertEquals(5, rhythms.size());
  }
}

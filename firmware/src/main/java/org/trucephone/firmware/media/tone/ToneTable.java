package org.trucephone.firmware.media.tone;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Call progress tones by country (ITU-T E.180 supplement 2), and the bell.
 *
 * @param dial you may dial
 * @param stutter you may dial, and have messages
 * @param ringBack it rings there
 * @param busy it is busy there
 * @param congestion the network cannot
 */
public record ToneTable(
    ToneSpec dial, ToneSpec stutter, ToneSpec ringBack, ToneSpec busy, ToneSpec congestion) {
  private static final int LEVEL = 4000;

  private static final Map<String, ToneTable> COUNTRIES =
      Map.ofEntries(
          Map.entry(
              "US",
              table(
                  350, 440, t(440, 480, 2000, 4000), t(480, 620, 500, 500), t(480, 620, 250, 250))),
          Map.entry(
              "CA",
              table(
                  350, 440, t(440, 480, 2000, 4000), t(480, 620, 500, 500), t(480, 620, 250, 250))),
          Map.entry(
              "GB",
              table(
                  350,
                  440,
                  t(400, 450, 400, 200, 400, 2000),
                  t(400, 0, 375, 375),
                  t(400, 0, 400, 350, 225, 525))),
          Map.entry(
              "DE", table(425, 0, t(425, 0, 1000, 4000), t(425, 0, 480, 480), t(425, 0, 240, 240))),
          Map.entry(
              "AT", table(450, 0, t(450, 0, 1000, 5000), t(450, 0, 400, 400), t(450, 0, 200, 200))),
          Map.entry(
              "CH", table(425, 0, t(425, 0, 1000, 4000), t(425, 0, 500, 500), t(425, 0, 200, 200))),
          Map.entry(
              "FR", table(440, 0, t(440, 0, 1500, 3500), t(440, 0, 500, 500), t(440, 0, 250, 250))),
          Map.entry(
              "IT", table(425, 0, t(425, 0, 1000, 4000), t(425, 0, 500, 500), t(425, 0, 200, 200))),
          Map.entry(
              "ES",
              table(
                  425,
                  0,
                  t(425, 0, 1500, 3000),
                  t(425, 0, 200, 200),
                  t(425, 0, 200, 200, 200, 200, 200, 600))),
          Map.entry(
              "NL", table(425, 0, t(425, 0, 1000, 4000), t(425, 0, 500, 500), t(425, 0, 250, 250))),
          Map.entry(
              "AU",
              table(
                  413,
                  438,
                  t(413, 438, 400, 200, 400, 2000),
                  t(425, 0, 375, 375),
                  t(425, 0, 375, 375))),
          Map.entry(
              "JP",
              table(400, 0, t(400, 420, 1000, 2000), t(400, 0, 500, 500), t(400, 0, 500, 500))));

  /**
   * {@return the country's table (ISO 3166 code, or UK); for others what ITU-T E.180 recommends}
   */
  public static ToneTable of(String country) {
    String code = country.toUpperCase(Locale.ROOT);
    ToneTable found = COUNTRIES.get(code.equals("UK") ? "GB" : code);
    return found != null
        ? found
        : table(425, 0, t(425, 0, 1000, 4000), t(425, 0, 500, 500), t(425, 0, 200, 200));
  }

  /** When each bell sounds and pauses, in ms, after Telcordia GR-506's patterns 1 to 5. */
  private static final int[][] BELLS = {
    {900, 3000},
    {800, 400, 800, 3000},
    {400, 200, 400, 200, 800, 3000},
    {320, 200, 960, 200, 320, 3000},
    {480, 5000}
  };

  /**
   * {@return a bell: strokes of 60 ms and rests of 20 as long as it sounds, then its pause}
   *
   * @param pattern 1…5
   */
  public static ToneSpec bell(int pattern) {
    int[] rhythm = BELLS[pattern - 1];
    IntStream.Builder cadence = IntStream.builder();
    for (int i = 0; i < rhythm.length; i += 2) {
      int strokes = rhythm[i] / 80;
      for (int stroke = 1; stroke < strokes; stroke++) {
        cadence.add(60).add(20);
      }
      cadence.add(60).add(rhythm[i + 1]);
    }
    return new ToneSpec(520, 660, 7000, cadence.build().toArray());
  }

  /** {@return one soft beep that says another call waits} */
  public static ToneSpec waiting() {
    return new ToneSpec(440, 0, 1300, 180, 30_000);
  }

  /** {@return what a digit sounds like (ITU-T Q.23), softly, or null if it is none} */
  public static @org.jspecify.annotations.Nullable ToneSpec digit(char digit) {
    int at = "123A456B789C*0#D".indexOf(digit);
    if (at < 0) {
      return null;
    }
    int[] rows = {697, 770, 852, 941};
    int[] columns = {1209, 1336, 1477, 1633};
    return new ToneSpec(rows[at / 4], columns[at % 4], 1500);
  }

  private static ToneTable table(
      int dial1, int dial2, ToneSpec ringBack, ToneSpec busy, ToneSpec congestion) {
    return new ToneTable(
        new ToneSpec(dial1, dial2, LEVEL),
        new ToneSpec(dial1, dial2, LEVEL, 400, 40),
        ringBack,
        busy,
        congestion);
  }

  private static ToneSpec t(int hz1, int hz2, int... cadence) {
    return new ToneSpec(hz1, hz2, LEVEL, cadence);
  }
}

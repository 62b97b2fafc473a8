package org.trucephone.hal.keypad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.keypad.Debouncer.Timing;

/** Columns are 1-2-3, 4-5-6, 7-8-9 read downwards: key 1 is row 0 of column 0. */
class DebouncerTest {
  private static final int[] UP = {0, 0, 0};

  private final KeyMatrix matrix =
      new KeyMatrix(
          List.of(0, 1, 2),
          List.of(8, 9, 10),
          List.of(row("1", "4", "7"), row("2", "5", "8"), row("3", "6", "")));
  private final Debouncer debouncer = new Debouncer(matrix, Timing.USUAL);
  private final List<String> told = new ArrayList<>();

  @Test
  void aCleanPressIsToldOnceAfterTheBounceTime() {
    scan(0, 0b001, 0, 0);
    scan(5, 0b001, 0, 0);
    assertEquals(List.of(), told, "5 ms are not enough");
    scan(10, 0b001, 0, 0);
    scan(100, UP);
    scan(105, UP);
    scan(110, UP);
    assertEquals(List.of("10 1 PRESS", "110 1 RELEASE", "110 1 SHORT"), told);
    assertTrue(debouncer.quiet());
  }

  @Test
  void aBouncingContactIsOnePress() {
    for (int t = 0; t < 12; t++) {
      scan(t, t % 3 == 0 ? 0 : 0b010, 0, 0); // closes for 2 ms, opens for 1 ms
    }
    assertEquals(List.of(), told);
    for (int t = 12; t < 40; t++) {
      scan(t, 0b010, 0, 0);
    }
    for (int t = 40; t < 50; t++) {
      scan(t, t % 2 == 0 ? 0 : 0b010, 0, 0);
    }
    for (int t = 50; t < 60; t++) {
      scan(t, UP);
    }
    // At 9 it opened last; closed without a break since 10. Open without a break since 50.
    assertEquals(List.of("18 2 PRESS", "58 2 RELEASE", "58 2 SHORT"), told);
  }

  @Test
  void aSpikeIsNothing() {
    scan(0, 0b001, 0, 0);
    scan(5, UP);
    scan(50, UP);
    assertEquals(List.of(), told);
    assertTrue(debouncer.quiet());
  }

  @Test
  void quietOnlyWhenNothingIsDownOrBouncing() {
    scan(0, 0b001, 0, 0);
    assertFalse(debouncer.quiet(), "bouncing");
    scan(8, 0b001, 0, 0);
    assertFalse(debouncer.quiet(), "down");
  }

  @Test
  void holdingGivesLongThenRepeatsAndNoShort() {
    for (int t = 0; t <= 1000; t += 2) {
      scan(t, 0b001, 0, 0);
    }
    for (int t = 1002; t <= 1020; t += 2) {
      scan(t, UP);
    }
    assertEquals(
        List.of("8 1 PRESS", "608 1 LONG", "758 1 REPEAT", "908 1 REPEAT", "1010 1 RELEASE"), told);
  }

  @Test
  void lettingGoJustBeforeLongIsShort() {
    hold(0, 600, 0b001, 0, 0);
    hold(602, 620, UP);
    assertEquals(List.of("8 1 PRESS", "610 1 RELEASE", "610 1 SHORT"), told);
  }

  @Test
  void twoKeysOverlapFreely() {
    hold(0, 20, 0b001, 0, 0);
    hold(22, 40, 0b001, 0b100, 0);
    hold(42, 60, 0, 0b100, 0);
    hold(62, 80, UP);
    assertEquals(
        List.of(
            "8 1 PRESS", "30 6 PRESS", "50 1 RELEASE", "50 1 SHORT", "70 6 RELEASE", "70 6 SHORT"),
        told);
  }

  @Test
  void threeKeysAtCornersPressNoGhost() {
    hold(0, 20, 0b001, 0, 0); // 1
    hold(22, 40, 0b011, 0, 0); // 1 and 2
    hold(42, 80, 0b011, 0b011, 0); // pressing 4 too reads as 5 too
    assertEquals(List.of("8 1 PRESS", "30 2 PRESS"), told, "neither 4 nor the ghost 5");
    told.clear();
    hold(82, 100, 0b001, 0b001, 0); // letting go of 2 makes it clear: 1 and 4
    assertEquals(List.of("90 2 RELEASE", "90 2 SHORT", "90 4 PRESS"), told);
  }

  @Test
  void aGapInTheMatrixIsNeverTold() {
    hold(0, 1000, 0, 0, 0b100);
    assertEquals(List.of(), told);
    assertTrue(debouncer.quiet());
  }

  @Test
  void aLostKeypadLetsGoWithoutShort() {
    hold(0, 20, 0b001, 0, 0b001);
    told.clear();
    debouncer.releaseAll().forEach(e -> told.add(e.key().print() + " " + e.action()));
    assertEquals(List.of("1 RELEASE", "7 RELEASE"), told);
    assertTrue(debouncer.quiet());
    assertEquals(List.of(), debouncer.releaseAll());
  }

  private void hold(int from, int to, int... columns) {
    for (int t = from; t <= to; t += 2) {
      scan(t, columns);
    }
  }

  private void scan(long now, int... columns) {
    for (KeyEvent event : debouncer.scan(columns, now)) {
      told.add(now + " " + event.key().print() + " " + event.action());
    }
  }

  private static List<Optional<Key>> row(String... names) {
    return java.util.Arrays.stream(names).map(Key::named).toList();
  }
}

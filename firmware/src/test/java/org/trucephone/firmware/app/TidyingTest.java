package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TidyingTest {
  private boolean busy;
  private int collected;
  private final Tidying tidying = new Tidying(() -> busy, () -> collected++);

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      tidying.look();
    }
  }

  @Test
  void tidiesOnceAfterTheStart() {
    look(Tidying.SETTLED - 1);
    assertEquals(0, collected);
    look(100);
    assertEquals(1, collected);
  }

  @Test
  void neverInUseHoweverLong() {
    busy = true;
    look(10 * Tidying.AGAIN);
    assertEquals(0, collected);
  }

  @Test
  void waitsAfterEachUse() {
    look(Tidying.SETTLED);
    busy = true;
    look(5);
    busy = false;
    look(Tidying.SETTLED - 1);
    busy = true; // lifted again just before
    look(1);
    busy = false;
    look(Tidying.SETTLED - 1);
    assertEquals(1, collected);
    look(1);
    assertEquals(2, collected);
  }

  @Test
  void anIdlePhoneIsTidiedByTheHour() {
    look(Tidying.SETTLED + 3 * Tidying.AGAIN);
    assertEquals(4, collected);
  }
}

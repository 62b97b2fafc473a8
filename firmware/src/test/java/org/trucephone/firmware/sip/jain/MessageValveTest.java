package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MessageValveTest {
  private static int taken(MessageValve valve, int tries, long now) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += valve.take(now) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void fortyAtOnceThenTwentyASecond() {
    MessageValve valve = new MessageValve();
    long start = System.nanoTime() + 60_000_000_000L;
    assertEquals(40, taken(valve, 100, start));
    assertEquals(10, taken(valve, 100, start + 500_000_000L));
    assertEquals(20, taken(valve, 100, start + 1_500_000_000L));
    assertEquals(40, taken(valve, 100, start + 60_000_000_000L));
  }
}

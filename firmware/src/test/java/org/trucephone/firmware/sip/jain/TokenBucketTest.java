package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static int taken(TokenBucket valve, int tries, long now) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += valve.take(now) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void fortyAtOnceThenTwentyASecond() {
    long start = Long.MAX_VALUE - 5; // steady time may wrap
    TokenBucket valve = new TokenBucket(20, 40, start);
    assertEquals(40, taken(valve, 100, start));
    assertEquals(10, taken(valve, 100, start + 500_000_000L));
    assertEquals(20, taken(valve, 100, start + 1_500_000_000L));
    assertEquals(40, taken(valve, 100, start + 60_000_000_000L));
  }
}

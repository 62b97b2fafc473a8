package org.trucephone.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Duration FIRST = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Test
  void waitsDoubleUpToTheLimitAndLoseUpToHalf() {
    RetrySchedule schedule = new RetrySchedule(FIRST, LONGEST, new SplittableRandom(7));
    long[] wholeSeconds = {4, 8, 16, 32, 64, 128, 256, 300, 300, 300};
    for (long whole : wholeSeconds) {
      long millis = schedule.next().toMillis();
      assertTrue(millis <= whole * 1000 && millis >= whole * 500, whole + " s: " + millis);
    }
    schedule.reset();
    assertTrue(schedule.next().compareTo(FIRST) <= 0);
  }

  @Test
  void phonesDoNotAskInStep() {
    Set<Duration> waits = new HashSet<>();
    for (int phone = 0; phone < 50; phone++) {
      waits.add(new RetrySchedule(FIRST, LONGEST, new SplittableRandom(phone)).next());
    }
    assertNotEquals(1, waits.size());
    assertTrue(waits.size() > 40, "different waits: " + waits.size());
  }

  @Test
  void theSameSeedGivesTheSameWaits() {
    RetrySchedule one = new RetrySchedule(FIRST, LONGEST, new SplittableRandom(1));
    RetrySchedule other = new RetrySchedule(FIRST, LONGEST, new SplittableRandom(1));
    for (int i = 0; i < 20; i++) {
      assertEquals(one.next(), other.next());
    }
  }

  @Test
  void aScheduleWithoutWaitIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrySchedule(Duration.ZERO, LONGEST, new SplittableRandom(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrySchedule(LONGEST, FIRST, new SplittableRandom(1)));
  }
}

package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProvisioningJobTest {
  @Test
  void pollsAreSpreadOverHalfTheIntervalAndNeverInStep() {
    Random random = new Random(7);
    Set<Long> waits = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      Duration wait = ProvisioningJob.spread(Duration.ofHours(1), random);
      assertTrue(wait.toMinutes() >= 45 && wait.toMinutes() <= 75, wait.toString());
      waits.add(wait.toSeconds());
    }
    assertTrue(waits.size() > 150, "200 phones share " + waits.size() + " moments");
    assertTrue(waits.stream().mapToLong(w -> w).max().orElse(0) > 70 * 60);
    assertTrue(waits.stream().mapToLong(w -> w).min().orElse(0) < 50 * 60);
  }
}

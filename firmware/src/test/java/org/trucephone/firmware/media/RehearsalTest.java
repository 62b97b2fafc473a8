package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.codec.Codecs;

class RehearsalTest {
  @Test
  void everyCodecHasItsTurnThenItEnds() {
    try (Rehearsal rehearsal = Rehearsal.begin()) {
      int periods = 0;
      while (rehearsal.tick(TimeUnit.MILLISECONDS.toNanos(10L * periods))) {
        periods++;
      }
      assertEquals(80 * Codecs.names().size(), periods);
    }
  }
}

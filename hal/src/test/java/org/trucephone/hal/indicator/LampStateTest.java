package org.trucephone.hal.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.indicator.LampState.Rhythm;

class LampStateTest {
  @Test
  void rhythmsHaveThePanelsWords() {
    assertEquals(
        List.of("off", "steady", "slow", "fast", "doubleblink"),
        Stream.of(Rhythm.values()).map(Rhythm::print).toList());
  }
}

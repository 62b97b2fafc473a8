package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class RealTimeTest {
  @Test
  void whatTheKernelRefusesIsSaid() {
    assertFalse(RealTime.take(0), "SCHED_FIFO begins at 1");
    assertFalse(RealTime.take(100), "and ends at 99");
  }
}

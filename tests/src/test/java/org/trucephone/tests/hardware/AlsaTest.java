package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AlsaPcm;
import org.trucephone.hal.bus.linux.LinuxWires;

/** A sound card of the kernel, {@code snd-aloop}: what one end plays the other end captures. */
@Tag("hardware")
class AlsaTest {
  private static final int PERIODS = 300;

  @Test
  void aCardIsThereByItsName() {
    try (LinuxWires wires = Guest.wires()) {
      assertTrue(wires.soundCard("Loopback").present());
      assertFalse(wires.soundCard("Headset").present());
    }
  }

  @Test
  void whatIsPlayedIsCapturedSampleForSample() throws Exception {
    try (AlsaPcm near = new AlsaPcm("hw:Loopback,0,0");
        AlsaPcm far = new AlsaPcm("hw:Loopback,1,0")) {
      short[] played = new short[160];
      short[] ignored = new short[160];
      short[] captured = new short[160];
      int next = 1;
      int expected = 0; // 0 until the first sample of the count has come
      int right = 0;
      int heard = 0;
      for (int period = 0; period < PERIODS; period++) {
        assertTrue(near.read(ignored), () -> "near: " + near.failure());
        assertTrue(far.read(captured), () -> "far: " + far.failure());
        for (int i = 0; i < played.length; i++) {
          played[i] = (short) next;
          next = next % 30_000 + 1;
        }
        near.write(played);
        far.write(ignored.clone());
        for (short sample : captured) {
          if (sample != 0) {
            heard++;
            if (sample == expected) {
              right++;
            }
            expected = sample % 30_000 + 1;
          }
        }
      }
      assertEquals(160, near.periodSamples());
      // An emulated processor that stalls drops whole periods; each costs one wrong step here.
      assertTrue(right >= 16_000, right + " samples followed the one before");
      assertTrue(right >= heard * 0.99, right + " right of " + heard);
    }
  }
}

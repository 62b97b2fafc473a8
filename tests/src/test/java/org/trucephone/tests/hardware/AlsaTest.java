package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AlsaPcm;

/** A sound card of the kernel, {@code snd-aloop}: what one end plays the other end captures. */
@Tag("hardware")
class AlsaTest {
  private static final int PERIODS = 200;

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
      int longest = 0;
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
          if (expected != 0 && sample == expected) {
            right++;
            longest = Math.max(longest, right);
          } else {
            right = sample > 0 ? 1 : 0;
          }
          expected = sample > 0 ? sample % 30_000 + 1 : 0;
        }
      }
      assertEquals(160, near.periodSamples());
      // A guest that stalls may lose a period; a second without a break is what a call needs.
      assertTrue(longest >= 16_000, "longest run of right samples: " + longest);
    }
  }
}

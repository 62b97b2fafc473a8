package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Who hears whom in a conference. */
class MixerTest {
  @Test
  void eachHearsAllButHimself() {
    Mixer mixer = new Mixer(2, 4);
    short[] mouth = {100, -100};
    mixer.begin(mouth);
    int a = mixer.add(new short[] {10, 20});
    int b = mixer.add(new short[] {1, 2});
    assertArrayEquals(new short[] {101, -98}, mixer.forVoice(a));
    assertArrayEquals(new short[] {110, -80}, mixer.forVoice(b));
    assertArrayEquals(new short[] {11, 22}, mixer.forEar(mouth));
  }

  @Test
  void loudVoicesSaturate() {
    Mixer mixer = new Mixer(2, 4);
    short[] mouth = {30_000, -30_000};
    mixer.begin(mouth);
    mixer.add(new short[] {30_000, -30_000});
    int b = mixer.add(new short[2]);
    assertArrayEquals(new short[] {Short.MAX_VALUE, Short.MIN_VALUE}, mixer.forVoice(b));
  }

  @Test
  void oneTooManyIsLeftOutInSilence() {
    Mixer mixer = new Mixer(1, 1);
    mixer.begin(new short[1]);
    assertEquals(0, mixer.add(new short[] {5}));
    int left = mixer.add(new short[] {7});
    assertEquals(-1, left);
    assertArrayEquals(new short[] {0}, mixer.forVoice(left));
    assertArrayEquals(new short[] {5}, mixer.forEar(new short[1]));
  }

  @Test
  void aPeriodAllocatesNothing() {
    Mixer mixer = new Mixer(160, 4);
    short[] mouth = new short[160];
    short[] voice = new short[160];
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    periods(mixer, mouth, voice);
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().threadId());
    long again = thread.getThreadAllocatedBytes(Thread.currentThread().threadId());
    long bare = again - before;
    before = thread.getThreadAllocatedBytes(Thread.currentThread().threadId());
    periods(mixer, mouth, voice);
    long used = thread.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
    assertEquals(bare, used);
  }

  private static void periods(Mixer mixer, short[] mouth, short[] voice) {
    for (int i = 0; i < 10_000; i++) {
      mixer.begin(mouth);
      int a = mixer.add(voice);
      int b = mixer.add(voice);
      mixer.forVoice(a);
      mixer.forVoice(b);
      mixer.forEar(mouth);
    }
  }
}

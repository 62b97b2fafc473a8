package org.trucephone.firmware.media;

import java.util.Arrays;

/**
 * Sums the voices of a conference so that nobody hears himself: each hears the microphone and all
 * others. Saturates instead of wrapping. Allocates nothing after construction. Audio thread only.
 */
final class Mixer {
  private final int samples;
  private final short[][] voices;
  private final int[] sum;
  private final short[] out;
  private int used;

  /**
   * @param samples per period
   * @param most voices besides the microphone
   */
  Mixer(int samples, int most) {
    this.samples = samples;
    this.voices = new short[most][samples];
    this.sum = new int[samples];
    this.out = new short[samples];
  }

  /** Begins a period with what the microphone gave. */
  void begin(short[] mouth) {
    used = 0;
    for (int i = 0; i < samples; i++) {
      sum[i] = mouth[i];
    }
  }

  /** {@return the number of the voice added, for {@link #forVoice}; -1 if there are too many} */
  int add(short[] voice) {
    if (used == voices.length) {
      return -1;
    }
    System.arraycopy(voice, 0, voices[used], 0, samples);
    for (int i = 0; i < samples; i++) {
      sum[i] += voice[i];
    }
    return used++;
  }

  /** {@return what this voice is to hear; valid until the next call} */
  short[] forVoice(int voice) {
    if (voice < 0) {
      Arrays.fill(out, (short) 0);
      return out;
    }
    short[] own = voices[voice];
    for (int i = 0; i < samples; i++) {
      out[i] = saturated(sum[i] - own[i]);
    }
    return out;
  }

  /** {@return what our own ear is to hear: everybody but the microphone} */
  short[] forEar(short[] mouth) {
    for (int i = 0; i < samples; i++) {
      out[i] = saturated(sum[i] - mouth[i]);
    }
    return out;
  }

  private static short saturated(int value) {
    return (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}

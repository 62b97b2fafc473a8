package org.trucephone.firmware.media.tone;

import org.jspecify.annotations.Nullable;

/**
 * Plays {@link ToneSpec}s into periods, with ramps of 4 ms so that nothing clicks. One thread;
 * allocates nothing per period.
 */
public final class ToneGenerator {
  private static final int RAMP_MS = 4;

  private final int rateHz;
  private int[] cadence = {};
  private double step1;
  private double step2;
  private double phase1;
  private double phase2;
  private int amplitude;
  private int level;
  private int part;
  private int left;
  private boolean playing;

  /** For {@code rateHz} samples a second. */
  public ToneGenerator(int rateHz) {
    this.rateHz = rateHz;
  }

  /** Begins a tone from the start of its cadence; null stops. */
  public void play(@Nullable ToneSpec spec) {
    if (spec == null) {
      playing = false;
      return;
    }
    step1 = 2 * Math.PI * spec.hz1() / rateHz;
    step2 = 2 * Math.PI * spec.hz2() / rateHz;
    amplitude = spec.amplitude();
    cadence = spec.cadenceMs();
    part = 0;
    left = cadence.length == 0 ? 0 : cadence[0] * rateHz / 1000;
    playing = true;
  }

  /** {@return whether anything is still to be heard} */
  public boolean sounding() {
    return playing || level > 0;
  }

  /** Adds the next {@code n} samples to a period. */
  public void mix(short[] out, int n) {
    int full = RAMP_MS * rateHz / 1000;
    for (int i = 0; i < n; i++) {
      if (playing && cadence.length > 0) {
        if (left == 0) {
          part = (part + 1) % cadence.length;
          left = cadence[part] * rateHz / 1000;
        }
        left--;
      }
      boolean on = playing && (cadence.length == 0 || part % 2 == 0);
      level = on ? Math.min(full, level + 1) : Math.max(0, level - 1);
      if (level > 0) {
        double value = (step1 > 0 ? Math.sin(phase1) : 0) + (step2 > 0 ? Math.sin(phase2) : 0);
        int sample = out[i] + (int) (value * amplitude * level / full);
        out[i] = (short) Math.clamp(sample, -32768, 32767);
      }
      phase1 += step1;
      phase2 += step2;
      if (phase1 > 2 * Math.PI) {
        phase1 -= 2 * Math.PI;
      }
      if (phase2 > 2 * Math.PI) {
        phase2 -= 2 * Math.PI;
      }
    }
  }
}

package org.trucephone.hal.sim;

import org.trucephone.hal.audio.AudioPath;

/** Linear gains through a simulated codec: a snapshot, never changed after it is made. */
public final class SimGains {
  /** Nothing passes. */
  public static final SimGains SILENT = new SimGains(new float[4], new float[4], new float[4][4]);

  private final float[] capture;
  private final float[] playback;
  private final float[][] sideTone;

  /** Arrays by {@link AudioPath#ordinal}; {@code sideTone[microphone][transducer]}. */
  SimGains(float[] capture, float[] playback, float[][] sideTone) {
    this.capture = capture;
    this.playback = playback;
    this.sideTone = sideTone;
  }

  /** {@return a handset and nothing else} */
  public static SimGains ofHandset(float capture, float playback) {
    float[] in = new float[4];
    float[] out = new float[4];
    in[AudioPath.HANDSET.ordinal()] = capture;
    out[AudioPath.HANDSET.ordinal()] = playback;
    return new SimGains(in, out, new float[4][4]);
  }

  /** {@return gain from a path's microphone to the samples read} */
  public float capture(AudioPath microphone) {
    return capture[microphone.ordinal()];
  }

  /** {@return gain from the samples written to a path's earpiece or loudspeaker} */
  public float playback(AudioPath transducer) {
    return playback[transducer.ordinal()];
  }

  /** {@return gain from a microphone to an earpiece inside the chip} */
  public float sideTone(AudioPath microphone, AudioPath transducer) {
    return sideTone[microphone.ordinal()][transducer.ordinal()];
  }
}

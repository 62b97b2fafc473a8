package org.trucephone.firmware.media.echo;

/**
 * What was played, kept for as long as it takes to sound: gives back the period that the microphone
 * could hear now. The lag follows the sound device's delay, but not each of its wobbles, as every
 * change makes the canceller learn anew.
 */
final class Reference {
  /** Kept: half a second at 16 kHz. */
  private static final int KEPT = 8192;

  /** Changes below this are the device's wobble, in samples. */
  private static final int WOBBLE = 160;

  /** Periods a changed delay must last. */
  private static final int STEADY = 100;

  /** The echo must come after its reference, never before: in samples. */
  private static final int MARGIN = 80;

  private final short[] ring = new short[KEPT];
  private long written;
  private int lag = -1;
  private int strange;

  /** Takes a period that goes to the device now. */
  void played(short[] period) {
    for (short sample : period) {
      ring[(int) (written++ & KEPT - 1)] = sample;
    }
  }

  /**
   * Gives the period that sounds while {@code into.length} samples are captured.
   *
   * @param delaySamples the device's delay now, out and in together
   * @return whether the lag had to change
   */
  boolean sounding(short[] into, int delaySamples) {
    int wanted = Math.clamp(delaySamples - MARGIN, 0, KEPT - 2 * into.length);
    boolean changed = false;
    if (lag < 0) {
      lag = wanted;
    } else if (Math.abs(wanted - lag) <= WOBBLE) {
      strange = 0;
    } else if (++strange >= STEADY) {
      lag = wanted;
      strange = 0;
      changed = true;
    }
    long from = written - lag - into.length;
    for (int i = 0; i < into.length; i++) {
      into[i] = from + i < 0 ? 0 : ring[(int) (from + i & KEPT - 1)];
    }
    return changed;
  }
}

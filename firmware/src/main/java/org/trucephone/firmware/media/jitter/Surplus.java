package org.trucephone.firmware.media.jitter;

/**
 * When delay that is no longer needed is given back: in a pause of the speech at once, where nobody
 * hears it; amid words only once it has lasted. Levels in, a verdict out; no samples kept, no
 * clock.
 */
final class Surplus {
  /** Surplus that amid words is let be, in milliseconds: less than anybody notices. */
  private static final int SPARE_MS = 18;

  /** Periods of 10 ms for which a pause is waited for. */
  private static final int PATIENCE = 250;

  /** Mean square of a pause beside that of the loudest speech lately: 37 dB less. */
  private static final double HUSH = 0.0002;

  /** The loudest speech is forgotten over some ten seconds. */
  private static final double FORGET = 0.999;

  /** More alike than anything is. */
  static final double NEVER = 2;

  private int lasted;
  private double loudest;

  /** Takes in a period that is about to be played. */
  void heard(short[] x, int n) {
    loudest = Math.max(loudest * FORGET, TimeStretch.energy(x, n));
  }

  /** Takes in how much more is buffered than wanted, in milliseconds; once for each period. */
  void is(double surplusMs) {
    lasted = surplusMs > SPARE_MS ? lasted + 1 : 0;
  }

  /** {@return whether it may be given back amid words} */
  boolean urgent() {
    return lasted > PATIENCE;
  }

  /** {@return mean square up to which samples are a pause} */
  double hush() {
    return loudest * HUSH;
  }
}

package org.trucephone.firmware.media.echo;

/**
 * Pushes down what a canceller left while the far side talks alone. How much the canceller took
 * away tells who talks: nearly all of it, then only echo was there; little, then somebody speaks
 * here, and the gate is open. Pure; one instance a microphone.
 */
final class EchoGate {
  /** Taken away so much or less: somebody speaks here. */
  private static final double OPEN_DB = -5;

  /** Taken away so much or more: echo alone. */
  private static final double SHUT_DB = -10;

  private static final double DEPTH_DB = -21;

  /** Mean square of a period below which nothing sounds that could echo. */
  private static final double QUIET = 50.0 * 50;

  /** Periods an echo rings on after its sound: the canceller's tail. */
  private static final int RINGS = 30;

  private double before;
  private double after;
  private double gain = 1;
  private int ringing;

  /**
   * One period.
   *
   * @param heard mean square of what the microphone heard
   * @param left what the canceller left; gated in place
   * @param played mean square of what sounded
   */
  void gate(double heard, short[] left, double played) {
    ringing = played > QUIET ? RINGS : Math.max(0, ringing - 1);
    before += 0.4 * (heard - before);
    after += 0.4 * (power(left) - after);
    double target = 1;
    if (ringing > 0) {
      double taken = 10 * Math.log10((after + 1) / (before + 1));
      double shut = Math.clamp((OPEN_DB - taken) / (OPEN_DB - SHUT_DB), 0, 1);
      target = Math.pow(10, shut * DEPTH_DB / 20);
    }
    double from = gain;
    // Opens at once, for the first word; shuts in about 50 ms, for no pumping.
    gain = target > gain ? target : gain + 0.3 * (target - gain);
    for (int i = 0; i < left.length; i++) {
      left[i] = (short) (left[i] * (from + (gain - from) * i / left.length));
    }
  }

  static double power(short[] of) {
    double sum = 0;
    for (short sample : of) {
      sum += sample * sample;
    }
    return sum / of.length;
  }
}

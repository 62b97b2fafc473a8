package org.trucephone.hal.audio;

/** Changes the sample rate of a whole sound, once, at load time; pure. */
public final class Resampling {
  /** Zero crossings of the filter on each side. */
  private static final int CROSSINGS = 16;

  private Resampling() {}

  /**
   * {@return the sound at another rate}. Windowed sinc (Hann, 16 zero crossings), cut off below the
   * lower of both Nyquist frequencies.
   */
  public static short[] convert(short[] in, int fromHz, int toHz) {
    if (fromHz == toHz) {
      return in.clone();
    }
    short[] out = new short[(int) ((long) in.length * toHz / fromHz)];
    double cutoff = 0.95 * Math.min(1.0, (double) toHz / fromHz); // of the input's Nyquist
    double reach = CROSSINGS / cutoff;
    for (int i = 0; i < out.length; i++) {
      double centre = (double) i * fromHz / toHz;
      int first = (int) Math.max(0, Math.ceil(centre - reach));
      int last = (int) Math.min(in.length - 1L, (long) Math.floor(centre + reach));
      double sum = 0;
      double weight = 0;
      for (int k = first; k <= last; k++) {
        double tap = tap(k - centre, cutoff, reach);
        sum += tap * in[k];
        weight += tap;
      }
      // Dividing by the weight keeps the level exact at each phase and at both ends.
      double sample = weight == 0 ? 0 : sum / weight;
      out[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return out;
  }

  private static double tap(double distance, double cutoff, double reach) {
    double x = Math.PI * distance * cutoff;
    double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
    return sinc * window;
  }
}

package org.trucephone.firmware.media.echo;

import java.util.Random;

/**
 * A room with a loudspeaker and a microphone, for hands-free talk: an overdriven loudspeaker, a
 * decaying tail of random reflections (RT60 0.3 s), a bulk delay, noise; and voices to put into it.
 * 16 kHz.
 */
final class Room {
  static final int RATE = 16_000;
  private static final int TAIL = RATE / 4;
  private static final int REFLECTIONS = 400;

  private final int bulk;
  private final double gain;
  private final Random noise = new Random(99);
  private final double[] past = new double[TAIL + RATE];
  private final int[] where = new int[REFLECTIONS];
  private final double[] how = new double[REFLECTIONS];
  private long at;

  /**
   * @param bulkMs delay of the device
   * @param lossDb how much weaker the echo is than the voice played (ERL)
   */
  Room(int bulkMs, double lossDb, long seed) {
    this.bulk = bulkMs * RATE / 1000;
    this.gain = Math.pow(10, -lossDb / 20);
    reflections(seed);
  }

  /** Somebody moves the phone: all reflections change at once. */
  void move(long seed) {
    reflections(seed);
  }

  private void reflections(long seed) {
    Random random = new Random(seed);
    double energy = 0;
    for (int i = 0; i < REFLECTIONS; i++) {
      // the direct way first, then ever denser and weaker
      where[i] = i < 8 ? i : (int) (TAIL * random.nextDouble());
      how[i] = random.nextGaussian() * Math.exp(-6.91 * where[i] / (0.3 * RATE)) * (i < 8 ? 2 : 1);
      energy += how[i] * how[i];
    }
    for (int i = 0; i < REFLECTIONS; i++) {
      how[i] *= gain / Math.sqrt(energy);
    }
  }

  /** {@return what the microphone hears of this sample played} */
  double echo(double played) {
    double loud = 12_000 * Math.tanh(played / 12_000);
    past[(int) (at % past.length)] = loud;
    double sum = 0;
    for (int i = 0; i < REFLECTIONS; i++) {
      long from = at - bulk - where[i];
      if (from >= 0) {
        sum += how[i] * past[(int) (from % past.length)];
      }
    }
    at++;
    return sum + noise.nextGaussian() * 10; // −70 dBov
  }

  /**
   * A voice: syllables of three to six a second, voiced by a gliding pulse train through two moving
   * resonances or hissed; pauses between.
   */
  static double[] voice(int seconds, double pitchHz, double level, long seed) {
    Random random = new Random(seed);
    int n = seconds * RATE;
    double[] out = new double[n];
    double phase = 0;
    double[] state = new double[4];
    int i = 0;
    while (i < n) {
      int syllable = (int) (RATE * (0.12 + 0.2 * random.nextDouble()));
      boolean pause = random.nextInt(6) == 0;
      boolean hiss = random.nextInt(4) == 0;
      double f1 = 300 + 600 * random.nextDouble();
      double f2 = 900 + 1800 * random.nextDouble();
      double glide = 0.85 + 0.3 * random.nextDouble();
      for (int k = 0; k < syllable && i < n; k++, i++) {
        double where = k / (double) syllable;
        double envelope = pause ? 0 : Math.sin(Math.PI * where);
        double f = pitchHz * (1 + (glide - 1) * where);
        phase += f / RATE;
        double source;
        if (phase >= 1) {
          phase -= 1;
          source = 1;
        } else {
          source = 0;
        }
        source = hiss ? 0.1 * random.nextGaussian() : source + 0.01 * random.nextGaussian();
        double y =
            resonate(state, 0, source, f1, 0.97) + 0.6 * resonate(state, 2, source, f2, 0.95);
        out[i] = envelope * y;
      }
    }
    double power = 0;
    for (double v : out) {
      power += v * v;
    }
    double scale = level / Math.sqrt(power / n);
    for (int k = 0; k < n; k++) {
      out[k] = Math.clamp(out[k] * scale, -32_000, 32_000);
    }
    return out;
  }

  private static double resonate(double[] s, int at, double x, double f, double r) {
    double y = x + 2 * r * Math.cos(2 * Math.PI * f / RATE) * s[at] - r * r * s[at + 1];
    s[at + 1] = s[at];
    s[at] = y;
    return y;
  }
}

package org.trucephone.firmware.media.jitter;

/**
 * Packet loss concealment, at 16 kHz. Goes further than G.711 Appendix I: prediction of high order
 * leads without a step into the last pitch period, which is repeated and fades late; where the
 * sound after the gap is there already, the repetition is drawn out or together so that it arrives
 * in step, and fades into the same made backwards from there.
 */
final class Concealment {
  private static final int HISTORY = 960;
  private static final int ORDER = 160;
  private static final int LEARNT = 640;

  /** Samples over which repetition takes over from prediction. */
  private static final int HANDOVER = 80;

  private static final int MERGE = 80;
  private static final int FADE_FROM = 480;
  private static final int FADE_TO = 8000;

  /** How much the repeated period may be drawn out or together to arrive in step. */
  private static final double WARP = 0.12;

  /** Samples after the gap that the repetition is to be in step with. */
  private static final int STEP = 160;

  /** How alike what meets must be to fade by amplitude; below, by power. */
  private static final double IN_STEP = 0.3;

  private final short[] history = new short[HISTORY];
  private final short[] mirror = new short[HISTORY];
  private final Loop ahead = new Loop();
  private final Loop back = new Loop();
  private final Pitch pitch = new Pitch();
  private final Prediction on = new Prediction(ORDER, LEARNT);
  private final Prediction from = new Prediction(ORDER, LEARNT);
  private int made;
  private double pitchAlike;

  /** One pitch period, repeated without a seam, faster or slower. */
  private static final class Loop {
    private final short[] period = new short[Pitch.LONGEST];
    private int length;
    private double position;

    /** Takes the last {@code lag} of the samples before {@code end}. */
    void take(short[] x, int end, int lag) {
      length = lag;
      int overlap = lag / 4;
      System.arraycopy(x, end - lag, period, 0, lag);
      // The end flows into the beginning: the last quarter fades into what came before it.
      for (int i = 0; i < overlap; i++) {
        int at = lag - overlap + i;
        int before = at - lag + end - lag < 0 ? period[at] : x[end - 2 * lag + at];
        period[at] = (short) ((period[at] * (overlap - i) + before * i) / overlap);
      }
      position = 0;
    }

    double at(double where) {
      double in = where % length;
      int low = (int) in;
      int high = low + 1 == length ? 0 : low + 1;
      return period[low] + (period[high] - period[low]) * (in - low);
    }

    double next(double step) {
      double sample = at(position);
      position = (position + step) % length;
      return sample;
    }
  }

  /**
   * Remembers decoded samples, in the stream's order; what is made up it remembers itself. So what
   * is made up always goes on from the stream's last sample, played or not.
   */
  void remember(short[] samples, int at, int n) {
    int kept = Math.min(n, HISTORY);
    System.arraycopy(history, kept, history, 0, HISTORY - kept);
    System.arraycopy(samples, at + n - kept, history, HISTORY - kept, kept);
  }

  /** {@return samples made up in a row} */
  int made() {
    return made;
  }

  /** Makes up {@code n} samples. */
  void make(short[] out, int at, int n) {
    begin();
    for (int i = 0; i < n; i++) {
      out[at + i] = (short) Math.clamp(Math.round(gain() * said(1)), -32768, 32767);
      made++;
    }
    remember(out, at, n);
  }

  /** Makes up the {@code n} samples before those of {@code after}, which are there already. */
  void bridge(short[] out, int at, int n, short[] after, int length) {
    begin();
    int lag = mirrored(after, length);
    if (lag == 0) {
      make(out, at, n);
      return;
    }
    back.take(mirror, Math.min(length, HISTORY), lag);
    from.learn(mirror, Math.min(length, HISTORY));
    double step = inStep(n, after, length);
    boolean alike = pitchAlike >= IN_STEP;
    for (int i = n - 1; i >= 0; i--) {
      double w = (i + 0.5) / n;
      out[at + i] = (short) Math.round(backward(n - 1 - i) * (alike ? w : Math.sqrt(w)));
    }
    for (int i = 0; i < n; i++) {
      double w = 1 - (i + 0.5) / n;
      double sample = out[at + i] + gain() * said(step) * (alike ? w : Math.sqrt(w));
      out[at + i] = (short) Math.clamp(Math.round(sample), -32768, 32767);
      made++;
    }
    made = 0;
    remember(out, at, n);
  }

  private double backward(int done) {
    double repeated = back.next(1);
    return done < HANDOVER ? mixed(from.next(), repeated, done) : repeated;
  }

  /** {@return the pitch period of what comes after the gap, near the one before it; 0 if none} */
  private int mirrored(short[] after, int length) {
    int n = Math.min(length, HISTORY);
    int most = Math.min(Math.min(Pitch.LONGEST, ahead.length * 5 / 4), n - MERGE);
    int least = Math.max(Pitch.SHORTEST, ahead.length * 4 / 5);
    if (most < least) {
      return 0;
    }
    for (int i = 0; i < n; i++) {
      mirror[n - 1 - i] = after[i];
    }
    return pitch.find(mirror, n, Math.min(320, n - most), least, most);
  }

  /** {@return how fast to repeat so that, {@code n} samples on, it meets what comes after best} */
  private double inStep(int n, short[] after, int length) {
    int over = Math.min(STEP, length);
    double best = 1;
    double bestScore = -2;
    for (double step = 1 - WARP; step <= 1 + WARP + 1e-9; step += WARP / 24) {
      double from = ahead.position + n * step;
      double cross = 0;
      double a = 1;
      double b = 1;
      for (int i = 0; i < over; i += 2) {
        double x = ahead.at(from + i);
        cross += x * after[i];
        a += x * x;
        b += (double) after[i] * after[i];
      }
      double score = cross / Math.sqrt(a * b) - Math.abs(step - 1);
      if (score > bestScore) {
        bestScore = score;
        best = step;
      }
    }
    pitchAlike = bestScore;
    return best;
  }

  private static double mixed(double predicted, double repeated, int at) {
    return predicted + (repeated - predicted) * at / HANDOVER;
  }

  private void begin() {
    if (made == 0) {
      ahead.take(history, HISTORY, pitch.find(history, HISTORY, 320));
      on.learn(history, HISTORY);
    }
  }

  /** The next sample: predicted first, then the repeated period. */
  private double said(double step) {
    double repeated = ahead.next(step);
    return made < HANDOVER ? mixed(on.next(), repeated, made) : repeated;
  }

  private double gain() {
    return made < FADE_FROM
        ? 1
        : made >= FADE_TO ? 0 : (double) (FADE_TO - made) / (FADE_TO - FADE_FROM);
  }

  /** Cross-fades the made-up signal into real samples that follow it. */
  void merge(short[] samples, int at, int n) {
    if (made == 0) {
      return;
    }
    int over = Math.min(MERGE, n);
    for (int i = 0; i < over; i++) {
      samples[at + i] = (short) ((gain() * said(1) * (over - i) + samples[at + i] * i) / over);
    }
    made = 0;
  }
}

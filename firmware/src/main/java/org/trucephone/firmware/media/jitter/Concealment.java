package org.trucephone.firmware.media.jitter;

/**
 * Packet loss concealment in the manner of G.711 Appendix I, at 16 kHz: the last pitch period is
 * repeated with overlap, fades after 10 ms, and is silence after 60 ms; what comes next is
 * cross-faded in.
 */
final class Concealment {
  private static final int HISTORY = 960;
  private static final int MERGE = 80;
  private static final int FADE_FROM = 160;
  private static final int FADE_TO = 960;

  private final short[] history = new short[HISTORY];
  private final short[] period = new short[Pitch.LONGEST];
  private final Pitch pitch = new Pitch();
  private int length;
  private int phase;
  private int made;

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
    if (made == 0) {
      begin();
    }
    for (int i = 0; i < n; i++) {
      out[at + i] = next();
    }
    remember(out, at, n);
  }

  private void begin() {
    length = pitch.find(history, HISTORY, 320);
    int overlap = length / 4;
    for (int i = 0; i < length; i++) {
      period[i] = history[HISTORY - length + i];
    }
    // The period's end flows into its beginning: the last quarter fades into what came before it.
    for (int i = 0; i < overlap; i++) {
      int at = length - overlap + i;
      int before = history[HISTORY - 2 * length + at];
      period[at] = (short) ((period[at] * (overlap - i) + before * i) / overlap);
    }
    phase = 0;
  }

  private short next() {
    int gain =
        made < FADE_FROM
            ? 32768
            : made >= FADE_TO ? 0 : (int) (32768L * (FADE_TO - made) / (FADE_TO - FADE_FROM));
    short sample = (short) (period[phase] * (long) gain >> 15);
    phase = phase + 1 == length ? 0 : phase + 1;
    made++;
    return sample;
  }

  /** Cross-fades the made-up signal into real samples that follow it. */
  void merge(short[] samples, int at, int n) {
    if (made == 0) {
      return;
    }
    int over = Math.min(MERGE, n);
    for (int i = 0; i < over; i++) {
      samples[at + i] = (short) ((next() * (over - i) + samples[at + i] * i) / over);
    }
    made = 0;
  }
}

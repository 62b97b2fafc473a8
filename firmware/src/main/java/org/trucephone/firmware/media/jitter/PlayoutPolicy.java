package org.trucephone.firmware.media.jitter;

/** What to do for one period: figures in, decision out; no samples, no clock. */
final class PlayoutPolicy {
  /** What a period does. */
  enum Playout {
    /** Nothing has come yet, or too little to begin: silence. */
    WAIT,
    /** Play as it is. */
    NORMAL,
    /** Play, and take one pitch period out. */
    ACCELERATE,
    /** Play, and put one pitch period in. */
    STRETCH,
    /** The next packet is missing: make something up. */
    CONCEAL
  }

  /** Audio that taking a pitch period out wants to see at once, in milliseconds. */
  private static final int STRETCHABLE_MS = 40;

  /** A level at which the buffer never shows that much: it is made larger in a pause. */
  private static final int SMALL_MS = 28;

  private PlayoutPolicy() {}

  /**
   * Decides.
   *
   * @param playing whether playout has begun
   * @param availableMs decoded or decodable audio in order, without a gap
   * @param bufferedMs all audio buffered, gaps included
   * @param levelMs the buffer's smoothed level
   * @param wantedMs the level wanted
   * @param targetMs what must be there before playout begins
   */
  static Playout decide(
      boolean playing,
      int availableMs,
      int bufferedMs,
      double levelMs,
      int wantedMs,
      int targetMs) {
    if (!playing) {
      return bufferedMs >= targetMs ? Playout.NORMAL : Playout.WAIT;
    }
    if (availableMs < 10) {
      return Playout.CONCEAL;
    }
    if (availableMs >= STRETCHABLE_MS && levelMs > mostMs(wantedMs)) {
      return Playout.ACCELERATE;
    }
    boolean seen = availableMs >= STRETCHABLE_MS || levelMs < SMALL_MS;
    if (seen && levelMs < wantedMs * 3 / 4 - 5) {
      return Playout.STRETCH;
    }
    return Playout.NORMAL;
  }

  /** {@return the level above which delay is given back} */
  static int mostMs(int wantedMs) {
    return wantedMs + Math.max(22, wantedMs / 4);
  }
}

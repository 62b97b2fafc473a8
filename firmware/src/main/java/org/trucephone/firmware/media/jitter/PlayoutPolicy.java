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

  private PlayoutPolicy() {}

  /**
   * @param playing whether playout has begun
   * @param availableMs decoded or decodable audio in order, without a gap
   * @param bufferedMs all audio buffered, gaps included
   * @param targetMs wanted buffer before each pull
   */
  static Playout decide(boolean playing, int availableMs, int bufferedMs, int targetMs) {
    if (!playing) {
      return bufferedMs >= targetMs ? Playout.NORMAL : Playout.WAIT;
    }
    if (availableMs < 10) {
      return Playout.CONCEAL;
    }
    if (bufferedMs > targetMs + Math.max(20, targetMs / 4) && availableMs >= 40) {
      return Playout.ACCELERATE;
    }
    if (bufferedMs < targetMs * 3 / 4 - 5 && availableMs >= 20) {
      return Playout.STRETCH;
    }
    return Playout.NORMAL;
  }
}

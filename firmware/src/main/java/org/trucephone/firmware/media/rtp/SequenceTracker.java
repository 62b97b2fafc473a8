package org.trucephone.firmware.media.rtp;

/**
 * Counts a stream's packets: extended sequence numbers, loss, interarrival jitter (RFC 3550 A.1,
 * A.3, A.8). A report speaks of one source only, so a new SSRC, or a sequence that begins anew,
 * begins new counts; {@link #received()} and {@link #lost()} go on over all of them. One thread.
 */
public final class SequenceTracker {
  private static final int MAX_DROPOUT = 3000;
  private static final int MAX_MISORDER = 100;

  private int clockHz;
  private boolean started;
  private int source;
  private int base;
  private int highest;
  private int cycles;
  private int suspect = -1;
  private long received;
  private long gaps;
  private long receivedEarlier;
  private long lostEarlier;
  private long expectedBefore;
  private long receivedBefore;
  private int lastTimestamp;
  private int transit;
  private double jitter;

  /** The clock has changed: the next packet's distance from the last means nothing. */
  private boolean unsteady;

  /** For a payload whose timestamps tick {@code clockHz} times a second. */
  public SequenceTracker(int clockHz) {
    this.clockHz = clockHz;
  }

  /** Says how fast the timestamps of the packets from now on tick; jitter so far is kept. */
  public void clock(int hz) {
    if (hz != clockHz) {
      jitter = jitter * hz / clockHz;
      clockHz = hz;
      unsteady = true;
    }
  }

  /** Takes in a packet that arrived at {@code nanos}. */
  public void on(int ssrc, int sequence, int timestamp, long nanos) {
    if (!started || ssrc != source) {
      restart(ssrc, sequence);
    } else {
      int delta = sequence - highest & 0xffff;
      if (delta < MAX_DROPOUT) {
        gaps += delta > 1 ? 1 : 0;
        if (sequence < highest) {
          cycles += 0x10000;
        }
        highest = sequence;
      } else if (delta < 0x10000 - MAX_MISORDER) {
        if (sequence != suspect) {
          suspect = sequence + 1 & 0xffff; // one stray packet is no new beginning; two in a row are
          return;
        }
        restart(ssrc, sequence);
      }
    }
    suspect = -1;
    received++;
    int arrival = (int) (nanos / 1000 * clockHz / 1_000_000);
    int now = arrival - timestamp;
    if (received == 1 || unsteady) {
      unsteady = false;
      transit = now;
      lastTimestamp = timestamp;
    } else if (timestamp != lastTimestamp) {
      // Packets of one event share its timestamp: their distance says nothing of the network.
      jitter += (Math.abs((double) (now - transit)) - jitter) / 16;
      transit = now;
      lastTimestamp = timestamp;
    }
  }

  private void restart(int ssrc, int sequence) {
    lostEarlier = lost();
    receivedEarlier += received;
    started = true;
    source = ssrc;
    base = sequence;
    highest = sequence;
    cycles = 0;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    jitter = 0;
  }

  /** {@return packets counted, of all sources} */
  public long received() {
    return receivedEarlier + received;
  }

  /** {@return how often packets were skipped, one or many; overtaking counts too} */
  public long gaps() {
    return gaps;
  }

  /** {@return packets missing, of all sources; never negative, duplicates notwithstanding} */
  public long lost() {
    return lostEarlier + lostOfSource();
  }

  /** {@return packets of the present source that are missing, as a report carries them} */
  public long lostOfSource() {
    return Math.max(0, expected() - received);
  }

  /** {@return packets of the present source that should have come by now} */
  public long expected() {
    return started ? (long) cycles + highest - base + 1 : 0;
  }

  /** {@return the extended highest sequence number, 32 bits} */
  public int extendedHighest() {
    return cycles + highest;
  }

  /** {@return jitter in clock ticks} */
  public int jitterTicks() {
    return (int) jitter;
  }

  /** {@return jitter in milliseconds} */
  public int jitterMs() {
    return (int) (jitter * 1000 / clockHz);
  }

  /** {@return the loss fraction since the last call, 0…255 as a report carries it} */
  public int fractionLost() {
    long expected = expected() - expectedBefore;
    long got = received - receivedBefore;
    expectedBefore = expected();
    receivedBefore = received;
    long missing = expected - got;
    return expected <= 0 || missing <= 0 ? 0 : (int) Math.min(255, (missing << 8) / expected);
  }
}

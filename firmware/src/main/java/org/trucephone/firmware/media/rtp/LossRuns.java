package org.trucephone.firmware.media.rtp;

/**
 * Sorts lost packets into bursts and gaps (RFC 3611 4.7.2, Gmin 16): a burst begins and ends with a
 * loss and has fewer than 16 packets in a row inside that came; the rest is gap. Fed by one thread,
 * read by any.
 */
public final class LossRuns {
  /** Packets in a row that end a burst (RFC 3611 4.7.2 recommends 16). */
  public static final int GMIN = 16;

  /** A leap that is longer is another stream's (RFC 3550 A.1). */
  private static final int DROPOUT = 3000;

  private int next = -1;
  private long since;
  private boolean any;
  private long runPackets;
  private long runLost;

  private volatile long bursts;
  private volatile long burstPackets;
  private volatile long burstLost;
  private volatile long packets;
  private volatile long lost;

  /** A packet came; the numbers between it and the last are lost, one that comes late is not. */
  public void came(int sequence) {
    if (next >= 0) {
      int missed = sequence - next & 0xffff;
      if (missed > 0xffff - DROPOUT) {
        return; // overtaken: counted as lost already
      }
      if (missed < DROPOUT) {
        for (int i = 0; i < missed; i++) {
          gone();
        }
      }
    }
    next = sequence + 1 & 0xffff;
    packets++;
    since++;
    if (since == GMIN) {
      close();
    }
  }

  private void gone() {
    packets++;
    lost++;
    if (any) {
      runPackets += since + 1;
      runLost++;
    } else {
      any = true;
      runPackets = 1;
      runLost = 1;
    }
    since = 0;
  }

  /** One lost packet alone is part of a gap, two and more are a burst (RFC 3611 4.7.2). */
  private void close() {
    if (any && runLost > 1) {
      bursts++;
      burstPackets += runPackets;
      burstLost += runLost;
    }
    any = false;
  }

  /** {@return lost part of the packets within bursts, in 1/256} */
  public int burstDensity() {
    return part(burstLost, burstPackets);
  }

  /** {@return lost part of the packets within gaps, in 1/256} */
  public int gapDensity() {
    return part(lost - burstLost, packets - burstPackets);
  }

  /** {@return mean length of a burst, in packets; 0 if there was none} */
  public int burstLength() {
    long n = bursts;
    return n == 0 ? 0 : (int) (burstPackets / n);
  }

  /** {@return mean length of the gaps around the bursts, in packets} */
  public int gapLength() {
    return (int) Math.min(Integer.MAX_VALUE, (packets - burstPackets) / (bursts + 1));
  }

  private static int part(long some, long all) {
    return all <= 0 || some <= 0 ? 0 : (int) Math.min(255, some * 256 / all);
  }
}

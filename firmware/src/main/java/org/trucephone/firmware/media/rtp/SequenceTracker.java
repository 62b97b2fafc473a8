package org.trucephone.firmware.media.rtp;

/**
 * Counts one source's packets: extended sequence numbers, loss, interarrival jitter (RFC 3550 A.1,
 * A.3, A.8). One thread.
 */
public final class SequenceTracker {
  private static final int MAX_DROPOUT = 3000;

  private final int clockHz;
  private boolean started;
  private int base;
  private int highest;
  private int cycles;
  private long received;
  private long expectedBefore;
  private long receivedBefore;
  private int transit;
  private double jitter;

  /** For a payload whose timestamps tick {@code clockHz} times a second. */
  public SequenceTracker(int clockHz) {
    this.clockHz = clockHz;
  }

  /** Takes in a packet that arrived at {@code nanos}. */
  public void on(int sequence, int timestamp, long nanos) {
    if (!started) {
      restart(sequence);
    } else {
      int delta = sequence - highest & 0xffff;
      if (delta < MAX_DROPOUT) {
        if (sequence < highest) {
          cycles += 0x10000;
        }
        highest = sequence;
      } else if (delta < 0x10000 - 100) {
        restart(sequence); // the source began anew
      }
    }
    received++;
    int arrival = (int) (nanos / 1000 * clockHz / 1_000_000);
    int now = arrival - timestamp;
    if (received > 1) {
      jitter += (Math.abs((double) (now - transit)) - jitter) / 16;
    }
    transit = now;
  }

  private void restart(int sequence) {
    started = true;
    base = sequence;
    highest = sequence;
    cycles = 0;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    jitter = 0;
  }

  /** {@return packets counted since the source began} */
  public long received() {
    return received;
  }

  /** {@return packets that should have come by now} */
  public long expected() {
    return started ? (long) cycles + highest - base + 1 : 0;
  }

  /** {@return packets missing; never negative, duplicates notwithstanding} */
  public long lost() {
    return Math.max(0, expected() - received);
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

package org.trucephone.hal.sim;

/** A bounded queue of samples that loses the oldest when full. Not safe for threads by itself. */
final class SampleRing {
  private final short[] ring;
  private final int most;
  private final int caughtUp;
  private int head;
  private int size;

  /** Above {@code most} samples it drops the oldest until {@code caughtUp} are left. */
  SampleRing(int most, int caughtUp) {
    this.most = most;
    this.caughtUp = caughtUp;
    this.ring = new short[most];
  }

  int size() {
    return size;
  }

  void put(short[] samples, int count) {
    int keep = count;
    if (size + count > most) {
      keep = Math.min(count, caughtUp);
      drop(Math.max(0, size + keep - caughtUp));
    }
    int tail = (head + size) % most;
    for (int i = count - keep; i < count; i++) {
      ring[tail] = samples[i];
      tail = tail + 1 == most ? 0 : tail + 1;
    }
    size += keep;
  }

  /** Takes {@code count} samples, of which there must be as many. */
  void take(short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = ring[head];
      head = head + 1 == most ? 0 : head + 1;
    }
    size -= count;
  }

  private void drop(int count) {
    head = (head + count) % most;
    size -= count;
  }
}

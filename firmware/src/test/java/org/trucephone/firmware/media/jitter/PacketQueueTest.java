package org.trucephone.firmware.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacketQueueTest {
  private static final int PACKETS = 200_000;

  private long expected;
  private boolean torn;

  /** Two threads, every packet whole and in order; what found no room is counted, not lost. */
  @Test
  void packetsPassFromThreadToThreadWholeAndInOrder() throws InterruptedException {
    PacketQueue queue = new PacketQueue(64);
    AtomicLong taken = new AtomicLong();
    PacketQueue.Sink sink =
        (b, at, length, nanos) -> {
          torn |= nanos != expected || length != 10 + nanos % 50 || at != 0;
          for (int i = 0; i < length; i++) {
            torn |= b[i] != (byte) nanos;
          }
          expected++;
          taken.setRelease(expected);
        };
    Thread producer =
        Thread.ofPlatform()
            .start(() -> {
              byte[] packet = new byte[70];
              for (int i = 0; i < PACKETS; i++) {
                java.util.Arrays.fill(packet, (byte) i);
                while (i - taken.getAcquire() >= 60) {
                  Thread.onSpinWait();
                }
                queue.offer(packet, 3, 10 + i % 50, i);
              }
            });
    while (producer.isAlive()) {
      queue.drain(sink);
    }
    producer.join();
    queue.drain(sink);
    assertEquals(PACKETS, expected);
    assertEquals(0, queue.dropped());
    assertTrue(!torn, "a packet came torn or out of order");
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCounted() {
    PacketQueue queue = new PacketQueue(64);
    byte[] packet = new byte[100];
    queue.offer(packet, 0, 65, 0);
    assertEquals(1, queue.dropped());
    for (int i = 0; i < 200; i++) {
      queue.offer(packet, 0, 64, i);
    }
    int[] got = {0};
    queue.drain((b, at, length, nanos) -> got[0]++);
    assertEquals(128, got[0]);
    assertEquals(1 + 72, queue.dropped());
  }
}

package org.trucephone.firmware.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.codec.G711;
import org.trucephone.firmware.media.rtp.RtpHeader;

/** Packets through a simulated network, faster than real time. */
class JitterBufferTest {
  private record Packet(byte[] bytes, long arrivesNanos) {}

  private final JitterBuffer buffer = new JitterBuffer();
  private final short[] out = new short[160];
  private double power;
  private int periods;

  @BeforeEach
  void alaw() {
    buffer.codec(8, new G711(true));
  }

  private static byte[] packet(int i) {
    short[] pcm = new short[160];
    for (int k = 0; k < 160; k++) {
      int t = i * 160 + k;
      pcm[k] =
          (short)
              (6000 * Math.sin(2 * Math.PI * 200 * t / 8000)
                  + 2000 * Math.sin(2 * Math.PI * 600 * t / 8000));
    }
    byte[] b = new byte[172];
    RtpHeader.write(b, 0, i == 0, 8, i & 0xffff, i * 160, 77);
    new G711(true).encode(pcm, 0, 160, b, 12);
    return b;
  }

  /**
   * Sends {@code n} packets of 20 ms; {@code delay} gives each one's network delay in ms, negative
   * for lost.
   */
  private void run(int n, java.util.function.IntToDoubleFunction delay, double senderPpm) {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double ms = delay.applyAsDouble(i);
      if (ms >= 0) {
        packets.add(new Packet(packet(i), (long) ((i * 20.0 * (1 - senderPpm / 1e6) + ms) * 1e6)));
      }
    }
    packets.sort(java.util.Comparator.comparingLong(Packet::arrivesNanos));
    int next = 0;
    for (long now = 0; now < n * 20_000_000L; now += 10_000_000) {
      while (next < packets.size() && packets.get(next).arrivesNanos <= now) {
        byte[] b = packets.get(next).bytes;
        buffer.insert(b, 0, b.length, packets.get(next).arrivesNanos);
        next++;
      }
      buffer.pull(out);
      periods++;
      for (short sample : out) {
        power += (double) sample * sample;
      }
    }
  }

  private double share(long samples) {
    return (double) samples / (periods * 160.0);
  }

  @Test
  void aCleanStreamIsPlayedWholeWithLittleDelay() {
    run(1000, i -> 5, 0);
    assertEquals(0, buffer.concealedSamples());
    assertTrue(buffer.delayMs() <= 60, "delay " + buffer.delayMs());
    assertTrue(Math.sqrt(power / (periods * 160.0)) > 4000);
  }

  @Test
  void lossIsConcealedAndNoMore() {
    Random random = new Random(1);
    run(3000, i -> random.nextInt(100) < 5 ? -1 : 5, 0);
    double share = share(buffer.concealedSamples());
    assertTrue(share > 0.03 && share < 0.08, "concealed " + share);
  }

  @Test
  void jitterIsAbsorbed() {
    Random random = new Random(2);
    run(3000, i -> Math.min(50, -Math.log(1 - random.nextDouble()) * 17), 0);
    assertTrue(buffer.late() < 60, "late " + buffer.late());
    assertTrue(
        share(buffer.concealedSamples()) < 0.03, "concealed " + share(buffer.concealedSamples()));
    assertTrue(buffer.delayMs() < 140, "delay " + buffer.delayMs());
  }

  @Test
  void afterAStormTheDelayComesDownAgain() {
    Random random = new Random(3);
    run(4000, i -> i > 500 && i < 1500 ? random.nextDouble() * 120 : 5, 0);
    assertTrue(buffer.delayMs() <= 80, "delay " + buffer.delayMs());
  }

  @Test
  void skewedClocksNeitherStarveNorPileUp() {
    for (double ppm : new double[] {-200, 200}) {
      JitterBufferTest fresh = new JitterBufferTest();
      fresh.alaw();
      fresh.run(9000, i -> 5, ppm);
      assertTrue(fresh.buffer.delayMs() <= 80, ppm + " ppm: delay " + fresh.buffer.delayMs());
      assertTrue(fresh.share(fresh.buffer.concealedSamples()) < 0.005, ppm + " ppm conceals");
    }
  }

  @Test
  void duplicatesAndReorderingDoNoHarm() {
    Random random = new Random(4);
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] b = packet(i);
      held.add(b);
      if (i % 3 == 2) {
        java.util.Collections.shuffle(held, random);
        for (byte[] one : held) {
          buffer.insert(one, 0, one.length, i * 20_000_000L);
          buffer.insert(one, 0, one.length, i * 20_000_000L);
        }
        held.clear();
      }
      buffer.pull(out);
      buffer.pull(out);
    }
    assertTrue(buffer.duplicates() > 300);
    assertTrue(buffer.concealedSamples() < 16000, "concealed " + buffer.concealedSamples());
  }

  @Test
  void aNewSourceIsTakenUp() {
    run(100, i -> 5, 0);
    byte[] b = packet(40_000);
    RtpHeader.write(b, 0, true, 8, 9, 9, 78);
    buffer.insert(b, 0, b.length, 3_000_000_000L);
    assertEquals(101, buffer.received());
    assertEquals(0, buffer.late());
  }

  @Test
  void garbageIsLeftOut() {
    Random random = new Random(5);
    byte[] b = new byte[300];
    for (int i = 0; i < 50_000; i++) {
      random.nextBytes(b);
      b[0] = (byte) (0x80 | random.nextInt(64));
      b[1] = 8;
      int length = 12 + random.nextInt(280);
      if (RtpHeader.valid(b, 0, length)) {
        buffer.insert(b, 0, length, i * 1_000_000L);
      }
      if (i % 10 == 0) {
        buffer.pull(out);
      }
    }
    assertTrue(buffer.received() > 0);
  }

  @Test
  void nothingIsAllocatedWhilePlaying() {
    byte[][] packets = new byte[6000][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = packet(i);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    long allocated = 0;
    for (int round = 0; round < 2; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int i = round * 3000; i < round * 3000 + 3000; i++) {
        if (i % 20 != 0) {
          buffer.insert(packets[i], 0, 172, i * 20_000_000L);
        }
        buffer.pull(out);
        buffer.pull(out);
      }
      allocated = threads.getThreadAllocatedBytes(id) - before;
    }
    assertEquals(0, allocated);
  }
}

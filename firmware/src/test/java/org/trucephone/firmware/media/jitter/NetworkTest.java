package org.trucephone.firmware.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.media.codec.AudioCodec;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.rtp.RtpHeader;

/** What networks and senders do to a stream, in simulated time with fixed seeds. */
class NetworkTest {
  private final JitterBuffer buffer = new JitterBuffer();
  private final short[] out = new short[160];
  private final Random random = new Random(11);
  private final List<Packet> packets = new ArrayList<>();
  private int ptime = 20;
  private boolean noisy;
  private int made;
  private int sequence = 65_000;
  private int timestamp = -200_000;
  private int ssrc = 5;
  private double sentMs;
  private long now;
  private int peak;
  private int step;
  private int lastSample;
  private AudioCodec encoder = Codecs.create("PCMA").orElseThrow();
  private final List<Integer> delays = new ArrayList<>();

  private record Packet(byte[] bytes, double arrivesMs) {}

  private void sender(String codec, int ms) {
    ptime = ms;
    encoder = Codecs.create(codec).orElseThrow();
    buffer.codec(96, Codecs.create(codec).orElseThrow());
  }

  private short sample(int t) {
    if (noisy) {
      return (short) (random.nextGaussian() * 3000);
    }
    double s = (double) t / encoder.rateHz();
    double voice = 0;
    for (int k = 1; k <= 8; k++) {
      voice += 4000.0 / k * Math.sin(2 * Math.PI * 130 * k * s);
    }
    return (short) voice;
  }

  /** The sender speaks for one packet; {@code delayMs} negative: the network loses it. */
  private void packet(double delayMs) {
    int n = ptime * encoder.rateHz() / 1000;
    short[] pcm = new short[n];
    for (int k = 0; k < n; k++) {
      pcm[k] = sample(made++);
    }
    byte[] b = new byte[12 + n];
    RtpHeader.write(b, 0, false, 96, sequence, timestamp, ssrc);
    int length = 12 + encoder.encode(pcm, 0, n, b, 12);
    if (delayMs >= 0) {
      packets.add(new Packet(java.util.Arrays.copyOf(b, length), sentMs + delayMs));
    }
    step(1);
  }

  /** Sequence numbers go on by {@code numbers}, time by one packet. */
  private void step(int numbers) {
    sequence = sequence + numbers & 0xffff;
    timestamp += ptime * 8;
    sentMs += ptime;
  }

  private void send(int n, IntToDoubleFunction delay) {
    for (int i = 0; i < n; i++) {
      packet(delay.applyAsDouble(i));
    }
  }

  /** The audio thread pulls until all that was sent has been given time to come. */
  private void play() {
    packets.sort(Comparator.comparingDouble(Packet::arrivesMs));
    int next = 0;
    for (; now < sentMs; now += 10) {
      while (next < packets.size() && packets.get(next).arrivesMs <= now) {
        Packet p = packets.get(next++);
        buffer.insert(p.bytes, 0, p.bytes.length, (long) (p.arrivesMs * 1e6));
      }
      buffer.pull(out);
      delays.add(buffer.delayMs());
      peak = 0;
      for (short sample : out) {
        peak = Math.max(peak, Math.abs(sample));
        if (now > 100) {
          step = Math.max(step, Math.abs(sample - lastSample));
        }
        lastSample = sample;
      }
    }
    packets.subList(0, next).clear();
  }

  /** {@return the mean delay of the last second played} */
  private double delay() {
    return delays.subList(delays.size() - 100, delays.size()).stream()
        .mapToInt(Integer::intValue)
        .average()
        .orElseThrow();
  }

  private long concealedMs() {
    return buffer.concealedSamples() / 16;
  }

  @ParameterizedTest
  @CsvSource({"PCMU,10", "PCMU,20", "PCMA,30", "PCMA,40", "G722,20", "G722,40"})
  void everyPacketLengthPlaysWhole(String codec, int ms) {
    sender(codec, ms);
    send(20_000 / ms, i -> 5);
    play();
    assertEquals(0, concealedMs());
    assertTrue(delay() <= 40, "delay " + delay());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10, 20})
  void aBurstOfLossIsMadeUpOnceAndCostsNoDelay(int lost) {
    sender("PCMA", 20);
    for (int k = 0; k < 10; k++) {
      send(100, i -> 5);
      send(lost, i -> -1);
    }
    send(100, i -> 5);
    play();
    assertEquals(10 * lost * 20, concealedMs(), 20);
    // After short bursts a packet is kept back to see the other side of the next gap.
    assertTrue(delay() <= 50, "delay " + delay());
  }

  @Test
  void digitsBetweenSpeechCostNoDelay() {
    sender("PCMA", 20);
    send(100, i -> 5);
    for (int digit = 0; digit < 10; digit++) {
      for (int i = 0; i < 5; i++) {
        step(i == 4 ? 3 : 1); // the end packet comes three times
      }
      send(50, i -> 5);
    }
    play();
    assertEquals(1000, concealedMs(), 20);
    assertTrue(delay() <= 40, "delay " + delay());
  }

  @Test
  void pausesWithComfortNoiseCostNoDelay() {
    sender("PCMU", 20);
    for (int k = 0; k < 20; k++) {
      send(100, i -> 5);
      for (int i = 0; i < 50; i++) {
        step(i % 10 == 0 ? 1 : 0);
      }
    }
    send(100, i -> 5);
    play();
    assertEquals(20_000, concealedMs() + buffer.insertedSamples() / 16, 100);
    assertTrue(delay() <= 40, "delay " + delay());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneStallCostsNoLastingDelay(boolean noise) {
    sender("PCMU", 20);
    noisy = noise;
    send(350, i -> i >= 100 && i < 110 ? 200 - 20 * (i - 100) : 5);
    play();
    assertTrue(delay() <= 25 + 20, "five seconds later the delay is " + delay());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStormIsMetByMoreDelayAndForgotten(boolean noise) {
    sender("PCMU", 20);
    noisy = noise;
    send(3000, i -> i > 500 && i < 1000 ? random.nextDouble() * 150 : 5);
    play();
    assertTrue(buffer.insertedSamples() > 0 && buffer.removedSamples() > 0);
    assertTrue(delay() <= 45, "delay " + delay());
    assertTrue(buffer.late() <= 60, "late " + buffer.late());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jitterOfFiftyMillisecondsIsAbsorbed(boolean noise) {
    sender("PCMU", 20);
    noisy = noise;
    double[] last = {0};
    send(
        3000,
        i -> {
          double delay = Math.min(50, -Math.log(1 - random.nextDouble()) * 17);
          last[0] = Math.max(last[0] - 20, delay); // no overtaking
          return last[0];
        });
    play();
    assertEquals(0, buffer.late());
    assertTrue(concealedMs() <= 100, "concealed " + concealedMs());
    assertTrue(delay() <= 90, "delay " + delay());
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, -200, 200, 300})
  void clocksThatDifferNeitherStarveNorPileUp(int ppm) {
    sender("PCMU", 20);
    noisy = true;
    send(9000, i -> 100 + i * 20 * ppm / 1e6);
    play();
    assertTrue(concealedMs() <= 60, "concealed " + concealedMs());
    assertTrue(delay() <= 60, "delay " + delay());
  }

  @Test
  void aJumpOfTheSendersTimestampsIsNoJitter() {
    sender("PCMU", 20);
    send(300, i -> 5);
    timestamp -= 8000 * 30;
    send(100, i -> 5);
    play();
    assertTrue(buffer.targetMs() <= 40, "target " + buffer.targetMs());
    assertEquals(0, concealedMs());
  }

  @Test
  void whatCameWhileNobodyListenedIsNotPlayedLater() {
    sender("PCMU", 20);
    send(100, i -> 5);
    play();
    buffer.flush();
    for (int k = 0; k < 3; k++) {
      send(90, i -> 5);
      for (Packet p : packets) {
        buffer.insert(p.bytes, 0, p.bytes.length, (long) (p.arrivesMs * 1e6));
      }
      packets.clear();
    }
    buffer.pull(out);
    assertTrue(buffer.delayMs() <= 60, "delay " + buffer.delayMs());
  }

  @Test
  void oneStrayPacketDoesNotBeginTheStreamAnew() {
    sender("PCMU", 20);
    send(100, i -> 5);
    sequence += 20_000;
    packet(5);
    sequence -= 20_001;
    timestamp -= 160;
    sentMs -= 20;
    send(100, i -> 5);
    play();
    assertEquals(0, concealedMs());
  }

  @Test
  void aSequenceThatBeginsAnewIsTakenUp() {
    sender("PCMU", 20);
    send(100, i -> 5);
    sequence = 7;
    send(200, i -> 5);
    play();
    assertTrue(concealedMs() <= 100, "concealed " + concealedMs());
    assertTrue(peak > 3000, "the new stream is not heard");
  }

  @ParameterizedTest
  @CsvSource({"PCMU,120", "G722,60", "G722,120"})
  void packetsLongerThanAskedForPlayToo(String codec, int ms) {
    sender(codec, ms);
    send(110, i -> i % 20 == 19 ? -1 : 5);
    play();
    assertTrue(peak > 3000, "nothing is heard");
    assertEquals(0, buffer.late());
  }

  /** A made-up stretch goes on from the stream's last sample and flows into its next: no click. */
  @Test
  void lossDoesNotClick() {
    sender("PCMA", 20);
    send(200, i -> 5);
    play();
    int clean = step;
    send(3000, i -> random.nextInt(100) < 8 ? -1 : 5);
    play();
    assertTrue(buffer.concealedSamples() > 0);
    assertTrue(step < clean * 5 / 4, "a step of " + step + " where speech has " + clean);
  }
}

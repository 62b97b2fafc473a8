package org.trucephone.firmware.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opus by libopus: what it carries, corrects, survives. */
class OpusTest {
  private static final int PACKET = 320;

  private final byte[] bytes = new byte[1500];
  private final short[] out = new short[4000];

  @BeforeEach
  void present() {
    assumeTrue(Codecs.missing().isEmpty(), "libopus is not on this machine");
  }

  private static short[] voice(int from) {
    short[] pcm = new short[PACKET];
    for (int i = 0; i < PACKET; i++) {
      double s = (from + i) / 16000.0;
      double loud = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * s);
      double pitch = 120 + 15 * Math.sin(2 * Math.PI * 2 * s);
      double sum = 0;
      for (int k = 1; k < 12; k++) {
        sum += Math.sin(2 * Math.PI * pitch * k * s) / k;
      }
      pcm[i] = (short) (loud * 5000 * sum);
    }
    return pcm;
  }

  private static double power(short[] x, int at, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum / n;
  }

  @Test
  void speechComesBackAtItsLevel() {
    Opus encoder = new Opus();
    Opus decoder = new Opus();
    double sent = 0;
    double heard = 0;
    for (int k = 0; k < 100; k++) {
      short[] pcm = voice(k * PACKET);
      int length = encoder.encode(pcm, 0, PACKET, bytes, 7);
      assertTrue(length > 2 && length < 200, "length " + length);
      assertEquals(PACKET, decoder.samples(bytes, 7, length));
      assertEquals(PACKET, decoder.decode(bytes, 7, length, out, 3));
      sent += power(pcm, 0, PACKET);
      heard += power(out, 3, PACKET);
    }
    assertEquals(1, heard / sent, 0.3);
  }

  @Test
  void aLostPacketComesBackFromTheNext() {
    Opus encoder = new Opus();
    encoder.tune("useinbandfec=1");
    encoder.lossPercent(20);
    Opus decoder = new Opus();
    int corrected = 0;
    double error = 0;
    double signal = 0;
    Opus whole = new Opus();
    short[] want = new short[PACKET];
    for (int k = 0; k < 200; k++) {
      int length = encoder.encode(voice(k * PACKET), 0, PACKET, bytes, 0);
      boolean lost = k % 10 == 5;
      if (k % 10 == 6 && decoder.corrects(bytes, 0, length)) {
        assertEquals(PACKET, decoder.correct(bytes, 0, length, PACKET, out, 0));
        corrected++;
        error += Math.abs(power(out, 0, PACKET) - power(want, 0, PACKET));
        signal += power(want, 0, PACKET);
      } else if (k % 10 == 6) {
        decoder.conceal(PACKET, out, 0);
      }
      if (!lost) {
        decoder.decode(bytes, 0, length, out, 0);
      }
      whole.decode(bytes, 0, length, want, 0);
    }
    assertTrue(corrected >= 15, "corrected " + corrected);
    assertTrue(error < signal / 3, "error " + error / signal);
  }

  @Test
  void whatTheOtherSideDoesNotUseIsNotSent() {
    Opus encoder = new Opus();
    encoder.tune("maxaveragebitrate=12000");
    encoder.lossPercent(20);
    for (int k = 0; k < 50; k++) {
      int length = encoder.encode(voice(k * PACKET), 0, PACKET, bytes, 0);
      assertFalse(encoder.corrects(bytes, 0, length));
      assertTrue(k < 10 || length < 80, "length " + length);
    }
  }

  @Test
  void silenceIsNotSentToOneWhoAskedForPauses() {
    Opus encoder = new Opus();
    encoder.tune("usedtx=1");
    int small = 0;
    for (int k = 0; k < 100; k++) {
      small += encoder.encode(new short[PACKET], 0, PACKET, bytes, 0) <= 2 ? 1 : 0;
    }
    assertTrue(small > 60, "only " + small + " of 100 packets were left out");
  }

  @Test
  void noiseInsteadOfPacketsIsSurvived() {
    Opus decoder = new Opus();
    Random random = new Random(5);
    for (int k = 0; k < 20_000; k++) {
      int length = random.nextInt(200);
      random.nextBytes(bytes);
      int holds = decoder.samples(bytes, 0, length);
      int made = decoder.decode(bytes, 0, length, out, 0);
      assertTrue(made <= 1920 && (holds > 0 || made == 0), "made " + made);
      decoder.corrects(bytes, 0, length);
    }
  }

  /** RFC 6716 table 2 and 3.2: the first byte says how long a frame is, its low bits how many. */
  @ParameterizedTest
  @CsvSource({
    "0x00,160",
    "0x08,320",
    "0x10,640",
    "0x18,960",
    "0x60,160",
    "0x68,320",
    "0x80,40",
    "0x98,320",
    "0x09,640",
    "0x19,1920",
    "0x9a,640"
  })
  void theFirstByteSaysHowLong(String toc, int samples) {
    assertEquals(
        samples, OpusPacket.samples(new byte[] {0, Integer.decode(toc).byteValue(), 1}, 1, 2));
  }

  @Test
  void noPacketHoldsMoreThanItMay() {
    assertEquals(0, OpusPacket.samples(new byte[0], 0, 0));
    assertEquals(0, OpusPacket.samples(new byte[] {0x1b}, 0, 1));
    assertEquals(0, OpusPacket.samples(new byte[] {0x1b, 63}, 0, 2));
    assertEquals(1920, OpusPacket.samples(new byte[] {0x1b, 2}, 0, 2));
  }

  @Test
  void wishesAreReadWhateverTheirForm() {
    assertEquals(new OpusParameters(28_000, false, false, false), OpusParameters.of(""));
    assertEquals(
        new OpusParameters(16_000, true, true, true),
        OpusParameters.of("UseInbandFEC=1 ;usedtx = 1;cbr=1; maxaveragebitrate=16000"));
    assertEquals(
        new OpusParameters(28_000, false, false, false),
        OpusParameters.of("maxaveragebitrate=x;useinbandfec;=;;usedtx=2"));
    assertEquals(6000, OpusParameters.of("maxaveragebitrate=0001").bitRate());
  }
}

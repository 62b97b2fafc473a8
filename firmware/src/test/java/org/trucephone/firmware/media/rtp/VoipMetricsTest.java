package org.trucephone.firmware.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoipMetricsTest {
  /** Laid out by hand after the figure of RFC 3611 4.7. */
  private static final String WIRE =
      "80cf000a" // V=2, XR, 11 words
          + "11223344"
          + "07000008"
          + "cafebabe"
          + "0d058004" // loss, discard, burst and gap density
          + "00780fa0" // burst 120 ms, gap 4000 ms
          + "00320051" // round trip 50 ms, end system 81 ms
          + "7f7f7f10" // signal, noise, RERL, Gmin
          + "507f2824" // R 80, external, MOS-LQ 4.0, MOS-CQ 3.6
          + "f0000029" // configuration, buffer 41 ms
          + "01900190";

  private static VoipMetrics sample() {
    VoipMetrics m = new VoipMetrics();
    m.ssrc = 0xcafebabe;
    m.lossRate = 13;
    m.discardRate = 5;
    m.burstDensity = 128;
    m.gapDensity = 4;
    m.burstMs = 120;
    m.gapMs = 4000;
    m.roundTripMs = 50;
    m.endSystemMs = 81;
    m.rating = 80;
    m.mosListening = 40;
    m.mosConversation = 36;
    m.bufferMs = 41;
    m.bufferMaxMs = 400;
    return m;
  }

  @Test
  void writtenAsTheRfcDrawsIt() {
    byte[] b = new byte[64];
    assertEquals(VoipMetrics.LENGTH, sample().write(b, 3, 0x11223344));
    assertEquals(WIRE, HexFormat.of().formatHex(b, 3, 3 + VoipMetrics.LENGTH));
  }

  @Test
  void readAfterAnotherReportAndAnotherBlock() {
    byte[] b =
        HexFormat.of()
            .parseHex(
                "80c90001deadbeef" // RR without blocks
                    + "80cf000d11223344"
                    + "0400000200000000" // receiver reference time, RFC 3611 4.4
                    + "00000000"
                    + WIRE.substring(16));
    VoipMetrics m = VoipMetrics.read(b, 0, b.length, 0xcafebabe);
    assertNotNull(m);
    assertEquals(13, m.lossRate);
    assertEquals(128, m.burstDensity);
    assertEquals(4000, m.gapMs);
    assertEquals(36, m.mosConversation);
    assertEquals(400, m.bufferMaxMs);
    assertNull(VoipMetrics.read(b, 0, b.length, 1), "about another source");
    for (int length = 0; length < b.length; length++) {
      assertNull(VoipMetrics.read(b, 0, length, 0xcafebabe), "cut at " + length);
    }
  }

  @Test
  void noiseIsPassedOver() {
    Random random = new Random(3611);
    byte[] good = HexFormat.of().parseHex(WIRE);
    for (int i = 0; i < 50_000; i++) {
      byte[] b = Arrays.copyOf(good, random.nextInt(good.length + 8));
      for (int n = random.nextInt(4); n > 0 && b.length > 0; n--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt(256);
      }
      VoipMetrics.read(b, 0, b.length, 0xcafebabe);
    }
  }

  /** The example of RFC 3611 4.7.2: the first loss of the run is a gap's, then a burst. */
  @Test
  void lossesFartherApartThanSixteenAreNoBurst() {
    LossRuns runs = new LossRuns();
    for (int i = 0; i < 2000; i++) {
      if (i % 20 != 7) {
        runs.came(65000 + i & 0xffff);
      }
    }
    assertEquals(0, runs.burstLength());
    assertEquals(0, runs.burstDensity());
    assertEquals(100 * 256 / 2000, runs.gapDensity());
  }

  @Test
  void burstsHaveTheirLengthAndDensity() {
    LossRuns runs = new LossRuns();
    for (int i = 0; i < 3000; i++) {
      int at = i % 100;
      if (at != 50 && at != 52 && at != 53 && at != 59) {
        runs.came(i);
      }
    }
    assertEquals(10, runs.burstLength());
    assertEquals(4 * 256 / 10, runs.burstDensity());
    assertEquals(0, runs.gapDensity());
    assertEquals((3000 - 300) / 31, runs.gapLength());
  }

  @Test
  void whatComesLateOrFromElsewhereDoesNotThrowItOff() {
    LossRuns runs = new LossRuns();
    runs.came(10);
    runs.came(12);
    runs.came(11);
    runs.came(40_000);
    for (int i = 1; i < 40; i++) {
      runs.came(40_000 + i);
    }
    assertEquals(0, runs.burstLength());
    assertEquals(1 * 256 / 43, runs.gapDensity());
  }
}

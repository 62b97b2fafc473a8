package org.trucephone.firmware.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpTest {
  @Test
  void whatIsWrittenIsReadAtAnyOffset() {
    for (int at : new int[] {0, 1, 7}) {
      byte[] b = new byte[40];
      RtpHeader.write(b, at, true, 9, 65535, 0x80000001, 0xdeadbeef);
      assertTrue(RtpHeader.valid(b, at, 32));
      assertTrue(RtpHeader.marker(b, at));
      assertEquals(9, RtpHeader.payloadType(b, at));
      assertEquals(65535, RtpHeader.sequence(b, at));
      assertEquals(0x80000001, RtpHeader.timestamp(b, at));
      assertEquals(0xdeadbeef, RtpHeader.ssrc(b, at));
      assertEquals(12, RtpHeader.payloadOffset(b, at, 32));
      assertEquals(20, RtpHeader.payloadLength(b, at, 32));
    }
  }

  @Test
  void csrcExtensionAndPaddingAreSteppedOver() {
    byte[] b = new byte[3 + 12 + 8 + 4 + 4 + 5 + 2];
    int at = 3;
    RtpHeader.write(b, at, false, 0, 1, 2, 3);
    b[at] |= 0x20 | 0x10 | 2;
    b[at + 12 + 8 + 3] = 1;
    b[b.length - 1] = 2;
    assertTrue(RtpHeader.valid(b, at, b.length - at));
    assertEquals(28, RtpHeader.payloadOffset(b, at, b.length - at));
    assertEquals(5, RtpHeader.payloadLength(b, at, b.length - at));
  }

  @Test
  void aHeaderThatLiesIsNotValid() {
    byte[] b = new byte[20];
    RtpHeader.write(b, 0, false, 0, 1, 2, 3);
    b[0] |= 0x0f;
    assertFalse(RtpHeader.valid(b, 0, 20));
    RtpHeader.write(b, 0, false, 0, 1, 2, 3);
    b[0] |= 0x20;
    b[19] = (byte) 200;
    assertFalse(RtpHeader.valid(b, 0, 20));
    assertFalse(RtpHeader.valid(b, 0, 11));
  }

  @Test
  void garbageNeverThrows() {
    Random random = new Random(7);
    byte[] b = new byte[200];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(b);
      int at = random.nextInt(100);
      int length = random.nextInt(100);
      b[at] = (byte) (0x80 | random.nextInt(64));
      b[at + 1] = (byte) (200 + random.nextInt(5));
      RtpHeader.valid(b, at, length);
      Rtcp.read(b, at, length, 1, new Rtcp.Received());
    }
  }

  @Test
  void lossIsCountedAcrossTheWrap() {
    SequenceTracker tracker = new SequenceTracker(8000);
    for (int i = 65500; i < 65600; i++) {
      if (i % 10 != 0) {
        tracker.on(1, i & 0xffff, i * 160, i * 20_000_000L);
      }
    }
    assertEquals(99, tracker.expected());
    assertEquals(9, tracker.lost());
    assertEquals(0, tracker.jitterTicks());
    assertEquals(9 * 256 / 99, tracker.fractionLost());
    assertEquals(0, tracker.fractionLost());
  }

  @Test
  void aReportComesBackAsItWasWritten() {
    SequenceTracker tracker = new SequenceTracker(8000);
    tracker.on(22, 1, 0, 0);
    tracker.on(22, 4, 480, 60_000_000);
    byte[] b = new byte[300];
    int length =
        Rtcp.write(
            b,
            5,
            11,
            0x1122334455667788L,
            99,
            10,
            1600,
            22,
            tracker,
            0x01020304,
            7,
            Rtcp.cname("a@b"),
            true);
    assertEquals(0, length % 4);
    Rtcp.Received got = new Rtcp.Received();
    assertTrue(Rtcp.read(b, 5, length, 22, got));
    assertTrue(got.aboutUs && got.bye);
    assertEquals(2, got.lost);
    assertEquals(0x33445566, got.ntpMiddle);
    assertEquals(0x01020304, got.lastSr);
    assertEquals(7, got.delaySinceLastSr);
  }

  @Test
  void anEventIsReportedOnceWhateverIsLostOrRepeated() {
    TelephoneEvent.Receiver receiver = new TelephoneEvent.Receiver();
    byte[] b = new byte[8];
    StringBuilder heard = new StringBuilder();
    int[] starts = {1000, 1000, 1000, 3000, 3000, 1000, 5000};
    char[] digits = {'5', '5', '5', '#', '#', '5', '5'};
    for (int i = 0; i < starts.length; i++) {
      TelephoneEvent.write(b, 2, TelephoneEvent.code(digits[i]), i % 3 == 2, 160);
      char digit = receiver.on(b, 2, 4, starts[i]);
      if (digit != 0) {
        heard.append(digit);
      }
    }
    assertEquals("5#5", heard.toString());
  }

  @Test
  void aNewSourceBeginsNewCountsAndTheTotalsGoOn() {
    SequenceTracker tracker = new SequenceTracker(8000);
    for (int i = 0; i < 100; i++) {
      if (i != 50) {
        tracker.on(1, i, i * 160, i * 20_000_000L);
      }
    }
    for (int i = 0; i < 10; i++) {
      tracker.on(2, 1000 + i, 7_000_000 + i * 160, (100 + i) * 20_000_000L);
    }
    assertEquals(109, tracker.received());
    assertEquals(1, tracker.lost());
    assertEquals(0, tracker.lostOfSource());
    assertEquals(10, tracker.expected());
    assertEquals(0, tracker.jitterTicks());
  }

  @Test
  void oneStrayNumberIsNoNewBeginningTwoInARowAre() {
    SequenceTracker tracker = new SequenceTracker(8000);
    for (int i = 0; i < 100; i++) {
      tracker.on(1, i, i * 160, i * 20_000_000L);
    }
    tracker.on(1, 40_000, 0, 2_000_000_000L);
    tracker.on(1, 100, 16_000, 2_000_000_000L);
    assertEquals(101, tracker.received());
    assertEquals(0, tracker.lost());
    tracker.on(1, 50_000, 16_160, 2_020_000_000L);
    tracker.on(1, 50_001, 16_320, 2_040_000_000L);
    assertEquals(50_001, tracker.extendedHighest());
    assertEquals(102, tracker.received());
  }

  @Test
  void duplicatesAndLatecomersAreNoLoss() {
    SequenceTracker tracker = new SequenceTracker(8000);
    for (int i : new int[] {1, 2, 5, 3, 4, 4, 4, 6}) {
      tracker.on(1, i, i * 160, i * 20_000_000L);
    }
    assertEquals(0, tracker.lost());
    assertEquals(6, tracker.extendedHighest());
  }

  @Test
  void jitterIsTheRfcsRunningMean() {
    SequenceTracker tracker = new SequenceTracker(8000);
    double expected = 0;
    long last = 0;
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      long late = i == 0 ? 0 : random.nextInt(20);
      tracker.on(1, i, i * 160, (i * 20 + late) * 1_000_000L);
      if (i > 0) {
        expected += (Math.abs(late - last) * 8 - expected) / 16;
      }
      last = late;
    }
    assertEquals(expected, tracker.jitterTicks(), 1);
    assertEquals(expected / 8, tracker.jitterMs(), 1);
  }

  @Test
  void packetsOfOneEventAreNoJitter() {
    SequenceTracker tracker = new SequenceTracker(8000);
    int sequence = 0;
    for (int digit = 0; digit < 20; digit++) {
      for (int i = 0; i < 5; i++) {
        tracker.on(1, sequence++, digit * 1600, (digit * 200 + i * 20) * 1_000_000L);
      }
      for (int i = 5; i < 10; i++) {
        int ms = digit * 200 + i * 20;
        tracker.on(1, sequence++, ms * 8, ms * 1_000_000L);
      }
    }
    assertEquals(0, tracker.jitterTicks());
  }

  @Test
  void aReceiverReportSpeaksOfLossInNegativeAndLargeNumbers() {
    byte[] b = new byte[32];
    b[0] = (byte) 0x81;
    b[1] = (byte) 201;
    b[3] = 7;
    RtpHeader.int32(b, 8, 22);
    RtpHeader.int32(b, 12, 0x10fffffe);
    Rtcp.Received got = new Rtcp.Received();
    assertTrue(Rtcp.read(b, 0, 32, 22, got));
    assertEquals(-2, got.lost);
    assertFalse(Rtcp.read(b, 0, 31, 22, new Rtcp.Received()));
  }

  @Test
  void eventsSurviveLossRepetitionReorderingAndANewSender() {
    Random random = new Random(9);
    String dialled = "0123456789*#ABCD5555";
    TelephoneEvent.Receiver receiver = new TelephoneEvent.Receiver();
    StringBuilder heard = new StringBuilder();
    byte[] b = new byte[4];
    int start = 0xfffff000;
    for (int sender = 0; sender < 2; sender++) {
      for (char digit : dialled.toCharArray()) {
        start += 1600;
        java.util.List<Integer> durations =
            new java.util.ArrayList<>(java.util.List.of(160, 320, 480, 640, 800, 800, 800));
        durations.removeIf(d -> random.nextInt(4) == 0 && durations.size() > 1);
        durations.addAll(java.util.List.copyOf(durations));
        java.util.Collections.shuffle(durations, random);
        for (int duration : durations) {
          TelephoneEvent.write(b, 0, TelephoneEvent.code(digit), duration == 800, duration);
          char got = receiver.on(b, 0, 4, start);
          if (got != 0) {
            heard.append(got);
          }
        }
      }
      start -= 0x40000000; // after a transfer: another origin, which happens to lie before
    }
    assertEquals(dialled + dialled, heard.toString());
  }
}

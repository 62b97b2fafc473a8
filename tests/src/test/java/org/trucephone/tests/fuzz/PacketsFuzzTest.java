package org.trucephone.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.ice.IceAgent;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.jitter.JitterBuffer;
import org.trucephone.firmware.media.rtp.Rtcp;
import org.trucephone.firmware.media.rtp.RtpHeader;
import org.trucephone.firmware.media.rtp.TelephoneEvent;
import org.trucephone.firmware.media.rtp.VoipMetrics;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpReceiver;
import org.trucephone.firmware.media.srtp.SrtpSender;
import org.trucephone.firmware.media.srtp.SrtpSuite;
import org.trucephone.firmware.media.stun.Stun;
import org.trucephone.firmware.media.stun.StunWriter;

/**
 * Datagrams of a voice call, damaged: cut, grown, octets turned over, fields that lie. Nothing
 * throws, nothing forged gets in. {@code -Dfuzz.seconds=600} is the long run.
 */
@Tag("fuzz")
class PacketsFuzzTest {
  private static final long NANOS = Long.getLong("fuzz.seconds", 3) * 1_000_000_000L;
  private static final int OURS = 0xcafebabe;

  /** SR with a block about us, SDES, XR with VoIP metrics about us, BYE. */
  private static final byte[] REPORT =
      HexFormat.of()
          .parseHex(
              "81c8000c11223344e6000000800000000000a0000000010000004000"
                  + "cafebabe0500000a00012345000000320000000000000000"
                  + "81ca0003112233440103616263000000"
                  + "80cf000a1122334407000008cafebabe0d05800400780fa00032005"
                  + "17f7f7f10507f2824f000002901900190"
                  + "81cb000111223344");

  private final byte[] b = new byte[2048];
  private int length;

  @Test
  void rtpIsPlayedOrDropped() {
    JitterBuffer jitter = new JitterBuffer();
    String[] names = {"PCMU", "PCMA", "G722", "OPUS"};
    int[] types = {0, 8, 9, 107};
    for (int i = 0; i < names.length; i++) {
      jitter.codec(types[i], Codecs.create(names[i]).orElse(null));
    }
    TelephoneEvent.Receiver events = new TelephoneEvent.Receiver();
    short[] ear = new short[160];
    int[] sequence = {0};
    run(
        "RTP",
        random -> {
          sequence[0]++;
          random.nextBytes(b);
          RtpHeader.write(
              b, 0, false, types[random.nextInt(4)], sequence[0] & 0xffff, sequence[0] * 160, OURS);
          length = RtpHeader.LENGTH + random.nextInt(320);
          damage(random, random.nextInt(3));
          if (RtpHeader.valid(b, 0, length)) {
            int from = RtpHeader.payloadOffset(b, 0, length);
            int payload = RtpHeader.payloadLength(b, 0, length);
            assertTrue(from >= 12 && payload >= 0 && from + payload <= length);
            events.on(b, from, payload, RtpHeader.timestamp(b, 0));
            jitter.insert(b, 0, length, sequence[0] * 20_000_000L);
          }
          jitter.pull(ear);
          jitter.pull(ear);
        });
  }

  @Test
  void reportsAreReadOrPassedOver() {
    Rtcp.Received got = new Rtcp.Received();
    assertTrue(Rtcp.read(REPORT, 0, REPORT.length, OURS, got) && got.aboutUs && got.bye);
    assertTrue(VoipMetrics.read(REPORT, 0, REPORT.length, OURS) != null);
    run(
        "RTCP",
        random -> {
          length = REPORT.length;
          System.arraycopy(REPORT, 0, b, 0, length);
          damage(random, 1 + random.nextInt(6));
          Rtcp.read(b, 0, length, OURS, new Rtcp.Received());
          VoipMetrics.read(b, 0, length, OURS);
        });
  }

  @Test
  void nothingForgedIsLetIn() {
    SrtpSuite[] suites = SrtpSuite.values();
    SrtpSender[] senders = new SrtpSender[suites.length];
    SrtpReceiver[] receivers = new SrtpReceiver[suites.length];
    for (int i = 0; i < suites.length; i++) {
      SrtpKey key =
          new SrtpKey(suites[i], new byte[suites[i].keyLength()], new byte[suites[i].saltLength()]);
      senders[i] = new SrtpSender(key);
      receivers[i] = new SrtpReceiver(key);
    }
    int[] sequence = {0};
    run(
        "SRTP",
        random -> {
          int suite = random.nextInt(suites.length);
          boolean report = random.nextInt(4) == 0;
          sequence[0]++;
          if (report) {
            length = 28;
            System.arraycopy(REPORT, 0, b, 0, length);
            length = senders[suite].sealReport(b, 0, length);
          } else {
            length = RtpHeader.LENGTH + 160;
            RtpHeader.write(b, 0, false, 8, sequence[0] & 0xffff, sequence[0] * 160, OURS);
            length = senders[suite].seal(b, 0, length);
          }
          byte[] before = Arrays.copyOf(b, length);
          damage(random, 1 + random.nextInt(4));
          boolean same = length == before.length && Arrays.equals(before, Arrays.copyOf(b, length));
          int plain =
              report
                  ? receivers[suite].openReport(b, 0, length)
                  : receivers[suite].open(b, 0, length);
          // Only the counter at the end of a tag may be hit by chance: 2^-32 at the shortest.
          assertTrue(same || plain < 0, suites[suite] + " let in what was changed");
        });
  }

  @Test
  void noForgedCheckIsAnswered() {
    IceCredentials ours = new IceCredentials("ours", "oursoursoursoursoursours");
    IceCredentials theirs = new IceCredentials("them", "themthemthemthemthemthem");
    InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 5000);
    int[] answered = {0};
    IceAgent agent =
        new IceAgent(
            new IceTerms(ours, theirs, List.of(), false),
            from.getAddress(),
            new Random(3),
            (datagram, to) -> answered[0]++);
    byte[] key = ours.password().getBytes(StandardCharsets.UTF_8);
    run(
        "STUN",
        random -> {
          byte[] id = new byte[12];
          random.nextBytes(id);
          byte[] check =
              new StunWriter(Stun.Kind.values()[random.nextInt(4)], id)
                  .text(Stun.USERNAME, "ours:them")
                  .number(Stun.PRIORITY, random.nextInt())
                  .number(Stun.ICE_CONTROLLING, random.nextLong())
                  .mapped(from)
                  .error(487, "Role Conflict")
                  .signed(key);
          System.arraycopy(check, 0, b, 0, check.length);
          length = check.length;
          damage(random, random.nextInt(4));
          answered[0] = 0;
          agent.received(b, length, from, 0);
          // Of what is signed, only the length may differ: it does not count FINGERPRINT.
          int signed = check.length - 8;
          boolean same = length >= signed && Arrays.equals(check, 4, signed, b, 4, signed);
          assertTrue(same || answered[0] == 0, "a forged check was answered");
        });
    assertNull(agent.chosen());
  }

  private void run(String what, Consumer<Random> one) {
    Random random = new Random(what.hashCode());
    long end = System.nanoTime() + NANOS;
    long runs = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 500; i++, runs++) {
        one.accept(random);
      }
    }
    System.out.printf("figure: %s: %d damaged datagrams%n", what, runs);
    assertTrue(runs > 0);
  }

  private void damage(Random random, int times) {
    for (int n = times; n > 0 && length > 0; n--) {
      int at = random.nextInt(length);
      switch (random.nextInt(6)) {
        case 0 -> b[at] = (byte) random.nextInt(256);
        case 1 -> b[random.nextInt(Math.min(length, 16))] ^= (byte) (1 << random.nextInt(8));
        case 2 -> length = at;
        case 3 -> length = Math.min(1500, length + random.nextInt(200));
        case 4 -> b[at] = (byte) 0xff;
        default -> b[Math.min(length - 1, 2 + random.nextInt(2))] = (byte) random.nextInt(256);
      }
    }
  }
}

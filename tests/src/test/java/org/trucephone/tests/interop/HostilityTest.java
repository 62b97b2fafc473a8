package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.Sweep;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabOptions;

/**
 * The same broken messages and the same flood at the phone and at baresip, one after the other. The
 * figures stand side by side; only the phone's are judged.
 */
@Tag("interop")
@Timeout(240)
class HostilityTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int BROKEN = 5_000;
  private static final int FLOOD = 10_000;
  private static final int FLOOD_A_SECOND = 2_000;

  private static final List<String> METHODS =
      List.of(
          "INVITE", "OPTIONS", "BYE", "CANCEL", "NOTIFY", "REFER", "UPDATE", "MESSAGE", "", "%");

  private static final List<String> EVIL =
      List.of(
          "",
          " ",
          "-1",
          "4294967296",
          "9".repeat(30),
          "%s%n",
          "\0",
          "\"",
          "<<>>",
          ";;;;",
          ",,,,",
          "@@@@",
          "::::",
          "\r\n\r\n",
          "\r\n ",
          "sip:[::1",
          "\u00ff",
          "A".repeat(8000),
          ";tag=".repeat(400),
          "(".repeat(500));

  @TempDir Path folder;

  @Test
  void brokenMessagesAndAFloodLeaveThePhoneAnsweringAsBaresipDoes() throws IOException {
    Path source = folder.resolve("voice.wav");
    Sweep.write(source, 8_000, 2);
    try (Lab lab = Lab.start(LabOptions.standard())) {
      lab.setPassword("1002", "pw1002");
      try (Baresip baresip =
          Baresip.start(folder.resolve("peer"), "1002", lab.sipPort(), "PCMU", source)) {
        sufferedBy("baresip", baresip.sipPort(), baresip.child());
      }
    }
    int port = Ports.free();
    try (PhoneProcess phone =
        PhoneProcess.start(folder, "--direct", "--sip-port", String.valueOf(port))) {
      phone.panel().awaitReady(LIMIT);
      assertTrue(sufferedBy("the phone", port, phone.child()), phone.log());
    }
  }

  /** {@return whether it answers to the end} */
  private static boolean sufferedBy(String name, int port, Child child) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      long before = child.status("VmRSS");
      Random random = new Random(4475);
      int silent = 0;
      for (int i = 0; i < BROKEN; i++) {
        send(socket, port, broken(random, port, socket.getLocalPort(), i));
        if (i % 500 == 499 && !answers(socket, port, i)) {
          silent++;
        }
      }
      BitSet answered = new BitSet(FLOOD);
      long start = System.nanoTime();
      for (int i = 0; i < FLOOD; i++) {
        send(socket, port, request("OPTIONS", port, socket.getLocalPort(), "flood" + i));
        if (i % 20 == 19) {
          long due = start + (i + 1) * 1_000_000_000L / FLOOD_A_SECOND;
          LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
          hear(socket, answered, 1);
        }
      }
      hear(socket, answered, 500);
      boolean alive = child.alive() && answers(socket, port, BROKEN);
      System.out.printf(
          "figure: %s: silent after %d of 10 lots of 500 broken messages; %d of %d OPTIONS at %d/s"
              + " answered; %s; memory %d to %d kB%n",
          name,
          silent,
          answered.cardinality(),
          FLOOD,
          FLOOD_A_SECOND,
          alive ? "answers afterwards" : "does not answer afterwards",
          before,
          child.alive() ? child.status("VmRSS") : 0);
      return alive && silent == 0;
    }
  }

  private static String request(String method, int to, int from, String id) {
    return """
    %1$s sip:1002@127.0.0.1:%2$d SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%4$s;rport
    Max-Forwards: 70
    From: <sip:caller@127.0.0.1>;tag=c%4$s
    To: <sip:1002@127.0.0.1:%2$d>
    Call-ID: %4$s
    CSeq: 1 %1$s
    Contact: <sip:caller@127.0.0.1:%3$d>
    Event: dialog
    Refer-To: <sip:1@2>
    Content-Length: 0

    """
        .formatted(method, to, from, id)
        .replace("\n", "\r\n");
  }

  /** A message near a right one: one to four of its parts replaced. */
  private static String broken(Random random, int to, int from, int number) {
    String method = METHODS.get(random.nextInt(METHODS.size()));
    String text = request(method, to, from, "broken" + number);
    for (int n = random.nextInt(4); n >= 0 && !text.isEmpty(); n--) {
      String evil = EVIL.get(random.nextInt(EVIL.size()));
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      text =
          random.nextInt(6) == 0
              ? text.substring(0, at)
              : text.substring(0, at) + evil + text.substring(end);
    }
    return text.length() > 60_000 ? text.substring(0, 60_000) : text;
  }

  /** Asks until an answer comes: a flood's limit may drop some. */
  private static boolean answers(DatagramSocket socket, int port, int number) throws IOException {
    BitSet answered = new BitSet();
    for (int turn = 0; turn < 40 && answered.isEmpty(); turn++) {
      int asked = 1_000_000 + number * 100 + turn;
      send(socket, port, request("OPTIONS", port, socket.getLocalPort(), "flood" + asked));
      hear(socket, answered, 250, 1_000_000 + number * 100);
    }
    return !answered.isEmpty();
  }

  private static void hear(DatagramSocket socket, BitSet answered, int millis) throws IOException {
    hear(socket, answered, millis, 0);
  }

  /** Notes the numbers of answers to our floods from {@code least} on, until it is quiet. */
  private static void hear(DatagramSocket socket, BitSet answered, int millis, int least)
      throws IOException {
    byte[] room = new byte[65_536];
    socket.setSoTimeout(millis);
    while (true) {
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      String text = new String(room, 0, packet.getLength(), StandardCharsets.UTF_8);
      int id = text.indexOf("Call-ID: flood");
      if (text.startsWith("SIP/2.0 ") && id >= 0) {
        int number = Integer.parseInt(text.substring(id + 14, text.indexOf('\r', id)).strip());
        if (number >= least) {
          answered.set(number - least);
          if (least > 0) {
            return;
          }
        }
      }
    }
  }

  private static void send(DatagramSocket socket, int port, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }
}

package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabOptions;

/** Floods, while a person uses the phone. */
@Tag("interop")
@Timeout(180)
class StormTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CALLS = 300;
  private static final int CALLS_A_SECOND = 50;
  private static final int REQUESTS_A_SECOND = 2_000;
  private static final int STORM_SECONDS = 10;

  @TempDir Path folder;

  @Test
  void ofFiftyCallsASecondAtMostFourRingAndTheRestIsTurnedAwayBusy() throws IOException {
    int port = Ports.free();
    try (PhoneProcess phone = PhoneProcess.start(folder, "--direct", "--sip-port", "" + port);
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      HandsetClient panel = phone.panel();
      panel.awaitReady(LIMIT);
      Map<Integer, Integer> last = new HashMap<>();
      int mostRinging = 0;
      long slowest = 0;
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        send(socket, port, request("INVITE", port, socket.getLocalPort(), i));
        hear(socket, last, start + (i + 1) * 1_000_000_000L / CALLS_A_SECOND);
        if (i % 25 == 24) {
          long asked = System.nanoTime();
          JsonObject state = panel.state();
          slowest = Math.max(slowest, System.nanoTime() - asked);
          mostRinging = Math.max(mostRinging, ringing(state));
        }
      }
      // A caller asks again until it is heard (RFC 3261 17.1.1.2).
      for (int turn = 0; turn < 20; turn++) {
        for (int i = 0; i < CALLS; i++) {
          if (last.getOrDefault(i, 0) < 180) {
            send(socket, port, request("INVITE", port, socket.getLocalPort(), i));
          }
        }
        hear(socket, last, System.nanoTime() + 500_000_000L);
      }
      long rang = last.values().stream().filter(s -> s == 180).count();
      long busy = last.values().stream().filter(s -> s == 486).count();
      System.out.printf(
          "figure: %d calls at %d/s: %d ring, %d busy, %d unanswered; slowest look at the phone %d ms%n",
          CALLS, CALLS_A_SECOND, rang, busy, CALLS - rang - busy, slowest / 1_000_000);
      assertTrue(rang >= 1 && rang <= 4 && mostRinging <= 4, rang + " " + mostRinging);
      assertEquals(CALLS - rang, busy, last.toString());
      assertTrue(phone.child().alive(), phone.log());
      panel.press("end");
      panel.await("a call less", LIMIT, s -> ringing(s) < rang);
    }
  }

  @Test
  void twoThousandRequestsASecondDoNotHarmTheSoundOfACall() throws IOException {
    int port = Ports.free();
    try (Lab lab = Lab.start(LabOptions.standard());
        PhoneProcess phone =
            PhoneProcess.start(
                folder,
                "--server",
                lab.tftpUrl(),
                "--mac",
                lab.options().mac(),
                "--sip-port",
                "" + port);
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      HandsetClient panel = phone.ready();
      panel.dial("600");
      panel.awaitCall("connected", LIMIT);
      panel.await("sound comes", LIMIT, s -> panel.rtp("received") >= 50);
      int received = panel.rtp("received");
      int lost = panel.rtp("lost");
      int sent = panel.rtp("sent");
      long before = phone.child().status("VmRSS");
      long start = System.nanoTime();
      Map<Integer, Integer> last = new HashMap<>();
      int count = REQUESTS_A_SECOND * STORM_SECONDS;
      for (int i = 0; i < count; i++) {
        send(socket, port, request("OPTIONS", port, socket.getLocalPort(), i));
        if (i % 20 == 19) {
          long due = start + (i + 1) * 1_000_000_000L / REQUESTS_A_SECOND;
          LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      hear(socket, last, System.nanoTime() + 1_000_000_000L);
      int came = panel.rtp("received") - received;
      int gone = panel.rtp("lost") - lost;
      int went = panel.rtp("sent") - sent;
      double share = 100.0 * gone / Math.max(1, came + gone);
      System.out.printf(
          "figure: %d OPTIONS in %.1f s (%.0f/s), %d answered; sound: %d packets sent, %d came, %d lost"
              + " (%.2f %%); memory %d → %d kB%n",
          count,
          seconds,
          count / seconds,
          last.size(),
          went,
          came,
          gone,
          share,
          before,
          phone.child().status("VmRSS"));
      assertTrue(share < 1, share + " % of the sound lost");
      assertTrue(came > (seconds - 1) * 45, came + " packets in " + seconds + " s");
      panel.press("end");
      panel.awaitNoCall(LIMIT);
    }
  }

  private static int ringing(JsonObject state) {
    int n = 0;
    for (Object call : state.getArray("calls")) {
      n += ((JsonObject) call).getString("state").equals("ringing-in") ? 1 : 0;
    }
    return n;
  }

  private static String request(String method, int to, int from, int number) {
    return """
    %1$s sip:phone@127.0.0.1:%2$d SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bKstorm%4$d;rport
    Max-Forwards: 70
    From: <sip:caller%4$d@127.0.0.1>;tag=c%4$d
    To: <sip:phone@127.0.0.1:%2$d>
    Call-ID: storm%4$d
    CSeq: 1 %1$s
    Contact: <sip:caller@127.0.0.1:%3$d>
    Content-Length: 0

    """
        .formatted(method, to, from, number)
        .replace("\n", "\r\n");
  }

  private static void send(DatagramSocket socket, int port, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  /** Notes the last status of each number until a moment, and acknowledges refusals. */
  private static void hear(DatagramSocket socket, Map<Integer, Integer> last, long until)
      throws IOException {
    byte[] room = new byte[8192];
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      socket.setSoTimeout((int) left);
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      String text = new String(room, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (!text.startsWith("SIP/2.0 ")) {
        continue;
      }
      int number =
          Integer.parseInt(text.replaceAll("(?s).*\r\nCall-ID:\\s*storm([0-9]+)\r\n.*", "$1"));
      int status = Integer.parseInt(text.substring(8, 11));
      last.merge(number, status, Math::max);
      if (status >= 300) {
        String to = text.replaceAll("(?s).*\r\n(To:[^\r\n]*)\r\n.*", "$1");
        send(
            socket,
            packet.getPort(),
            request("ACK", packet.getPort(), socket.getLocalPort(), number)
                .replaceFirst("To: [^\r\n]*", to));
      }
    }
  }
}

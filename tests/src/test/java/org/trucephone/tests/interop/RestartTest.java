package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;

/** The telephone server is restarted: soon after it answers again every lamp is right. */
@Tag("interop")
@Timeout(240)
class RestartTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ALLOWED = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void lampsAreRightTenSecondsAfterTheServerAnswersAgain() throws IOException {
    try (Asterisk asterisk = Asterisk.start(folder.resolve("asterisk"))) {
      byte[] toml = toml(asterisk.sipPort()).getBytes(StandardCharsets.UTF_8);
      Path source = folder.resolve("voice.wav");
      Sweep.write(source, 8_000, 120);
      try (TftpServer files =
              TftpServer.start(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  name -> name.equals("truce.toml") ? toml : null,
                  line -> {});
          Baresip anna =
              Baresip.start(folder.resolve("anna"), "1002", asterisk.sipPort(), "PCMU", source);
          Baresip carol =
              Baresip.start(folder.resolve("carol"), "1008", asterisk.sipPort(), "PCMU", source);
          PhoneProcess phone =
              PhoneProcess.start(
                  folder,
                  "--server",
                  "tftp://127.0.0.1:" + files.port() + "/",
                  "--persona",
                  "truce")) {
        HandsetClient panel = phone.ready();
        anna.dial("600");
        lamps(panel, "busy", "off", LIMIT);

        asterisk.ask("core restart now");
        Await.until("it is gone", LIMIT, () -> !answers(asterisk.sipPort()), () -> "");
        Await.until("it is back", LIMIT, () -> answers(asterisk.sipPort()), () -> "");
        Duration took = lamps(panel, "off", "off", LIMIT);
        System.out.println(
            "figure: lamps right " + took.toMillis() + " ms after Asterisk answered again");
        assertTrue(took.compareTo(ALLOWED) <= 0, took.toString());
        // And they still follow.
        carol.dial("600");
        Duration lit = lamps(panel, "off", "busy", LIMIT);
        System.out.println("figure: a call after the restart lights its lamp in " + lit.toMillis());
      }
    }
  }

  private static Duration lamps(HandsetClient panel, String anna, String carol, Duration limit) {
    return panel.await(
        "lamps " + anna + " and " + carol,
        limit,
        s -> lamp(panel, 2).equals(anna) && lamp(panel, 3).equals(carol));
  }

  private static String lamp(HandsetClient panel, int index) {
    for (Object key : panel.state().getArray("keys")) {
      com.grack.nanojson.JsonObject one = (com.grack.nanojson.JsonObject) key;
      if (one.getInt("index") == index) {
        return one.getString("lamp");
      }
    }
    return "none";
  }

  private static boolean answers(int port) {
    String ask =
        """
        OPTIONS sip:127.0.0.1:%1$d SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$d;rport
        Max-Forwards: 70
        From: <sip:probe@127.0.0.1>;tag=p
        To: <sip:127.0.0.1:%1$d>
        Call-ID: probe%3$d
        CSeq: 1 OPTIONS
        Content-Length: 0

        """;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(200);
      byte[] bytes =
          ask.formatted(port, socket.getLocalPort(), System.nanoTime())
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
      socket.receive(new DatagramPacket(new byte[4096], 4096));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String toml(int port) {
    return """
    [line.1]
    user = "1001"
    password = "pw1001"
    registrar = "127.0.0.1:%d"
    expires = 120

    [key.2]
    type = "blf"
    value = "1002"

    [key.3]
    type = "blf"
    value = "1008"
    """
        .formatted(port);
  }
}

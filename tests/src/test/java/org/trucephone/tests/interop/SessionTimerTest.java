package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/**
 * A real call for five real minutes at an Asterisk that ends sessions not refreshed within 90 s. By
 * hand: {@code tests/run soak}.
 */
@Tag("soak")
class SessionTimerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration TALK = Duration.ofSeconds(Integer.getInteger("truce.talk", 300));

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void theCallLivesOnAndItsSoundGoesOn() throws IOException {
    try (Asterisk asterisk = Asterisk.start(folder.resolve("asterisk"))) {
      byte[] toml =
          """
          [line.1]
          user = "1005"
          password = "pw1005"
          registrar = "127.0.0.1:%d"
          """
              .formatted(asterisk.sipPort())
              .getBytes(StandardCharsets.UTF_8);
      try (TftpServer files =
              TftpServer.start(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  name -> name.equals("truce.toml") ? toml : null,
                  line -> {});
          PhoneProcess phone =
              PhoneProcess.start(
                  folder,
                  "--server",
                  "tftp://127.0.0.1:" + files.port() + "/",
                  "--persona",
                  "truce",
                  "--codecs",
                  "PCMU")) {
        HandsetClient panel = phone.ready();
        panel.dial("600");
        panel.awaitCall("connected", LIMIT);
        long until = System.nanoTime() + TALK.toNanos();
        int before = 0;
        while (System.nanoTime() < until) {
          LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
          assertEquals(
              "connected",
              panel.state().getArray("calls").getObject(0).getString("state"),
              phone.log());
          int received = panel.rtp("received");
          assertTrue(received - before > 400, "sound stopped: " + before + " → " + received);
          before = received;
        }
        System.out.printf(
            "figure: %d s of talk at a session of 90 s: %d packets, 0 drops%n",
            TALK.toSeconds(), before);
        panel.press("end");
        panel.awaitNoCall(LIMIT);
      }
    }
  }
}

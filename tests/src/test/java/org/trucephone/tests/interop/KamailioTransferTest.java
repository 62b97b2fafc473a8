package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
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
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;

/**
 * Attended transfer where only a proxy stands between the phones: the handset, by its keys, brings
 * one baresip to another.
 */
@Tag("interop")
class KamailioTransferTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MAC = "001122334477";

  /** {@code -Dtruce.transfers=50} for the figure of the matrix. */
  private static final int TRANSFERS = Integer.getInteger("truce.transfers", 3);

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void attendedTransfersOneAfterTheOther() throws IOException {
    Path source = folder.resolve("voice.wav");
    Sweep.write(source, 8_000, 120);
    try (Kamailio kamailio = Kamailio.start(folder.resolve("kamailio"))) {
      int port = kamailio.sipPort();
      byte[] toml = toml(port).getBytes(StandardCharsets.UTF_8);
      try (TftpServer files =
              TftpServer.start(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  name -> name.equals("truce.toml") ? toml : null,
                  line -> {});
          Baresip anna =
              Baresip.inDomain(folder.resolve("anna"), "2002", "lab.test", port, "PCMU", source);
          Baresip carol =
              Baresip.inDomain(folder.resolve("carol"), "2003", "lab.test", port, "PCMU", source);
          PhoneProcess phone =
              PhoneProcess.start(
                  folder,
                  "--server",
                  "tftp://127.0.0.1:" + files.port() + "/",
                  "--mac",
                  MAC,
                  "--persona",
                  "truce")) {
        HandsetClient panel = phone.ready();
        int done = 0;
        for (int i = 0; i < TRANSFERS; i++) {
          done += transferred(panel, anna, carol) ? 1 : 0;
        }
        System.out.println(
            "figure: attended transfer at Kamailio with baresip " + done + " of " + TRANSFERS);
        assertEquals(TRANSFERS, done);
      }
    }
  }

  private static boolean transferred(HandsetClient panel, Baresip anna, Baresip carol)
      throws IOException {
    anna.dial("2001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    anna.await("CALL_ESTABLISHED");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer");
    panel.dial("2003");
    carol.await("CALL_INCOMING");
    carol.accept();
    carol.await("CALL_ESTABLISHED");
    panel.await("2003 is connected", LIMIT, s -> stateOf(s, "2003").equals("connected"));
    carol.forget();
    anna.forget();
    panel.press("transfer");
    // This baresip knows no Replaces: it calls anew, and whoever was asked takes the call.
    carol.await("CALL_INCOMING");
    carol.accept();
    anna.await("CALL_ESTABLISHED");
    panel.awaitScreen("is with", LIMIT);
    panel.awaitNoCall(LIMIT);
    boolean together = panel.state().getArray("calls").isEmpty();
    anna.hangUp();
    carol.await("CALL_CLOSED", e -> true);
    panel.press("back", "back");
    anna.forget();
    carol.forget();
    return together;
  }

  private static String stateOf(JsonObject state, String remote) {
    for (Object call : state.getArray("calls")) {
      if (((JsonObject) call).getString("remote").equals(remote)) {
        return ((JsonObject) call).getString("state");
      }
    }
    return "none";
  }

  private static String toml(int port) {
    return """
    [line.1]
    user = "2001"
    password = "pw2001"
    label = "2001"
    domain = "lab.test"
    registrar = "127.0.0.1:%d"
    expires = 120
    """
        .formatted(port);
  }
}

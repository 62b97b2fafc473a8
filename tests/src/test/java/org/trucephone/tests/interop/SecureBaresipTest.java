package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;

/**
 * Encrypted voice between the phone and baresip, end to end, keys in the signalling (SDES) or
 * agreed on the media path (DTLS): the server between them (Kamailio) sees only signalling.
 */
@Tag("interop")
@Timeout(180)
class SecureBaresipTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Kamailio kamailio;
  private Baresip anna;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;
  private Path speaker;

  private void start(String theirs, String ours) throws IOException {
    Path source = folder.resolve("voice.wav");
    Sweep.write(source, 8_000, 60);
    Path mic = folder.resolve("mic.wav");
    Sweep.write(mic, 16_000, 60);
    speaker = folder.resolve("speaker.wav");
    kamailio = Kamailio.start(folder.resolve("kamailio"));
    int port = kamailio.sipPort();
    anna =
        Baresip.encrypting(
            theirs, folder.resolve("anna"), "2002", "lab.test", port, "PCMU", source);
    byte[] toml =
        """
        [media]
        security = "%s"

        [line.1]
        user = "2001"
        password = "pw2001"
        domain = "lab.test"
        registrar = "127.0.0.1:%d"
        """
            .formatted(ours, port)
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce.toml") ? toml : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--persona",
            "truce",
            "--mic",
            mic.toString(),
            "--speaker",
            speaker.toString());
    panel = phone.ready();
  }

  @AfterEach
  void stop() throws IOException {
    if (phone == null) {
      return;
    }
    phone.close();
    files.close();
    anna.close();
    kamailio.close();
  }

  @ParameterizedTest
  @CsvSource({"dtls_srtp, dtls", "srtp-mand, required"})
  void calledByBaresip(String theirs, String ours) throws IOException {
    start(theirs, ours);
    anna.dial("2001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    anna.await("CALL_ESTABLISHED");
    bothHear("called, " + theirs);
  }

  @ParameterizedTest
  @CsvSource({"dtls_srtp, dtls", "srtp-mand, required"})
  void callingBaresip(String theirs, String ours) throws IOException {
    start(theirs, ours);
    panel.dial("2002");
    anna.await("CALL_INCOMING");
    anna.accept();
    anna.await("CALL_ESTABLISHED");
    bothHear("calling, " + theirs);
  }

  private void bothHear(String how) throws IOException {
    panel.awaitCall("connected", LIMIT);
    panel.await("300 packets came", LIMIT, s -> panel.rtp("received") >= 300);
    Await.until("baresip hears the sweep", LIMIT, () -> heard() > 0.85, anna::told);
    String secure = panel.state().getArray("calls").getObject(0).getString("secure");
    double there = heard();
    anna.hangUp();
    panel.awaitNoCall(LIMIT);
    phone.close();
    double here = Sweep.correlation(speaker);
    System.out.printf(
        "figure: encrypted with baresip, %s: it hears %.3f, we hear %.3f%n", how, there, here);
    assertEquals("srtp", secure);
    assertTrue(here > 0.85, phone.log());
  }

  private double heard() {
    try {
      return anna.hears();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

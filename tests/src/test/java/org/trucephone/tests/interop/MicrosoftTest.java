package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.FakeLync;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk on Microsoft's Lync or Skype for Business Server. */
@Tag("interop")
@Timeout(180)
class MicrosoftTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final String DOMAIN = "corp.example";

  @TempDir Path folder;
  private FakeLync lync;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void listen() throws IOException {
    lync = new FakeLync(DOMAIN, "CORP", "ann", "Pa$$word");
  }

  @AfterEach
  void stop() throws IOException {
    if (phone != null) {
      phone.close();
    }
    if (files != null) {
      files.close();
    }
    lync.close();
  }

  private void start(String password) throws IOException {
    byte[] config =
        """
        [line.1]
        user = "ann"
        auth_user = 'CORP\\ann'
        password = "%s"
        domain = "%s"
        registrar = "127.0.0.1:%d"
        transport = "tcp"
        dialect = "microsoft"
        """
            .formatted(password, DOMAIN, lync.port())
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce.toml") ? config : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--mac",
            MAC,
            "--persona",
            "truce");
    panel = phone.panel();
  }

  private void signIn() throws IOException {
    start("Pa$$word");
    Await.until("the sign-in", LIMIT, lync::registered, lync::log);
    panel = phone.ready();
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  @Test
  void callsBothWaysEveryMessageSigned() throws IOException {
    signIn();
    panel.dial("1002");
    FakeCall out = lync.called("1002");
    panel.awaitCall("connected", LIMIT);
    int before = lync.heard();
    Await.until("sound", LIMIT, () -> lync.heard() > before + 25, lync::log);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    Await.until(
        "the hold on the wire",
        LIMIT,
        () -> out.phonesSdp().contains("a=sendonly") || out.phonesSdp().contains("a=inactive"),
        lync::log);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("end");
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    SipText invite = lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.hook(true);
    FakeCall in = lync.answered(invite);
    panel.awaitCall("connected", LIMIT);
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    SipText unwanted = lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("end");
    assertEquals(486, lync.refusal(unwanted).status());

    // The server's words about a refusal.
    panel.dial("9999");
    panel.awaitScreen("User does not exist", LIMIT);
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void aServerThatSignsWronglyIsNotBelieved() throws IOException {
    lync.lie();
    start("Pa$$word");
    panel.awaitScreen("does not prove that it is your server", LIMIT);
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void aWrongPasswordIsTold() throws IOException {
    start("wrong");
    panel.awaitScreen("password", LIMIT);
    assertFalse(lync.registered());
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void theServersReasonIsTold() throws IOException {
    lync.refuse("User is not SIP enabled");
    start("Pa$$word");
    panel.awaitScreen("User is not SIP enabled", LIMIT);
    assertEquals(List.of(), lync.problems(), lync.log());
  }
}

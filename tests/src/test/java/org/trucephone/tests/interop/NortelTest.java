package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.trucephone.tests.fake.FakeNortel;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk on one of Nortel's call servers, set up by the file its 1140E asks for. */
@Tag("interop")
@Timeout(180)
class NortelTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final String DOMAIN = "corp.example";

  @TempDir Path folder;
  private FakeNortel server;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void start() throws IOException {
    server = new FakeNortel(DOMAIN, "1001", "240719");
    byte[] settings =
        """
        # what an administrator writes for one desk
        SIP_DOMAIN1 %s
        SERVER_IP1_1 127.0.0.1
        SERVER_PORT1_1 %d
        SIP_DOMAIN1_PROTOS UDP
        VMAIL 8500
        AUTOLOGIN_ENABLE YES
        AUTOLOGIN_ID_KEY01 1001@%s
        AUTOLOGIN_AUTHID_KEY01 1001
        AUTOLOGIN_PASSWD_KEY01 240719
        """
            .formatted(DOMAIN, server.port(), DOMAIN)
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("SIP" + MAC + ".cfg") ? settings : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--persona",
            "nortel",
            "--mac",
            MAC);
    panel = phone.ready();
    Await.until("the registration", LIMIT, server::registered, server::log);
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    server.close();
  }

  private String led() {
    return panel.state().getObject("leds").getString("message");
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  @Test
  void aDayAtTheDesk() throws IOException {
    SipText alive = server.ping();
    assertEquals(200, alive.status());
    assertTrue(alive.header("Allow").contains("INVITE"), alive.toString());

    Await.until("the question for messages", LIMIT, server::watched, server::log);
    server.messages(true);
    panel.await("the message light", LIMIT, s -> !led().equals("off"));

    // A call out, whose further requests go where maddr says, held and handed on.
    panel.dial("1002");
    FakeCall out = server.called("1002");
    panel.awaitCall("connected", LIMIT);
    int before = server.heard();
    Await.until("sound", LIMIT, () -> server.heard() > before + 25, server::log);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    Await.until(
        "the hold on the wire", LIMIT, () -> out.phonesSdp().contains("a=sendonly"), server::log);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> server.transfers().contains("1003"), server::log);
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // A call in: the session lies among parts of the maker's own, the number has a context.
    SipText invite = server.ring("1001", "4000", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.awaitScreen("4000", LIMIT);
    assertFalse(panel.state().toString().contains("phone-context"));
    panel.hook(true);
    FakeCall in = server.taken(invite);
    panel.awaitCall("connected", LIMIT);
    int heard = server.heard();
    Await.until("sound of the call in", LIMIT, () -> server.heard() > heard + 25, server::log);
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    server.messages(false);
    panel.await("the message light goes out", LIMIT, s -> led().equals("off"));
    assertEquals(List.of(), server.problems(), server.log());
  }
}

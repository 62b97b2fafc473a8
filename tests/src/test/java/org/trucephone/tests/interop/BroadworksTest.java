package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
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
import org.trucephone.tests.fake.FakeBroadworks;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk on BroadWorks, set up by the flat profile of Cisco's multiplatform phones. */
@Tag("interop")
@Timeout(180)
class BroadworksTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";

  @TempDir Path folder;
  private FakeBroadworks server;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void start() throws IOException {
    server = new FakeBroadworks("1001", "pw1001");
    byte[] file =
        """
        <flat-profile><Proxy_1_>127.0.0.1:%d</Proxy_1_><User_ID_1_>1001</User_ID_1_>
        <Password_1_>pw1001</Password_1_><Register_1_>Yes</Register_1_>
        <Feature_Key_Sync_1_ ua="na">Yes</Feature_Key_Sync_1_></flat-profile>
        """
            .formatted(server.port())
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("spa" + MAC + ".cfg") ? file : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.ready();
    Await.until("the subscriptions", LIMIT, server::subscribed, server::log);
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    server.close();
  }

  private String lamp() {
    return ((JsonObject) panel.state().getArray("keys").getFirst()).getString("lamp");
  }

  private void awaitLamp(String wanted) {
    Await.until("lamp " + wanted, LIMIT, () -> lamp().equals(wanted), server::log);
  }

  @Test
  void featuresAreTheSameHereAndThere() {
    panel.await("the message light", LIMIT, s -> s.getInt("messages") == 1);

    // From the phone to the server; the call the server lets through rings all the same.
    panel.press("soft3");
    panel.awaitScreen("Send calls to", LIMIT);
    panel.press("2", "0", "0", "9", "soft1");
    Await.until("forwarded there", LIMIT, () -> server.forward().equals("2009"), server::log);
    SipText through = server.ring("1001", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("end");
    assertEquals(486, server.refusal(through).status());

    // From the server to the phone.
    server.features(true, "");
    panel.awaitScreen("Do not disturb", LIMIT);
    server.features(false, "");
    panel.await("calls are taken again", LIMIT, s -> !panel.screen().contains("Do not disturb"));

    // A change the server refuses is taken back here.
    server.refusesChanges(true);
    panel.press("menu");
    for (int i = 0; i < 12 && !panel.screen().contains("> Do not disturb"); i++) {
      panel.press("down");
    }
    panel.press("ok", "back");
    Await.until(
        "the change asked for",
        LIMIT,
        () -> server.requests("SUBSCRIBE").stream().anyMatch(m -> m.body().contains("SetDoNot")),
        server::log);
    panel.await("taken back", LIMIT, s -> !panel.screen().contains("Do not disturb"));
    server.refusesChanges(false);

    // A shared line shows what others do on it.
    server.shared("2", "alerting");
    awaitLamp("ringing");
    server.shared("2", "active");
    awaitLamp("busy");
    server.shared("2", "held-private");
    awaitLamp("held");
    server.shared("2", "idle");
    awaitLamp("off");

    // Calls as everywhere.
    panel.dial("2002");
    FakeCall out = server.called("2002");
    panel.awaitCall("connected", LIMIT);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "2", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> server.transfers().contains("2003"), server::log);
    out.awaitBye();
    assertEquals(List.of(), server.problems(), server.log());
  }
}

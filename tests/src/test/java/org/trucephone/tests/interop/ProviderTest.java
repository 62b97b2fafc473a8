package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.FakeProvider;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** A phone straight at a provider of numbers, the account shaped as Skype's for business was. */
@Tag("interop")
@Timeout(180)
class ProviderTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final String DOMAIN = "sip.provider.example";
  private static final String ACCOUNT = "99051000123456";

  @TempDir Path folder;
  private FakeProvider provider;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  private void start(String password) throws IOException {
    provider = new FakeProvider(DOMAIN, ACCOUNT, "sw0rdfish");
    byte[] settings =
        """
        [calls]
        dial_plan = "<00:+>x.|x."

        [line.1]
        user = "%s"
        password = "%s"
        registrar = "%s"
        outbound_proxy = "127.0.0.1:%d"
        transport = "udp"
        """
            .formatted(ACCOUNT, password, DOMAIN, provider.port())
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce-" + MAC + ".toml") ? settings : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.panel();
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    provider.close();
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  @Test
  void callsAroundTheWorld() throws IOException {
    start("sw0rdfish");
    phone.ready();
    for (String number : List.of("+4930123456", "+15550100200")) {
      panel.dial(number.replace("+", "00"));
      FakeCall out = provider.called(number);
      panel.awaitCall("connected", LIMIT);
      int before = provider.heard();
      Await.until("sound", LIMIT, () -> provider.heard() > before + 25, provider::log);
      panel.press("hold");
      panel.awaitCall("held", LIMIT);
      Await.until(
          "the hold on the wire",
          LIMIT,
          () -> out.phonesSdp().contains("a=sendonly"),
          provider::log);
      panel.press("hold");
      panel.awaitCall("connected", LIMIT);
      panel.press("end");
      assertTrue(out.awaitBye().header("X-RTP-Stat").startsWith("PS="), provider.log());
      panel.awaitNoCall(LIMIT);
      hangUp();
    }

    // Who calls is what the provider asserts, not the From that hides it.
    SipText invite = provider.ring(ACCOUNT, "+493098765", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.hook(true);
    FakeCall in = provider.answered(invite);
    panel.awaitCall("connected", LIMIT);
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    panel.dial("004930000402");
    panel.awaitScreen("Your credit is used up", LIMIT);
    panel.press("end");
    hangUp();
    assertEquals(List.of(), provider.problems(), provider.log());
  }

  @Test
  void aWrongPasswordIsTold() throws IOException {
    start("wr0ng");
    panel.await(
        "refused",
        LIMIT,
        s ->
            !s.getArray("lines").isEmpty()
                && HandsetClient.line(s, 0).getString("state").equals("failed"));
    assertTrue(
        String.valueOf(HandsetClient.line(panel.state(), 0).getString("reason"))
            .contains("refuses user " + ACCOUNT),
        panel.state().toString());
  }
}

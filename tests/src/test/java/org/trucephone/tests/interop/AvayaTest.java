package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeAura;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.OwnCertificate;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk on Avaya Aura as a generic SIP phone, set up by the maker's own settings file. */
@Tag("interop")
@Timeout(180)
class AvayaTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final String DOMAIN = "corp.example";

  @TempDir Path folder;
  private FakeAura aura;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void listen() throws IOException {
    aura = new FakeAura(DOMAIN, "1001", "240719");
  }

  @AfterEach
  void stop() throws IOException {
    if (phone != null) {
      phone.close();
    }
    files.close();
    aura.close();
  }

  private void start(String transport) throws IOException {
    start("127.0.0.1:%d;transport=%s".formatted(aura.port(), transport), aura);
  }

  private void start(String controllers, FakeAura registrar) throws IOException {
    start(controllers, registrar, "");
  }

  private void start(String controllers, FakeAura registrar, String more) throws IOException {
    byte[] settings =
        """
        ## what an administrator writes for one desk
        SET SIPDOMAIN %s
        SET SIP_CONTROLLER_LIST %s
        SET FORCE_SIP_EXTENSION 1001
        SET FORCE_SIP_USERNAME 1001
        SET FORCE_SIP_PASSWORD 240719
        SET DISPLAY_NAME Ann
        SET MSGNUM 8500
        SET PHONEKEY "Key=2;Type=feature;Name=blf;attr1=1002;Label=Carol"
        %s
        """
            .formatted(DOMAIN, controllers, more)
            .getBytes(StandardCharsets.UTF_8);
    byte[] upgrade = "GET 46xxsettings.txt\n".getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name ->
                switch (name) {
                  case "J100Supgrade.txt" -> upgrade;
                  case "46xxsettings.txt" -> settings;
                  default -> null;
                },
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.ready();
    Await.until("the registration", LIMIT, registrar::registered, registrar::log);
  }

  private String led() {
    return panel.state().getObject("leds").getString("message");
  }

  private String lamp() {
    for (Object key : panel.state().getArray("keys")) {
      if (((JsonObject) key).getInt("index") == 2) {
        return ((JsonObject) key).getString("lamp");
      }
    }
    return "";
  }

  private void awaitLamp(String wanted) {
    Await.until("lamp " + wanted, LIMIT, () -> lamp().equals(wanted), aura::log);
  }

  private static long calls(JsonObject state, String wanted) {
    return state.getArray("calls").stream()
        .filter(call -> ((JsonObject) call).getString("state").equals(wanted))
        .count();
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void aDayAtTheDesk(String transport) throws IOException {
    start(transport);
    panel.await("the message light", LIMIT, s -> !led().equals("off"));
    awaitLamp("off");
    aura.lamp("1002", "early");
    awaitLamp("ringing");
    aura.lamp("1002", "confirmed");
    awaitLamp("busy");
    aura.lamp("1002", "terminated");
    awaitLamp("off");

    // A call out; the server joins the two phones' media afterwards.
    panel.dial("1002");
    FakeCall out = aura.called("1002");
    panel.awaitCall("connected", LIMIT);
    int before = aura.heard();
    Await.until("sound", LIMIT, () -> aura.heard() > before + 25, aura::log);
    aura.moveMedia(out, "sendrecv");
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    Await.until(
        "the hold on the wire", LIMIT, () -> out.phonesSdp().contains("a=sendonly"), aura::log);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> aura.transfers().contains("1003"), aura::log);
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // A call in with the server's own headers, transferred once the third has answered.
    SipText invite = aura.ring("1001", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.hook(true);
    FakeCall in = aura.answered(invite);
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "5", "hash");
    aura.called("1005");
    panel.await("two calls", LIMIT, s -> calls(s, "connected") == 1 && calls(s, "held") == 1);
    panel.press("transfer");
    Await.until("the attended transfer", LIMIT, () -> aura.transfers().contains("1005"), aura::log);
    in.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // A call refused by key is busy, never "service unavailable".
    SipText unwanted = aura.ring("1001", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("end");
    assertEquals(486, aura.refusal(unwanted).status());

    aura.messages(false);
    panel.await("the message light goes out", LIMIT, s -> led().equals("off"));
    panel.press("messages");
    aura.called("8500").bye();
    panel.awaitNoCall(LIMIT);
    assertEquals(List.of(), aura.problems(), aura.log());
  }

  @Test
  void voiceIsEncryptedOverTlsAndThreeTalk() throws IOException {
    OwnCertificate certificate = OwnCertificate.make(folder);
    Path trusted = Files.createDirectories(folder.resolve("data").resolve("trusted"));
    Files.writeString(trusted.resolve("avaya.pem"), certificate.pem());
    try (FakeAura secure = new FakeAura(DOMAIN, "1001", "240719", certificate.context())) {
      start("127.0.0.1:%d;transport=tls".formatted(secure.port()), secure, "SET MEDIAENCRYPTION 1");
      panel.dial("1002");
      FakeCall first = secure.called("1002");
      panel.awaitCall("connected", LIMIT);
      panel.await("decrypted sound", LIMIT, s -> sounding(s) == 1);
      panel.press("transfer", "1", "0", "0", "3", "hash");
      FakeCall second = secure.called("1003");
      panel.await("two calls", LIMIT, s -> calls(s, "connected") == 1 && calls(s, "held") == 1);
      panel.press("conference");
      panel.await("a conference", LIMIT, s -> calls(s, "connected") == 2);
      panel.await("sound of both", LIMIT, s -> sounding(s) == 2);
      panel.press("end");
      first.awaitBye();
      second.awaitBye();
      assertEquals(List.of(), secure.problems(), secure.log());
    }
  }

  /** {@return calls that are encrypted and whose sound has come} */
  private static long sounding(JsonObject state) {
    return state.getArray("calls").stream()
        .map(JsonObject.class::cast)
        .filter(c -> c.getString("state").equals("connected"))
        .filter(c -> c.getString("secure").equals("srtp"))
        .filter(c -> c.getObject("rtp").getInt("received") > 100)
        .count();
  }

  @Test
  void theSecondSessionManagerTakesOver() throws IOException {
    aura.down();
    try (FakeAura second = new FakeAura(DOMAIN, "1001", "240719")) {
      start(
          "127.0.0.1:%d;transport=udp,127.0.0.1:%d;transport=udp"
              .formatted(aura.port(), second.port()),
          second);
      panel.dial("1002");
      second.called("1002");
      panel.awaitCall("connected", LIMIT);
      assertEquals(List.of(), second.problems(), second.log());
    }
  }
}

package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private String secure() {
    return connected(panel.state()).getString("secure");
  }

  /** {@return the call that is up}: ended ones stay in the list for a while */
  private static JsonObject connected(JsonObject state) {
    return state.getArray("calls").stream()
        .map(JsonObject.class::cast)
        .filter(call -> call.getString("state").equals("connected"))
        .findFirst()
        .orElseThrow();
  }

  /** {@return the report after those there were} */
  private String report(int before) {
    Await.until("a report of the call", LIMIT, () -> lync.reports().size() > before, lync::log);
    return lync.reports().get(before);
  }

  private void soundComesBack() {
    panel.await(
        "sound that was decrypted",
        LIMIT,
        s -> connected(s).getObject("rtp").getInt("received") > 200);
  }

  @Test
  void voiceIsEncryptedAsTheServerWantsAndItsQualityReported() throws IOException {
    signIn();
    published("userState", 3500);
    panel.dial("1002");
    lync.called("1002");
    panel.awaitCall("connected", LIMIT);
    assertEquals("srtp", secure());
    soundComesBack();
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    hangUp();
    String report = report(0);
    assertTrue(report.contains("<Security>SRTP</Security>"), report);
    assertTrue(report.contains("<ToURI>sip:1002@"), report);
    assertTrue(report.contains("<Caller>true</Caller>"), report);
    assertTrue(report.contains("<RemoteUserAgent>RTC/6.0</RemoteUserAgent>"), report);
    assertTrue(report.matches("(?s).*<LocalContactURI>sip:ann@[^<]*;gruu</.*"), report);

    // Microsoft's phones offer keys with an identifier, on the plain profile.
    lync.offers("optional");
    SipText invite = lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.hook(true);
    FakeCall in = lync.taken(invite);
    panel.awaitCall("connected", LIMIT);
    assertEquals("srtp", secure());
    assertTrue(in.phonesSdp().contains("a=crypto:2 "), in.phonesSdp());
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();
    assertTrue(report(1).contains("<Caller>false</Caller>"), lync.reports().toString());

    // A side that refuses encryption is talked to in the clear where the server lets it.
    lync.offers("rejected");
    SipText plain = lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.hook(true);
    FakeCall clear = lync.taken(plain);
    panel.awaitCall("connected", LIMIT);
    assertEquals("none", secure());
    clear.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();
    assertTrue(report(2).contains("<Security>None</Security>"), lync.reports().toString());
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void whereTheServerInsistsNothingIsSaidInTheClear() throws IOException {
    lync.encryption("RequireEncryption");
    signIn();
    published("userState", 3500);
    panel.dial("1002");
    FakeCall out = lync.called("1002");
    panel.awaitCall("connected", LIMIT);
    assertEquals("srtp", secure());
    soundComesBack();
    out.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    lync.offers("rejected");
    SipText refusal = lync.refusal(lync.ring("ann", "1002", "Dora"));
    assertEquals(488, refusal.status());
    assertTrue(refusal.header("ms-client-diagnostics").startsWith("52017;"), refusal.toString());
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void whereTheServerForbidsEncryptionNoneIsOffered() throws IOException {
    lync.encryption("DoNotSupportEncryption");
    signIn();
    published("userState", 3500);
    panel.dial("1002");
    FakeCall out = lync.called("1002");
    panel.awaitCall("connected", LIMIT);
    assertEquals("none", secure());
    out.bye();
    panel.awaitNoCall(LIMIT);
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void callsAreHandedOn() throws IOException {
    signIn();
    panel.dial("1002");
    FakeCall first = lync.called("1002");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> lync.transfers().contains("1003"), lync::log);
    first.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // After having asked the other one: the REFER names that call.
    panel.dial("1004");
    FakeCall asked = lync.called("1004");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "5", "hash");
    lync.called("1005");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer");
    Await.until("the transfer", LIMIT, () -> lync.transfers().contains("1005"), lync::log);
    asked.awaitBye();
    panel.awaitNoCall(LIMIT);
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  private String led() {
    return panel.state().getObject("leds").getString("message");
  }

  private void published(String kind, int availability) {
    Await.until(
        kind + " " + availability, LIMIT, () -> lync.availability(kind) == availability, lync::log);
  }

  private void doNotDisturb() {
    panel.press("menu");
    for (int i = 0; i < 12 && !panel.screen().contains("> Do not disturb"); i++) {
      panel.press("down");
    }
    panel.press("ok", "back");
  }

  @Test
  void messagesAndPresence() throws IOException {
    signIn();
    published("machineState", 3500);
    published("userState", 3500);
    lync.messages(8);
    panel.await("the message light", LIMIT, s -> s.getInt("messages") == 8);
    lync.messages(0);
    panel.await("it goes out", LIMIT, s -> led().equals("off"));

    lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("end");
    panel.dial("1002");
    FakeCall out = lync.called("1002");
    published("phoneState", 6500);
    out.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();
    published("phoneState", 3500);
    panel.press("soft4"); // "hung up" was read

    doNotDisturb();
    published("userState", 9500);
    doNotDisturb();
    published("userState", 3500);
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void newsThatIsNotTheServersIsLeftOut() throws IOException {
    signIn();
    published("userState", 3500);
    lync.messages(8);
    panel.await("the message light", LIMIT, s -> s.getInt("messages") == 8);
    lync.messages(0);
    panel.await("it goes out", LIMIT, s -> led().equals("off"));
    lync.messages(0);
    lync.replay();
    lync.unsignedMessages(5);
    lync.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    assertEquals(0, panel.state().getInt("messages"));
    assertEquals(List.of(), lync.problems(), lync.log());
  }

  @Test
  void theUserIsMovedToAnotherServer() throws IOException {
    signIn();
    published("userState", 3500);
    try (FakeLync home = new FakeLync(DOMAIN, "CORP", "ann", "Pa$$word")) {
      lync.redirect(home.port());
      lync.signOff("User moved");
      Await.until("the sign-in there", LIMIT, home::registered, home::log);
      panel.dial("1002");
      home.called("1002");
      panel.awaitCall("connected", LIMIT);
      assertEquals(List.of(), home.problems(), home.log());
    }
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

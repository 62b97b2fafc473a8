package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.FakeCucm;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/**
 * A desk of two lines on Cisco's call manager, as its administrators set one up: the maker's own
 * file from our provisioning server, one digest user, everything done by keys.
 */
@Tag("interop")
@Timeout(180)
class CucmTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final int TCP = 1;
  private static final int UDP = 2;

  @TempDir Path folder;
  private FakeCucm cucm;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void listen() throws IOException {
    cucm = new FakeCucm("swhite", "pw1001");
  }

  @AfterEach
  void stop() throws IOException {
    if (phone != null) {
      phone.close();
    }
    files.close();
    cucm.close();
  }

  /** The file an administrator of this system writes for a desk. */
  private static String file(int port, int second, int transport, String user) {
    StringBuilder lines = new StringBuilder();
    for (int n = 1; n <= 2; n++) {
      lines.append(
          """
          <line button="%d" lineIndex="%d"><featureID>9</featureID><featureLabel>100%d</featureLabel>
          <proxy>USECALLMANAGER</proxy><port>%d</port><name>100%d</name><displayName>Ann</displayName>
          <authName>%s</authName><authPassword>pw1001</authPassword><messagesNumber>8500</messagesNumber>
          </line>
          """
              .formatted(n, n, n, port, n, user));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <device><deviceProtocol>SIP</deviceProtocol><devicePool><callManagerGroup><members>
    <member priority="0"><callManager><ports><sipPort>%d</sipPort></ports>
    <processNodeName>127.0.0.1</processNodeName></callManager></member>
    <member priority="1"><callManager><ports><sipPort>%d</sipPort></ports>
    <processNodeName>127.0.0.1</processNodeName></callManager></member></members>
    </callManagerGroup></devicePool><sipProfile><sipLines>%s</sipLines></sipProfile>
    <transportLayerProtocol>%d</transportLayerProtocol></device>
    """
        .formatted(port, second, lines, transport);
  }

  private void start(int transport, String user) throws IOException {
    start(transport, user, cucm.port());
  }

  private void start(int transport, String user, int second) throws IOException {
    byte[] file = file(cucm.port(), second, transport, user).getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("SEP" + MAC + ".cnf.xml") ? file : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.panel();
  }

  private String led() {
    return panel.state().getObject("leds").getString("message");
  }

  private static long calls(JsonObject state, String wanted) {
    return state.getArray("calls").stream()
        .filter(call -> ((JsonObject) call).getString("state").equals(wanted))
        .count();
  }

  @ParameterizedTest
  @ValueSource(ints = {UDP, TCP})
  void aDayAtTheDesk(int transport) throws IOException {
    start(transport, "swhite");
    phone.ready();
    Await.until("both lines", LIMIT, () -> cucm.lines() == 2, cucm::log);
    panel.await("the message light", LIMIT, s -> !led().equals("off"));

    // A call out; the name comes by Remote-Party-ID, the codecs by the server's offerless turns.
    panel.dial("2002");
    FakeCall out = cucm.called("2002");
    panel.awaitCall("connected", LIMIT);
    panel.awaitScreen("Bob 2002", LIMIT);
    int before = cucm.heard();
    Await.until("sound", LIMIT, () -> cucm.heard() > before + 25, cucm::log);
    cucm.moveMedia(out, "sendrecv");
    cucm.becomes(out, "2007", "Carol");
    panel.awaitScreen("Carol", LIMIT);

    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    Await.until(
        "the hold on the wire", LIMIT, () -> out.phonesSdp().contains("a=sendonly"), cucm::log);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);

    // Blind transfer.
    panel.press("transfer", "2", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> cucm.transfers().contains("2003"), cucm::log);
    out.awaitBye();
    panel.awaitNoCall(LIMIT);

    // A call in without an offer; the other side hangs up.
    FakeCall in = take("1001", "1002", "Dora");
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // What this end hangs up brings the figures of the sound along.
    panel.dial("2006");
    FakeCall told = cucm.called("2006");
    panel.awaitCall("connected", LIMIT);
    int so = cucm.heard();
    Await.until("sound", LIMIT, () -> cucm.heard() > so + 25, cucm::log);
    panel.press("end");
    String figures = told.awaitBye().header("RTP-RxStat");
    assertTrue(figures.matches("Dur=\\d+,Pkt=[1-9]\\d*,Oct=[1-9]\\d*,.*LostPkt=0.*"), figures);
    panel.awaitNoCall(LIMIT);

    // Attended transfer of a call that came in.
    FakeCall first = take("1002", "2004", "Emil");
    panel.press("transfer", "2", "0", "0", "5", "hash");
    cucm.called("2005");
    panel.await("two calls", LIMIT, s -> calls(s, "connected") == 1 && calls(s, "held") == 1);
    panel.press("transfer");
    Await.until("the attended transfer", LIMIT, () -> cucm.transfers().contains("2005"), cucm::log);
    first.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // What the server will not do, in its own words.
    panel.dial("9001");
    panel.awaitScreen("Calling search space does not allow it", LIMIT);
    panel.press("end");

    cucm.messages("1001", false);
    cucm.messages("1002", false);
    panel.await("the message light goes out", LIMIT, s -> led().equals("off"));
    panel.press("messages");
    cucm.called("8500").bye();
    panel.awaitNoCall(LIMIT);
    assertEquals(List.of(), cucm.problems(), cucm.log());
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  private FakeCall take(String line, String number, String name) {
    SipText invite = cucm.ring(line, number, name);
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen(name, LIMIT);
    panel.hook(true);
    FakeCall call = cucm.answered(invite);
    panel.awaitCall("connected", LIMIT);
    int before = cucm.heard();
    Await.until("sound both ways", LIMIT, () -> cucm.heard() > before + 25, cucm::log);
    return call;
  }

  @Test
  void keysAreToldWhereTheServerAsks() throws IOException {
    start(UDP, "swhite");
    phone.ready();
    Await.until("both lines", LIMIT, () -> cucm.lines() == 2, cucm::log);
    panel.dial("2002");
    FakeCall out = cucm.called("2002");
    panel.awaitCall("connected", LIMIT);
    cucm.watchKeys(out);
    panel.press("4", "2", "star", "hash");
    Await.until("the keys", LIMIT, () -> cucm.keys().equals("42*#"), cucm::log);
    panel.press("end");
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    assertTrue(cucm.problems().isEmpty(), cucm.log());
  }

  @Test
  void aDeviceTheServerDoesNotKnowIsToldInItsWords() throws IOException {
    start(UDP, "nobody");
    panel.await(
        "the server's words",
        LIMIT,
        s ->
            !s.getArray("lines").isEmpty()
                && String.valueOf(HandsetClient.line(s, 0).getString("reason"))
                    .contains("Unable to find device/user in database"));
    assertEquals("failed", HandsetClient.line(panel.state(), 0).getString("state"));
  }

  @Test
  void theSecondServerOfTheListTakesOver() throws IOException {
    cucm.down(true);
    try (FakeCucm subscriber = new FakeCucm("swhite", "pw1001")) {
      start(UDP, "swhite", subscriber.port());
      phone.ready();
      Await.until("both lines", LIMIT, () -> subscriber.lines() == 2, subscriber::log);
      panel.dial("2002");
      subscriber.called("2002");
      panel.awaitCall("connected", LIMIT);
      assertEquals(List.of(), subscriber.problems(), subscriber.log());
    }
  }

  @Test
  void aForwardedCallIsSentBackWithItsReason() throws IOException {
    start(UDP, "swhite");
    phone.ready();
    Await.until("both lines", LIMIT, () -> cucm.lines() == 2, cucm::log);
    panel.press("soft3");
    panel.awaitScreen("Send calls to", LIMIT);
    panel.press("2", "0", "0", "9", "soft1");
    panel.awaitScreen("Calls go to 2009 from now on.", LIMIT);
    SipText refusal = cucm.refusal(cucm.ring("1001", "1002", "Dora"));
    assertEquals(302, refusal.status());
    assertTrue(refusal.header("Contact").startsWith("<sip:2009@127.0.0.1"), refusal.toString());
    String diversion = refusal.header("Diversion");
    assertTrue(diversion.startsWith("<sip:1001@"), diversion);
    assertTrue(diversion.contains("reason=unconditional"), diversion);
    assertTrue(cucm.problems().isEmpty(), cucm.log());
  }
}

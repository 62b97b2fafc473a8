package org.trucephone.tests.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabCall;
import org.trucephone.tests.lab.LabOptions;

/** What goes wrong is told in one sentence, and the phone goes on. */
@Timeout(120)
class BadInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Lab lab;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start(LabOptions.standard());
  }

  @AfterEach
  void stop() {
    if (phone != null) {
      phone.close();
    }
    lab.close();
  }

  private void begin(String... more) throws IOException {
    Stream<String> lead = Stream.of("--server", lab.tftpUrl(), "--mac", lab.options().mac());
    phone =
        PhoneProcess.start(folder, Stream.concat(lead, Arrays.stream(more)).toArray(String[]::new));
    panel = phone.panel();
  }

  private String refusal(String... options) throws IOException {
    phone = PhoneProcess.start(folder, options);
    assertEquals(2, phone.child().awaitExit(LIMIT), phone.log());
    assertFalse(phone.log().contains("\tat "), phone.log());
    return phone.log().replaceAll("\\s+", " ");
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestOne() throws IOException {
    String said = refusal("--servr", "tftp://127.0.0.1/");
    assertTrue(said.contains("--servr is not known. Did you mean --server?"), said);
  }

  @Test
  void aMissingBoardFileIsNamed() throws IOException {
    String said = refusal("--board", folder.resolve("nowhere.toml").toString());
    assertTrue(said.contains("nowhere.toml"), said);
  }

  @Test
  void aBoardFileWithAWrongPinNamesFileLineAndKey() throws IOException {
    String good = Files.readString(Path.of("..", "hal", "boards", "desk-tft.toml"));
    Path board = folder.resolve("wrong.toml");
    String bad = good.replace("interrupt = { gpio = 17", "interrupt = { gpio = 999");
    assertFalse(bad.equals(good), "desk-tft.toml has no interrupt line any more");
    Files.writeString(board, bad);
    String said = refusal("--board", board.toString());
    assertTrue(said.contains("wrong.toml"), said);
    assertTrue(said.contains("interrupt"), said);
    assertTrue(said.matches(".*(line |:)[0-9]+.*"), said);
  }

  @Test
  void aWrongPasswordIsToldWithin5SecondsAndTheRightOneTakenUpLater() throws IOException {
    lab.servePassword("1001", "wrong");
    begin();
    Duration told =
        panel.await(
            "the line says why",
            LIMIT,
            s ->
                !s.getArray("lines").isEmpty()
                    && HandsetClient.line(s, 0).getString("reason") != null);
    JsonObject line = HandsetClient.line(panel.state(), 0);
    System.out.println(
        "figure: wrong password told after "
            + told.toMillis()
            + " ms: "
            + line.getString("reason"));
    assertEquals("failed", line.getString("state"), line.toString());
    assertTrue(line.getString("reason").contains("password"), line.toString());
    panel.awaitScreen("password", LIMIT);
    assertFalse(phone.log().contains("wrong\""), phone.log());
    lab.servePassword("1001", "pw1001");
    Duration taken = panel.awaitReady(Duration.ofSeconds(90));
    System.out.println("figure: right password taken up after " + taken.toMillis() + " ms");
  }

  @Test
  void settingsThatDoNotRegisterAreTakenBackAndTriedAgainWhenMended() throws IOException {
    begin();
    panel.awaitReady(LIMIT);
    lab.servePassword("1001", "wrong");
    lab.sendNotify("1001", "check-sync");
    assertTrue(lab.awaitRefused(1, LIMIT), lab.logText());
    Duration back =
        panel.await(
            "the old settings are in force and work",
            LIMIT,
            s ->
                String.valueOf(s.getObject("provisioning").getString("problem"))
                        .startsWith("The new settings were taken back. Line 1")
                    && HandsetClient.line(s, 0).getString("state").equals("registered"));
    System.out.printf("figure: settings taken back after %d ms%n", back.toMillis());
    assertTrue(lab.awaitRegistered("1001", true, LIMIT), lab.logText());

    // The same wrong settings are left alone; others are taken.
    int refused = lab.refused();
    lab.setPassword("1001", "pw2");
    lab.servePassword("1001", "pw2");
    lab.sendNotify("1001", "check-sync");
    panel.await(
        "the mended settings are in force",
        LIMIT,
        s ->
            s.getObject("provisioning").getString("problem") == null
                && HandsetClient.line(s, 0).getString("state").equals("registered"));
    assertTrue(lab.refused() <= refused + 2, lab.logText());
  }

  @Test
  void aSilentFileServerIsNamedAndTheLastGoodSettingsStayInForce() throws IOException {
    begin();
    panel.awaitReady(LIMIT);
    phone.close();
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String server = "tftp://127.0.0.1:" + silent.getLocalPort() + "/";
      phone = PhoneProcess.start(folder, "--server", server, "--mac", lab.options().mac());
      panel = phone.panel();
      panel.awaitReady(Duration.ofSeconds(90));
    }
  }

  @Test
  void aSilentFileServerAndNothingStoredGivesASentence() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String server = "tftp://127.0.0.1:" + silent.getLocalPort() + "/";
      phone = PhoneProcess.start(folder, "--server", server, "--mac", lab.options().mac());
      panel = phone.panel();
      panel.awaitScreen("does not answer", Duration.ofSeconds(90));
    }
  }

  @Test
  void aConfigurationCutOffKeepsTheLastGoodOne() throws IOException {
    begin("--persona", "cisco");
    panel.awaitReady(LIMIT);
    phone.close();
    String name = "SEP" + lab.options().mac().toUpperCase(java.util.Locale.ROOT) + ".cnf.xml";
    byte[] whole = lab.file(name);
    lab.serveFile(name, Arrays.copyOf(whole, whole.length / 3));
    begin("--persona", "cisco");
    panel.awaitReady(LIMIT);
    assertEquals("1001", HandsetClient.line(panel.state(), 0).getString("label"));
  }

  @Test
  void aConfigurationThatIsNoneIsToldByName() throws IOException {
    String name = "SEP" + lab.options().mac().toUpperCase(java.util.Locale.ROOT) + ".cnf.xml";
    lab.serveFile(name, "this is not a configuration".getBytes(UTF_8));
    begin("--persona", "cisco");
    panel.awaitScreen(name, LIMIT);
    assertEquals("failed", panel.state().getString("phase"), panel.state().toString());
  }

  @Test
  void aConfigurationWithoutAnAccountIsToldByName() throws IOException {
    String name = "truce-" + lab.options().mac().toLowerCase(java.util.Locale.ROOT) + ".toml";
    lab.serveFile(name, "[general]\ncountry = \"DE\"\n".getBytes(UTF_8));
    begin("--persona", "truce");
    panel.awaitScreen(name, LIMIT);
    assertEquals("failed", panel.state().getString("phase"), panel.state().toString());
  }

  @Test
  void aServerNameThatDoesNotExistIsTold() throws IOException {
    String name = "truce-" + lab.options().mac().toLowerCase(java.util.Locale.ROOT) + ".toml";
    String good = new String(lab.file(name), UTF_8);
    String bad = good.replaceAll("127\\.0\\.0\\.1", "pbx.nowhere.invalid");
    assertFalse(bad.equals(good), good);
    lab.serveFile(name, bad.getBytes(UTF_8));
    begin("--persona", "truce");
    panel.awaitScreen("Name pbx.nowhere.invalid not found", LIMIT);
  }

  @Test
  void anUnpluggedSoundChipLeavesTheCallAlone() throws IOException {
    begin();
    panel.awaitReady(LIMIT);
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    panel.fault("codec", true);
    panel.awaitScreen("sound chip", LIMIT);
    int before = panel.rtp("received");
    panel.await("packets still come", LIMIT, s -> panel.rtp("received") >= before + 50);
    panel.fault("codec", false);
    panel.await("the fault is gone", LIMIT, s -> !panel.screen().contains("sound chip"));
    panel.press("end");
    panel.awaitNoCall(LIMIT);
  }

  @Test
  void leavingItTakesItsRegistrationAway() throws IOException {
    begin("--exit-after", "6");
    panel.awaitReady(LIMIT);
    assertTrue(lab.awaitRegistered("1001", false, LIMIT), lab.logText());
  }

  @Test
  void garbageOnTheSipPortChangesNothing() throws IOException {
    int port = Ports.free();
    begin("--sip-port", "" + port);
    panel.awaitReady(LIMIT);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(1400)];
      random.nextBytes(bytes);
      send(port, bytes);
    }
    for (String text :
        new String[] {
          "\r\n\r\n",
          "INVITE",
          "INVITE sip:1001@127.0.0.1 SIP/2.0\r\n\r\n",
          "INVITE sip:1001@127.0.0.1 SIP/2.0\r\nContent-Length: -1\r\n\r\n",
          "SIP/2.0 200 OK\r\nCSeq: 99999999999 INVITE\r\n\r\n",
          "BYE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\nCSeq: 1 BYE\r\n\r\n"
        }) {
      send(port, text.getBytes(UTF_8));
    }
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    assertFalse(phone.log().contains("\tat "), phone.log());
  }

  @Test
  void rtpFromAStrangerIsNotHeard() throws IOException {
    int first = Ports.base(20, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    begin("--rtp-ports", first + "-" + (first + 9));
    panel.awaitReady(LIMIT);
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    panel.await("packets came", LIMIT, s -> panel.rtp("received") >= 50);
    byte[] packet = new byte[172];
    packet[0] = (byte) 0x80;
    for (int i = 0; i < 500; i++) {
      packet[3] = (byte) i;
      for (int port = first; port < first + 10; port++) {
        send(port, packet);
        send(port, Arrays.copyOf(packet, i % 13));
      }
    }
    int before = panel.rtp("received");
    panel.await("packets still come", LIMIT, s -> panel.rtp("received") >= before + 50);
    assertEquals(1, panel.state().getArray("calls").size());
    assertTrue(panel.rtp("received") < before + 2000, panel.state().toString());
  }

  @Test
  void anUnpluggedDisplayLeavesTheCallAloneAndComesBack() throws IOException {
    begin();
    panel.awaitReady(LIMIT);
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    panel.fault("display", true);
    panel.awaitScreen("display", LIMIT);
    int before = panel.rtp("received");
    panel.await("packets still come", LIMIT, s -> panel.rtp("received") >= before + 50);
    panel.fault("display", false);
    Path picture = folder.resolve("screen.png");
    Files.write(picture, panel.picture());
    assertTrue(Files.size(picture) > 500);
    panel.press("end");
    panel.awaitNoCall(LIMIT);
  }

  @Test
  void anUnpluggedKeypadLeavesTheCallAloneAndWorksAgainAfterwards() throws IOException {
    begin();
    panel.awaitReady(LIMIT);
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    panel.fault("keypad", true);
    panel.awaitScreen("keypad", LIMIT);
    int before = panel.rtp("received");
    panel.await("packets still come", LIMIT, s -> panel.rtp("received") >= before + 50);
    panel.fault("keypad", false);
    panel.await("the keypad's fault is gone", LIMIT, s -> !panel.screen().contains("keypad"));
    panel.press("end");
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
  }

  private static void send(int port, byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      socket.send(new DatagramPacket(bytes, bytes.length, loopback, port));
    }
  }
}

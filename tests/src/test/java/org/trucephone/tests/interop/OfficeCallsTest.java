package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;

/**
 * What an office does, by the keys of the handset alone, at a real Asterisk: the phone is 1001, two
 * baresips are 1002 and 1008. The screen is printed at each step.
 */
@Tag("interop")
@Timeout(120)
class OfficeCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334466";

  /** Attended transfers in a row; {@code -Dtruce.transfers=50} for the figure of the matrix. */
  private static final int TRANSFERS = Integer.getInteger("truce.transfers", 5);

  @TempDir static Path folder;
  private static Asterisk asterisk;
  private static TftpServer files;
  private static PhoneProcess phone;
  private static HandsetClient panel;
  private static Baresip anna;
  private static Baresip carol;

  @BeforeAll
  static void start() throws IOException {
    asterisk = Asterisk.start(folder.resolve("asterisk"));
    byte[] toml = toml().getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce-" + MAC + ".toml") ? toml : null,
            line -> {});
    Path source = folder.resolve("voice.wav");
    Sweep.write(source, 8_000, 120);
    anna = Baresip.start(folder.resolve("anna"), "1002", asterisk.sipPort(), "PCMU", source);
    carol = Baresip.start(folder.resolve("carol"), "1008", asterisk.sipPort(), "PCMU", source);
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--mac",
            MAC,
            "--persona",
            "truce");
    panel = phone.ready();
  }

  private static String toml() {
    return """
    [line.1]
    user = "1001"
    password = "pw1001"
    display_name = "Truce"
    label = "1001"
    registrar = "127.0.0.1:%d"
    expires = 120

    [key.2]
    type = "blf"
    value = "1008"
    label = "Carol"

    [key.3]
    type = "park"
    value = "701"
    label = "Park 701"

    [key.4]
    type = "blf"
    value = "1002"
    label = "Anna"
    """
        .formatted(asterisk.sipPort());
  }

  @AfterAll
  static void stop() throws IOException {
    for (AutoCloseable each : new AutoCloseable[] {anna, carol, phone, files, asterisk}) {
      if (each != null) {
        try {
          each.close();
        } catch (IOException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  @AfterEach
  void quiet() throws IOException {
    asterisk.ask("channel request hangup all");
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    Await.until("Asterisk has no call left", LIMIT, () -> channels() == 0, () -> "" + channels());
    anna.forget();
    carol.forget();
    panel.press("back", "back");
  }

  private static int channels() {
    try {
      String count = asterisk.ask("core show channels count");
      return Integer.parseInt(count.replaceAll("(?s).*?([0-9]+) active channel.*", "$1").strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Prints the screen and keeps its picture in {@code target/office-screens}. */
  private static void step(String what) throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "office-screens"));
    Files.write(pictures.resolve(what.replaceAll("[^A-Za-z]+", "-") + ".png"), panel.picture());
    System.out.println(
        "screen: " + what + ": " + panel.screen().strip().replaceAll("\\s*\\n\\s*", " / "));
  }

  private static void type(String number) {
    for (char c : number.toCharArray()) {
      panel.press(c == '*' ? "star" : String.valueOf(c));
    }
  }

  private static void annaTalksToUs() throws IOException {
    anna.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    panel.awaitCall("connected", LIMIT);
    anna.await("CALL_ESTABLISHED");
  }

  private static void carolAnswers() throws IOException {
    carol.await("CALL_INCOMING");
    carol.accept();
    carol.await("CALL_ESTABLISHED");
  }

  private static String lamp(JsonObject state, int index) {
    for (Object key : state.getArray("keys")) {
      if (((JsonObject) key).getInt("index") == index) {
        return ((JsonObject) key).getString("lamp");
      }
    }
    return "none";
  }

  private static Duration awaitLamp(int index, String wanted) {
    return panel.await(
        "key " + index + " shows " + wanted, LIMIT, s -> lamp(s, index).equals(wanted));
  }

  @Test
  void holdAndResume() throws IOException {
    annaTalksToUs();
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    step("hold");
    assertTrue(panel.screen().contains("on hold"), panel.screen());
    Await.until("Asterisk plays music", LIMIT, () -> music(), () -> "no channel is on hold");
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    step("resume");
  }

  private static boolean music() {
    try {
      return asterisk.log().contains("Started music on hold");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBlindTransfer() throws IOException {
    annaTalksToUs();
    panel.press("transfer");
    panel.awaitScreen("Transfer", LIMIT);
    step("transfer pressed");
    type("1008");
    panel.press("transfer");
    carolAnswers();
    panel.awaitScreen("1002 is with 1008.", LIMIT);
    step("transfer pressed again");
    panel.awaitNoCall(LIMIT);
    assertEquals(2, channels());
  }

  @Test
  void aBlindTransferToANumberThatIsNotThereBringsTheCallBack() throws IOException {
    annaTalksToUs();
    panel.press("transfer");
    type("9999");
    panel.press("transfer");
    panel.awaitScreen("You are back with", LIMIT);
    step("transfer failed");
    panel.awaitCall("connected", LIMIT);
    assertTrue(panel.screen().contains("Transfer to 9999 failed"), panel.screen());
  }

  @Test
  void attendedTransfersOneAfterTheOther() throws IOException {
    int done = 0;
    for (int i = 0; i < TRANSFERS; i++) {
      annaTalksToUs();
      panel.press("transfer");
      type("1008");
      panel.press("hash");
      carolAnswers();
      panel.await("1008 is connected", LIMIT, s -> stateOf(s, "1008").equals("connected"));
      if (i == 0) {
        step("asking");
      }
      panel.press("transfer");
      panel.awaitScreen("is with Lab 1008.", LIMIT);
      panel.awaitNoCall(LIMIT);
      if (i == 0) {
        step("transferred");
      }
      done += channels() == 2 ? 1 : 0;
      quiet();
    }
    System.out.println("figure: attended transfer at Asterisk " + done + " of " + TRANSFERS);
    assertEquals(TRANSFERS, done);
  }

  private static String stateOf(JsonObject state, String remote) {
    for (Object call : state.getArray("calls")) {
      if (((JsonObject) call).getString("remote").equals(remote)) {
        return ((JsonObject) call).getString("state");
      }
    }
    return "none";
  }

  @Test
  void transferWhileItRings() throws IOException {
    annaTalksToUs();
    panel.press("transfer");
    type("1008");
    panel.press("hash");
    panel.awaitCall("ringing-out", LIMIT);
    step("asking, it rings");
    carol.await("CALL_INCOMING");
    panel.press("transfer");
    // Our call to her is given up, and Anna's rings her instead.
    carolAnswers();
    panel.awaitNoCall(LIMIT);
    step("transferred while ringing");
    assertEquals(2, channels());
  }

  @Test
  void whoIsAskedAndBusyBringsTheCallBack() throws IOException {
    annaTalksToUs();
    panel.press("transfer");
    type("605");
    panel.press("hash");
    panel.awaitScreen("605 is busy", LIMIT);
    step("asked, busy");
    panel.awaitCall("connected", LIMIT);
  }

  @Test
  void aConferenceIsSplitJoinedAgainAndLeft() throws IOException {
    annaTalksToUs();
    panel.press("conference");
    type("1008");
    panel.press("conference");
    carolAnswers();
    panel.await("1008 is connected", LIMIT, s -> stateOf(s, "1008").equals("connected"));
    step("the third has answered");
    panel.press("conference");
    panel.await(
        "both are connected",
        LIMIT,
        s -> stateOf(s, "1002").equals("connected") && stateOf(s, "1008").equals("connected"));
    panel.awaitScreen("Conference", LIMIT);
    step("conference");
    panel.press("soft1");
    panel.awaitCall("held", LIMIT);
    step("split");
    panel.press("conference");
    panel.awaitScreen("Conference", LIMIT);
    panel.await(
        "both are connected again",
        LIMIT,
        s -> stateOf(s, "1002").equals("connected") && stateOf(s, "1008").equals("connected"));
    panel.press("soft3");
    panel.awaitNoCall(LIMIT);
    step("left talking");
    assertEquals(2, channels());
  }

  @Test
  void aCallIsParkedAndTakenBack() throws IOException {
    awaitLamp(3, "off");
    annaTalksToUs();
    panel.press("line3");
    panel.awaitScreen("waits at 701", LIMIT);
    step("parked");
    awaitLamp(3, "busy");
    panel.awaitNoCall(LIMIT);
    panel.press("line3");
    panel.awaitCall("connected", LIMIT);
    step("taken back");
    awaitLamp(3, "off");
    assertEquals(2, channels());
  }

  @Test
  void aRingingPhoneIsPickedUp() throws IOException {
    awaitLamp(2, "off");
    anna.dial("1008");
    carol.await("CALL_INCOMING");
    awaitLamp(2, "ringing");
    step("Carol's phone rings");
    panel.press("line2");
    panel.awaitCall("connected", LIMIT);
    carol.await("CALL_CLOSED");
    anna.await("CALL_ESTABLISHED");
    step("picked up");
  }

  @Test
  void aLampFollowsItsPhone() throws IOException {
    awaitLamp(4, "off");
    anna.dial("600");
    Duration lit = awaitLamp(4, "busy");
    System.out.println("figure: call to lamp at Asterisk " + lit.toMillis() + " ms");
    step("Anna is busy");
    anna.hangUp();
    awaitLamp(4, "off");
  }

  @Test
  void callsAreForwarded() throws IOException {
    panel.press("soft3");
    panel.awaitScreen("Send calls to", LIMIT);
    type("1008");
    panel.press("soft1");
    panel.awaitScreen("Calls go to 1008 from now on.", LIMIT);
    step("forwarded");
    anna.dial("1001");
    carolAnswers();
    assertTrue(panel.state().getArray("calls").isEmpty(), panel.state().toString());
    panel.awaitScreen("was sent to 1008", LIMIT);
    step("a call was forwarded");
    panel.press("back", "soft3", "soft1");
    panel.awaitScreen("not forwarded any more", LIMIT);
    step("forwarding ended");
  }

  @Test
  void doNotDisturbIsSilent() throws IOException {
    panel.press("soft4", "soft4");
    panel.awaitScreen("calls are refused", LIMIT);
    step("do not disturb");
    anna.dial("1001");
    // The server's answer to busy: its voicemail.
    anna.await("CALL_ESTABLISHED");
    panel.awaitScreen("1 missed call", LIMIT);
    step("a call was refused");
    assertFalse(phone.log().toLowerCase(Locale.ROOT).contains("ringingin→connected (answer)"));
    assertTrue(panel.state().getArray("calls").isEmpty(), panel.state().toString());
    panel.press("soft4");
    panel.await("calls ring again", LIMIT, s -> !panel.screen().contains("refused"));
  }

  @Test
  void aMessageLightsTheLampAndTheMessagesKeyCalls() throws IOException {
    anna.dial("51001");
    anna.await("CALL_ESTABLISHED");
    Await.until("the box has recorded a while", LIMIT, () -> recorded() > 24_000, () -> "");
    anna.hangUp();
    panel.await(
        "a message is announced",
        LIMIT,
        s -> s.getObject("leds").getString("message").equals("slow"));
    step("a message waits");
    assertTrue(panel.screen().contains("new voicemail"), panel.screen());
    panel.press("messages");
    panel.awaitCall("connected", LIMIT);
    step("voicemail called");
    assertEquals("*97", panel.state().getArray("calls").getObject(0).getString("remote"));
  }

  /** {@return bytes of the longest message of box 1001, whether finished or not} */
  private static long recorded() {
    Path box = folder.resolve("asterisk/spool/voicemail/default/1001");
    if (!Files.isDirectory(box)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(box)) {
      return all.filter(file -> file.toString().endsWith(".wav"))
          .mapToLong(file -> file.toFile().length())
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // moved to its place while we looked
    }
  }

  @Test
  void anIntercomCallIsAnsweredWithoutAKey() throws IOException {
    anna.dial("*801001");
    anna.await("CALL_ESTABLISHED");
    panel.awaitCall("connected", LIMIT);
    step("intercom");
    assertEquals("speaker", panel.state().getString("audio"));
  }
}

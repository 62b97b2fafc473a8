package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.Sweep;

/**
 * The phone as account 1001 of a real Asterisk, provisioned by TFTP with the file a desk phone of
 * that server's world gets; a real baresip is account 1002.
 */
@Tag("interop")
@Timeout(120)
class AsteriskTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MAC = "001122334455";

  /** {@code -Dtruce.digits=3600} for the figure. */
  private static final int DIGITS = Integer.getInteger("truce.digits", 40);

  /** Long enough for all digits: where its sound ends, baresip ends the call. */
  private static final int TALK_SECONDS = 60 + DIGITS / 4;

  @TempDir static Path shared;
  private static Asterisk asterisk;
  private static TftpServer files;
  // One port for all tests, as a real phone has: Asterisk keeps the contacts of phones that ended.
  private static int sipPort;

  @TempDir Path folder;
  private PhoneProcess phone;
  private HandsetClient panel;
  private Baresip other;

  @BeforeAll
  static void startAsterisk() throws IOException {
    asterisk = Asterisk.start(shared.resolve("asterisk"));
    sipPort = Ports.free();
    byte[] sep = sep().getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("SEP" + MAC + ".cnf.xml") ? sep : null,
            line -> {});
  }

  @AfterAll
  static void stopAsterisk() throws IOException {
    if (files != null) {
      files.close();
    }
    if (asterisk != null) {
      asterisk.close();
    }
  }

  @AfterEach
  void stop() throws IOException {
    if (other != null) {
      other.close();
    }
    if (phone != null) {
      phone.close();
    }
  }

  private static String sep() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <device>
      <deviceProtocol>SIP</deviceProtocol>
      <devicePool><callManagerGroup><members><member priority="0"><callManager>
        <ports><sipPort>%1$d</sipPort></ports>
        <processNodeName>127.0.0.1</processNodeName>
      </callManager></member></members></callManagerGroup></devicePool>
      <sipProfile>
        <sipProxies><registerWithProxy>true</registerWithProxy></sipProxies>
        <sipStack><timerRegisterExpires>120</timerRegisterExpires></sipStack>
        <sipLines>
          <line button="1" lineIndex="1">
            <featureID>9</featureID>
            <featureLabel>1001</featureLabel>
            <proxy>USECALLMANAGER</proxy>
            <port>%1$d</port>
            <name>1001</name>
            <displayName>Truce</displayName>
            <authName>1001</authName>
            <authPassword>pw1001</authPassword>
            <contact>1001</contact>
          </line>
        </sipLines>
      </sipProfile>
      <transportLayerProtocol>2</transportLayerProtocol>
    </device>
    """
        .formatted(asterisk.sipPort());
  }

  /** Starts the phone with the sweep in its microphone. */
  private Path start(String... more) throws IOException {
    Path mic = folder.resolve("mic.wav");
    Path speaker = folder.resolve("speaker.wav");
    Sweep.write(mic, 16_000, TALK_SECONDS);
    String server = "tftp://127.0.0.1:" + files.port() + "/";
    Stream<String> lead =
        Stream.of(
            "--server", server, "--mac", MAC, "--persona", "cisco", "--sip-port", "" + sipPort);
    Stream<String> sound = Stream.of("--mic", mic.toString(), "--speaker", speaker.toString());
    phone =
        PhoneProcess.start(
            folder,
            Stream.of(lead, sound, Arrays.stream(more)).flatMap(s -> s).toArray(String[]::new));
    panel = phone.ready();
    return speaker;
  }

  private void startOther(String codec) throws IOException {
    Path source = folder.resolve("other.wav");
    Sweep.write(source, codec.equals("G722") ? 16_000 : 8_000, TALK_SECONDS);
    other = Baresip.start(folder.resolve("baresip"), "1002", asterisk.sipPort(), codec, source);
  }

  private static String codec(JsonObject state) {
    return state.getArray("calls").getObject(0).getString("codec").replace(".", "");
  }

  private void hear(String what, String codec, double correlation) {
    System.out.printf("figure: %s in %s: correlation %.3f%n", what, codec, correlation);
    assertTrue(correlation > 0.85, what + " " + correlation + "\n" + phone.log());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "PCMA", "G722", "OPUS", "G729"})
  void theEchoOfAsteriskIsHeard(String codec) throws IOException {
    assumeTrue(Codecs.names().contains(codec), codec + " has no library on this machine");
    Path speaker = start("--codecs", codec);
    panel.press("6", "0", "0", "hash");
    Duration connected = panel.awaitCall("connected", LIMIT);
    System.out.println(
        "figure: # pressed to connected at Asterisk " + connected.toMillis() + " ms");
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    assertTrue(codec(panel.state()).startsWith(codec.substring(0, 3)), panel.state().toString());
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();
    hear("echo of Asterisk", codec, Sweep.correlation(speaker));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "G722"})
  void baresipCallsTheHookAnswersBothHearBaresipHangsUp(String codec) throws IOException {
    Path speaker = start("--codecs", codec);
    startOther(codec);
    other.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("1002", LIMIT);
    JsonObject key = panel.state().getArray("keys").getObject(0);
    assertEquals("ringing", key.getString("lamp"), key.toString());
    panel.hook(true);
    other.await("CALL_ESTABLISHED");
    panel.awaitCall("connected", LIMIT);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    other.hangUp();
    panel.awaitNoCall(LIMIT);
    phone.close();
    other.close();
    hear("baresip heard by the phone", codec, Sweep.correlation(speaker));
    hear("the phone heard by baresip", codec, other.hears());
  }

  @Test
  void baresipCallsAKeyAnswersAndThePhoneHangsUp() throws IOException {
    start();
    startOther("PCMA");
    other.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    other.await("CALL_ESTABLISHED");
    panel.await("packets came", LIMIT, s -> panel.rtp("received") >= 50);
    panel.press("end");
    other.await("CALL_CLOSED");
    panel.awaitNoCall(LIMIT);
  }

  @Test
  void thePhoneCallsBaresipAndBothHear() throws IOException {
    Path speaker = start();
    startOther("PCMU");
    panel.dial("1002");
    panel.awaitCall("ringing-out", LIMIT);
    other.await("CALL_INCOMING");
    other.accept();
    other.await("CALL_ESTABLISHED");
    panel.awaitCall("connected", LIMIT);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    panel.press("end");
    other.await("CALL_CLOSED");
    phone.close();
    other.close();
    hear("baresip heard by the calling phone", "PCMU", Sweep.correlation(speaker));
    hear("the calling phone heard by baresip", "PCMU", other.hears());
  }

  @Test
  void aRejectedCallEndsWithBusyAtAsterisk() throws IOException {
    start();
    startOther("PCMU");
    other.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    asterisk.ask("pjsip set logger on");
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    panel.await(
        "Asterisk has the refusal",
        LIMIT,
        s -> {
          try {
            return asterisk.log().matches("(?s).*SIP/2.0 (486|603) .*CSeq: [0-9]+ INVITE.*");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    asterisk.ask("pjsip set logger off");
    boolean busy = asterisk.log().contains("SIP/2.0 486 ");
    System.out.println("figure: rejected by key, Asterisk got " + (busy ? "486" : "603"));
    other.hangUp();
    other.await("CALL_CLOSED");
  }

  @Test
  void digitsAreCountedAtBothEnds() throws IOException {
    start("--codecs", "PCMU");
    startOther("PCMU");
    other.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    other.await("CALL_ESTABLISHED");
    panel.await("packets came", LIMIT, s -> panel.rtp("received") >= 50);
    int mark = asterisk.mark();
    panel.press("1", "5", "9", "star", "0", "hash");
    asterisk.awaitDigits(mark, "1001", "159*0#", LIMIT);
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      heard.append(
          other
              .await("CALL_DTMF_START", e -> !e.getString("param", "").isEmpty())
              .getString("param"));
    }
    assertEquals("159*0#", heard.toString());
    int back = asterisk.mark();
    other.digits("2580");
    int sent = asterisk.awaitDigitsOfBaresip(back, "1002", "2580", LIMIT);
    panel.await("the phone counts as many", LIMIT, s -> panel.rtp("digits") == sent);
    System.out.println("figure: digits 6 of 6 heard by baresip, " + sent + " by the phone");
    panel.press("end");
    other.await("CALL_CLOSED");
  }

  @Test
  @Timeout(1800)
  void everyDigitOfManyArrivesOnce() throws IOException {
    start("--codecs", "PCMU");
    startOther("PCMU");
    other.dial("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    other.await("CALL_ESTABLISHED");
    panel.await("packets came", LIMIT, s -> panel.rtp("received") >= 50);
    String keys = "1234567890";
    int sent = 0;
    while (sent < DIGITS) {
      int mark = asterisk.mark();
      StringBuilder wanted = new StringBuilder();
      for (int i = 0; i < 20 && sent < DIGITS; i++, sent++) {
        String key = keys.substring(sent * 7 % 10, sent * 7 % 10 + 1);
        panel.press(key);
        wanted.append(key);
      }
      asterisk.awaitDigits(mark, "1001", wanted.toString(), LIMIT);
    }
    System.out.printf("figure: %d digits through Asterisk, each once and in order%n", DIGITS);
    panel.press("end");
    other.await("CALL_CLOSED");
  }

  @Test
  void aWrongPasswordIsToldByTheServerAndInWords() throws IOException {
    byte[] wrong = sep().replace("pw1001", "nonsense").getBytes(StandardCharsets.UTF_8);
    try (TftpServer liar =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("SEP" + MAC + ".cnf.xml") ? wrong : null,
            line -> {})) {
      String server = "tftp://127.0.0.1:" + liar.port() + "/";
      phone = PhoneProcess.start(folder, "--server", server, "--mac", MAC, "--persona", "cisco");
      panel = phone.panel();
      Duration told = panel.awaitScreen("password", LIMIT);
      System.out.println(
          "figure: wrong password at Asterisk on the display after " + told.toMillis() + " ms");
      assertEquals("failed", HandsetClient.line(panel.state(), 0).getString("state"));
    }
  }
}

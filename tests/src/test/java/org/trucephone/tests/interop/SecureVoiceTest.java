package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.Sweep;

/**
 * SRTP at a real Asterisk: account 1003 must encrypt with keys in SDP, 1007 (SAVP) and 1004 (which
 * takes SAVPF alone) with keys agreed by DTLS, account 1001 cannot.
 */
@Tag("interop")
@Timeout(120)
class SecureVoiceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path shared;
  private static Asterisk asterisk;

  @TempDir Path folder;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeAll
  static void startAsterisk() throws IOException {
    asterisk = Asterisk.start(shared.resolve("asterisk"));
  }

  @AfterAll
  static void stopAsterisk() throws IOException {
    asterisk.close();
  }

  @AfterEach
  void stop() throws IOException {
    if (phone != null) {
      phone.close();
    }
    if (files != null) {
      files.close();
    }
  }

  private Path start(String user, String security) throws IOException {
    byte[] config =
        """
        [media]
        security = "%s"

        [line.1]
        user = "%s"
        password = "pw%s"
        registrar = "127.0.0.1:%d"
        """
            .formatted(security, user, user, asterisk.sipPort())
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce.toml") ? config : null,
            line -> {});
    Path mic = folder.resolve("mic.wav");
    Path speaker = folder.resolve("speaker.wav");
    Sweep.write(mic, 16_000, 60);
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--persona",
            "truce",
            "--sip-port",
            "" + Ports.free(),
            "--mic",
            mic.toString(),
            "--speaker",
            speaker.toString());
    panel = phone.ready();
    return speaker;
  }

  private String secure() {
    return panel.state().getArray("calls").getObject(0).getString("secure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "optional", "required"})
  void whereTheServerInsistsTheVoiceIsEncrypted(String security) throws IOException {
    Path speaker = start("1003", security);
    if (security.equals("off")) {
      // Not offered, so refused by this server: and the person is told.
      panel.press("6", "0", "0", "hash");
      panel.awaitScreen("sound format", LIMIT);
      return;
    }
    panel.press("6", "0", "0", "hash");
    panel.awaitCall("connected", LIMIT);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    assertEquals("srtp", secure());
    assertEquals(0, panel.rtp("strangers"));
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();
    double correlation = Sweep.correlation(speaker);
    System.out.printf("figure: encrypted echo, %s: correlation %.3f%n", security, correlation);
    assertTrue(correlation > 0.85, phone.log());
  }

  @Test
  void anEncryptedCallComesIn() throws IOException {
    start("1003", "off");
    asterisk.ask("channel originate PJSIP/1003 extension 600@lab");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    panel.awaitCall("connected", LIMIT);
    panel.await("100 packets came", LIMIT, s -> panel.rtp("received") >= 100);
    assertEquals("srtp", secure());
  }

  @Test
  void bestEffortTalksPlainWhereTheServerCannot() throws IOException {
    start("1001", "optional");
    panel.press("6", "0", "0", "hash");
    panel.awaitCall("connected", LIMIT);
    panel.await("100 packets came", LIMIT, s -> panel.rtp("received") >= 100);
    assertEquals("none", secure());
  }

  @Test
  void requiredDoesNotTalkInTheClear() throws IOException {
    start("1001", "required");
    panel.press("6", "0", "0", "hash");
    panel.awaitScreen("encrypt", LIMIT);
    panel.awaitNoCall(LIMIT);
  }

  @Test
  void keysAreAgreedOnTheMediaPath() throws IOException {
    Path speaker = start("1007", "dtls");
    panel.press("6", "0", "0", "hash");
    panel.awaitCall("connected", LIMIT);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    assertEquals("srtp", secure());
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();
    double correlation = Sweep.correlation(speaker);
    System.out.printf("figure: echo with DTLS: correlation %.3f%n", correlation);
    assertTrue(correlation > 0.85, phone.log());
  }

  /** Whatever our setting is: who offers DTLS gets it. The server's offer lets us begin. */
  @ParameterizedTest
  @CsvSource({"1007,off", "1007,required", "1007,dtls", "1004,dtls"})
  void aCallWithDtlsComesIn(String user, String security) throws IOException {
    Path speaker = start(user, security);
    asterisk.ask("channel originate PJSIP/" + user + " extension 600@lab");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    panel.awaitCall("connected", LIMIT);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    assertEquals("srtp", secure());
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();
    double correlation = Sweep.correlation(speaker);
    System.out.printf(
        "figure: echo with DTLS, %s called, %s: correlation %.3f%n", user, security, correlation);
    assertTrue(correlation > 0.85, phone.log());
  }

  @Test
  void dtlsDoesNotTalkInTheClear() throws IOException {
    start("1001", "dtls");
    panel.press("6", "0", "0", "hash");
    panel.awaitScreen("encrypt", LIMIT);
    panel.awaitNoCall(LIMIT);
  }

  @ParameterizedTest
  @CsvSource({"1003,required", "1007,dtls"})
  void holdAndResumeKeepTheKeys(String user, String security) throws IOException {
    start(user, security);
    panel.press("6", "0", "0", "hash");
    panel.awaitCall("connected", LIMIT);
    panel.await("100 packets came", LIMIT, s -> panel.rtp("received") >= 100);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    long before = panel.rtp("received");
    panel.await("100 more came", LIMIT, s -> panel.rtp("received") >= before + 100);
    assertEquals("srtp", secure());
  }
}

package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.Sweep;

/**
 * ICE with a real Asterisk, whose account 1006 does it: the way is settled on, and speech takes it.
 */
@Tag("interop")
@Timeout(120)
class IceVoiceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Asterisk asterisk;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;
  private Path speaker;

  @BeforeEach
  void start() throws IOException {
    asterisk = Asterisk.start(folder.resolve("asterisk"));
    byte[] config =
        """
        [media]
        ice = true

        [line.1]
        user = "1006"
        password = "pw1006"
        registrar = "127.0.0.1:%d"
        """
            .formatted(asterisk.sipPort())
            .getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce.toml") ? config : null,
            line -> {});
    Path mic = folder.resolve("mic.wav");
    speaker = folder.resolve("speaker.wav");
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
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    asterisk.close();
  }

  @Test
  void weAsk() throws IOException {
    panel.press("6", "0", "0", "hash");
    heard("we ask");
  }

  @Test
  void theServerAsks() throws IOException {
    asterisk.ask("channel originate PJSIP/1006 extension 600@lab");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    heard("the server asks");
  }

  private void heard(String how) throws IOException {
    panel.awaitCall("connected", LIMIT);
    Await.until(
        "a way is settled on", LIMIT, () -> phone.log().contains("ICE settles"), phone::log);
    panel.await("200 packets came", LIMIT, s -> panel.rtp("received") >= 200);
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();
    double correlation = Sweep.correlation(speaker);
    System.out.printf("figure: ICE, %s: echo correlation %.3f%n", how, correlation);
    assertTrue(correlation > 0.85, phone.log());
  }
}

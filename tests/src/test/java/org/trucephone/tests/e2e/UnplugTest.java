package org.trucephone.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.trucephone.hal.board.Board;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabCall;
import org.trucephone.tests.lab.LabOptions;

/**
 * Display, keypad and codec of every board, pulled out and put back in turn during one call: the
 * call goes on, each is named, each comes back by itself.
 */
@Timeout(180)
class UnplugTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  static final List<String> BOARDS = Board.NAMES;

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

  @ParameterizedTest
  @FieldSource("BOARDS")
  void aCallOutlivesEveryPart(String name) throws Exception {
    Path mic = folder.resolve("tone.wav");
    Path ear = folder.resolve("ear.wav");
    Sweep.write(mic, 16000, 5);
    phone =
        PhoneProcess.start(
            folder,
            "--server",
            lab.tftpUrl(),
            "--mac",
            lab.options().mac(),
            "--board",
            name,
            "--mic",
            mic.toString(),
            "--speaker",
            ear.toString());
    panel = phone.ready();
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    awaitSound(ear, true);

    panel.fault("display", true);
    named("display", true);
    goesOn();
    panel.fault("display", false);
    named("display", false);
    Await.until(
        "the picture is back", LIMIT, () -> panel.picture().length > 300, () -> panel.screen());

    panel.fault("keypad", true);
    Board board = Board.load(name);
    if (!(board.keypad().orElseThrow().wire() instanceof Board.KeyWire.OnGpio)) {
      named("keypad", true); // plain lines cannot tell that nobody is there
    }
    goesOn();
    panel.fault("keypad", false);
    named("keypad", false);

    panel.fault("codec", true);
    named("sound chip", true);
    awaitSound(ear, false);
    goesOn();
    panel.fault("codec", false);
    named("sound chip", false);
    awaitSound(ear, true);

    assertEquals(1, panel.state().getArray("calls").size(), () -> panel.state().toString());
    panel.press("end");
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
  }

  private void named(String part, boolean wanted) {
    Await.until(
        "the " + part + (wanted ? " is named" : " is no longer named"),
        LIMIT,
        () -> panel.screen().replaceAll("\\s+", " ").contains(part) == wanted,
        () -> panel.screen() + "\n" + phone.log());
  }

  private void goesOn() {
    int before = panel.rtp("received");
    panel.await("packets still come", LIMIT, s -> panel.rtp("received") >= before + 50);
    panel.awaitCall("connected", LIMIT);
  }

  /** Waits until the last quarter second in the ear is loud, or silent. */
  private void awaitSound(Path ear, boolean loud) {
    Await.until(
        loud ? "the echo is heard" : "nothing is heard",
        LIMIT,
        () -> (loudest(ear) > 1000) == loud,
        () -> "loudest " + loudest(ear) + "\n" + phone.log());
  }

  private static int loudest(Path wav) {
    try (RandomAccessFile file = new RandomAccessFile(wav.toFile(), "r")) {
      byte[] bytes = new byte[2 * 4000];
      file.seek(Math.max(44, file.length() - bytes.length & ~1L));
      int read = Math.max(0, file.read(bytes));
      Arrays.fill(bytes, read, bytes.length, (byte) 0);
      int loudest = 0;
      for (int i = 0; i + 1 < bytes.length; i += 2) {
        loudest = Math.max(loudest, Math.abs(bytes[i] & 0xff | bytes[i + 1] << 8));
      }
      return loudest;
    } catch (IOException e) {
      return 0;
    }
  }
}

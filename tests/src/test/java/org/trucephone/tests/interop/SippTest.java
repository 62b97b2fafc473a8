package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;

/** SIPp calls the phone: INVITE, ACK, BYE as its built-in scenario writes them. */
@Tag("interop")
@Timeout(120)
class SippTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void tenCallsOneAfterAnotherAreAnsweredAndEnded() throws IOException {
    int port = Ports.free();
    try (PhoneProcess phone =
        PhoneProcess.start(folder, "--direct", "--auto-answer", "--sip-port", "" + port)) {
      phone.panel().awaitReady(LIMIT);
      List<String> command =
          List.of(
              "sipp",
              "127.0.0.1:" + port,
              "-sn",
              "uac",
              "-s",
              "phone",
              "-i",
              "127.0.0.1",
              "-p",
              "" + Ports.free(),
              "-m",
              "10",
              "-l",
              "1",
              "-r",
              "5",
              "-d",
              "300",
              "-nostdin",
              "-trace_err");
      try (Child sipp = Child.start(folder.resolve("sipp.log"), command)) {
        assertEquals(0, sipp.awaitExit(LIMIT), sipp.output());
      }
      assertTrue(phone.child().alive(), phone.log());
    }
  }
}

package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.VendorTrees;

/** SIPp plays Cisco's call manager, scenario by scenario; its exit status is the verdict. */
@Tag("interop")
@Timeout(120)
class SippScenariosTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path SCENARIOS = Path.of("interop", "sipp");

  @TempDir Path folder;

  private Child sipp(String scenario, int port, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("sipp");
    command.addAll(List.of(more));
    command.addAll(
        List.of("-sf", SCENARIOS.resolve(scenario + ".xml").toAbsolutePath().toString()));
    command.addAll(List.of("-i", "127.0.0.1", "-p", "" + port, "-m", "1", "-nostdin"));
    return Child.start(folder.resolve(scenario + ".log"), command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"S-CUCM-2-delayed-offer", "S-GEN-13-unsolicited-mwi"})
  void theServersTurnsAreTaken(String scenario) throws IOException {
    int port = Ports.free();
    try (PhoneProcess phone =
        PhoneProcess.start(folder, "--direct", "--auto-answer", "--sip-port", "" + port)) {
      phone.panel().awaitReady(LIMIT);
      try (Child sipp = sipp(scenario, Ports.free(), "127.0.0.1:" + port, "-s", "phone")) {
        assertEquals(0, sipp.awaitExit(LIMIT), sipp.output() + phone.log());
      }
      if (scenario.startsWith("S-GEN")) {
        phone
            .panel()
            .await(
                "the message light is out",
                LIMIT,
                s -> s.getObject("leds").getString("message").equals("off"));
      }
    }
  }

  @Test
  void aLineRegistersWhereTheChallengeHasNoQop() throws IOException {
    int port = Ports.free();
    byte[] file =
        VendorTrees.of("cisco-sep", port)
            .get("SEP001122334455.cnf.xml")
            .replace("pw1001", "secret")
            .getBytes(StandardCharsets.UTF_8);
    try (TftpServer files =
            TftpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                name -> name.endsWith("SEP001122334455.cnf.xml") ? file : null,
                line -> {});
        Child sipp = sipp("S-CUCM-1-register-noqop", port);
        PhoneProcess phone =
            PhoneProcess.start(
                folder,
                "--server",
                "tftp://127.0.0.1:" + files.port() + "/",
                "--mac",
                "001122334455")) {
      phone.ready();
      assertEquals(0, sipp.awaitExit(LIMIT), sipp.output() + phone.log());
    }
  }
}

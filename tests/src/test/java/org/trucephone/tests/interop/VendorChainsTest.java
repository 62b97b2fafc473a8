package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Ports;
import org.trucephone.tests.harness.VendorTrees;

/**
 * The server of each maker's phones, as it is: the handset finds its files by itself, in that
 * maker's order, and registers to a real Asterisk with what they say.
 */
@Tag("interop")
@Timeout(120)
class VendorChainsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MAC = "001122334455";
  private static final String HEAD =
      """
      # Each maker's provisioning server, whole

      Written by `tests/run interop` (`VendorChainsTest`): a small server with that maker's files, the handset with nothing but its
      address (`--server tftp://…/`), a real Asterisk. What the handset asked for by itself, and whether its line registered.

      | server of | answered as | files, in the order read | findings | line at Asterisk |
      |---|---|---|---|---|
      """;

  private static final Map<String, String> table = new TreeMap<>();

  @TempDir static Path shared;
  private static Asterisk asterisk;
  private static int sipPort;

  @TempDir Path folder;

  @BeforeAll
  static void startAsterisk() throws IOException {
    asterisk = Asterisk.start(shared.resolve("asterisk"));
    sipPort = Ports.free();
  }

  @AfterAll
  static void stopAsterisk() throws IOException {
    if (table.size() == VendorTrees.names().size()) {
      Files.writeString(
          Path.of("docs", "chains.md"), HEAD + String.join("\n", table.values()) + "\n");
    }
    asterisk.close();
  }

  @ParameterizedTest
  @MethodSource("org.trucephone.tests.harness.VendorTrees#names")
  void comesUpWithItsLine(String vendor) throws IOException {
    Map<String, String> tree = VendorTrees.of(vendor, asterisk.sipPort());
    TftpServer files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> tree.containsKey(name) ? tree.get(name).getBytes(StandardCharsets.UTF_8) : null,
            line -> {});
    try (PhoneProcess phone =
        PhoneProcess.start(
            folder,
            "--server",
            "tftp://127.0.0.1:" + files.port() + "/",
            "--mac",
            MAC,
            "--sip-port",
            "" + sipPort)) {
      HandsetClient panel = phone.ready();
      panel.await("registered", LIMIT, VendorChainsTest::registered);
      JsonObject state = panel.state();
      System.out.printf(
          "figure: %s: %s, %d findings%n",
          vendor,
          state.getObject("provisioning").getArray("files"),
          state.getObject("provisioning").getInt("findings"));
      JsonObject from = state.getObject("provisioning");
      table.put(
          vendor,
          "| %s | %s | %s | %d | registered |"
              .formatted(
                  vendor,
                  from.getString("persona"),
                  String.join(", ", from.getArray("files").stream().map(String::valueOf).toList()),
                  from.getInt("findings")));
      assertEquals("sip:1001@127.0.0.1", state.getArray("lines").getObject(0).getString("address"));
    } finally {
      files.close();
    }
  }

  private static boolean registered(JsonObject state) {
    return !state.getArray("lines").isEmpty()
        && state.getArray("lines").getObject(0).getString("state").equals("registered");
  }
}

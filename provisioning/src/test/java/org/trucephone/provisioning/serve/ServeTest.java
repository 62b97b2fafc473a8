package org.trucephone.provisioning.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;

class ServeTest {
  @TempDir Path top;

  @Test
  void bothProtocolsServeTheSameTree() throws Exception {
    Path tree = tree();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Serve.Options options =
        Serve.parse(List.of(tree.toString(), "--tftp-port", "0", "--http-port", "0"));
    try (Serve.Running running =
            Serve.start(options, tree, new PrintStream(printed, true, StandardCharsets.UTF_8));
        HttpFetcher http = new HttpFetcher(HttpLimits.USUAL)) {
      assertEquals(
          List.of(
              "tftp://127.0.0.1:%d/".formatted(running.tftp().port()),
              "http://127.0.0.1:%d/".formatted(running.http().port())),
          printed.toString(StandardCharsets.UTF_8).lines().toList());
      FetchResult byTftp =
          new TftpClient(TftpLimits.USUAL)
              .fetch("127.0.0.1", running.tftp().port(), "sub/phone.cnf");
      FetchResult byHttp =
          http.fetch(
              URI.create("http://127.0.0.1:%d/sub/phone.cnf".formatted(running.http().port())),
              FetchResult.Validators.NONE,
              null,
              "Truce");
      for (FetchResult result : List.of(byTftp, byHttp)) {
        FetchResult.Fetched fetched = assertInstanceOf(FetchResult.Fetched.class, result);
        assertArrayEquals("phone".getBytes(StandardCharsets.UTF_8), fetched.content());
      }
      await(printed, "http 127.0.0.1 GET /sub/phone.cnf: 200");
      await(printed, "tftp 127.0.0.1 sub/phone.cnf: 5 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "sub/../../secret",
        "/../secret",
        "link",
        "sub",
        "",
        ".",
        "no/such",
        "a\0b",
        "sub/phone.cnf/x"
      })
  void nothingOutsideTheTreeIsServed(String name) throws Exception {
    assertNull(new Folder(tree()).read(name));
  }

  @Test
  void leadingSlashesMeanTheTop() throws Exception {
    assertEquals(5, new Folder(tree()).read("//sub/phone.cnf").length);
  }

  @Test
  void commandLinesThatMakeNoSenseAreRefusedWithAHint() {
    for (List<String> arguments :
        List.of(
            List.<String>of(),
            List.of("a", "b"),
            List.of("a", "--tftp-prot", "1"),
            List.of("a", "--http-port"),
            List.of("a", "--http-port", "70000"),
            List.of("a", "--tftp-port", "tftp"))) {
      Serve.UsageException e =
          assertThrows(Serve.UsageException.class, () -> Serve.parse(arguments));
      assertTrue(e.getMessage().contains("--help"), e.getMessage());
    }
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Serve.Options options = new Serve.Options(tree(), "127.0.0.1", taken.getLocalPort(), 0);
      IOException e =
          assertThrows(
              IOException.class, () -> Serve.start(options, options.directory(), System.out));
      assertEquals(
          "UDP port %d of 127.0.0.1 cannot be listened on: choose another with --tftp-port"
              .formatted(taken.getLocalPort()),
          e.getMessage());
    }
  }

  private Path tree() throws IOException {
    Path tree = top.resolve("tree");
    Files.createDirectories(tree.resolve("sub"));
    Files.writeString(tree.resolve("sub/phone.cnf"), "phone");
    Files.writeString(top.resolve("secret"), "secret");
    if (!Files.exists(tree.resolve("link"))) {
      Files.createSymbolicLink(tree.resolve("link"), top.resolve("secret"));
    }
    return tree;
  }

  /** The log line is written after the answer has gone out. */
  private static void await(ByteArrayOutputStream printed, String line) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!printed.toString(StandardCharsets.UTF_8).contains(line)) {
      assertTrue(System.nanoTime() < deadline, () -> "no such line: " + line + " in " + printed);
      Thread.onSpinWait();
    }
  }
}

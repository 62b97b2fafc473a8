package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.Ports;

/** A real Kamailio on 127.0.0.1: registrar and proxy of lab.test, users 2001 to 2004. */
final class Kamailio implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final int base;

  private Kamailio(Path folder, int base) {
    this.folder = folder;
    this.base = base;
  }

  static Kamailio start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int base = Ports.base(100, 70, 71);
    Kamailio kamailio = new Kamailio(folder, base);
    kamailio.script("kam-up", folder.toString(), "" + base);
    return kamailio;
  }

  int sipPort() {
    return base + 70;
  }

  int tlsPort() {
    return base + 71;
  }

  Path certificates() {
    return folder.resolve("tls");
  }

  private void script(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of("interop", "pbx.sh").toString()));
    command.addAll(List.of(words));
    try (Child child = Child.start(Files.createTempFile(folder, "pbx", ".log"), command)) {
      assertEquals(0, child.awaitExit(LIMIT), child.output());
    }
  }

  @Override
  public void close() throws IOException {
    script("kam-down", folder.toString());
  }
}

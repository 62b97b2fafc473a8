package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.Ports;

/** A real Asterisk on 127.0.0.1, started by {@code interop/pbx.sh}. */
final class Asterisk implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /**
   * A digit that Asterisk acts on. “Received” is logged twice of one that comes while another is
   * being emulated: it is put aside and read again.
   */
  private static final Pattern DTMF =
      Pattern.compile("DTMF end (?:passthrough|emulation of) '(.)' (?:queued )?on PJSIP/([0-9]+)");

  private final Path folder;
  private final int base;

  private Asterisk(Path folder, int base) {
    this.folder = folder;
    this.base = base;
  }

  /** Starts one that keeps everything in the folder. */
  static Asterisk start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int base = Ports.base(300, 38, 60, 61, 100, 101, 102, 103);
    Asterisk asterisk = new Asterisk(folder, base);
    asterisk.script("up", folder.toString(), "" + base);
    return asterisk;
  }

  /** {@return its SIP port, UDP and TCP} */
  int sipPort() {
    return base + 60;
  }

  /** {@return its SIP port for TLS} */
  int tlsPort() {
    return base + 61;
  }

  /** {@return the folder with the authority its certificate comes from, {@code ca.pem}} */
  Path certificates() {
    return folder.resolve("tls");
  }

  /** {@return what its command line answers} */
  String ask(String command) throws IOException {
    return script("rx", folder.toString(), command);
  }

  /** {@return how much log there is, a mark for {@link #digitsSince}} */
  int mark() throws IOException {
    return log().length();
  }

  /** Waits until it has received these DTMF digits from the user since the mark, in this order. */
  void awaitDigits(int mark, String user, String wanted, Duration limit) {
    Await.until(
        "Asterisk receives " + wanted + " from " + user,
        limit,
        () -> digitsSince(mark, user).equals(wanted),
        () -> digitsSince(mark, user));
  }

  /**
   * The same for digits that baresip sent: when the machine is busy it begins an event anew, and
   * one digit is counted twice. {@return how many were counted}
   */
  int awaitDigitsOfBaresip(int mark, String user, String wanted, Duration limit) {
    Await.until(
        "Asterisk receives " + wanted + " from " + user,
        limit,
        () -> digitsSince(mark, user).replaceAll("(.)\\1+", "$1").equals(wanted),
        () -> digitsSince(mark, user));
    return digitsSince(mark, user).length();
  }

  private String digitsSince(int mark, String user) {
    StringBuilder digits = new StringBuilder();
    try {
      Matcher m = DTMF.matcher(log().substring(mark));
      while (m.find()) {
        if (m.group(2).equals(user)) {
          digits.append(m.group(1));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return digits.toString();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log/full"), StandardCharsets.UTF_8);
  }

  private String script(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of("interop", "pbx.sh").toString()));
    command.addAll(List.of(words));
    try (Child child = Child.start(Files.createTempFile(folder, "pbx", ".log"), command)) {
      assertEquals(0, child.awaitExit(LIMIT), child.output());
      return child.output();
    }
  }

  @Override
  public void close() throws IOException {
    script("down", folder.toString());
  }
}

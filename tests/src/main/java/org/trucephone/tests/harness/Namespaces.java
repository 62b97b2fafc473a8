package org.trucephone.tests.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two network namespaces joined by one cable, a house of their own: {@link #SERVER} on one side,
 * {@link #PHONE} on the other. Needs root. Closing takes both away.
 */
public final class Namespaces implements AutoCloseable {
  /** The server's address. */
  public static final String SERVER = "10.77.0.1";

  /** The phone's address. */
  public static final String PHONE = "10.77.0.2";

  private final String server;
  private final String phone;

  private Namespaces(String server, String phone) {
    this.server = server;
    this.phone = phone;
  }

  /**
   * Makes them.
   *
   * @throws IOException what the kernel or the tools say against it
   */
  public static Namespaces make() throws IOException {
    String id = Long.toString(ProcessHandle.current().pid(), 36);
    Namespaces made = new Namespaces("ts" + id, "tp" + id);
    try {
      run("ip", "netns", "add", made.server);
      run("ip", "netns", "add", made.phone);
      run(
          "ip",
          "-n",
          made.server,
          "link",
          "add",
          "cable",
          "type",
          "veth",
          "peer",
          "name",
          "eth0",
          "netns",
          made.phone);
      made.up(made.server, "cable", SERVER);
      made.up(made.phone, "eth0", PHONE);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void up(String space, String link, String address) throws IOException {
    run("ip", "-n", space, "link", "set", "lo", "up");
    run("ip", "-n", space, "address", "add", address + "/24", "dev", link);
    run("ip", "-n", space, "link", "set", link, "up");
    run("ip", "-n", space, "route", "add", "default", "dev", link);
  }

  /** {@return what to put before a command that is to run on the server's side} */
  public List<String> onServer() {
    return List.of("ip", "netns", "exec", server);
  }

  /** {@return what to put before a command that is to run on the phone's side} */
  public List<String> onPhone() {
    return List.of("ip", "netns", "exec", phone);
  }

  /** Starts a command on the server's side. */
  public Child server(Path log, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(onServer());
    all.addAll(command);
    return Child.start(log, all);
  }

  /** {@return what a web server on the phone's side answers, or "" when it does not} */
  public String get(String url) {
    List<String> command = new ArrayList<>(onPhone());
    command.addAll(List.of("curl", "-s", "-m", "2", url));
    try {
      return run(command.toArray(String[]::new));
    } catch (IOException e) {
      return "";
    }
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(Arrays.toString(command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return said;
  }

  @Override
  public void close() {
    for (String space : List.of(server, phone)) {
      try {
        run("ip", "netns", "delete", space);
      } catch (IOException e) {
        // it was never made
      }
    }
  }
}

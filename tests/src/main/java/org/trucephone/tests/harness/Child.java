package org.trucephone.tests.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process started by a test, its output in a file; closing ends it and only it. */
public final class Child implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a command; what it prints goes to the file. */
  public static Child start(Path log, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Child(process, log);
  }

  /** {@return its process id} */
  public long pid() {
    return process.pid();
  }

  /** {@return whether it still runs} */
  public boolean alive() {
    return process.isAlive();
  }

  /** {@return what it has printed so far} */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the output has the pattern; fails at once when the process has ended without. */
  public MatchResult awaitOutput(Pattern pattern, Duration limit) {
    Await.until(
        "output with \"" + pattern + "\"",
        limit,
        () -> !process.isAlive() || pattern.matcher(output()).find(),
        this::output);
    Matcher matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError(
          "The process ended before its output had \"" + pattern + "\":\n" + output());
    }
    return matcher.toMatchResult();
  }

  /** {@return its exit status, once it has ended by itself} */
  public int awaitExit(Duration limit) {
    Await.until("the process ends", limit, () -> !process.isAlive(), this::output);
    return process.exitValue();
  }

  /** {@return a line of /proc/PID/status that is a number, such as VmRSS (kB) or Threads} */
  public long status(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + pid(), "status"))) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/" + pid() + "/status has no " + name);
  }

  /** {@return processor time used so far, in ms} */
  public long cpuMillis() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  /** Asks it to end, insists after 5 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package org.trucephone.tests.harness;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The phone as a process of its own, started with the options {@code firmware/run} gives its
 * virtual machine, every port a free one and on loopback.
 */
public final class PhoneProcess implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/?");
  private static final Pattern TEST_ONLY =
      Pattern.compile(
          "/tests/target/|junit|opentest4j|apiguardian|mockito|byte-buddy|objenesis|archunit"
              + "|surefire|jacoco");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Child child;
  private @Nullable HandsetClient panel;

  private PhoneProcess(Child child) {
    this.child = child;
  }

  /** Starts a phone that keeps its data and log in the folder. */
  public static PhoneProcess start(Path folder, String... options) throws IOException {
    return start(folder, List.of(), options);
  }

  /** Starts a phone with more options for its virtual machine. */
  public static PhoneProcess start(Path folder, List<String> machine, String... options)
      throws IOException {
    return launch(List.of(), folder, machine, options);
  }

  /** Starts a phone behind a command that runs it elsewhere, such as {@code ip netns exec N}. */
  public static PhoneProcess within(List<String> prefix, Path folder, String... options)
      throws IOException {
    return launch(prefix, folder, List.of(), options);
  }

  private static PhoneProcess launch(
      List<String> prefix, Path folder, List<String> machine, String... options)
      throws IOException {
    List<String> given = Arrays.asList(options);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(machine(machine));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--bind", "127.0.0.1", "--sip-port", "0", "--panel", "127.0.0.1:0"));
    if (!given.contains("--audio") && !given.contains("--mic") && !given.contains("--speaker")) {
      command.addAll(List.of("--audio", "null"));
    }
    command.addAll(given);
    return new PhoneProcess(Child.start(Files.createTempFile(folder, "phone", ".log"), command));
  }

  /** What firmware/run starts, as far as the class of the phone. */
  private static List<String> machine(List<String> more) {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    String modules =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(entry -> !TEST_ONLY.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmn8m"));
    command.addAll(List.of("-Xmx96m", "-XX:MetaspaceSize=64m"));
    security(modules).ifPresent(command::add);
    command.addAll(List.of("-Xss512k", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"));
    command.add("--enable-native-access=org.trucephone.hal,org.trucephone.firmware");
    command.addAll(more);
    command.addAll(List.of("--module-path", modules, "--module"));
    command.add("org.trucephone.firmware/org.trucephone.firmware.app.Main");
    return command;
  }

  /** The list of cryptography providers lies beside what is built of the phone. */
  private static Optional<String> security(String modules) {
    return Arrays.stream(modules.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().getParent())
        .filter(target -> target != null && target.getFileName().toString().equals("target"))
        .map(target -> target.resolveSibling("lib").resolve("java.security"))
        .filter(Files::exists)
        .map(file -> "-Djava.security.properties=" + file)
        .findFirst();
  }

  /** {@return the process} */
  public Child child() {
    return child;
  }

  /** {@return its panel, as soon as it is served} */
  public HandsetClient panel() {
    HandsetClient known = panel;
    if (known == null) {
      known = new HandsetClient(URI.create(child.awaitOutput(PAGE, START_LIMIT).group()));
      panel = known;
    }
    return known;
  }

  /** {@return its panel, once the first line is registered} */
  public HandsetClient ready() {
    panel().awaitReady(START_LIMIT);
    return panel();
  }

  /** {@return what it has printed and logged} */
  public String log() {
    return child.output();
  }

  @Override
  public void close() {
    if (panel != null) {
      panel.close();
    }
    child.close();
  }
}

package org.trucephone.firmware.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the image. The phone has no rights over them: it asks by making a file, and a unit
 * of the system acts on it.
 */
public final class CardSlots implements Slots {
  private static final int INSPECT_S = 120;
  private static final long POLL_MS = 500;

  private final Path root;

  /**
   * @param root root of the file system, {@code /} but in tests
   */
  public CardSlots(Path root) {
    this.root = root;
  }

  @Override
  public @Nullable String compatible() {
    return value("etc/rauc/system.conf", "compatible");
  }

  @Override
  public String version() {
    String version = value("etc/os-release", "VERSION_ID");
    return version == null ? "0" : version.replace("\"", "");
  }

  @Override
  public String image() {
    try {
      String first = Files.readString(root.resolve("etc/truce-image")).strip();
      return first.matches("[0-9a-f]{64}") ? first : "";
    } catch (IOException e) {
      return ""; // not the image
    }
  }

  @Override
  public boolean brought() throws IOException {
    Path failed = place().resolveSibling("stick.failed");
    if (Files.exists(failed)) {
      String why = Files.readString(failed).strip();
      Files.delete(failed);
      throw new IOException(why);
    }
    Path stick = place().resolveSibling("stick.raucb");
    if (!Files.exists(stick)) {
      return false;
    }
    try {
      Files.move(stick, place(), StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new IOException("The update from the USB stick cannot be taken: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable String returned() {
    try {
      return Files.readString(root.resolve("data/rauc/returned")).strip();
    } catch (IOException e) {
      return null; // none
    }
  }

  @Override
  public List<String> notices() {
    try {
      return Files.readAllLines(root.resolve("run/truce-system/notices"));
    } catch (IOException e) {
      return List.of(); // none
    }
  }

  private @Nullable String value(String file, String name) {
    try {
      for (String line : Files.readAllLines(root.resolve(file))) {
        if (line.startsWith(name + "=")) {
          return line.substring(name.length() + 1).strip();
        }
      }
    } catch (IOException e) {
      return null; // not the image
    }
    return null;
  }

  @Override
  public Path place() {
    return root.resolve("data/truce/update/bundle.raucb");
  }

  @Override
  public Bundle inspect(Path file) throws IOException {
    Process process =
        new ProcessBuilder("rauc", "info", "--output-format=shell", file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readNBytes(100_000), StandardCharsets.UTF_8)
            .lines()
            .toList();
    try {
      if (!process.waitFor(INSPECT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("The update could not be checked within two minutes.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The update was not checked to its end.", e);
    }
    Bundle bundle = process.exitValue() == 0 ? Bundle.parse(lines) : null;
    if (bundle == null) {
      throw new IOException(why(lines));
    }
    return bundle;
  }

  /** {@return in our words what the tool said} */
  static String why(List<String> lines) {
    String all = String.join(" ", lines);
    if (all.contains("self-signed")
        || all.contains("unable to get local issuer")
        || all.contains("certificate verify error")) {
      return "The update is signed by someone this phone does not know. It was not installed.";
    }
    if (all.contains("signature verification failed") || all.contains("digest")) {
      return "The update was changed after it was signed. It was not installed.";
    }
    if (all.contains("signature size") || all.contains("too small") || all.contains("exceeds")) {
      return "The update is cut off or not signed. It was not installed.";
    }
    return "The file is not an update for this phone. It was not installed.";
  }

  @Override
  public void install(Progress percent) throws IOException, InterruptedException {
    Path progress = root.resolve("run/truce-system/progress");
    String before = Files.exists(progress) ? modified(progress) : "";
    Path asked = root.resolve("run/truce/install");
    Files.writeString(asked, "");
    while (true) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      if (!Files.exists(progress) || modified(progress).equals(before)) {
        continue;
      }
      String line = Files.readString(progress).strip();
      if (line.equals("done")) {
        return;
      }
      if (line.startsWith("failed")) {
        throw new IOException(
            "The update could not be written to the card: " + line.replaceFirst("failed:? *", ""));
      }
      if (line.matches("\\d{1,3}")) {
        percent.at(Integer.parseInt(line));
      }
    }
  }

  private static String modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toString();
  }

  @Override
  public void well() throws IOException {
    Files.writeString(root.resolve("run/truce/well"), "");
  }

  @Override
  public void reboot() throws IOException {
    Files.writeString(root.resolve("run/truce/reboot"), "");
  }
}

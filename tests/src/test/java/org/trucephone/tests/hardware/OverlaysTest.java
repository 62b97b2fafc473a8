package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.hal.board.Board;

/**
 * The boards' device-tree overlays, compiled and applied to Debian's trees of the machines they are
 * for. The trees are those that {@code tests/run hardware} keeps.
 */
@DisplayName("Device-tree overlays")
class OverlaysTest {
  private static final Path OVERLAYS = Path.of("..", "image", "overlays");
  private static final List<String> MACHINES =
      List.of("bcm2837-rpi-3-b", "bcm2837-rpi-zero-2-w", "bcm2711-rpi-4-b");

  @TempDir Path folder;

  /** A board on a machine. */
  record Case(String board, String machine) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String board : Board.NAMES) {
      if (!board.equals("virtual")) {
        MACHINES.forEach(machine -> cases.add(new Case(board, machine)));
      }
    }
    return cases;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  private static void assumeCompiler() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.exists(Path.of(d, "dtc")));
    assumeTrue(there, "no dtc: install device-tree-compiler");
  }

  private static Path tree(String machine) throws IOException {
    String cache = System.getenv("TRUCE_GUEST_CACHE");
    Path kernel =
        (cache == null
                ? Path.of(System.getProperty("user.home"), ".cache", "truce-guest")
                : Path.of(cache))
            .resolve("kernel");
    assumeTrue(Files.exists(kernel), "no trees: tests/hardware/guest trees fetches them");
    try (Stream<Path> files = Files.walk(kernel)) {
      return files
          .filter(file -> file.endsWith(Path.of("broadcom", machine + ".dtb")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the kernel has no tree of " + machine));
    }
  }

  private Path compiled(String board) throws Exception {
    String name = Board.load(board).overlay().orElseThrow();
    Path out = folder.resolve(name + ".dtbo");
    String said =
        run(
            "dtc",
            "-@",
            "-I",
            "dts",
            "-O",
            "dtb",
            "-o",
            out.toString(),
            OVERLAYS.resolve(name + ".dts").toString());
    assertEquals("", said, "a warning is a mistake");
    return out;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anOverlayFitsTheMachine(Case at) throws Exception {
    assumeCompiler();
    Path tree = tree(at.machine());
    Path merged = folder.resolve("merged.dtb");
    Path overlay = compiled(at.board());
    run("fdtoverlay", "-i", tree.toString(), "-o", merged.toString(), overlay.toString());
    assertEquals("okay", property(merged, label(tree, "i2c1"), "status"));
    assertEquals("okay", property(merged, label(tree, "i2s"), "status"));
    assertEquals("tx rx", property(merged, label(tree, "i2s"), "dma-names"));
    assertEquals("18 19 20 21", property(merged, label(merged, "truce_i2s_pins"), "brcm,pins"));
    assertEquals("Truce", property(merged, "/truce-sound", "simple-audio-card,name"));
    // Both links end at the processor's I²S, whose handle the overlay was given.
    String i2s = property(merged, label(tree, "i2s"), "phandle");
    for (int link = 0; link < 2; link++) {
      String path = "/truce-sound/simple-audio-card,dai-link@" + link;
      assertEquals(i2s, property(merged, path + "/cpu", "sound-dai"));
      assertEquals(
          property(merged, path + "/codec", "phandle"),
          property(merged, path, "bitclock-master"),
          "the codec drives the clock");
    }
    boolean spi = Board.load(at.board()).display().orElseThrow().wire() instanceof Board.Wire.Spi;
    assertEquals(spi ? "okay" : "disabled", property(merged, label(tree, "spi"), "status"));
    if (spi) {
      assertEquals(
          "rohm,dh2228fv", property(merged, label(tree, "spi") + "/truce-display@0", "compatible"));
    }
  }

  private static String label(Path tree, String label) throws Exception {
    return property(tree, "/__symbols__", label);
  }

  private static String property(Path tree, String node, String name) throws Exception {
    return run("fdtget", tree.toString(), node, name).strip();
  }

  @Test
  void everyBoardNamesAnOverlayAndEveryOverlayHasABoard() throws Exception {
    List<String> named = new ArrayList<>();
    for (String board : Board.NAMES) {
      Board.load(board).overlay().ifPresent(named::add);
    }
    try (Stream<Path> files = Files.list(OVERLAYS)) {
      List<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".dts"))
              .map(file -> file.replace(".dts", ""))
              .sorted()
              .toList();
      assertEquals(named.stream().sorted().toList(), there);
    }
  }
}

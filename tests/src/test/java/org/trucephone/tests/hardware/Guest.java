package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.trucephone.hal.bus.linux.LinuxWires;

/** What the guest's kernel simulates: 28 lines of "pinctrl-sim", line 22 called HOOK. */
final class Guest {
  static final int HOOK = 22;

  private Guest() {}

  static LinuxWires wires() {
    return LinuxWires.withGpio("pinctrl-sim"::equals);
  }

  /** Pulls a simulated line up or down from outside, as a switch does. */
  static void pull(int line, boolean up) throws IOException {
    Files.writeString(pin(line).resolve("pull"), up ? "pull-up" : "pull-down");
  }

  /** {@return what a meter at the line shows} */
  static boolean level(int line) throws IOException {
    return Files.readString(pin(line).resolve("value")).strip().equals("1");
  }

  private static Path pin(int line) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/sys/devices/platform/gpio-sim.0"))) {
      List<Path> found =
          all.map(each -> each.resolve("sim_gpio" + line)).filter(Files::exists).toList();
      assertTrue(found.size() == 1, "gpio-sim is loaded");
      return found.getFirst();
    }
  }
}

package org.trucephone.hal.bus.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which kernel bus a board file means: {@code i2c-1} is the bus the device tree calls {@code i2c1},
 * whatever number the kernel gave it. Without a device tree the number is taken as it is.
 */
final class DeviceTree {
  private final Path root;

  /**
   * @param root {@code /}, or a copy of what matters for a test
   */
  DeviceTree(Path root) {
    this.root = root;
  }

  /** {@return the kernel's number of I²C bus {@code number} of the device tree} */
  int i2c(int number) {
    String node = alias("i2c" + number);
    return node == null ? number : find("sys/bus/i2c/devices", "i2c-", node, number);
  }

  /** {@return the kernel's number of SPI bus {@code number} of the device tree} */
  int spi(int number) {
    String node = alias("spi" + number);
    return node == null ? number : find("sys/class/spi_master", "spi", node, number);
  }

  private @Nullable String alias(String name) {
    Path file = root.resolve("proc/device-tree/aliases").resolve(name);
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      int end = text.indexOf('\0');
      return end < 0 ? text : text.substring(0, end);
    } catch (IOException e) {
      return null; // no such alias, or no device tree
    }
  }

  private int find(String folder, String prefix, String node, int otherwise) {
    List<Path> buses;
    try (Stream<Path> all = Files.list(root.resolve(folder))) {
      buses = all.toList();
    } catch (IOException e) {
      return otherwise;
    }
    for (Path bus : buses) {
      String name = String.valueOf(bus.getFileName());
      if (name.matches(prefix + "[0-9]{1,3}")) {
        try {
          if (bus.resolve("of_node").toRealPath().toString().endsWith(node)) {
            return Integer.parseInt(name.substring(prefix.length()));
          }
        } catch (IOException e) {
          // a bus that is not in the device tree
        }
      }
    }
    return otherwise;
  }
}

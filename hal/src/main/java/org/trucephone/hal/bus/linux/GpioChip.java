package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/** A GPIO chip's device file ({@code linux/gpio.h}, second interface, Linux 5.10). */
final class GpioChip implements AutoCloseable {
  /** Line requests' flags. */
  static final long INPUT = 1 << 2;

  static final long OUTPUT = 1 << 3;
  static final long EDGE_RISING = 1 << 4;
  static final long EDGE_FALLING = 1 << 5;
  static final long OPEN_DRAIN = 1 << 6;
  static final long PULL_UP = 1 << 8;
  static final long PULL_DOWN = 1 << 9;
  static final long PULL_NONE = 1 << 10;

  private static final long CHIP_INFO = 0x8044_B401L;
  private static final long LINE_INFO = 0xC100_B405L;
  private static final long GET_LINE = 0xC250_B407L;
  private static final int CHIP_INFO_SIZE = 68;
  private static final int LINE_INFO_SIZE = 256;

  // struct gpio_v2_line_request: 64 offsets, 32 octets of consumer, then the configuration
  private static final int REQUEST_SIZE = 592;
  private static final int CONSUMER = 256;
  private static final int FLAGS = 288;
  private static final int ATTRIBUTES = 296;
  private static final int FIRST_ATTRIBUTE = 320;
  private static final int LINES = 560;
  private static final int FD = 588;
  private static final int ATTRIBUTE_VALUES = 2;
  private static final int ATTRIBUTE_DEBOUNCE = 3;

  private final String file;
  private final String label;
  private final int lines;
  private final int fd;

  private GpioChip(String file, String label, int lines, int fd) {
    this.file = file;
    this.label = label;
    this.lines = lines;
    this.fd = fd;
  }

  /**
   * Opens the first chip whose label is wanted.
   *
   * @param folder {@code /dev}
   */
  static GpioChip find(Path folder, Predicate<String> wanted) throws BusException {
    List<String> seen = new ArrayList<>();
    BusException refused = null;
    for (int i = 0; i < 64; i++) {
      Path path = folder.resolve("gpiochip" + i);
      if (!Files.exists(path)) {
        continue;
      }
      int fd = CLibrary.open(path.toString());
      if (fd < 0) {
        refused = Faults.opening("GPIO", path.toString(), "gpio", "GPIO", fd);
        continue;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment info = arena.allocate(CHIP_INFO_SIZE, 8);
        if (CLibrary.control(fd, CHIP_INFO, info) >= 0) {
          String label = info.getString(32, StandardCharsets.UTF_8);
          if (wanted.test(label)) {
            return new GpioChip(path.toString(), label, info.get(JAVA_INT, 64), fd);
          }
          seen.add(label);
        }
      }
      CLibrary.close(fd);
    }
    if (refused != null && seen.isEmpty()) {
      throw refused;
    }
    throw new BusException(
        Kind.GONE,
        seen.isEmpty()
            ? "There are no GPIO lines on this machine: is it a Raspberry Pi?"
            : "The processor's GPIO lines are not among those of this machine: "
                + String.join(", ", seen)
                + ".");
  }

  /** {@return the line of this name, or -1} */
  int named(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(LINE_INFO_SIZE, 8);
      for (int i = 0; i < lines; i++) {
        info.fill((byte) 0);
        info.set(JAVA_INT, 64, i);
        if (CLibrary.control(fd, LINE_INFO, info) >= 0
            && info.getString(0, StandardCharsets.UTF_8).equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  /**
   * Takes a line.
   *
   * @param high an output's level at once
   * @param debounceMicros how long an input must rest before an edge counts, 0 for every edge; the
   *     kernel counts the time itself where the chip cannot
   * @return its file descriptor
   */
  int take(int line, long flags, boolean high, int debounceMicros) throws BusException {
    String where = "GPIO " + line;
    if (line < 0 || line >= lines) {
      throw new BusException(
          Kind.GONE, where + " is not among the " + lines + " lines of " + label + ".");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(REQUEST_SIZE, 8);
      request.set(JAVA_INT, 0, line);
      byte[] consumer = "truce".getBytes(StandardCharsets.UTF_8);
      MemorySegment.copy(consumer, 0, request, JAVA_BYTE, CONSUMER, consumer.length);
      request.set(JAVA_LONG, FLAGS, flags);
      if ((flags & OUTPUT) != 0) {
        request.set(JAVA_INT, ATTRIBUTES, 1);
        request.set(JAVA_INT, FIRST_ATTRIBUTE, ATTRIBUTE_VALUES);
        request.set(JAVA_LONG, FIRST_ATTRIBUTE + 8, high ? 1L : 0L);
        request.set(JAVA_LONG, FIRST_ATTRIBUTE + 16, 1L);
      } else if (debounceMicros > 0) {
        request.set(JAVA_INT, ATTRIBUTES, 1);
        request.set(JAVA_INT, FIRST_ATTRIBUTE, ATTRIBUTE_DEBOUNCE);
        request.set(JAVA_INT, FIRST_ATTRIBUTE + 8, debounceMicros);
        request.set(JAVA_LONG, FIRST_ATTRIBUTE + 16, 1L);
      }
      request.set(JAVA_INT, LINES, 1);
      int result = CLibrary.control(fd, GET_LINE, request);
      if (result < 0) {
        throw result == -CLibrary.EBUSY
            ? Faults.busy(where)
            : Faults.opening(where, file, "gpio", "GPIO", result);
      }
      return request.get(JAVA_INT, FD);
    }
  }

  @Override
  public void close() {
    CLibrary.close(fd);
  }
}

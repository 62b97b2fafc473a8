package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.InputEvents;

/**
 * A keyboard by its event device, found by the name the kernel shows in {@code
 * /proc/bus/input/devices}. After it was unplugged it is looked for again. Used by one thread.
 */
public final class LinuxEvents implements InputEvents, AutoCloseable {
  /**
   * {@code struct input_event} where a long has 64 bits: a time of 16 octets, type, code, value.
   */
  private static final int EVENT = 24;

  private static final int TYPE_KEY = 1;
  private static final int NONE = -1;

  private final Path root;
  private final String name;
  private int fd = NONE;

  /** Opens nothing yet. */
  public LinuxEvents(String name) {
    this(Path.of("/"), name);
  }

  LinuxEvents(Path root, String name) {
    this.root = root;
    this.name = name;
  }

  @Override
  public List<Change> pending() throws BusException {
    if (fd == NONE) {
      fd = open();
    }
    List<Change> changes = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate(64L * EVENT, 8);
      while (CLibrary.readable(fd, 0)) {
        long got = CLibrary.read(fd, events);
        if (got <= 0) {
          close();
          throw new BusException(
              Kind.GONE, "The keyboard \"" + name + "\" was unplugged; plug it in again.");
        }
        for (long at = 0; at + EVENT <= got; at += EVENT) {
          int value = events.get(JAVA_INT, at + 20);
          if (events.get(JAVA_SHORT, at + 16) == TYPE_KEY && value < 2) {
            changes.add(new Change(events.get(JAVA_SHORT, at + 18) & 0xffff, value == 1));
          }
        }
      }
    }
    return changes;
  }

  private int open() throws BusException {
    List<String> seen = new ArrayList<>();
    List<Path> devices;
    try (Stream<Path> all = Files.list(root.resolve("sys/class/input"))) {
      devices = all.filter(each -> each.getFileName().toString().startsWith("event")).toList();
    } catch (IOException e) {
      devices = List.of();
    }
    for (Path device : devices) {
      try {
        String found = Files.readString(device.resolve("device/name")).strip();
        if (found.equals(name)) {
          String file = root.resolve("dev/input").resolve(device.getFileName()).toString();
          int opened = CLibrary.open(file);
          if (opened < 0) {
            throw Faults.opening("The keyboard \"" + name + "\"", file, "input", "input", opened);
          }
          return opened;
        }
        seen.add("\"" + found + "\"");
      } catch (IOException e) {
        // it was unplugged while we looked
      }
    }
    throw new BusException(
        Kind.GONE,
        "There is no keyboard \""
            + name
            + "\"; plug it in"
            + (seen.isEmpty() ? "." : ", or name one of " + String.join(", ", seen) + "."));
  }

  @Override
  public void close() {
    if (fd != NONE) {
      CLibrary.close(fd);
      fd = NONE;
    }
  }
}

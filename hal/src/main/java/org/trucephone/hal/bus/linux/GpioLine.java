package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;

/** One line taken from a chip: electrical levels, {@code true} is high. */
final class GpioLine implements InputLine, OutputLine, AutoCloseable {
  private static final long GET_VALUES = 0xC010_B40EL;
  private static final long SET_VALUES = 0xC010_B40FL;

  /** {@code struct gpio_v2_line_event}. */
  private static final int EVENT_SIZE = 48;

  private static final int RISING = 1;
  private static final int LOOK_MS = 200;

  private final String where;
  private final int fd;
  private volatile boolean closed;

  GpioLine(int number, int fd) {
    this.where = "GPIO " + number;
    this.fd = fd;
  }

  @Override
  public synchronized boolean active() throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(16, 8);
      values.set(JAVA_LONG, 8, 1L);
      control(GET_VALUES, values);
      return (values.get(JAVA_LONG, 0) & 1) != 0;
    }
  }

  @Override
  public synchronized void set(boolean high) throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(16, 8);
      values.set(JAVA_LONG, 0, high ? 1L : 0L);
      values.set(JAVA_LONG, 8, 1L);
      control(SET_VALUES, values);
    }
  }

  private void control(long request, MemorySegment values) throws BusException {
    if (closed) {
      throw new BusException(BusException.Kind.GONE, where + " was closed.");
    }
    int result = CLibrary.control(fd, request, values);
    if (result < 0) {
      throw Faults.transfer(where, result, false);
    }
  }

  @Override
  public void onEdge(EdgeListener listener) {
    Thread.ofPlatform().daemon().name(where.replace(' ', '-')).start(() -> listen(listener));
  }

  private void listen(EdgeListener listener) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate(16 * EVENT_SIZE, 8);
      while (!closed) {
        if (!CLibrary.readable(fd, LOOK_MS)) {
          continue;
        }
        long got = closed ? 0 : CLibrary.read(fd, events);
        if (got < 0) {
          Logger.tag("hal").warn("{} gives no more edges (error {})", where, -got);
          return;
        }
        for (long at = 0; at + EVENT_SIZE <= got; at += EVENT_SIZE) {
          listener.edge(events.get(JAVA_INT, at + 8) == RISING, events.get(JAVA_LONG, at));
        }
      }
    } finally {
      if (closed) {
        CLibrary.close(fd);
      }
    }
  }

  /** An input's reader closes the file itself, so that no other file gets its number meanwhile. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** Closes an output's file; nobody reads it. */
  synchronized void release() {
    if (!closed) {
      closed = true;
      CLibrary.close(fd);
    }
  }
}

package org.trucephone.tests.hardware;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A keyboard that the kernel believes in, made with {@code uinput} ({@code linux/uinput.h}). */
final class VirtualKeyboard implements AutoCloseable {
  private static final long SET_EVENTS = 0x4004_5564L;
  private static final long SET_KEY = 0x4004_5565L;
  private static final long CREATE = 0x5501L;
  private static final int KEY_EVENTS = 1;
  private static final int O_RDWR = 2;
  private static final int USER_DEVICE = 1116; // struct uinput_user_dev, as of the first interface

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle WRITE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("write"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int fd;

  VirtualKeyboard(String name, int... codes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      fd = (int) OPEN.invokeExact(arena.allocateFrom("/dev/uinput"), O_RDWR);
      assertTrue(fd >= 0, "/dev/uinput opens");
    } catch (Throwable t) {
      throw new IOException(t);
    }
    control(SET_EVENTS, KEY_EVENTS);
    for (int code : codes) {
      control(SET_KEY, code);
    }
    ByteBuffer device = ByteBuffer.allocate(USER_DEVICE).order(ByteOrder.LITTLE_ENDIAN);
    device.put(name.getBytes(StandardCharsets.UTF_8));
    device.position(80).putShort((short) 3).putShort((short) 1); // USB, some maker
    write(device.array());
    control(CREATE, 0);
  }

  void key(int code, boolean down) throws IOException {
    event(KEY_EVENTS, code, down ? 1 : 0);
    event(0, 0, 0); // the report is whole
  }

  private void event(int type, int code, int value) throws IOException {
    write(
        ByteBuffer.allocate(24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(16)
            .putShort((short) type)
            .putShort((short) code)
            .putInt(value)
            .array());
  }

  private void control(long request, long argument) throws IOException {
    try {
      int result = (int) IOCTL.invokeExact(fd, request, argument);
      assertTrue(result >= 0, "uinput takes request " + Long.toHexString(request));
    } catch (Throwable t) {
      throw new IOException(t);
    }
  }

  private void write(byte[] octets) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(octets.length);
      MemorySegment.copy(
          octets, 0, copy, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, octets.length);
      long written = (long) WRITE.invokeExact(fd, copy, (long) octets.length);
      assertTrue(written == octets.length, "uinput takes " + octets.length + " octets");
    } catch (Throwable t) {
      throw new IOException(t);
    }
  }

  /** Unplugs it. */
  @Override
  public void close() throws IOException {
    try {
      int _ = (int) CLOSE.invokeExact(fd);
    } catch (Throwable t) {
      throw new IOException(t);
    }
  }
}

package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of the C library that device files need. A failed call gives the error's number.
 */
final class CLibrary {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EIO = 5;
  static final int ENXIO = 6;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ENOTTY = 25;
  static final int EOPNOTSUPP = 95;
  static final int ESHUTDOWN = 108;
  static final int ETIMEDOUT = 110;
  static final int EREMOTEIO = 121;

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  private static final int MSG_NOSIGNAL = 0x4000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("open"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL_NUMBER =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle READ =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("read"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
          CAPTURE);
  private static final MethodHandle POLL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("poll"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private static final MethodHandle SOCKET =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("socket"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          CAPTURE);
  private static final MethodHandle SENDTO =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("sendto"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
          CAPTURE);
  private static final MethodHandle BIND =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("bind"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          CAPTURE);
  private static final MethodHandle SETSOCKOPT =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("setsockopt"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          CAPTURE);

  private CLibrary() {}

  /** {@return 0, or the error's number below zero} */
  static int bind(int fd, MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) BIND.invokeExact(state, fd, address, (int) address.byteSize());
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return 0, or the error's number below zero} */
  static int option(int fd, int level, int name, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result =
          (int) SETSOCKOPT.invokeExact(state, fd, level, name, value, (int) value.byteSize());
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return a file descriptor, or the error's number below zero} */
  static int open(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), O_RDWR | O_CLOEXEC);
      return fd >= 0 ? fd : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  static void close(int fd) {
    try {
      int _ = (int) CLOSE.invokeExact(fd);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return what the device answers, or the error's number below zero} */
  static int control(int fd, long request, MemorySegment argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) IOCTL.invokeExact(state, fd, request, argument);
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return what the device answers, or the error's number below zero} */
  static int control(int fd, long request, long argument) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) IOCTL_NUMBER.invokeExact(state, fd, request, argument);
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return octets read, or the error's number below zero} */
  static long read(int fd, MemorySegment into) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) READ.invokeExact(state, fd, into, into.byteSize());
      return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** Waits for something to read. {@return whether there is something, or the device has ended} */
  static boolean readable(int fd, int timeoutMillis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(8, 4); // struct pollfd
      one.set(JAVA_INT, 0, fd);
      one.set(java.lang.foreign.ValueLayout.JAVA_SHORT, 4, POLLIN);
      return (int) POLL.invokeExact(one, 1L, timeoutMillis) > 0;
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return a file descriptor, or the error's number below zero} */
  static int socket(int family, int kind) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int fd = (int) SOCKET.invokeExact(state, family, kind | O_CLOEXEC, 0);
      return fd >= 0 ? fd : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }

  /** {@return octets sent, or the error's number below zero} */
  static long send(int fd, MemorySegment what, MemorySegment to) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long sent =
          (long)
              SENDTO.invokeExact(
                  state, fd, what, what.byteSize(), MSG_NOSIGNAL, to, (int) to.byteSize());
      return sent >= 0 ? sent : -(int) ERRNO.get(state, 0L);
    } catch (Throwable t) {
      throw new AssertionError("the C library cannot be called", t);
    }
  }
}

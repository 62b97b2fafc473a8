package org.trucephone.hal.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Has the kernel run a thread before all ordinary ones: {@code sched_setscheduler(2)} with {@code
 * SCHED_FIFO}, which needs the right to it ({@code RLIMIT_RTPRIO}).
 */
public final class RealTime {
  private static final int SCHED_FIFO = 1;

  /** {@code SCHED_RESET_ON_FORK}: threads it starts are ordinary ones. */
  private static final int RESET = 0x4000_0000;

  private RealTime() {}

  /**
   * Raises the calling thread, which must be a platform thread.
   *
   * @param priority 1 to 99
   * @return whether the kernel agreed; if not the thread runs as before
   */
  public static boolean take(int priority) {
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      MemorySegment symbol = linker.defaultLookup().find("sched_setscheduler").orElse(null);
      if (symbol == null) {
        return false;
      }
      MethodHandle call =
          linker.downcallHandle(
              symbol, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
      MemorySegment parameter = arena.allocate(JAVA_INT);
      parameter.set(JAVA_INT, 0, priority);
      return (int) call.invokeExact(0, SCHED_FIFO | RESET, parameter) == 0;
    } catch (Throwable e) { // what invokeExact declares
      return false;
    }
  }
}

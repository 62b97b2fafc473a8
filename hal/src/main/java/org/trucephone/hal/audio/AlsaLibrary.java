package org.trucephone.hal.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The calls of libasound that {@link AlsaStream} uses, by FFM; loading this class loads the
 * library.
 *
 * <p>Source: alsa-lib, PCM interface, {@code alsa/pcm.h}. Frames are {@code long} (64 bit Linux
 * only). {@code readi} blocks, so it is an ordinary downcall: a critical one would hold up the
 * collector.
 */
final class AlsaLibrary {
  /** {@code SND_PCM_STREAM_…}. */
  static final int PLAYBACK = 0;

  static final int CAPTURE = 1;

  /** {@code SND_PCM_NONBLOCK}. */
  static final int NONBLOCK = 1;

  /** {@code SND_PCM_FORMAT_S16_LE}. */
  static final int S16_LE = 2;

  /** {@code SND_PCM_ACCESS_RW_INTERLEAVED}. */
  static final int INTERLEAVED = 3;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup ALSA =
      SymbolLookup.libraryLookup("libasound.so.2", Arena.global());

  static final MethodHandle OPEN =
      call("snd_pcm_open", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));

  /** format, access, channels, rate, soft resampling, latency in µs. */
  static final MethodHandle SET_PARAMS =
      call(
          "snd_pcm_set_params",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  static final MethodHandle START = call("snd_pcm_start", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  static final MethodHandle READ =
      call("snd_pcm_readi", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  static final MethodHandle WRITE =
      call("snd_pcm_writei", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  static final MethodHandle RECOVER =
      call("snd_pcm_recover", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle DELAY =
      call("snd_pcm_delay", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle CLOSE = call("snd_pcm_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle STRERROR =
      call("snd_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle SET_ERROR_HANDLER =
      call("snd_lib_error_set_handler", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private AlsaLibrary() {}

  /**
   * Loads the library and stops it from writing to standard error by itself.
   *
   * @throws AudioException in a sentence if it is not installed
   */
  static void load() throws AudioException {
    try {
      SymbolLookup.libraryLookup("libasound.so.2", Arena.global());
    } catch (IllegalArgumentException e) {
      throw new AudioException(
          "Sound needs the ALSA library, which is not here; install libasound2.");
    }
    // The handler is variadic, which an upcall cannot be. Any C function that ignores its
    // arguments will do where the caller cleans the stack, as it does on x86-64 and AArch64.
    MemorySegment ignore = LINKER.defaultLookup().findOrThrow("getpid");
    try {
      int _ = (int) SET_ERROR_HANDLER.invokeExact(ignore);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** {@return ALSA's words for a negative result} */
  static String words(int error) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
      return text.reinterpret(256).getString(0);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(ALSA.findOrThrow(name), shape);
  }
}

package org.trucephone.firmware.media.echo;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libspeexdsp 1.2 that the phone calls ({@code speex/speex_echo.h} and others).
 */
final class SpeexLibrary {
  static final String FILE = "libspeexdsp.so.1";

  /** {@code SPEEX_ECHO_SET_SAMPLING_RATE}. */
  static final int ECHO_RATE = 24;

  /** {@code SPEEX_PREPROCESS_SET_DENOISE}. */
  static final int DENOISE = 0;

  /** {@code SPEEX_PREPROCESS_SET_NOISE_SUPPRESS}, dB. */
  static final int NOISE_SUPPRESS = 18;

  /** {@code SPEEX_PREPROCESS_SET_ECHO_SUPPRESS}, dB. */
  static final int ECHO_SUPPRESS = 20;

  /** {@code SPEEX_PREPROCESS_SET_ECHO_SUPPRESS_ACTIVE}, dB. */
  static final int ECHO_SUPPRESS_ACTIVE = 22;

  /** {@code SPEEX_PREPROCESS_SET_ECHO_STATE}. */
  static final int ECHO_STATE = 24;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SPEEX = SymbolLookup.libraryLookup(FILE, Arena.global());

  static final MethodHandle ECHO_INIT =
      call("speex_echo_state_init", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle ECHO_DESTROY =
      call("speex_echo_state_destroy", FunctionDescriptor.ofVoid(ADDRESS));
  static final MethodHandle ECHO_RESET =
      call("speex_echo_state_reset", FunctionDescriptor.ofVoid(ADDRESS));
  static final MethodHandle ECHO_CONTROL =
      call("speex_echo_ctl", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

  /** state, heard, played, left. */
  static final MethodHandle CANCEL =
      call(
          "speex_echo_cancellation", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  static final MethodHandle CLEAN_INIT =
      call("speex_preprocess_state_init", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
  static final MethodHandle CLEAN_DESTROY =
      call("speex_preprocess_state_destroy", FunctionDescriptor.ofVoid(ADDRESS));
  static final MethodHandle CLEAN_CONTROL =
      call("speex_preprocess_ctl", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  static final MethodHandle CLEAN =
      call("speex_preprocess_run", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  private SpeexLibrary() {}

  /** {@return whether the library is on this machine} */
  static boolean present() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(FILE, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(SPEEX.findOrThrow(name), shape);
  }
}

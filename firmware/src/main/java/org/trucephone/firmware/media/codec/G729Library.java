package org.trucephone.firmware.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of bcg729 1.1 that the phone calls ({@code bcg729/encoder.h, decoder.h}). The
 * library's licence is GPL 3: it is used where the administrator installed it, and never shipped.
 */
final class G729Library {
  static final String FILE = "libbcg729.so.0";

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup BCG729 = SymbolLookup.libraryLookup(FILE, Arena.global());

  /** whether silence is told apart (annex B). */
  private static final MethodHandle NEW_ENCODER =
      call("initBcg729EncoderChannel", FunctionDescriptor.of(ADDRESS, JAVA_BYTE));

  private static final MethodHandle END_ENCODER =
      call("closeBcg729EncoderChannel", FunctionDescriptor.ofVoid(ADDRESS));

  /** state, 80 samples, room for 10 bytes, room for their number. */
  static final MethodHandle ENCODE =
      call("bcg729Encoder", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  private static final MethodHandle NEW_DECODER =
      call("initBcg729DecoderChannel", FunctionDescriptor.of(ADDRESS));

  private static final MethodHandle END_DECODER =
      call("closeBcg729DecoderChannel", FunctionDescriptor.ofVoid(ADDRESS));

  /** state, frame, its length, whether it is lost, silent, as RFC 3389 has it; 80 samples. */
  static final MethodHandle DECODE =
      call(
          "bcg729Decoder",
          FunctionDescriptor.ofVoid(
              ADDRESS, ADDRESS, JAVA_BYTE, JAVA_BYTE, JAVA_BYTE, JAVA_BYTE, ADDRESS));

  private G729Library() {}

  /** {@return whether the library is on this machine} */
  static boolean present() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(FILE, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@return an encoder's state, given back to the library when the arena goes} */
  static MemorySegment encoder(Arena arena) {
    try {
      return held((MemorySegment) NEW_ENCODER.invokeExact((byte) 0), arena, END_ENCODER);
    } catch (Throwable t) {
      throw new AssertionError("libbcg729 cannot be called", t);
    }
  }

  /** {@return a decoder's state, likewise} */
  static MemorySegment decoder(Arena arena) {
    try {
      return held((MemorySegment) NEW_DECODER.invokeExact(), arena, END_DECODER);
    } catch (Throwable t) {
      throw new AssertionError("libbcg729 cannot be called", t);
    }
  }

  private static MemorySegment held(MemorySegment state, Arena arena, MethodHandle end) {
    return state.reinterpret(
        arena,
        gone -> {
          try {
            end.invokeExact(gone);
          } catch (Throwable t) {
            throw new AssertionError("libbcg729 cannot be called", t);
          }
        });
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(BCG729.findOrThrow(name), shape);
  }
}

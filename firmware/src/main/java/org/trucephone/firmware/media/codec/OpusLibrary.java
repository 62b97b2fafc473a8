package org.trucephone.firmware.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The functions of libopus 1.3 and later that the phone calls ({@code opus/opus.h}). */
final class OpusLibrary {
  static final String FILE = "libopus.so.0";

  /** {@code OPUS_APPLICATION_VOIP}. */
  static final int VOIP = 2048;

  static final int SET_BITRATE = 4002;
  static final int SET_VBR = 4006;
  static final int SET_COMPLEXITY = 4010;
  static final int SET_INBAND_FEC = 4012;
  static final int SET_PACKET_LOSS_PERC = 4014;
  static final int SET_DTX = 4016;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup OPUS = SymbolLookup.libraryLookup(FILE, Arena.global());

  static final MethodHandle ENCODER_SIZE =
      call("opus_encoder_get_size", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /** state, rate, channels, application. */
  static final MethodHandle ENCODER_INIT =
      call(
          "opus_encoder_init",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));

  /** state, samples, samples per channel, packet, room. */
  static final MethodHandle ENCODE =
      call(
          "opus_encode",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

  /** state, request, value: the value is a variable argument. */
  static final MethodHandle ENCODER_CONTROL =
      LINKER.downcallHandle(
          OPUS.findOrThrow("opus_encoder_ctl"),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  static final MethodHandle DECODER_SIZE =
      call("opus_decoder_get_size", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /** state, rate, channels. */
  static final MethodHandle DECODER_INIT =
      call("opus_decoder_init", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  /** state, packet or null, its length, samples, room, whether the copy of the packet before. */
  static final MethodHandle DECODE =
      call(
          "opus_decode",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private OpusLibrary() {}

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
    return LINKER.downcallHandle(OPUS.findOrThrow(name), shape);
  }
}

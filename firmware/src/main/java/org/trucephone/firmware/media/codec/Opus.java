package org.trucephone.firmware.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Opus (RFC 6716, 7587) by libopus: wide band, mono, complexity 5. Its state lives in memory that
 * goes when the object goes.
 */
final class Opus implements AudioCodec {
  static final String MISSING =
      "Calls do without Opus: the library libopus is not here; install libopus0.";

  private static final int RATE = 16_000;

  /** 120 ms, the longest packet. */
  private static final int MOST_SAMPLES = RATE * 120 / 1000;

  private static final int MOST_BYTES = 1500;
  private static final int COMPLEXITY = 5;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment encoder;
  private final MemorySegment decoder;
  private final MemorySegment samples = arena.allocate(JAVA_SHORT, MOST_SAMPLES);
  private final MemorySegment packet = arena.allocate(MOST_BYTES);
  private boolean correction;
  private int lossPercent = -1;

  Opus() {
    try {
      encoder = arena.allocate((int) OpusLibrary.ENCODER_SIZE.invokeExact(1), 16);
      decoder = arena.allocate((int) OpusLibrary.DECODER_SIZE.invokeExact(1), 16);
      int made =
          (int) OpusLibrary.ENCODER_INIT.invokeExact(encoder, RATE, 1, OpusLibrary.VOIP)
              | (int) OpusLibrary.DECODER_INIT.invokeExact(decoder, RATE, 1);
      if (made != 0) {
        throw new IllegalStateException("libopus answers " + made);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError("libopus cannot be called", t);
    }
    set(OpusLibrary.SET_COMPLEXITY, COMPLEXITY);
    tune("");
  }

  private void set(int what, int value) {
    try {
      int _ = (int) OpusLibrary.ENCODER_CONTROL.invokeExact(encoder, what, value);
    } catch (Throwable t) {
      throw new AssertionError("libopus cannot be called", t);
    }
  }

  @Override
  public void tune(String parameters) {
    OpusParameters wish = OpusParameters.of(parameters);
    correction = wish.correction();
    set(OpusLibrary.SET_BITRATE, wish.bitRate());
    set(OpusLibrary.SET_VBR, wish.constantRate() ? 0 : 1);
    set(OpusLibrary.SET_DTX, wish.pauses() ? 1 : 0);
    set(OpusLibrary.SET_INBAND_FEC, correction ? 1 : 0);
    lossPercent = -1;
    lossPercent(0);
  }

  /** Some loss is always reckoned with: reports come late, and losses before they come too. */
  @Override
  public void lossPercent(int percent) {
    int reckoned = correction ? Math.clamp(percent, 5, 30) : 0;
    if (reckoned != lossPercent) {
      lossPercent = reckoned;
      set(OpusLibrary.SET_PACKET_LOSS_PERC, reckoned);
    }
  }

  @Override
  public String name() {
    return "OPUS";
  }

  @Override
  public int clockHz() {
    return 48_000;
  }

  @Override
  public int rateHz() {
    return RATE;
  }

  @Override
  public int encode(short[] pcm, int offset, int n, byte[] out, int at) {
    MemorySegment.copy(pcm, offset, samples, JAVA_SHORT, 0, n);
    int length;
    try {
      length =
          (int)
              OpusLibrary.ENCODE.invokeExact(
                  encoder, samples, n, packet, Math.min(MOST_BYTES, out.length - at));
    } catch (Throwable t) {
      throw new AssertionError("libopus cannot be called", t);
    }
    if (length <= 0) {
      return 0;
    }
    MemorySegment.copy(packet, JAVA_BYTE, 0, out, at, length);
    return length;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] out, int at) {
    int n = samples(in, offset, length);
    if (n == 0 || length > MOST_BYTES) {
      return 0;
    }
    MemorySegment.copy(in, offset, packet, JAVA_BYTE, 0, length);
    int made = decode(packet, length, MOST_SAMPLES, 0);
    // What only looks like a packet is made up, so that time goes on.
    return give(made < 0 ? decode(MemorySegment.NULL, 0, n, 0) : made, out, at);
  }

  @Override
  public boolean corrects(byte[] in, int offset, int length) {
    return OpusPacket.corrects(in, offset, length);
  }

  @Override
  public int correct(byte[] next, int offset, int length, int n, short[] out, int at) {
    MemorySegment.copy(next, offset, packet, JAVA_BYTE, 0, length);
    return give(decode(packet, length, n, 1), out, at);
  }

  @Override
  public int conceal(int n, short[] out, int at) {
    return give(decode(MemorySegment.NULL, 0, n, 0), out, at);
  }

  private int decode(MemorySegment data, int length, int room, int copy) {
    try {
      return (int) OpusLibrary.DECODE.invokeExact(decoder, data, length, samples, room, copy);
    } catch (Throwable t) {
      throw new AssertionError("libopus cannot be called", t);
    }
  }

  private int give(int made, short[] out, int at) {
    int n = Math.clamp(made, 0, out.length - at);
    MemorySegment.copy(samples, JAVA_SHORT, 0, out, at, n);
    return n;
  }

  @Override
  public int samples(byte[] in, int offset, int length) {
    return OpusPacket.samples(in, offset, length);
  }
}

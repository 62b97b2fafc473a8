package org.trucephone.firmware.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * ITU-T G.729 annex A by libbcg729: frames of 10 ms and 10 bytes (RFC 3551 4.5.6). Silence is not
 * told apart when sending; a frame of 2 bytes that tells of it (annex B) is understood.
 */
final class G729 implements AudioCodec {
  private static final int SAMPLES = 80;
  private static final int BYTES = 10;
  private static final int SILENCE_BYTES = 2;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment encoder = G729Library.encoder(arena);
  private final MemorySegment decoder = G729Library.decoder(arena);
  private final MemorySegment samples = arena.allocate(JAVA_SHORT, SAMPLES);
  private final MemorySegment frame = arena.allocate(BYTES);
  private final MemorySegment size = arena.allocate(1);

  @Override
  public String name() {
    return "G729";
  }

  @Override
  public int clockHz() {
    return 8000;
  }

  @Override
  public int rateHz() {
    return 8000;
  }

  @Override
  public int encode(short[] pcm, int offset, int n, byte[] out, int at) {
    int written = 0;
    for (int from = 0; from + SAMPLES <= n; from += SAMPLES) {
      MemorySegment.copy(pcm, offset + from, samples, JAVA_SHORT, 0, SAMPLES);
      try {
        G729Library.ENCODE.invokeExact(encoder, samples, frame, size);
      } catch (Throwable t) {
        throw new AssertionError("libbcg729 cannot be called", t);
      }
      MemorySegment.copy(frame, JAVA_BYTE, 0, out, at + written, BYTES);
      written += BYTES;
    }
    return written;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] out, int at) {
    int made = 0;
    int from = 0;
    while (from < length && at + made + SAMPLES <= out.length) {
      int here = length - from >= BYTES ? BYTES : length - from;
      if (here != BYTES && here != SILENCE_BYTES) {
        break;
      }
      MemorySegment.copy(in, offset + from, frame, JAVA_BYTE, 0, here);
      decode(here, here == SILENCE_BYTES);
      MemorySegment.copy(samples, JAVA_SHORT, 0, out, at + made, SAMPLES);
      made += SAMPLES;
      from += here;
    }
    return made;
  }

  private void decode(int length, boolean silence) {
    try {
      G729Library.DECODE.invokeExact(
          decoder, frame, (byte) length, (byte) 0, (byte) (silence ? 1 : 0), (byte) 0, samples);
    } catch (Throwable t) {
      throw new AssertionError("libbcg729 cannot be called", t);
    }
  }

  @Override
  public int samples(byte[] in, int offset, int length) {
    int rest = length % BYTES;
    return rest != 0 && rest != SILENCE_BYTES
        ? 0
        : (length / BYTES + (rest == 0 ? 0 : 1)) * SAMPLES;
  }
}

package org.trucephone.firmware.media.echo;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * libspeexdsp's adaptive filter (multidelay block frequency domain, tail of {@value #TAIL_MS} ms),
 * and behind it its suppression of the echo that is left and of steady noise.
 */
public final class SpeexCanceller implements EchoCanceller {
  private static final int TAIL_MS = 256;

  /** Echo left over is pushed down by this much while nobody speaks here … */
  private static final int SUPPRESS_DB = -40;

  /** … and by this much while somebody does, so that both are heard at once. */
  private static final int SUPPRESS_TALKING_DB = -15;

  private static final int NOISE_DB = -15;

  private final Arena arena = Arena.ofShared();
  private final int samples;
  private final MemorySegment echo;
  private final MemorySegment clean;
  private final MemorySegment heard;
  private final MemorySegment reference;
  private final MemorySegment left;
  private boolean closed;

  /**
   * @param rateHz samples a second
   * @throws UnsupportedOperationException in a sentence, where the library is missing
   */
  public SpeexCanceller(int rateHz) {
    if (!SpeexLibrary.present()) {
      throw new UnsupportedOperationException(
          "Echo is not cancelled: the library libspeexdsp is not here; install libspeexdsp1.");
    }
    samples = rateHz / 100;
    heard = arena.allocate(JAVA_SHORT, samples);
    reference = arena.allocate(JAVA_SHORT, samples);
    left = arena.allocate(JAVA_SHORT, samples);
    MemorySegment number = arena.allocate(JAVA_INT);
    try {
      echo = (MemorySegment) SpeexLibrary.ECHO_INIT.invokeExact(samples, rateHz / 1000 * TAIL_MS);
      number.set(JAVA_INT, 0, rateHz);
      int _ = (int) SpeexLibrary.ECHO_CONTROL.invokeExact(echo, SpeexLibrary.ECHO_RATE, number);
      clean = (MemorySegment) SpeexLibrary.CLEAN_INIT.invokeExact(samples, rateHz);
      // The state itself is handed over, not a pointer to it.
      int _ = (int) SpeexLibrary.CLEAN_CONTROL.invokeExact(clean, SpeexLibrary.ECHO_STATE, echo);
      set(number, SpeexLibrary.DENOISE, 1);
      set(number, SpeexLibrary.NOISE_SUPPRESS, NOISE_DB);
      set(number, SpeexLibrary.ECHO_SUPPRESS, SUPPRESS_DB);
      set(number, SpeexLibrary.ECHO_SUPPRESS_ACTIVE, SUPPRESS_TALKING_DB);
    } catch (Throwable t) {
      throw new AssertionError("libspeexdsp cannot be called", t);
    }
  }

  private void set(MemorySegment number, int what, int value) throws Throwable {
    number.set(JAVA_INT, 0, value);
    int _ = (int) SpeexLibrary.CLEAN_CONTROL.invokeExact(clean, what, number);
  }

  @Override
  public void process(short[] mouth, short[] played) {
    MemorySegment.copy(mouth, 0, heard, JAVA_SHORT, 0, samples);
    MemorySegment.copy(played, 0, reference, JAVA_SHORT, 0, samples);
    try {
      SpeexLibrary.CANCEL.invokeExact(echo, heard, reference, left);
      int _ = (int) SpeexLibrary.CLEAN.invokeExact(clean, left);
    } catch (Throwable t) {
      throw new AssertionError("libspeexdsp cannot be called", t);
    }
    MemorySegment.copy(left, JAVA_SHORT, 0, mouth, 0, samples);
  }

  @Override
  public void reset() {
    try {
      SpeexLibrary.ECHO_RESET.invokeExact(echo);
    } catch (Throwable t) {
      throw new AssertionError("libspeexdsp cannot be called", t);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      SpeexLibrary.CLEAN_DESTROY.invokeExact(clean);
      SpeexLibrary.ECHO_DESTROY.invokeExact(echo);
    } catch (Throwable t) {
      throw new AssertionError("libspeexdsp cannot be called", t);
    }
    arena.close();
  }
}

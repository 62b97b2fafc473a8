package org.trucephone.hal.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One direction of an ALSA device: mono to us, though the device may insist on stereo. One thread;
 * allocates nothing after the constructor.
 */
final class AlsaStream implements AutoCloseable {
  /** Four periods of 10 ms, which is how {@code snd_pcm_set_params} divides it. */
  private static final int LATENCY_MICROS = 40_000;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment pcm;
  private final MemorySegment buffer;
  private final MemorySegment frames = arena.allocate(JAVA_LONG);
  private final short[] interleaved;
  private final int period;
  private final int channels;
  private final boolean capture;
  private boolean open;

  /**
   * Opens a device, mono if it can, else stereo; a capture device starts.
   *
   * @throws AudioException with the device's name and ALSA's reason
   */
  AlsaStream(String device, boolean capture, int rateHz) throws AudioException {
    this.capture = capture;
    this.period = rateHz / 100;
    MemorySegment handle = arena.allocate(ADDRESS);
    MemorySegment name = arena.allocateFrom(device);
    int direction = capture ? AlsaLibrary.CAPTURE : AlsaLibrary.PLAYBACK;
    // Playback never waits: a full buffer drops the period. Capture paces by waiting.
    int mode = capture ? 0 : AlsaLibrary.NONBLOCK;
    int usedChannels = 1;
    int result;
    try {
      result = (int) AlsaLibrary.OPEN.invokeExact(handle, name, direction, mode);
      open = result >= 0;
      pcm = handle.get(ADDRESS, 0);
      if (open) {
        result = parameters(1, rateHz);
        if (result < 0) {
          usedChannels = 2;
          result = parameters(2, rateHz);
        }
        if (result >= 0 && capture) {
          result = (int) AlsaLibrary.START.invokeExact(pcm);
        }
      }
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
    channels = usedChannels;
    interleaved = new short[period * channels];
    buffer = arena.allocate(JAVA_SHORT, interleaved.length);
    if (result < 0) {
      close();
      throw new AudioException(
          "The sound device "
              + device
              + (capture ? " cannot record: " : " cannot play: ")
              + AlsaLibrary.words(result)
              + "; check that the sound card is connected and the name after alsa: is right.");
    }
  }

  private int parameters(int wantedChannels, int rateHz) throws Throwable {
    return (int)
        AlsaLibrary.SET_PARAMS.invokeExact(
            pcm,
            AlsaLibrary.S16_LE,
            AlsaLibrary.INTERLEAVED,
            wantedChannels,
            rateHz,
            1,
            LATENCY_MICROS);
  }

  /**
   * Waits for a period. An overrun is recovered from: what is missing is silence.
   *
   * @return 0, or the negative error of a device that is lost
   */
  int read(short[] into) {
    int done = 0;
    int attempts = 0;
    while (done < period) {
      long got = transfer(done, period - done);
      if (got > 0) {
        done += (int) got;
        continue;
      }
      int error = got < 0 ? recover((int) got) : -5; // EIO: nothing and no reason
      if (error < 0 || ++attempts > 3) {
        return error < 0 ? error : -5;
      }
    }
    MemorySegment.copy(buffer, JAVA_SHORT, 0, interleaved, 0, interleaved.length);
    for (int i = 0; i < period; i++) {
      into[i] = interleaved[i * channels]; // the left slot: the codec's left ADC
    }
    return 0;
  }

  /**
   * Queues a period; what finds no room is lost.
   *
   * @return 0, or the negative error of a device that is lost
   */
  int write(short[] from) {
    for (int i = 0; i < period; i++) {
      Arrays.fill(interleaved, i * channels, (i + 1) * channels, from[i]);
    }
    MemorySegment.copy(interleaved, 0, buffer, JAVA_SHORT, 0, interleaved.length);
    long put = transfer(0, period);
    if (put >= 0 || put == -11) { // EAGAIN: full
      return 0;
    }
    int error = recover((int) put);
    if (error < 0) {
      return error;
    }
    transfer(0, period);
    return 0;
  }

  /** {@return frames in the device, 0 if it cannot say} */
  int delay() {
    try {
      int result = (int) AlsaLibrary.DELAY.invokeExact(pcm, frames);
      return result < 0 ? 0 : Math.clamp(frames.get(JAVA_LONG, 0), 0, 1 << 20);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private long transfer(int atFrame, long count) {
    MemorySegment from = atFrame == 0 ? buffer : buffer.asSlice(2L * atFrame * channels);
    try {
      return capture
          ? (long) AlsaLibrary.READ.invokeExact(pcm, from, count)
          : (long) AlsaLibrary.WRITE.invokeExact(pcm, from, count);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private int recover(int error) {
    try {
      int result = (int) AlsaLibrary.RECOVER.invokeExact(pcm, error, 1);
      if (result >= 0 && capture) {
        int _ = (int) AlsaLibrary.START.invokeExact(pcm);
      }
      return result;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        int _ = (int) AlsaLibrary.CLOSE.invokeExact(pcm);
      } catch (Throwable t) {
        throw new AssertionError(t);
      }
    }
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}

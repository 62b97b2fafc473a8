package org.trucephone.hal.audio;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A sound card by ALSA: mono, 16 kHz, signed 16 bit, periods of 10 ms, 40 ms of playback buffer.
 *
 * <p>Opened at the first {@link #read}, on the audio thread. A card that fails or is pulled out is
 * tried again once a second; {@link #failure} says why. A device that does not pace, such as {@code
 * null}, is paced by the machine's clock. Allocates nothing per period. Methods exclude each other,
 * so {@link #close} may come from another thread and waits a period at most.
 */
public final class AlsaPcm implements PcmDevice {
  private static final int RATE_HZ = 16_000;
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Periods watched before it is decided who paces. */
  private static final int JUDGED = 10;

  private final String device;
  private @Nullable AlsaStream capture;
  private @Nullable AlsaStream playback;
  private volatile @Nullable String failure;
  private boolean tried;
  private boolean closed;
  private long triedNanos;
  private int periods;
  private long startNanos;
  private boolean pacedByClock;
  private long dueNanos;
  private volatile int delaySamples;

  /**
   * Opens nothing yet.
   *
   * @param device ALSA's name, such as {@code default}, {@code hw:0} or {@code null}
   * @throws AudioException if ALSA's library is not installed
   */
  public AlsaPcm(String device) throws AudioException {
    AlsaLibrary.load();
    this.device = device;
  }

  /** {@return why there is no sound, as a sentence for a person; null while all is well} */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public int rateHz() {
    return RATE_HZ;
  }

  @Override
  public synchronized boolean read(short[] captured) {
    AlsaStream in = opened();
    if (in == null) {
      Arrays.fill(captured, (short) 0);
      return false;
    }
    int error = in.read(captured);
    if (error < 0) {
      lost(error);
      Arrays.fill(captured, (short) 0);
      return false;
    }
    pace();
    AlsaStream out = playback;
    delaySamples = in.delay() + periodSamples() + (out == null ? 0 : out.delay());
    return true;
  }

  @Override
  public synchronized void write(short[] samples) {
    AlsaStream out = playback;
    if (out != null) {
      int error = out.write(samples);
      if (error < 0) {
        lost(error);
      }
    }
  }

  @Override
  public boolean acoustic() {
    return true;
  }

  @Override
  public int delaySamples() {
    return delaySamples;
  }

  @Override
  public synchronized void close() {
    closed = true;
    release();
  }

  private @Nullable AlsaStream opened() {
    if (capture != null || closed) {
      return capture;
    }
    long now = System.nanoTime();
    if (tried && now - triedNanos < RETRY_NANOS) {
      return null;
    }
    tried = true;
    triedNanos = now;
    try {
      playback = new AlsaStream(device, false, RATE_HZ);
      capture = new AlsaStream(device, true, RATE_HZ);
      failure = null;
      periods = 0;
      pacedByClock = false;
      startNanos = System.nanoTime();
    } catch (AudioException e) {
      release();
      failure = e.getMessage();
    }
    return capture;
  }

  private void lost(int error) {
    release();
    failure =
        "The sound device "
            + device
            + " stopped: "
            + AlsaLibrary.words(error)
            + "; check the sound card. It is tried again each second.";
  }

  private void release() {
    AlsaStream in = capture;
    AlsaStream out = playback;
    capture = null;
    playback = null;
    if (in != null) {
      in.close();
    }
    if (out != null) {
      out.close();
    }
  }

  /** A device that delivered ten periods in half their time does not run in real time. */
  private void pace() {
    if (periods < JUDGED) {
      periods++;
      if (periods == JUDGED) {
        dueNanos = System.nanoTime();
        pacedByClock = dueNanos - startNanos < JUDGED * PERIOD_NANOS / 2;
      }
      return;
    }
    if (pacedByClock) {
      dueNanos += PERIOD_NANOS;
      long now = System.nanoTime();
      if (now - dueNanos > 10 * PERIOD_NANOS) {
        dueNanos = now; // after a stall start anew rather than race
      }
      while (dueNanos > now && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(dueNanos - now);
        now = System.nanoTime();
      }
    }
  }
}

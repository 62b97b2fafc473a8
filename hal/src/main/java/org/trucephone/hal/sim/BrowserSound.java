package org.trucephone.hal.sim;

import java.util.Arrays;
import org.trucephone.hal.audio.AudioPath;

/**
 * Sound through the virtual handset's page: samples from the browser's microphone in, samples for
 * its loudspeaker out, as signed 16 bit little endian mono at 16 kHz.
 *
 * <p>Browsers deliver in bursts and on their own clock. The microphone waits for 40 ms before it
 * (re)starts, and skips the oldest samples when more than 200 ms are waiting. Each {@link Listener}
 * likewise loses the oldest. Safe for any thread; no lock is held for longer than a copy.
 */
public final class BrowserSound implements SimSound {
  private static final int RATE_HZ = 16_000;
  private static final int START = RATE_HZ / 25; // 40 ms
  private static final int MOST = RATE_HZ / 5; // 200 ms
  private static final int PERIOD = RATE_HZ / 100;

  private final SampleRing mouth = new SampleRing(MOST, 2 * START);
  private boolean talking;
  private final int[] sum = new int[PERIOD];
  private final short[] mixed = new short[PERIOD];
  private volatile Listener[] listeners = {};

  /** One page's loudspeaker: a backlog of at most 200 ms. */
  public final class Listener implements AutoCloseable {
    private final SampleRing ring = new SampleRing(MOST, START);
    private boolean open = true;

    private Listener() {}

    /**
     * Waits for sound.
     *
     * @return what there is, a whole number of samples, at most 200 ms; empty if {@code
     *     timeoutMillis} passed first or the listener was closed
     */
    public synchronized byte[] take(long timeoutMillis) throws InterruptedException {
      long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
      while (open && ring.size() == 0) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      short[] samples = new short[ring.size()];
      ring.take(samples, samples.length);
      byte[] bytes = new byte[2 * samples.length];
      for (int i = 0; i < samples.length; i++) {
        bytes[2 * i] = (byte) samples[i];
        bytes[2 * i + 1] = (byte) (samples[i] >> 8);
      }
      return bytes;
    }

    private synchronized void hear(short[] period) {
      ring.put(period, period.length);
      notifyAll();
    }

    /** Stops listening; a waiting {@link #take} returns. */
    @Override
    public void close() {
      remove(this);
      synchronized (this) {
        open = false;
        notifyAll();
      }
    }
  }

  /**
   * Queues samples from a browser's microphone.
   *
   * @param pcm signed 16 bit little endian mono at 16 kHz; an odd last byte is ignored
   */
  public void offerMic(byte[] pcm) {
    short[] samples = new short[pcm.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (pcm[2 * i] & 0xff | pcm[2 * i + 1] << 8);
    }
    synchronized (mouth) {
      mouth.put(samples, samples.length);
    }
  }

  /** {@return a new loudspeaker, hearing from now on until it is closed} */
  public Listener listen() {
    Listener listener = new Listener();
    synchronized (this) {
      Listener[] more = Arrays.copyOf(listeners, listeners.length + 1);
      more[listeners.length] = listener;
      listeners = more;
    }
    return listener;
  }

  private synchronized void remove(Listener gone) {
    listeners = Arrays.stream(listeners).filter(each -> each != gone).toArray(Listener[]::new);
  }

  @Override
  public void mic(short[] period) {
    synchronized (mouth) {
      talking = mouth.size() >= (talking ? period.length : START);
      if (talking) {
        mouth.take(period, period.length);
        return;
      }
    }
    Arrays.fill(period, (short) 0);
  }

  @Override
  public void ear(AudioPath transducer, short[] period) {
    for (int i = 0; i < PERIOD; i++) {
      sum[i] += period[i];
    }
  }

  @Override
  public void periodHeard() {
    for (int i = 0; i < PERIOD; i++) {
      mixed[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
      sum[i] = 0;
    }
    for (Listener each : listeners) {
      each.hear(mixed);
    }
  }

  @Override
  public void close() {
    for (Listener each : listeners) {
      each.close();
    }
  }
}

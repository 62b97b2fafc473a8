package org.trucephone.hal.audio;

/**
 * Samples in and out: mono, signed 16 bit, in periods of 10 ms. Called on the {@code audio} thread
 * only; allocates nothing after the first period.
 */
public interface PcmDevice extends AutoCloseable {
  /** {@return samples a second, 16000 unless the device can't} */
  int rateHz();

  /** {@return samples in a period of 10 ms: {@code rateHz()/100}} */
  default int periodSamples() {
    return rateHz() / 100;
  }

  /**
   * Waits for the next captured period and fills {@code captured}. This call paces the audio
   * thread.
   *
   * @return false if the device is lost or closed; {@code captured} is silence then and the call
   *     returned without pacing
   */
  boolean read(short[] captured);

  /** Queues a period for playback; does not wait. */
  void write(short[] playback);

  /**
   * {@return samples between {@link #write} and the ear plus mouth and {@link #read}, as far as
   * known}
   */
  int delaySamples();

  /**
   * {@return whether loudspeaker and microphone share a room, so that one hears the other; false
   * for files and for devices that cancel echo themselves}
   */
  default boolean acoustic() {
    return false;
  }

  @Override
  void close();
}

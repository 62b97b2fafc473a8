package org.trucephone.firmware.media.echo;

/** Takes out of the microphone what the loudspeaker put into it. One thread. */
public interface EchoCanceller extends AutoCloseable {
  /**
   * One period.
   *
   * @param mouth what the microphone heard; replaced by what is left
   * @param played what the loudspeaker gave, as it sounded: earlier in {@code mouth} by less than
   *     the canceller's tail, never later
   */
  void process(short[] mouth, short[] played);

  /** Forgets what it learnt of the room. */
  void reset();

  @Override
  void close();
}

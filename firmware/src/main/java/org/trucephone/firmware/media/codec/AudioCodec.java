package org.trucephone.firmware.media.codec;

/** A speech codec with its state; one object per direction of a stream. Allocates nothing. */
public interface AudioCodec {
  /** {@return encoding name of SDP} */
  String name();

  /** {@return RTP clock ticks a second; 8000 for G.722 by RFC 3551 4.5.2} */
  int clockHz();

  /** {@return samples a second it takes and gives} */
  int rateHz();

  /**
   * Encodes.
   *
   * @param samples how many of {@code pcm} from {@code offset}; an even number
   * @return bytes written to {@code out} from {@code at}
   */
  int encode(short[] pcm, int offset, int samples, byte[] out, int at);

  /**
   * Decodes.
   *
   * @return samples written to {@code out} from {@code at}; as many as fit
   */
  int decode(byte[] in, int offset, int length, short[] out, int at);

  /** {@return samples, at {@link #rateHz}, that {@code bytes} of payload hold} */
  int samples(int bytes);
}

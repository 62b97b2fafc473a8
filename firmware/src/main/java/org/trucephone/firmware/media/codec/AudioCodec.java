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

  /** {@return samples, at {@link #rateHz}, that a payload holds; 0 if it is none} */
  int samples(byte[] in, int offset, int length);

  /** Takes the other side's wishes, {@code a=fmtp}'s parameters; "" if it has none. */
  default void tune(String parameters) {}

  /** Says how much of what we send is lost on its way, so that it can be sent with more care. */
  default void lossPercent(int percent) {}

  /** {@return whether a payload carries a copy of the sound before it} */
  default boolean corrects(byte[] in, int offset, int length) {
    return false;
  }

  /**
   * Decodes from a payload the copy of the {@code n} samples before it; only where it {@link
   * #corrects}, or the codec {@link #conceal}s.
   *
   * @return samples written to {@code out} from {@code at}
   */
  default int correct(byte[] next, int offset, int length, int n, short[] out, int at) {
    return 0;
  }

  /**
   * Makes up {@code n} samples, a multiple of 2.5 ms, in place of a payload that was lost.
   *
   * @return samples written; 0 if the codec has no way of its own
   */
  default int conceal(int n, short[] out, int at) {
    return 0;
  }
}

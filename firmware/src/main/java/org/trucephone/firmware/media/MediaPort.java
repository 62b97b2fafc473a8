package org.trucephone.firmware.media;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.hal.audio.PcmDevice;

/**
 * What the phone asks of media. Streams are named by a number the phone chooses (its call number).
 * Called on the {@code phone} thread; returns at once; happenings arrive as {@link MediaEvent}s.
 */
public interface MediaPort extends AutoCloseable {
  /**
   * Binds an even RTP port and the odd RTCP port after it.
   *
   * @return the RTP port
   * @throws MediaException if no port of the range is free
   */
  int open(int stream) throws MediaException;

  /**
   * Starts or changes a stream's sending and receiving. The jitter buffer and counters survive a
   * change of direction.
   */
  void apply(int stream, StreamPlan plan);

  /**
   * Which stream the microphone and the ear belong to; null for none (held calls keep receiving,
   * unheard).
   */
  void focus(@Nullable Integer stream);

  /**
   * Streams that hear each other, the microphone and the ear: a conference. Takes the place of
   * {@link #focus}; an empty list gives it back.
   */
  void conference(List<Integer> streams);

  /**
   * Sends one digit {@code 0-9 * # A-D} as telephone-event (RFC 4733), 100 ms, queued after others.
   */
  void sendDigit(int stream, char digit);

  /**
   * Plays a tone instead of speech until {@link #silence()}; it goes to whatever path the codec is
   * routed to.
   */
  void play(Tone tone);

  /** Mixes one short soft beep (call waiting) into the conversation. */
  void beep();

  /** Stops tone and ring. */
  void silence();

  /** Mutes what is sent (belt to the codec register's braces). */
  void mute(boolean muted);

  /** {@return figures of a stream, or null if there is none} */
  @Nullable StreamFigures figures(int stream);

  /** Sends RTCP BYE and frees the ports. */
  void release(int stream);

  /**
   * Who gets a copy of every RTCP packet sent, unencrypted.
   *
   * @param host name or address; "" for nobody
   */
  void monitor(String host, int port);

  /** Sets whose call progress tones are played; ISO 3166 code, "" for the international ones. */
  void country(String code);

  /** {@return level of the microphone now, 0…100, for a meter} */
  int microphoneLevel();

  /** Codec names this build can do, in default order. */
  List<String> codecs();

  /** {@return fresh keys for a call, a line for each suite, in order of preference} */
  List<CryptoLine> keys();

  /**
   * {@return fingerprint of the certificate for keys agreed on the media path, the same until the
   * phone restarts; null if this phone's software cannot do that}
   *
   * <p>The first call makes it, which takes up to a second on a small machine.
   */
  @Nullable Fingerprint fingerprint();

  /** {@return fresh credentials for a call's checks of the ways to the other side (RFC 8445)} */
  IceCredentials ice();

  /**
   * Who is asked what address a socket has outside (RFC 8489), so that {@link #reflexive} knows.
   *
   * @param host name or address; "" for nobody
   */
  void stunServer(String host, int port);

  /** {@return a stream's RTP address as it is outside, or null if that is not known} */
  @Nullable IceCandidate reflexive(int stream);

  /** Swaps the sound device (after a loss or a change of settings). */
  void device(PcmDevice device);

  @Override
  void close();

  /** Sounds of the phone itself; the country's table gives frequency and cadence. */
  enum Tone {
    DIAL,
    STUTTER_DIAL,
    RING_BACK,
    BUSY,
    CONGESTION,
    /** The bell. */
    RING,
    /** The bell for a call from outside: two strokes. */
    RING_OUTSIDE,
    /** Two short strokes and a long one. */
    RING_THREE,
    /** Short, long, short. */
    RING_FOUR,
    /** One short stroke, once in a while. */
    RING_FIVE;

    /** {@return whether it calls somebody to the phone} */
    public boolean rings() {
      return compareTo(RING) >= 0;
    }

    /** {@return the bell of a pattern, 1…5 (Telcordia GR-506's numbers)} */
    public static Tone bell(int pattern) {
      return values()[RING.ordinal() + Math.clamp(pattern, 1, 5) - 1];
    }
  }

  /** Receives what happened; must only post. */
  @FunctionalInterface
  interface Listener {
    /** One event. */
    void on(MediaEvent event);
  }
}

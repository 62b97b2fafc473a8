package org.trucephone.hal;

import java.util.function.Consumer;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;

/**
 * A board's parts, opened. Every method returns at once (the work happens on the hardware's own
 * threads, in order) and none throws for a missing chip: loss is told as {@link
 * HardwareEvent.Lost}, and wanted state (picture, lamps, route, volumes) is applied again when the
 * part is back.
 */
public interface Hardware extends AutoCloseable {
  /** Starts telling {@code listener}; the hook's position is told first. Call once. */
  void start(Consumer<HardwareEvent> listener);

  /** {@return pixels across} */
  int displayWidth();

  /** {@return pixels down} */
  int displayHeight();

  /** Shows a picture; the newest wins. The caller gives the buffer away (pass a copy). */
  void show(Framebuffer picture);

  /** Sets a lamp; a lamp the board does not have is ignored. */
  void lamp(Lamp lamp, LampState state);

  /** Lets the buzzer ring, or be still; a board without one has the loudspeaker. */
  default void buzz(boolean ringing) {}

  /** Routes sound; see {@link AudioPath}. */
  void route(AudioPath path);

  /** Playback volume of a path in dB relative to its reference level. */
  void volume(AudioPath path, double db);

  /** Mutes the microphone in the codec's registers. */
  void mute(boolean muted);

  /** {@return the sound device; used by the audio thread only} */
  PcmDevice pcm();

  @Override
  void close();
}

package org.trucephone.hal.sim;

import java.nio.file.Path;
import org.trucephone.hal.audio.AudioException;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.Resampling;
import org.trucephone.hal.audio.Wav;

/** A microphone that hears a sound file, from its start when opened; deaf ears. */
public final class WavMicrophone implements SimSound {
  private final short[] samples;
  private final boolean looped;
  private int at;

  /**
   * Loads the whole file and brings it to 16 kHz.
   *
   * @param looped starts again at its end; else silence follows
   * @throws AudioException in one sentence if the file is missing or not 16 bit PCM
   */
  public WavMicrophone(Path file, boolean looped) throws AudioException {
    Wav wav = Wav.read(file);
    this.samples = Resampling.convert(wav.samples(), wav.rateHz(), 16_000);
    this.looped = looped && samples.length > 0;
  }

  @Override
  public void mic(short[] period) {
    for (int i = 0; i < period.length; i++) {
      if (at == samples.length && looped) {
        at = 0;
      }
      period[i] = at < samples.length ? samples[at++] : 0;
    }
  }

  @Override
  public void ear(AudioPath transducer, short[] period) {}
}

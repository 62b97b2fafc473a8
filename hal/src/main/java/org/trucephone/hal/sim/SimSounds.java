package org.trucephone.hal.sim;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.audio.AudioException;

/**
 * The virtual handset's sound, chosen by {@code --audio}, {@code --mic} and {@code --speaker}.
 *
 * @param sound what {@link SimPcm} takes
 * @param browser the browser's part of it; null if neither direction goes through the browser
 */
public record SimSounds(SimSound sound, @Nullable BrowserSound browser) {
  /**
   * Opens it.
   *
   * @param audio {@code browser} (also if null), {@code wav} or {@code null}: what a direction does
   *     that the other two leave open; {@code wav} is silence there
   * @param mic a sound file, {@code null}, {@code browser}, or Java null for open
   * @param speaker a file to record to, {@code null}, {@code browser}, or Java null for open
   * @throws AudioException in one sentence for an unknown word or an unusable file
   */
  public static SimSounds open(
      @Nullable String audio, @Nullable String mic, @Nullable String speaker)
      throws AudioException {
    String kind = audio == null ? "browser" : audio;
    boolean byBrowser =
        switch (kind) {
          case "browser" -> true;
          case "wav", "null" -> false;
          default ->
              throw new AudioException(
                  "--audio "
                      + audio
                      + " is not known to the virtual handset; use wav, null or browser.");
        };
    String open = byBrowser ? "browser" : "null";
    String in = mic == null ? open : mic;
    String out = speaker == null ? open : speaker;
    BrowserSound browser =
        in.equals("browser") || out.equals("browser") ? new BrowserSound() : null;
    SimSound microphone = microphone(in, browser);
    SimSound ears = ears(out, browser);
    return new SimSounds(microphone == ears ? microphone : SimSound.of(microphone, ears), browser);
  }

  private static SimSound microphone(String name, @Nullable BrowserSound browser)
      throws AudioException {
    if (name.equals("browser") && browser != null) {
      return browser;
    }
    return name.equals("null") ? SimSound.NONE : new WavMicrophone(path("--mic", name), true);
  }

  private static SimSound ears(String name, @Nullable BrowserSound browser) throws AudioException {
    if (name.equals("browser") && browser != null) {
      return browser;
    }
    return name.equals("null") ? SimSound.NONE : new WavRecorder(path("--speaker", name));
  }

  private static Path path(String option, String name) throws AudioException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new AudioException(option + " is not a file name: " + e.getReason() + ".");
    }
  }
}

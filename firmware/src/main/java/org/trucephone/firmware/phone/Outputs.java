package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Memory.Volumes;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.phone.PhoneView.LampView;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;

/**
 * What is heard and lit. The phone says after each event what should be; only differences reach
 * media and hardware. Phone thread only.
 */
final class Outputs {
  /** Steps of 3 dB around the reference level at step 6. */
  private static final int REFERENCE_STEP = 6;

  private static final double STEP_DB = 3;

  /** Time between call waiting beeps. */
  private static final Duration BEEP_EVERY = Duration.ofSeconds(5);

  private final MediaPort media;

  private final Hardware hardware;
  private final Map<Lamp, LampState> lamps = new EnumMap<>(Lamp.class);
  private MediaPort.@Nullable Tone tone;
  private @Nullable Integer focus;
  private List<Integer> party = List.of();
  private AudioPath route = AudioPath.NONE;
  private boolean muted;
  private boolean bellHeard = true;
  private boolean buzzing;
  private Instant nextBeep = Instant.MIN;
  private final Map<AudioPath, Double> volumes = new EnumMap<>(AudioPath.class);

  Outputs(MediaPort media, Hardware hardware) {
    this.media = media;
    this.hardware = hardware;
  }

  void tone(MediaPort.@Nullable Tone wanted) {
    if (wanted == tone) {
      return;
    }
    tone = wanted;
    buzz();
    if (wanted == null) {
      media.silence();
    } else {
      media.play(wanted);
    }
  }

  /** Where there is a buzzer it rings with the bell. */
  private void buzz() {
    boolean wanted = tone != null && tone.rings() && bellHeard;
    if (wanted != buzzing) {
      buzzing = wanted;
      hardware.buzz(wanted);
    }
  }

  void focus(@Nullable Integer stream) {
    if (!Objects.equals(stream, focus)) {
      focus = stream;
      media.focus(stream);
    }
  }

  /** Joins voices; fewer than two: no conference. */
  void conference(List<Integer> wanted) {
    if (!wanted.equals(party)) {
      party = List.copyOf(wanted);
      media.conference(party);
    }
  }

  /** One soft beep. */
  void beep() {
    media.beep();
  }

  void route(AudioPath wanted) {
    if (wanted != route) {
      route = wanted;
      hardware.route(wanted);
    }
  }

  void mute(boolean wanted) {
    if (wanted != muted) {
      muted = wanted;
      hardware.mute(wanted);
      media.mute(wanted);
    }
  }

  /** The speaker carries the bell and hands-free speech, each at its own volume. */
  void volumes(Volumes steps, boolean bell) {
    bellHeard = steps.bell() > 0;
    buzz();
    volume(AudioPath.HANDSET, steps.handset());
    volume(AudioPath.HEADSET, steps.headset());
    volume(AudioPath.SPEAKER, bell ? steps.bell() : steps.speaker());
  }

  private void volume(AudioPath path, int step) {
    double db = step == 0 ? -60 : (step - REFERENCE_STEP) * STEP_DB;
    Double before = volumes.put(path, db);
    if (before == null || before != db) {
      hardware.volume(path, db);
    }
  }

  /** Beeps softly while a call waits. */
  void waiting(boolean waits, Instant now) {
    if (!waits) {
      nextBeep = Instant.MIN;
    } else if (!nextBeep.isAfter(now)) {
      nextBeep = now.plus(BEEP_EVERY);
      media.beep();
    }
  }

  void lamp(Lamp lamp, LampState state) {
    if (!state.equals(lamps.put(lamp, state))) {
      hardware.lamp(lamp, state);
    }
  }

  List<LampView> lamps() {
    List<LampView> views = new ArrayList<>();
    lamps.forEach((lamp, state) -> views.add(new LampView(lamp, state)));
    return views;
  }
}

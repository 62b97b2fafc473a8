package org.trucephone.firmware.phone;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;

/** Hardware whose state a test reads. */
final class FakeHardware implements Hardware {
  final Map<Lamp, LampState> lamps = new EnumMap<>(Lamp.class);
  final Map<AudioPath, Double> volumes = new EnumMap<>(AudioPath.class);
  AudioPath route = AudioPath.NONE;
  boolean muted;
  boolean buzzing;

  @Override
  public void start(Consumer<HardwareEvent> listener) {}

  @Override
  public int displayWidth() {
    return 320;
  }

  @Override
  public int displayHeight() {
    return 240;
  }

  @Override
  public void show(Framebuffer picture) {}

  @Override
  public void lamp(Lamp lamp, LampState state) {
    lamps.put(lamp, state);
  }

  @Override
  public void buzz(boolean ringing) {
    buzzing = ringing;
  }

  @Override
  public void route(AudioPath path) {
    route = path;
  }

  @Override
  public void volume(AudioPath path, double db) {
    volumes.put(path, db);
  }

  @Override
  public void mute(boolean wanted) {
    muted = wanted;
  }

  @Override
  public PcmDevice pcm() {
    throw new IllegalStateException("a test of the phone has no sound");
  }

  @Override
  public void close() {}
}

package org.trucephone.hal;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tinylog.Logger;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/**
 * Keeps the codec chip as the phone wants it, through losses. Used on the {@code hardware} thread.
 */
final class CodecLoop {
  private static final String LOSS =
      "The sound chip is not answering; calls go on without sound until it is back.";

  private final CodecChip codec;
  private final int rateHz;
  private final Consumer<HardwareEvent> listener;
  private final Map<AudioPath, Double> volumes = new EnumMap<>(AudioPath.class);
  private AudioPath route = AudioPath.NONE;
  private boolean muted;
  private boolean ready;
  private boolean lossTold;

  CodecLoop(CodecChip codec, int rateHz, Consumer<HardwareEvent> listener) {
    this.codec = codec;
    this.rateHz = rateHz;
    this.listener = listener;
  }

  /** Something that may fail on the bus. */
  private interface Change {
    void apply() throws BusException;
  }

  void route(AudioPath path) {
    route = path;
    change(() -> codec.route(path));
  }

  void volume(AudioPath path, double db) {
    volumes.put(path, db);
    change(() -> codec.playbackDb(path, db));
  }

  void mute(boolean wanted) {
    muted = wanted;
    change(() -> codec.muteMicrophone(wanted));
  }

  /** Once a second, and first of all: asks whether the chip is there; sets it up if it is back. */
  void look() {
    try {
      if (!ready) {
        setUp();
      } else if (!codec.present()) {
        throw new BusException(Kind.GONE, "the codec chip does not answer");
      }
    } catch (BusException e) {
      lost(e);
    }
  }

  private void change(Change change) {
    if (!ready) {
      return; // applied when the chip is set up
    }
    try {
      change.apply();
    } catch (BusException e) {
      lost(e);
    }
  }

  private void setUp() throws BusException {
    codec.reset(rateHz);
    for (Map.Entry<AudioPath, Double> volume : volumes.entrySet()) {
      codec.playbackDb(volume.getKey(), volume.getValue());
    }
    codec.muteMicrophone(muted);
    codec.route(route);
    ready = true;
    if (lossTold) {
      lossTold = false;
      listener.accept(new HardwareEvent.Back(Part.CODEC));
    }
  }

  private void lost(BusException e) {
    ready = false;
    if (!lossTold) {
      lossTold = true;
      Logger.warn("codec lost: {}", e.getMessage());
      listener.accept(new HardwareEvent.Lost(Part.CODEC, LOSS));
    }
  }
}

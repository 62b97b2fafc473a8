package org.trucephone.hal.audio;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;

/**
 * What every codec driver keeps: the pins of each path and what was asked for, also while the chip
 * is away. A change reaches the chip only when it bears on the path in use.
 */
abstract class SolderedCodec implements CodecChip {
  /** A side tone of this level or less is none. */
  static final double OFF_DB = -120;

  private final Map<AudioPath, CodecPins> pins;
  private final Map<AudioPath, Double> playback = new EnumMap<>(AudioPath.class);
  private final Map<AudioPath, Double> capture = new EnumMap<>(AudioPath.class);
  private double sideToneDb = OFF_DB;
  private boolean muted;
  private boolean initialised;
  private AudioPath path = AudioPath.NONE;

  /**
   * Remembers the soldering.
   *
   * @param chip its name in error texts, with the article
   * @param pins what each path is soldered to; a path left out cannot be heard
   * @throws IllegalArgumentException naming a pin that the chip does not have
   */
  SolderedCodec(
      String chip, Set<String> outputs, Set<String> inputs, Map<AudioPath, CodecPins> pins) {
    for (CodecPins each : pins.values()) {
      if (!outputs.contains(each.output()) || !inputs.contains(each.input())) {
        throw new IllegalArgumentException(
            chip + " has no pair of pins " + each.output() + " and " + each.input());
      }
    }
    this.pins = Map.copyOf(pins);
  }

  /** The playback level of the path in use is another. */
  abstract void playbackChanged(CodecPins wires) throws BusException;

  /** The microphone gain of the path in use is another. */
  abstract void captureChanged(CodecPins wires) throws BusException;

  /** The microphone was muted or opened. */
  abstract void muteChanged(CodecPins wires) throws BusException;

  /** The side tone has another level. */
  abstract void sideToneChanged(CodecPins wires) throws BusException;

  /** Nothing is connected, and nothing is written until {@link #ready}. */
  final void away() {
    initialised = false;
    path = AudioPath.NONE;
  }

  /** The chip is initialised. */
  final void ready() {
    initialised = true;
  }

  /** {@return whether the chip was initialised} */
  final boolean initialised() {
    return initialised;
  }

  /** Makes a path the one in use; {@return its pins, null if it has none} */
  final @Nullable CodecPins use(AudioPath wanted) {
    path = wanted;
    return pins.get(wanted);
  }

  final AudioPath path() {
    return path;
  }

  final boolean muted() {
    return muted;
  }

  /** {@return the level asked for on the path in use, in dB} */
  final double wantedPlayback(double least, double most) {
    return Math.clamp(playback.getOrDefault(path, 0.0), least, most);
  }

  /** {@return the gain asked for on the path in use, in dB} */
  final double wantedCapture(double least, double most) {
    return Math.clamp(capture.getOrDefault(path, 0.0), least, most);
  }

  /** {@return the side tone asked for in dB} */
  final double sideToneDb() {
    return sideToneDb;
  }

  /** {@return whether there is side tone; a loudspeaker with it howls} */
  final boolean sideTone() {
    return sideToneDb > OFF_DB && path != AudioPath.SPEAKER;
  }

  @Override
  public final void playbackDb(AudioPath of, double db) throws BusException {
    playback.put(of, db);
    CodecPins wires = pins.get(of);
    if (initialised && of == path && wires != null) {
      playbackChanged(wires);
    }
  }

  @Override
  public final void captureDb(AudioPath of, double db) throws BusException {
    capture.put(of, db);
    CodecPins wires = pins.get(of);
    if (initialised && of == path && wires != null) {
      captureChanged(wires);
    }
  }

  @Override
  public final void muteMicrophone(boolean mute) throws BusException {
    muted = mute;
    CodecPins wires = pins.get(path);
    if (initialised && wires != null) {
      muteChanged(wires);
    }
  }

  @Override
  public final void sideToneDb(double db) throws BusException {
    sideToneDb = db;
    CodecPins wires = pins.get(path);
    if (initialised && wires != null) {
      sideToneChanged(wires);
    }
  }
}

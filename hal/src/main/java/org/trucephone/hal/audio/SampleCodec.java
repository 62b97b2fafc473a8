package org.trucephone.hal.audio;

import java.util.EnumMap;
import java.util.Map;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.SoundCard;

/**
 * Volumes and mute without a codec chip, for USB and HDMI sound: what the chip would do is done to
 * the samples. Every path leads to the same card. There is no side tone: by way of USB the person
 * would hear themself late.
 *
 * <p>The control side is called on one thread, {@link #through}'s on the audio thread. Levels glide
 * over one period, so nothing clicks.
 */
public final class SampleCodec implements CodecChip {
  private static final double LEAST_DB = -60;

  /** Factors on samples; never changed after it is made. */
  private record Levels(float capture, float playback) {
    static final Levels SILENT = new Levels(0, 0);
  }

  private final SoundCard card;
  private final String name;
  private final Map<AudioPath, Double> playback = new EnumMap<>(AudioPath.class);
  private final Map<AudioPath, Double> capture = new EnumMap<>(AudioPath.class);
  private boolean muted;
  private AudioPath path = AudioPath.NONE;
  private volatile Levels levels = Levels.SILENT;

  /**
   * Touches nothing yet.
   *
   * @param name the card's, for faults
   */
  public SampleCodec(SoundCard card, String name) {
    this.card = card;
    this.name = name;
  }

  @Override
  public void reset(int rateHz) throws BusException {
    path = AudioPath.NONE;
    levels = Levels.SILENT;
    if (rateHz % 4000 != 0) {
      throw new BusException(
          Kind.OTHER, "The sound card \"" + name + "\" cannot run at " + rateHz + " Hz.");
    }
    if (!card.present()) {
      throw new BusException(
          Kind.GONE, "The sound card \"" + name + "\" is not there; plug it in.");
    }
  }

  @Override
  public void route(AudioPath wanted) {
    path = wanted;
    apply();
  }

  @Override
  public void playbackDb(AudioPath of, double db) {
    playback.put(of, db);
    apply();
  }

  @Override
  public void captureDb(AudioPath of, double db) {
    capture.put(of, db);
    apply();
  }

  @Override
  public void muteMicrophone(boolean mute) {
    muted = mute;
    apply();
  }

  /** Not with this kind of sound. */
  @Override
  public void sideToneDb(double db) {}

  @Override
  public boolean present() {
    return card.present();
  }

  private void apply() {
    boolean routed = path != AudioPath.NONE;
    levels =
        new Levels(routed && !muted ? factor(capture, 20) : 0, routed ? factor(playback, 0) : 0);
  }

  private float factor(Map<AudioPath, Double> asked, double most) {
    double db = Math.clamp(asked.getOrDefault(path, 0.0), LEAST_DB, most);
    return (float) Math.pow(10, db / 20);
  }

  /** {@return the device with our levels on its samples; closing it closes the device} */
  public PcmDevice through(PcmDevice device) {
    return new Levelled(device);
  }

  private final class Levelled implements PcmDevice {
    private final PcmDevice device;
    private final short[] scaled;
    private float captured;
    private float played;

    Levelled(PcmDevice device) {
      this.device = device;
      scaled = new short[device.periodSamples()];
    }

    @Override
    public int rateHz() {
      return device.rateHz();
    }

    @Override
    public boolean read(short[] period) {
      boolean read = device.read(period);
      float to = levels.capture;
      scale(period, period, captured, to);
      captured = to;
      return read;
    }

    @Override
    public void write(short[] period) {
      float to = levels.playback;
      scale(period, scaled, played, to);
      played = to;
      device.write(scaled);
    }

    private static void scale(short[] in, short[] out, float from, float to) {
      for (int i = 0; i < out.length; i++) {
        float gain = from + (to - from) * (i + 1) / out.length;
        out[i] = (short) Math.clamp(Math.round(in[i] * gain), Short.MIN_VALUE, Short.MAX_VALUE);
      }
    }

    @Override
    public int delaySamples() {
      return device.delaySamples();
    }

    @Override
    public boolean acoustic() {
      return device.acoustic();
    }

    @Override
    public void close() {
      device.close();
    }
  }
}

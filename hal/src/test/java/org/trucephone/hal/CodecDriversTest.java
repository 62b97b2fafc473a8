package org.trucephone.hal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.audio.SampleCodec;
import org.trucephone.hal.audio.Sgtl5000Driver;
import org.trucephone.hal.audio.Tlv320Aic3104Driver;
import org.trucephone.hal.audio.Wm8731Driver;
import org.trucephone.hal.audio.Wm8960Driver;
import org.trucephone.hal.sim.SimCodecChip;
import org.trucephone.hal.sim.SimGains;
import org.trucephone.hal.sim.SimSgtl5000;
import org.trucephone.hal.sim.SimSoundCard;
import org.trucephone.hal.sim.SimTlv320Aic3104;
import org.trucephone.hal.sim.SimWm8731;
import org.trucephone.hal.sim.SimWm8960;

class CodecDriversTest {
  @Nested
  class Tlv320Aic3104 extends CodecContract {
    private SimTlv320Aic3104 chip;

    @Override
    SimCodecChip solder() {
      chip = new SimTlv320Aic3104(12_288_000, RATE_HZ);
      return chip;
    }

    @Override
    CodecChip driver() {
      return new Tlv320Aic3104Driver(chip::transfer, null, 12_288_000);
    }

    @Override
    String name() {
      return "TLV320AIC3104";
    }

    @Override
    double loudest(AudioPath path) {
      return 9;
    }
  }

  @Nested
  class Wm8960 extends CodecContract {
    private static final Map<AudioPath, CodecPins> PINS =
        Map.of(
            AudioPath.HANDSET, new CodecPins("hpl", "linput1"),
            AudioPath.HEADSET, new CodecPins("hpr", "rinput1"),
            AudioPath.SPEAKER, new CodecPins("spkl", "rinput1"));
    private SimWm8960 chip;

    @Override
    SimCodecChip solder() {
      chip = new SimWm8960(24_000_000, RATE_HZ, PINS);
      return chip;
    }

    @Override
    CodecChip driver() {
      return new Wm8960Driver(chip::transfer, 24_000_000, PINS, _ -> {});
    }

    @Override
    String name() {
      return "WM8960";
    }

    @Override
    double loudest(AudioPath path) {
      return 6;
    }
  }

  @Nested
  class Sgtl5000 extends CodecContract {
    private static final Map<AudioPath, CodecPins> PINS =
        Map.of(
            AudioPath.HANDSET, new CodecPins("hpl", "mic"),
            AudioPath.HEADSET, new CodecPins("hpr", "linein-l"),
            AudioPath.SPEAKER, new CodecPins("left-lo", "linein-r"));
    private SimSgtl5000 chip;

    @Override
    SimCodecChip solder() {
      chip = new SimSgtl5000(12_288_000, RATE_HZ, PINS);
      return chip;
    }

    @Override
    CodecChip driver() {
      return new Sgtl5000Driver(chip::transfer, 12_288_000, PINS, _ -> {});
    }

    @Override
    String name() {
      return "SGTL5000";
    }

    @Override
    double loudest(AudioPath path) {
      return path == AudioPath.SPEAKER ? 0 : 12;
    }

    @Override
    List<Double> captureGains(AudioPath path) {
      return path == AudioPath.HANDSET
          ? List.of(-6.0, -1.5, 0.0, 19.5, 32.0, 44.0, 62.5)
          : List.of(-6.0, -1.5, 0.0, 6.0, 22.5);
    }
  }

  @Nested
  class Wm8731 extends CodecContract {
    private static final Map<AudioPath, CodecPins> PINS =
        Map.of(
            AudioPath.HANDSET, new CodecPins("hpl", "mic"),
            AudioPath.SPEAKER, new CodecPins("hpr", "llinein"));
    private SimWm8731 chip;

    @Override
    SimCodecChip solder() {
      chip = new SimWm8731(12_288_000, RATE_HZ, PINS);
      return chip;
    }

    @Override
    CodecChip driver() {
      return new Wm8731Driver(chip::transfer, 12_288_000, PINS, _ -> {});
    }

    @Override
    String name() {
      return "WM8731";
    }

    @Override
    List<AudioPath> paths() {
      return List.of(AudioPath.HANDSET, AudioPath.SPEAKER);
    }

    @Override
    double loudest(AudioPath path) {
      return 6;
    }

    @Override
    List<Double> captureGains(AudioPath path) {
      return path == AudioPath.HANDSET ? List.of(0.0, 20.0) : List.of(-34.5, -12.0, 0.0, 6.0, 12.0);
    }
  }

  /** Levels measured on samples that pass through. */
  @Nested
  class Usb extends CodecContract {
    private SimSoundCard card;
    private SampleCodec codec;

    @Override
    SimCodecChip solder() {
      card = new SimSoundCard();
      codec = new SampleCodec(card, "Headset");
      return new MeasuredCard(card, codec.through(new Tone(card)));
    }

    @Override
    CodecChip driver() {
      return codec;
    }

    @Override
    String name() {
      return "Headset";
    }

    @Override
    List<AudioPath> paths() {
      return List.of(AudioPath.HANDSET);
    }

    @Override
    double loudest(AudioPath path) {
      return 0;
    }
  }

  /** A card whose gains are found by sending a period through. */
  private record MeasuredCard(SimSoundCard card, PcmDevice pcm) implements SimCodecChip {
    @Override
    public SimGains gains() {
      short[] period = new short[160];
      for (int i = 0; i < 2; i++) { // the first one glides
        pcm.read(period);
      }
      float capture = period[159] / (float) Tone.LEVEL;
      Arrays.fill(period, Tone.LEVEL);
      float playback = 0;
      for (int i = 0; i < 2; i++) {
        pcm.write(period);
        playback = pcm.delaySamples() / (float) Tone.LEVEL;
      }
      return SimGains.ofHandset(capture, playback);
    }

    @Override
    public void unplug() {
      card.unplug();
    }

    @Override
    public void plug() {
      card.plug();
    }

    @Override
    public void brownOut() {
      card.brownOut();
    }
  }

  /** A steady level; says what it was given last as its delay. */
  private static final class Tone implements PcmDevice {
    static final short LEVEL = 3000;
    private final SimSoundCard card;
    private int last;

    Tone(SimSoundCard card) {
      this.card = card;
    }

    @Override
    public int rateHz() {
      return 16_000;
    }

    @Override
    public boolean read(short[] captured) {
      Arrays.fill(captured, card.present() ? LEVEL : 0);
      return card.present();
    }

    @Override
    public void write(short[] playback) {
      last = card.present() ? playback[159] : 0;
    }

    @Override
    public int delaySamples() {
      return last;
    }

    @Override
    public void close() {}
  }
}

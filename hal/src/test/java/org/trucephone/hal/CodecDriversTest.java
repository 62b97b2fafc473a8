package org.trucephone.hal;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.audio.Tlv320Aic3104Driver;
import org.trucephone.hal.audio.Wm8960Driver;
import org.trucephone.hal.sim.SimCodecChip;
import org.trucephone.hal.sim.SimTlv320Aic3104;
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
    double loudest() {
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
    double loudest() {
      return 6;
    }
  }
}

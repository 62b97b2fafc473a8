package org.trucephone.hal.sim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;

/**
 * What the registers of a TLV320AIC3104 do to sound; pure. Written from the datasheet (SLAS510G),
 * not from the driver, so that the two check each other.
 */
final class SimAic3104Analog {
  /** Output stage volume, tenths of a dB below 0 dB for settings 0…117 (section 10.6.2). */
  private static final int[] OUTPUT_TENTHS = outputTable();

  private final int[] r;
  private final Map<AudioPath, CodecPins> pins;
  private final long mclkHz;

  private SimAic3104Analog(int[] registers, Map<AudioPath, CodecPins> pins, long mclkHz) {
    this.r = registers;
    this.pins = pins;
    this.mclkHz = mclkHz;
  }

  /**
   * {@return the gains of a register file clocked by {@code mclkHz} on a link at {@code rateHz}}
   */
  static SimGains gains(int[] page0, Map<AudioPath, CodecPins> pins, long mclkHz, int rateHz) {
    return new SimAic3104Analog(page0, pins, mclkHz).compute(rateHz);
  }

  private SimGains compute(int rateHz) {
    double reference = referenceHz();
    int adcCode = r[2] >> 4;
    int dacCode = r[2] & 0x0f;
    boolean link = linkMatches();
    boolean adcRuns = link && runsAt(rateHz, reference, adcCode, (r[7] & 0x40) != 0);
    boolean dacRuns = link && runsAt(rateHz, reference, dacCode, (r[7] & 0x20) != 0);

    // The word clock the codec drives follows the DAC's divider, so ADC and DAC must agree.
    boolean sameRate = adcCode == dacCode;
    float pgaLeft = (r[19] & 0x04) != 0 ? pga(r[15]) : 0; // an unpowered ADC has no PGA either
    float pgaRight = (r[22] & 0x04) != 0 ? pga(r[16]) : 0;
    boolean biased = r[25] >> 6 != 0; // electret capsules give nothing without bias

    float[] capture = new float[4];
    float[] playback = new float[4];
    float[][] sideTone = new float[4][4];
    for (AudioPath ear : AudioPath.values()) {
      int e = ear.ordinal();
      playback[e] = dacRuns && sameRate ? playback(ear) : 0;
      for (AudioPath mouth : AudioPath.values()) {
        int m = mouth.ordinal();
        float left = biased ? toLeft(mouth) * pgaLeft : 0;
        float right = biased ? toRight(mouth) * pgaRight : 0;
        capture[m] = adcRuns && sameRate ? left : 0;
        int base = mixers(ear);
        sideTone[m][e] =
            base == 0
                ? 0
                : (left * mixer(r[base + 1]) + right * mixer(r[base + 4])) * driver(r[base + 6]);
      }
    }
    return new SimGains(capture, playback, sideTone);
  }

  private float playback(AudioPath ear) {
    int base = mixers(ear);
    if (base == 0) {
      return 0;
    }
    float left = (r[37] & 0x80) != 0 && (r[7] >> 3 & 3) != 0 ? digital(r[43]) : 0;
    float right = (r[37] & 0x40) != 0 && (r[7] >> 1 & 3) != 0 ? digital(r[44]) : 0;
    // DAC_L2/R2 feed the high-power drivers directly, DAC_L3/R3 the line outputs (register 41).
    int direct = base >= 80 ? 1 : 2;
    boolean leftSide = base == 45 || base == 80;
    int leftSwitch = r[41] >> 6;
    int rightSwitch = r[41] >> 4 & 3;
    float sum = 0;
    if (leftSwitch == 0) {
      sum += left * mixer(r[base + 2]);
    } else if (leftSwitch == direct && leftSide) {
      sum += left;
    }
    if (rightSwitch == 0) {
      sum += right * mixer(r[base + 5]);
    } else if (rightSwitch == direct && !leftSide) {
      sum += right;
    }
    return sum * driver(r[base + 6]);
  }

  /** First register of an output's group: LINE2L, PGA_L, DAC_L1, LINE2R, PGA_R, DAC_R1, level. */
  private int mixers(AudioPath ear) {
    CodecPins wired = pins.get(ear);
    return switch (wired == null ? "" : wired.output()) {
      case "hpl" -> 45;
      case "hpr" -> 59;
      case "left-lo" -> 80;
      case "right-lo" -> 87;
      default -> 0;
    };
  }

  /** From a path's microphone pin to the left PGA (registers 17, 19, 21). */
  private float toLeft(AudioPath mouth) {
    return switch (pin(pins.get(mouth))) {
      case "line1l" -> input(r[19] >> 3 & 0x0f);
      case "line1r" -> input(r[21] >> 3 & 0x0f);
      case "line2l" -> input(r[17] >> 4);
      case "line2r" -> input(r[17] & 0x0f);
      default -> 0;
    };
  }

  /** From a path's microphone pin to the right PGA (registers 18, 22, 24). */
  private float toRight(AudioPath mouth) {
    return switch (pin(pins.get(mouth))) {
      case "line1l" -> input(r[24] >> 3 & 0x0f);
      case "line1r" -> input(r[22] >> 3 & 0x0f);
      case "line2l" -> input(r[18] >> 4);
      case "line2r" -> input(r[18] & 0x0f);
      default -> 0;
    };
  }

  private static String pin(@Nullable CodecPins wired) {
    return wired == null ? "" : wired.input();
  }

  /** fS(ref) in Hz, or 0 without a usable clock (section 10.3.3.1). */
  private double referenceHz() {
    int q = r[3] >> 3 & 0x0f;
    if ((r[101] & 1) != 0) {
      return r[102] >> 6 == 0 ? mclkHz / (128.0 * (q < 2 ? q + 16 : q)) : 0;
    }
    int p = (r[3] & 7) == 0 ? 8 : r[3] & 7;
    int multiplier = (r[11] & 0x0f) == 0 ? 16 : r[11] & 0x0f;
    int j = r[4] >> 2;
    int d = r[5] << 6 | r[6] >> 2;
    double input = (double) mclkHz / p;
    double pll = input * multiplier * (j + d / 10_000.0);
    boolean on = (r[3] & 0x80) != 0 && (r[102] >> 4 & 3) == 0;
    boolean inputInRange = input <= 20e6 && input >= (d == 0 ? 512e3 : 10e6);
    boolean multiplierInRange =
        j >= 4 && (d == 0 ? j <= 55 : j <= 11 && multiplier == 1 && d <= 9999);
    boolean locks = pll >= 80e6 && pll <= 110e6;
    return on && inputInRange && multiplierInRange && locks ? pll / 2048 : 0;
  }

  private static boolean runsAt(int rateHz, double reference, int code, boolean doubled) {
    if (code > 10) {
      return false;
    }
    double rate = reference / (1 + code / 2.0) * (doubled ? 2 : 1);
    return Math.abs(rate - rateHz) < rateHz * 1e-3;
  }

  /** Codec drives both clocks; I²S; 16 bit words; no slot offset. */
  private boolean linkMatches() {
    return (r[8] & 0xc0) == 0xc0 && r[9] >> 4 == 0 && r[10] == 0;
  }

  /** Input level: −1.5 dB a step to 8; 15 is not connected, the rest is reserved. */
  private static float input(int code) {
    return code <= 8 ? linear(-1.5 * code) : 0;
  }

  private static float pga(int value) {
    return (value & 0x80) != 0 ? 0 : linear(Math.min(value & 0x7f, 119) / 2.0);
  }

  private static float digital(int value) {
    return (value & 0x80) != 0 ? 0 : linear((value & 0x7f) / -2.0);
  }

  private static float mixer(int value) {
    int setting = value & 0x7f;
    return (value & 0x80) == 0 || setting > 117 ? 0 : linear(OUTPUT_TENTHS[setting] / -10.0);
  }

  /** Output driver: bits 7–4 gain 0…9 dB, bit 3 not muted, bit 0 powered. */
  private static float driver(int value) {
    return (value & 0x09) == 0x09 ? linear(Math.min(value >> 4, 9)) : 0;
  }

  private static float linear(double db) {
    return (float) Math.pow(10, db / 20);
  }

  private static int[] outputTable() {
    int[] table = new int[118];
    for (int setting = 0; setting <= 89; setting++) {
      // Even half decibels; the table prints 0.1 dB more from 37, and 0.2 dB more from 87.
      int drift = setting < 37 ? 0 : setting < 87 ? 1 : 3;
      table[setting] = setting * 5 + drift;
    }
    int[] tail = {
      452, 458, 462, 467, 474, 479, 482, 487, 493, 500, 503, 510, 514, 518, 522, 527, 537, 542, 553,
      567, 583, 602, 627, 643, 662, 687, 722, 783
    };
    System.arraycopy(tail, 0, table, 90, tail.length);
    return table;
  }
}

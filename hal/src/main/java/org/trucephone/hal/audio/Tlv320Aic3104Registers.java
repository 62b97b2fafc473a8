package org.trucephone.hal.audio;

/**
 * Page 0 register numbers of the TLV320AIC3104 that the driver uses, and its volume table.
 *
 * <p>Source: TI SLAS510G section 10.6.1, one table per register; volumes section 10.6.2.
 */
final class Tlv320Aic3104Registers {
  static final int PAGE_SELECT = 0;

  /** Bit 7 restores every register. */
  static final int SOFTWARE_RESET = 1;

  /** Divisors of fS(ref): ADC in bits 7–4, DAC in 3–0. */
  static final int SAMPLE_RATE = 2;

  /** Bit 7 PLL on, 6–3 Q, 2–0 P (0 means 8). */
  static final int PLL_A = 3;

  /** J in bits 7–2. */
  static final int PLL_B = 4;

  /** D, upper 8 of 14 bits. */
  static final int PLL_C = 5;

  /** D, lower 6 bits in 7–2. */
  static final int PLL_D = 6;

  /** Bit 7 fS(ref) 44.1 kHz, 4–3 left DAC source, 2–1 right DAC source. */
  static final int DATAPATH = 7;

  /** Bit 7 bit clock out, bit 6 word clock out. */
  static final int INTERFACE_A = 8;

  /** Bits 7–6 format, 5–4 word length. */
  static final int INTERFACE_B = 9;

  /** Slot offset in bit clocks. */
  static final int INTERFACE_C = 10;

  /** R in bits 3–0. */
  static final int OVERFLOW_AND_PLL_R = 11;

  /** Bit 7 mute, 6–0 half dB. */
  static final int LEFT_PGA = 15;

  static final int RIGHT_PGA = 16;

  /** MIC2L in bits 7–4, MIC2R in 3–0; −1.5 dB a step, 15 is not connected. */
  static final int MIC2_TO_LEFT_ADC = 17;

  /** Bits 6–3 level, bit 2 powers the left ADC. */
  static final int MIC1L_TO_LEFT_ADC = 19;

  static final int MIC1R_TO_LEFT_ADC = 21;

  /** Bits 7–6: off, 2.0 V, 2.5 V, AVDD. */
  static final int MICBIAS = 25;

  /** Bit 7 left DAC, bit 6 right DAC. */
  static final int DAC_POWER = 37;

  static final int OUTPUT_STAGE = 40;

  /** Bits 7–6 where the left DAC goes: 0 is DAC_L1, the mixers. */
  static final int DAC_SWITCH = 41;

  static final int POP_REDUCTION = 42;

  /** Bit 7 mute, 6–0 steps of −0.5 dB. */
  static final int LEFT_DAC_VOLUME = 43;

  static final int RIGHT_DAC_VOLUME = 44;

  /** Mixers: bit 7 routed, 6–0 volume by the output stage table. */
  static final int PGA_L_TO_HPLOUT = 46;

  static final int DAC_L1_TO_HPLOUT = 47;

  /** Levels: bits 7–4 dB, bit 3 not muted, bit 0 powered. */
  static final int HPLOUT_LEVEL = 51;

  static final int PGA_L_TO_HPROUT = 60;
  static final int DAC_L1_TO_HPROUT = 61;
  static final int HPROUT_LEVEL = 65;
  static final int PGA_L_TO_LEFT_LOP = 81;
  static final int DAC_L1_TO_LEFT_LOP = 82;
  static final int LEFT_LOP_LEVEL = 86;
  static final int PGA_L_TO_RIGHT_LOP = 88;
  static final int DAC_L1_TO_RIGHT_LOP = 89;
  static final int RIGHT_LOP_LEVEL = 93;

  /** Bit 0: 0 clocks the codec from the PLL. */
  static final int CLOCK_SOURCE = 101;

  /** Bits 7–6 CLKDIV_IN, 5–4 PLLCLK_IN: 0 is MCLK. */
  static final int CLOCK_INPUTS = 102;

  /** Gains of settings 85–117, where the table leaves its even half-dB line; in tenths of a dB. */
  private static final int[] LOW = {
    -427, -432, -438, -443, -448, -452, -458, -462, -467, -474, -479, -482, -487, -493, -500, -503,
    -510, -514, -518, -522, -527, -537, -542, -553, -567, -583, -602, -627, -643, -662, -687, -722,
    -783
  };

  private Tlv320Aic3104Registers() {}

  /** {@return the setting, 0…117, nearest to {@code db}} */
  static int outputVolume(double db) {
    int best = 0;
    for (int setting = 1; setting <= 117; setting++) {
      if (Math.abs(gainDb(setting) - db) < Math.abs(gainDb(best) - db)) {
        best = setting;
      }
    }
    return best;
  }

  private static double gainDb(int setting) {
    // Up to here the table is −0.5 dB a step, drifting to 0.2 dB below that line.
    return setting < 85 ? -0.502 * setting : LOW[setting - 85] / 10.0;
  }
}

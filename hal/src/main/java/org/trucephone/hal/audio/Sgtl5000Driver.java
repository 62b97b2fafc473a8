package org.trucephone.hal.audio;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.display.Delay;

/**
 * NXP SGTL5000, I²C address 0x0A (or 0x2A), clock master of a link with 16 bit words; VDDA and
 * VDDIO 3.3 V, VDDD 1.8 V from outside, as on the common audio boards.
 *
 * <pre>
 * MIC (0, 20, 30, 40 dB) ─┐
 * LINEIN_L, LINEIN_R ─────┴─► ADC ─┬─► left slot
 *                                  └─ side tone ─┐ (in the audio processor)
 * left slot ─────────────────────────────────────┴─► DAC ─► HP_L, HP_R, LINEOUT_L, LINEOUT_R
 * </pre>
 *
 * <p>Registers have 16 bits at 16-bit addresses and can be read back. The chip answers on its bus
 * only while MCLK runs.
 *
 * <p>Source: SGTL5000 data sheet rev. 6 (November 2013): power-up and clocks in section 7, register
 * map in section 8 (8.1.1 "CHIP_ID" and following). Called on one thread only.
 */
public final class Sgtl5000Driver extends SolderedCodec {
  /** Outputs a board file may name. */
  public static final Set<String> OUTPUTS = Set.of("hpl", "hpr", "left-lo", "right-lo");

  /** Microphones: the microphone input, or a line input behind an amplifier. */
  public static final Set<String> INPUTS = Set.of("mic", "linein-l", "linein-r");

  private static final int CHIP_ID = 0x0000;
  private static final int DIG_POWER = 0x0002;
  private static final int CLK_CTRL = 0x0004;
  private static final int I2S_CTRL = 0x0006;
  private static final int SSS_CTRL = 0x000a;
  private static final int ADCDAC_CTRL = 0x000e;
  private static final int DAC_VOL = 0x0010;
  private static final int ANA_ADC_CTRL = 0x0020;
  private static final int ANA_HP_CTRL = 0x0022;
  private static final int ANA_CTRL = 0x0024;
  private static final int LINREG_CTRL = 0x0026;
  private static final int REF_CTRL = 0x0028;
  private static final int MIC_CTRL = 0x002a;
  private static final int LINE_OUT_CTRL = 0x002c;
  private static final int LINE_OUT_VOL = 0x002e;
  private static final int ANA_POWER = 0x0030;
  private static final int PLL_CTRL = 0x0032;
  private static final int CLK_TOP_CTRL = 0x0034;
  private static final int SHORT_CTRL = 0x003c;
  private static final int DAP_CONTROL = 0x0100;
  private static final int DAP_MAIN_CHAN = 0x0120;
  private static final int DAP_MIX_CHAN = 0x0122;

  private static final long PLL_HZ = 196_608_000;
  private static final int POWERED = 0x45ff;
  private static final int ALL_MUTED = 0x0133; // at zero crossings
  private static final int MUTE_LINE_OUT = 0x0100;
  private static final int MUTE_HEADPHONE = 0x0010;
  private static final int FROM_LINE_IN = 0x0004;
  private static final int MUTE_ADC = 0x0001;
  private static final int THROUGH_PROCESSOR = 0x0070; // I²S and ADC to DAP, DAP to DAC
  private static final int SWAP_SLOTS = 0x0400;
  private static final int DAC_SILENT = 0xfc;
  private static final int ZERO_DB_DAC = 0x3c; // −0.5 dB steps
  private static final int ZERO_DB_HEADPHONE = 0x18; // −0.5 dB steps
  private static final int HEADPHONE_LEAST = 0x7f;
  private static final int UNITY = 0x8000;

  private final I2cDevice bus;
  private final long mclkHz;
  private final Delay delay;
  private final Map<Integer, Integer> shadow = new HashMap<>();

  /**
   * Touches nothing yet; {@link #reset} does.
   *
   * @param mclkHz frequency at the SYS_MCLK pin, 8 to 27 MHz
   * @param pins what each path is soldered to; a path left out cannot be heard
   * @param delay {@link Delay#REAL} outside tests
   * @throws IllegalArgumentException naming a pin that the chip does not have
   */
  public Sgtl5000Driver(I2cDevice bus, long mclkHz, Map<AudioPath, CodecPins> pins, Delay delay) {
    super("The SGTL5000", OUTPUTS, INPUTS, pins);
    this.bus = bus;
    this.mclkHz = mclkHz;
    this.delay = delay;
  }

  /** {@inheritDoc} The chip has no software reset: every register in use is written. */
  @Override
  public void reset(int rateHz) throws BusException {
    away();
    int rate = rate(rateHz);
    if (mclkHz < 8_000_000 || mclkHz > 27_000_000) {
      throw new BusException(
          Kind.OTHER,
          "The SGTL5000 cannot make its clock from mclk-hz = " + mclkHz + "; 8 to 27 MHz will do.");
    }
    if (read(CHIP_ID) >> 8 != 0xa0) {
      throw new BusException(Kind.OTHER, "what answers at the codec's address is not an SGTL5000");
    }
    shadow.clear();
    boolean halved = mclkHz > 17_000_000;
    double ratio = (double) PLL_HZ / (halved ? mclkHz / 2.0 : mclkHz);
    int whole = (int) ratio;
    int fraction = (int) ((ratio - whole) * 2048);

    write(ANA_CTRL, ALL_MUTED);
    write(ADCDAC_CTRL, 0x020c); // DAC muted, ramps on, ADC high-pass on
    write(DIG_POWER, 0x0000);
    write(ANA_POWER, 0x4060); // start-up regulators off: VDDD comes from outside
    write(LINREG_CTRL, 0x006c); // charge pump from VDDIO: both supplies are above 3.1 V
    write(REF_CTRL, 0x01f1); // analog ground 1.575 V, rising slowly
    write(LINE_OUT_CTRL, 0x0322); // its ground 1.65 V, 0.36 mA
    write(LINE_OUT_VOL, 0x0e0e); // 40·log(1.575/1.65) + 15
    write(SHORT_CTRL, 0x1106); // headphone switches off at 75 mA
    write(CLK_TOP_CTRL, halved ? 0x0008 : 0x0000);
    write(PLL_CTRL, whole << 11 | fraction);
    write(DAC_VOL, DAC_SILENT << 8 | DAC_SILENT);
    write(ANA_HP_CTRL, HEADPHONE_LEAST << 8 | HEADPHONE_LEAST);
    write(MIC_CTRL, 0x0000);
    write(ANA_ADC_CTRL, 0x0000);
    write(ANA_POWER, POWERED);
    delay.millis(400); // the analog ground has risen, the PLL has locked
    write(CLK_CTRL, rate | 0x0003); // from the PLL
    write(SSS_CTRL, THROUGH_PROCESSOR);
    write(DAP_CONTROL, 0x0011); // on, with its mixer
    write(DAP_MAIN_CHAN, UNITY);
    write(DAP_MIX_CHAN, 0x0000);
    write(DIG_POWER, 0x0073);
    write(I2S_CTRL, 0x01b0); // master last: 32 clocks a frame, 16 bit, I²S
    ready();
  }

  /** RATE_MODE and SYS_FS (8.1.3). */
  private static int rate(int rateHz) throws BusException {
    return switch (rateHz) {
      case 48_000 -> 0x0008;
      case 32_000 -> 0x0000;
      case 24_000 -> 0x0018;
      case 16_000 -> 0x0010;
      case 12_000 -> 0x0028;
      case 8_000 -> 0x0020;
      default ->
          throw new BusException(Kind.OTHER, "The SGTL5000 cannot run at " + rateHz + " Hz.");
    };
  }

  @Override
  public void route(AudioPath wanted) throws BusException {
    write(ADCDAC_CTRL, 0x020c); // first quiet, then switch
    write(ANA_CTRL, ALL_MUTED);
    write(DAC_VOL, DAC_SILENT << 8 | DAC_SILENT);
    write(ANA_HP_CTRL, HEADPHONE_LEAST << 8 | HEADPHONE_LEAST);
    write(DAP_MIX_CHAN, 0x0000);
    CodecPins wires = use(wanted);
    if (wires == null) {
      write(MIC_CTRL, 0x0000);
      return;
    }
    write(SSS_CTRL, THROUGH_PROCESSOR | (wires.input().equals("linein-r") ? SWAP_SLOTS : 0));
    applyPlayback(wires);
    applyCapture(wires);
    applySideTone(wires);
    write(ANA_CTRL, switches(wires));
    write(ADCDAC_CTRL, 0x0200 | (left(wires) ? 0x0008 : 0x0004)); // the other side stays muted
  }

  private static boolean left(CodecPins wires) {
    return wires.output().equals("hpl") || wires.output().equals("left-lo");
  }

  private static boolean headphone(CodecPins wires) {
    return wires.output().startsWith("hp");
  }

  private int switches(CodecPins wires) {
    int open = headphone(wires) ? MUTE_HEADPHONE : MUTE_LINE_OUT;
    int switches = ALL_MUTED & ~open & ~FROM_LINE_IN;
    if (!muted()) {
      switches &= ~MUTE_ADC;
    }
    return wires.input().equals("mic") ? switches : switches | FROM_LINE_IN;
  }

  @Override
  void playbackChanged(CodecPins wires) throws BusException {
    applyPlayback(wires);
    applySideTone(wires);
  }

  private double wantedPlayback(CodecPins wires) {
    return wantedPlayback(-90, headphone(wires) ? 12 : 0);
  }

  /** Above 0 dB the headphone amplifier helps, below it the DAC does. */
  private void applyPlayback(CodecPins wires) throws BusException {
    int halves = (int) Math.round(wantedPlayback(wires) * 2);
    int dac = ZERO_DB_DAC - Math.min(0, halves);
    int amplifier = headphone(wires) ? ZERO_DB_HEADPHONE - Math.max(0, halves) : HEADPHONE_LEAST;
    boolean left = left(wires);
    write(DAC_VOL, left ? DAC_SILENT << 8 | dac : dac << 8 | DAC_SILENT);
    write(ANA_HP_CTRL, left ? HEADPHONE_LEAST << 8 | amplifier : amplifier << 8 | HEADPHONE_LEAST);
  }

  @Override
  void captureChanged(CodecPins wires) throws BusException {
    applyCapture(wires);
    applySideTone(wires);
  }

  private double wantedCapture(CodecPins wires) {
    double most = wires.input().equals("mic") ? 62.5 : 22.5;
    return wantedCapture(-6, most);
  }

  /** The microphone's amplifier gives what the ADC, −6…22.5 dB in steps of 1.5, cannot. */
  private void applyCapture(CodecPins wires) throws BusException {
    double db = wantedCapture(wires);
    int gain = db <= 22.5 ? 0 : db <= 42.5 ? 1 : db <= 52.5 ? 2 : 3;
    int[] amplified = {0, 20, 30, 40};
    double rest = db - amplified[gain];
    boolean lower = rest < 0;
    int step = Math.clamp(Math.round((lower ? rest + 6 : rest) / 1.5), 0, 15);
    // Bias 2.25 V through 2 kΩ for electret capsules.
    write(MIC_CTRL, wires.input().equals("mic") ? 0x0140 | gain : 0x0000);
    write(ANA_ADC_CTRL, (lower ? 0x0100 : 0) | step << 4 | step);
  }

  @Override
  void muteChanged(CodecPins wires) throws BusException {
    write(ANA_CTRL, switches(wires));
    applySideTone(wires);
  }

  @Override
  void sideToneChanged(CodecPins wires) throws BusException {
    applySideTone(wires);
  }

  /** What the ADC gives is mixed in before the DAC, 0x8000 for 0 dB (8.1.36). */
  private void applySideTone(CodecPins wires) throws BusException {
    int factor = 0;
    if (!muted() && sideTone()) {
      double db = sideToneDb() - wantedCapture(wires) - wantedPlayback(wires);
      factor = Math.clamp(Math.round(UNITY * Math.pow(10, db / 20)), 0, 0xffff);
    }
    write(DAP_MIX_CHAN, factor);
  }

  /** {@inheritDoc} A register that is away from its power-on value is read back. */
  @Override
  public boolean present() {
    try {
      int power = read(ANA_POWER);
      return !initialised() || power == POWERED;
    } catch (BusException notAnswering) {
      return false;
    }
  }

  private int read(int register) throws BusException {
    byte[] in = new byte[2];
    bus.transfer(new byte[] {(byte) (register >> 8), (byte) register}, in);
    return (in[0] & 0xff) << 8 | in[1] & 0xff;
  }

  private void write(int register, int value) throws BusException {
    Integer held = shadow.get(register);
    if (held == null || held != value) {
      bus.transfer(
          new byte[] {(byte) (register >> 8), (byte) register, (byte) (value >> 8), (byte) value},
          new byte[0]);
      shadow.put(register, value);
    }
  }
}

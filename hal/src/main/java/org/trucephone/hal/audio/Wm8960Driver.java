package org.trucephone.hal.audio;

import java.util.Map;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.display.Delay;

/**
 * Wolfson (Cirrus) WM8960, I²C address 0x1A, the codec of the common I²S sound boards, clock master
 * of a link with 16 bit words.
 *
 * <pre>
 * LINPUT1 ─► left PGA ─► boost ─► left ADC ──┐   (RINPUT1 likewise on the right)
 *                          └─ side tone ─┐   ▼ both slots
 * left slot ─► left DAC ─► left mixer ───┴─► LOUT1 (hpl), SPK_L (spkl)
 * </pre>
 *
 * <p>Registers have 9 bits and cannot be read back (p. 68): see {@link WriteOnlyRegisters}.
 *
 * <p>Source: WM8960 rev 4.2 (August 2013): register map p. 69–83, PLL p. 60–62, input path p.
 * 22–28, output volumes p. 43–47, anti-pop p. 36. Called on one thread only.
 */
public final class Wm8960Driver extends SolderedCodec {
  /** Outputs and inputs a board file may name. */
  public static final Set<String> OUTPUTS = Set.of("hpl", "hpr", "spkl", "spkr");

  /** Microphones, single-ended into the PGA's inverting input. */
  public static final Set<String> INPUTS = Set.of("linput1", "rinput1");

  private static final int LEFT_INPUT = 0x00;
  private static final int RIGHT_INPUT = 0x01;
  private static final int LOUT1 = 0x02;
  private static final int ROUT1 = 0x03;
  private static final int CLOCKING_1 = 0x04;
  private static final int CONTROL_1 = 0x05;
  private static final int CONTROL_2 = 0x06;
  private static final int INTERFACE_1 = 0x07;
  private static final int CLOCKING_2 = 0x08;
  private static final int LEFT_DAC = 0x0a;
  private static final int RIGHT_DAC = 0x0b;
  private static final int RESET = 0x0f;
  private static final int ALC_1 = 0x11;
  private static final int ADDITIONAL_1 = 0x17;
  private static final int POWER_1 = 0x19;
  private static final int POWER_2 = 0x1a;
  private static final int ANTI_POP_1 = 0x1c;
  private static final int LEFT_PATH = 0x20;
  private static final int RIGHT_PATH = 0x21;
  private static final int LEFT_MIX = 0x22;
  private static final int RIGHT_MIX = 0x25;
  private static final int LOUT2 = 0x28;
  private static final int ROUT2 = 0x29;
  private static final int LEFT_BYPASS = 0x2d;
  private static final int RIGHT_BYPASS = 0x2e;
  private static final int POWER_3 = 0x2f;
  private static final int CLASS_D_1 = 0x31;
  private static final int PLL_N = 0x34;
  private static final int PLL_K1 = 0x35;
  private static final int PLL_K2 = 0x36;
  private static final int PLL_K3 = 0x37;
  private static final int REGISTERS = 0x38;

  private static final int UPDATE = 0x100; // both sides take the new volume at once
  private static final int MUTED_INPUT = 0x80;
  private static final int ZERO_DB_OUT = 0x79; // 1 dB steps, 0x7f is +6 dB (p. 44)
  private static final int ZERO_DB_IN = 0x17; // 0.75 dB steps (p. 24)
  private static final int ZERO_DB_DAC = 0xff; // 0.5 dB steps (p. 33)

  private final WriteOnlyRegisters registers;
  private final long mclkHz;
  private final Delay delay;

  /**
   * Touches nothing yet; {@link #reset} does.
   *
   * @param mclkHz frequency at the MCLK pin; 24 MHz on the common boards
   * @param pins what each path is soldered to; a path left out cannot be heard
   * @param delay {@link Delay#REAL} outside tests
   * @throws IllegalArgumentException naming a pin that the chip does not have
   */
  public Wm8960Driver(I2cDevice bus, long mclkHz, Map<AudioPath, CodecPins> pins, Delay delay) {
    super("The WM8960", OUTPUTS, INPUTS, pins);
    registers = new WriteOnlyRegisters(bus, REGISTERS, RESET);
    this.mclkHz = mclkHz;
    this.delay = delay;
  }

  @Override
  public void reset(int rateHz) throws BusException {
    away();
    int divider = divider(rateHz);
    Pll pll = Pll.of(mclkHz);
    registers.reset();
    write(CONTROL_1, 0x008); // DAC muted, ADC high-pass on
    write(ANTI_POP_1, 0x094); // outputs' bias apart, soft start
    write(POWER_1, 0x0c0); // VMID by 2×50 kΩ, VREF
    delay.millis(100); // the reference rises slowly, so nothing thumps
    write(ANTI_POP_1, 0x008); // outputs that are off stay at VMID
    write(POWER_2, 0x001); // PLL
    write(PLL_N, 0x020 | (pll.halved ? 0x010 : 0) | pll.n); // fractional
    write(PLL_K1, pll.k >> 16 & 0xff);
    write(PLL_K2, pll.k >> 8 & 0xff);
    write(PLL_K3, pll.k & 0xff);
    // SYSCLK = PLL / 2 = 12.288 MHz; both converters at the same divider.
    write(CLOCKING_1, divider << 6 | divider << 3 | 0x005);
    write(CLOCKING_2, 0x1c0 | bitClock(rateHz)); // class D at SYSCLK/16 = 768 kHz
    write(CONTROL_2, 0x008); // volumes ramp when mute ends
    write(ALC_1, 0x07b); // automatic level off
    write(LEFT_BYPASS, 0x050);
    write(RIGHT_BYPASS, 0x050);
    disconnectAll();
    write(INTERFACE_1, 0x042); // master last: I²S, 16 bit; the clocks are right by now
    ready();
  }

  /**
   * How SYSCLK × 8 comes from the crystal.
   *
   * @param halved whether MCLK is divided by 2 first
   * @param n whole part, 5…13 for a stable PLL
   * @param k fraction in 24 bits
   */
  private record Pll(boolean halved, int n, int k) {
    static final double OUT_HZ = 12_288_000.0 * 8;

    static Pll of(long mclkHz) throws BusException {
      for (boolean halved : new boolean[] {false, true}) {
        double ratio = OUT_HZ / (halved ? mclkHz / 2.0 : mclkHz);
        if (ratio > 5 && ratio < 13) {
          int n = (int) ratio;
          return new Pll(halved, n, (int) ((ratio - n) * (1 << 24)));
        }
      }
      throw new BusException(
          Kind.OTHER,
          "The WM8960 cannot make its clock from mclk-hz = " + mclkHz + "; 7.6 to 39 MHz will do.");
    }
  }

  /** Code of ADCDIV and DACDIV for SYSCLK 12.288 MHz (p. 58). */
  private static int divider(int rateHz) throws BusException {
    return switch (rateHz) {
      case 48_000 -> 0;
      case 32_000 -> 1;
      case 24_000 -> 2;
      case 16_000 -> 3;
      case 12_000 -> 4;
      case 8_000 -> 6;
      default -> throw new BusException(Kind.OTHER, "The WM8960 cannot run at " + rateHz + " Hz.");
    };
  }

  /** Code of BCLKDIV for 32 bit clocks a frame (p. 59). */
  private static int bitClock(int rateHz) {
    return switch (rateHz) {
      case 48_000 -> 0x7; // SYSCLK / 8
      case 32_000 -> 0x9; // / 12
      case 24_000 -> 0xa; // / 16
      case 16_000 -> 0xc; // / 24
      default -> 0xd; // / 32
    };
  }

  @Override
  public void route(AudioPath wanted) throws BusException {
    write(CONTROL_1, 0x008); // first quiet, then switch
    disconnectAll();
    CodecPins wires = use(wanted);
    if (wires == null) {
      write(POWER_1, 0x0c0);
      return;
    }
    boolean leftIn = wires.input().equals("linput1");
    boolean leftOut = wires.output().endsWith("l");
    boolean speaker = wires.output().startsWith("spk");
    // PGA, boost mixer and ADC of one side, microphone bias.
    write(POWER_1, 0x0c0 | (leftIn ? 0x028 : 0x014) | 0x002);
    write(POWER_3, (leftIn ? 0x020 : 0x010) | (leftOut ? 0x008 : 0x004));
    write(ADDITIONAL_1, 0x1c0 | (leftIn ? 0x004 : 0x008)); // both slots from this ADC
    int output = speaker ? (leftOut ? 0x010 : 0x008) : (leftOut ? 0x040 : 0x020);
    write(POWER_2, 0x001 | (leftOut ? 0x100 : 0x080) | output);
    write(leftOut ? LEFT_MIX : RIGHT_MIX, 0x150); // DAC to mixer
    connectMicrophone(wires);
    applySideTone(wires);
    write(CLASS_D_1, 0x037 | (speaker ? (leftOut ? 0x040 : 0x080) : 0));
    applyPlayback(wires);
    write(CONTROL_1, 0x000); // last: here the person starts to hear
  }

  private void disconnectAll() throws BusException {
    write(CLASS_D_1, 0x037);
    for (int volume : new int[] {LOUT1, ROUT1, LOUT2, ROUT2}) {
      write(volume, UPDATE); // muted
    }
    write(LEFT_MIX, 0x050);
    write(RIGHT_MIX, 0x050);
    write(LEFT_BYPASS, 0x050);
    write(RIGHT_BYPASS, 0x050);
    write(LEFT_INPUT, UPDATE | MUTED_INPUT | ZERO_DB_IN);
    write(RIGHT_INPUT, UPDATE | MUTED_INPUT | ZERO_DB_IN);
    write(LEFT_PATH, 0x100);
    write(RIGHT_PATH, 0x100);
    write(POWER_2, 0x001);
    write(POWER_3, 0x000);
  }

  @Override
  void playbackChanged(CodecPins wires) throws BusException {
    applyPlayback(wires);
  }

  /** Above 0 dB the output amplifier helps, below it the DAC's finer steps do. */
  private void applyPlayback(CodecPins wires) throws BusException {
    double db = wantedPlayback(-100, 6);
    int louder = (int) Math.ceil(Math.max(0, db));
    int steps = (int) Math.round((louder - db) * 2);
    boolean left = wires.output().endsWith("l");
    write(left ? LEFT_DAC : RIGHT_DAC, UPDATE | Math.max(1, ZERO_DB_DAC - steps));
    int volume =
        switch (wires.output()) {
          case "hpl" -> LOUT1;
          case "hpr" -> ROUT1;
          case "spkl" -> LOUT2;
          default -> ROUT2;
        };
    write(volume, UPDATE | ZERO_DB_OUT + louder);
  }

  @Override
  void captureChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
    applySideTone(wires);
  }

  /** The boost stage gives what the PGA, −17.25…30 dB, cannot. */
  private void connectMicrophone(CodecPins wires) throws BusException {
    boolean left = wires.input().equals("linput1");
    double db = wantedCapture();
    int boost = boost(db);
    write(left ? LEFT_PATH : RIGHT_PATH, 0x108 | boost << 4);
    int step = ZERO_DB_IN + (int) Math.round((db - boostDb(boost)) / 0.75);
    write(
        left ? LEFT_INPUT : RIGHT_INPUT,
        UPDATE | (muted() ? MUTED_INPUT : 0) | Math.clamp(step, 0, 0x3f));
  }

  private double wantedCapture() {
    return wantedCapture(-17.25, 59);
  }

  private static int boost(double db) {
    return db <= 30 ? 0 : db <= 43 ? 1 : db <= 50 ? 2 : 3;
  }

  private static int boostDb(int code) {
    return switch (code) {
      case 1 -> 13;
      case 2 -> 20;
      case 3 -> 29;
      default -> 0;
    };
  }

  @Override
  void muteChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
  }

  @Override
  void sideToneChanged(CodecPins wires) throws BusException {
    applySideTone(wires);
  }

  /** From the boost mixer to the output mixer of the same side, 0…−21 dB in steps of 3 (p. 41). */
  private void applySideTone(CodecPins wires) throws BusException {
    boolean left = wires.input().equals("linput1");
    boolean sameSide = left == wires.output().endsWith("l");
    int register = left ? LEFT_BYPASS : RIGHT_BYPASS;
    // A loudspeaker with side tone howls.
    if (sideToneDb() <= OFF_DB || !sameSide || wires.output().startsWith("spk")) {
      write(register, 0x050);
      return;
    }
    int steps = Math.clamp(Math.round((wantedCapture() - sideToneDb()) / 3), 0, 7);
    write(register, 0x080 | steps << 4);
  }

  @Override
  public boolean present() {
    return registers.present();
  }

  private void write(int register, int value) throws BusException {
    registers.write(register, value);
  }
}

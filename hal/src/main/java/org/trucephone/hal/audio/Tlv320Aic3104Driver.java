package org.trucephone.hal.audio;

import static java.util.Objects.requireNonNull;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.CLOCK_INPUTS;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.CLOCK_SOURCE;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_L1_TO_HPLOUT;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_L1_TO_HPROUT;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_L1_TO_LEFT_LOP;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_L1_TO_RIGHT_LOP;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_POWER;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DAC_SWITCH;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.DATAPATH;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.HPLOUT_LEVEL;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.HPROUT_LEVEL;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.INTERFACE_A;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.INTERFACE_B;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.INTERFACE_C;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.LEFT_DAC_VOLUME;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.LEFT_LOP_LEVEL;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.LEFT_PGA;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.MIC1L_TO_LEFT_ADC;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.MIC1R_TO_LEFT_ADC;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.MIC2_TO_LEFT_ADC;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.MICBIAS;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.OUTPUT_STAGE;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.OVERFLOW_AND_PLL_R;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PAGE_SELECT;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PGA_L_TO_HPLOUT;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PGA_L_TO_HPROUT;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PGA_L_TO_LEFT_LOP;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PGA_L_TO_RIGHT_LOP;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PLL_A;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PLL_B;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PLL_C;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.PLL_D;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.POP_REDUCTION;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.RIGHT_DAC_VOLUME;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.RIGHT_LOP_LEVEL;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.RIGHT_PGA;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.SAMPLE_RATE;
import static org.trucephone.hal.audio.Tlv320Aic3104Registers.SOFTWARE_RESET;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.OutputLine;

/**
 * TI TLV320AIC3104, I²C address 0x18, clock master of an I²S link with 16 bit words.
 *
 * <pre>
 * MIC1LP handset  ─┐
 * MIC1RP headset  ─┼─► PGA_L ─► left ADC ─► left slot of DOUT
 * MIC2L hands-free─┘     └────────────┐ side tone
 *                                     ▼
 * left slot of DIN ─► left DAC ─┬─► HPLOUT   handset earpiece
 *                               ├─► HPROUT   headset
 *                               └─► LEFT_LOP amplifier, loudspeaker
 * </pre>
 *
 * <p>One path at a time is connected. The digital DAC volume and the PGA are shared, so they are
 * set anew, under mute, at each switch. Levels: 0 dB means that full scale at a microphone pin is
 * full scale in the samples and the reverse.
 *
 * <p>Source: TI SLAS510G (February 2021): register map in section 10.6 "Register Maps", clocks in
 * 10.3.3.1. Called on one thread only.
 */
public final class Tlv320Aic3104Driver extends SolderedCodec {
  /** An output's registers, as wired to the left side of the chip. */
  private record Output(int sideToneMixer, int dacMixer, int level, int keptBits) {}

  /** The high-power drivers' bit 2 keeps them at high impedance while powered down. */
  private static final Map<String, Output> OUTPUTS =
      Map.of(
          "hpl", new Output(PGA_L_TO_HPLOUT, DAC_L1_TO_HPLOUT, HPLOUT_LEVEL, 0x04),
          "hpr", new Output(PGA_L_TO_HPROUT, DAC_L1_TO_HPROUT, HPROUT_LEVEL, 0x04),
          "left-lo", new Output(PGA_L_TO_LEFT_LOP, DAC_L1_TO_LEFT_LOP, LEFT_LOP_LEVEL, 0),
          "right-lo", new Output(PGA_L_TO_RIGHT_LOP, DAC_L1_TO_RIGHT_LOP, RIGHT_LOP_LEVEL, 0));

  private static final Set<String> INPUTS = Set.of("line1l", "line1r", "line2l", "line2r");

  /** The reference board's soldering. */
  private static final Map<AudioPath, CodecPins> REFERENCE =
      Map.of(
          AudioPath.HANDSET, new CodecPins("hpl", "line1l"),
          AudioPath.HEADSET, new CodecPins("hpr", "line1r"),
          AudioPath.SPEAKER, new CodecPins("left-lo", "line2l"));

  /** Input level code of an open switch. */
  private static final int NOT_CONNECTED = 0x0f;

  private final I2cDevice bus;
  private final @Nullable OutputLine resetLine;
  private final long mclkHz;
  private final int[] shadow = new int[128];

  /** A chip soldered as on the reference board: see the other constructor and the picture above. */
  public Tlv320Aic3104Driver(I2cDevice bus, @Nullable OutputLine reset, long mclkHz) {
    this(bus, reset, mclkHz, REFERENCE);
  }

  /**
   * Touches nothing yet; {@link #reset} does.
   *
   * @param reset the chip's RESET pin, active while held in reset; null if it is not wired
   * @param mclkHz frequency at the MCLK pin, 512 kHz to 50 MHz; 12.288 MHz on the reference board
   * @param pins what each path is soldered to; a path left out cannot be heard
   * @throws IllegalArgumentException naming a pin that the chip does not have
   */
  public Tlv320Aic3104Driver(
      I2cDevice bus, @Nullable OutputLine reset, long mclkHz, Map<AudioPath, CodecPins> pins) {
    super("The TLV320AIC3104", OUTPUTS.keySet(), INPUTS, pins);
    this.bus = bus;
    this.resetLine = reset;
    this.mclkHz = mclkHz;
  }

  /**
   * {@inheritDoc} Volumes, side tone and microphone mute asked for earlier stay asked for and take
   * effect at the next {@link #route}.
   *
   * @throws BusException if the chip does not answer, or with kind {@code OTHER} if {@code rateHz}
   *     cannot be made from the board's MCLK
   */
  @Override
  public void reset(int rateHz) throws BusException {
    away();
    Tlv320Aic3104Clock clock = Tlv320Aic3104Clock.of(mclkHz, rateHz);
    if (resetLine != null) {
      // At least 10 ns low (section 10.3.1); one bus transaction is a thousand times longer.
      resetLine.set(true);
      resetLine.set(false);
    }
    bus.writeRegister(PAGE_SELECT, 0);
    bus.writeRegister(SOFTWARE_RESET, 0x80);
    Arrays.fill(shadow, -1);

    write(SAMPLE_RATE, clock.rateCode() << 4 | clock.rateCode());
    write(PLL_A, 0x80 | 2 << 3 | (clock.p() & 7)); // PLL on; Q is not used then, 2 is its default
    write(PLL_B, clock.j() << 2);
    write(PLL_C, clock.d() >> 6);
    write(PLL_D, (clock.d() & 0x3f) << 2);
    write(OVERFLOW_AND_PLL_R, 1);
    write(CLOCK_SOURCE, 0); // CODEC_CLKIN = PLLDIV_OUT
    write(CLOCK_INPUTS, 0x02); // both dividers fed from MCLK
    write(DATAPATH, 0x08); // fS(ref) 48 kHz, left DAC plays the left slot
    write(INTERFACE_B, 0x00); // I²S, 16 bit, continuous bit clock
    write(INTERFACE_C, 0x00); // no slot offset
    write(OUTPUT_STAGE, 0x00); // common mode 1.35 V, soft stepping once per sample
    write(POP_REDUCTION, 0x44); // drivers ramp up over 10 ms in steps of 1 ms: no thump
    write(DAC_SWITCH, 0x00); // DAC_L1: through the mixers
    muteAll();
    disconnectAll();
    write(INTERFACE_A, 0xc0); // master last: WCLK and BCLK start when the clocks are right
    ready();
  }

  @Override
  public void route(AudioPath wanted) throws BusException {
    muteAll();
    disconnectAll();
    CodecPins wires = use(wanted);
    if (wires == null) {
      write(MICBIAS, 0x00);
      write(DAC_POWER, 0x00);
      return;
    }
    Output output = output(wires);
    write(MICBIAS, 0x40); // 2.0 V for electret capsules
    write(DAC_POWER, 0x80); // left DAC
    connectMicrophone(wires);
    write(output.dacMixer, 0x80); // routed, 0 dB
    applySideTone(output);
    int level = level() << 4 | output.keptBits;
    write(output.level, level | 0x01); // powered, still muted
    write(LEFT_PGA, pgaGain() | (muted() ? 0x80 : 0));
    write(output.level, level | 0x09);
    write(LEFT_DAC_VOLUME, dacVolume()); // last: here the person starts to hear
  }

  @Override
  void playbackChanged(CodecPins wires) throws BusException {
    Output output = output(wires);
    applySideTone(output);
    write(output.level, level() << 4 | output.keptBits | 0x09);
    write(LEFT_DAC_VOLUME, dacVolume());
  }

  @Override
  void captureChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
    write(LEFT_PGA, pgaGain() | (muted() ? 0x80 : 0));
    applySideTone(output(wires));
  }

  @Override
  void muteChanged(CodecPins wires) throws BusException {
    write(LEFT_PGA, pgaGain() | (muted() ? 0x80 : 0));
  }

  @Override
  void sideToneChanged(CodecPins wires) throws BusException {
    applySideTone(output(wires));
  }

  /**
   * {@inheritDoc} The chip has no identification register, so a register that {@link #reset} left
   * away from its power-on value is read back: a chip that lost its supply meanwhile counts as
   * absent until it is reset.
   */
  @Override
  public boolean present() {
    try {
      int datapath = bus.readRegister(DATAPATH);
      return !initialised() || datapath == shadow[DATAPATH];
    } catch (BusException notAnswering) {
      return false;
    }
  }

  private void muteAll() throws BusException {
    write(LEFT_DAC_VOLUME, 0x80 | Math.max(0, shadow[LEFT_DAC_VOLUME]) & 0x7f);
    write(RIGHT_DAC_VOLUME, 0x80);
    write(LEFT_PGA, 0x80 | Math.max(0, shadow[LEFT_PGA]) & 0x7f);
    write(RIGHT_PGA, 0x80);
    for (Output each : OUTPUTS.values()) {
      write(each.level, Math.max(each.keptBits, shadow[each.level]) & ~0x08);
    }
  }

  private void disconnectAll() throws BusException {
    for (Output each : OUTPUTS.values()) {
      write(each.dacMixer, 0);
      write(each.sideToneMixer, 0);
      write(each.level, each.keptBits);
    }
    write(MIC2_TO_LEFT_ADC, 0xff);
    write(MIC1L_TO_LEFT_ADC, 0x78);
    write(MIC1R_TO_LEFT_ADC, 0x78);
  }

  /** Connects the path's microphone, attenuated if its gain is below 0 dB, and powers the ADC. */
  private void connectMicrophone(CodecPins wires) throws BusException {
    String input = wires.input();
    int steps = inputSteps();
    int line2l = input.equals("line2l") ? steps : NOT_CONNECTED;
    int line2r = input.equals("line2r") ? steps : NOT_CONNECTED;
    write(MIC2_TO_LEFT_ADC, line2l << 4 | line2r);
    write(MIC1R_TO_LEFT_ADC, (input.equals("line1r") ? steps : NOT_CONNECTED) << 3);
    // Bit 2 of this register is the left ADC's power, whichever input feeds it.
    write(MIC1L_TO_LEFT_ADC, (input.equals("line1l") ? steps : NOT_CONNECTED) << 3 | 0x04);
  }

  private static Output output(CodecPins wires) {
    return requireNonNull(OUTPUTS.get(wires.output()));
  }

  private void applySideTone(Output output) throws BusException {
    if (!sideTone()) {
      write(output.sideToneMixer, 0);
      return;
    }
    double behindMixer = captureSteps() / 2.0 + level();
    write(
        output.sideToneMixer,
        0x80 | Tlv320Aic3104Registers.outputVolume(sideToneDb() - behindMixer));
  }

  private double playbackWanted() {
    return wantedPlayback(-63.5, 9);
  }

  /** Output driver gain in dB, 0…9: only what the DAC cannot give. */
  private int level() {
    return (int) Math.ceil(Math.max(0, playbackWanted()));
  }

  /** Steps of −0.5 dB (SLAS510G, register 43). */
  private int dacVolume() {
    return (int) Math.round((level() - playbackWanted()) * 2);
  }

  /** Microphone gain in half dB, −24…119. */
  private int captureSteps() {
    return (int) Math.round(wantedCapture(-12, 59.5) * 2);
  }

  /** Input attenuation in steps of 1.5 dB (registers 17, 19, 21). */
  private int inputSteps() {
    return Math.ceilDiv(Math.max(0, -captureSteps()), 3);
  }

  /** PGA gain in half dB (register 15). */
  private int pgaGain() {
    return captureSteps() + 3 * inputSteps();
  }

  private void write(int register, int value) throws BusException {
    if (shadow[register] != value) {
      bus.writeRegister(register, value);
      shadow[register] = value;
    }
  }
}

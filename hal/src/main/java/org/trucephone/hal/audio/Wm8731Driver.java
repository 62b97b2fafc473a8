package org.trucephone.hal.audio;

import java.util.Map;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.display.Delay;

/**
 * Wolfson (Cirrus) WM8731, I²C address 0x1A or 0x1B, clock master of a link with 16 bit words.
 *
 * <pre>
 * MICIN (boost 0, +20 dB) ─┬─► ADC ─► both slots
 * LLINEIN (−34.5…+12 dB) ──┘│
 *                           └─ side tone ─┐
 * slots ─► DAC ─► mixer ──────────────────┴─► LHPOUT (hpl), RHPOUT (hpr)
 * </pre>
 *
 * <p>The line outputs cannot be muted apart from the headphone outputs, so no path may use them: a
 * loudspeaker's amplifier is soldered to LHPOUT or RHPOUT. Registers cannot be read back (p. 45):
 * see {@link WriteOnlyRegisters}.
 *
 * <p>Source: WM8731 rev 4.9 (October 2012): register map p. 46–51, sampling rates p. 37–42, power
 * up p. 52. Called on one thread only.
 */
public final class Wm8731Driver extends SolderedCodec {
  /** Outputs a board file may name. */
  public static final Set<String> OUTPUTS = Set.of("hpl", "hpr");

  /** Microphones: the microphone input, or the left line input behind an amplifier. */
  public static final Set<String> INPUTS = Set.of("mic", "llinein");

  private static final int LEFT_LINE = 0x00;
  private static final int RIGHT_LINE = 0x01;
  private static final int LEFT_HEADPHONE = 0x02;
  private static final int RIGHT_HEADPHONE = 0x03;
  private static final int ANALOG_PATH = 0x04;
  private static final int DIGITAL_PATH = 0x05;
  private static final int POWER_DOWN = 0x06;
  private static final int INTERFACE = 0x07;
  private static final int SAMPLING = 0x08;
  private static final int ACTIVE = 0x09;
  private static final int RESET = 0x0f;

  private static final int LINE_MUTED = 0x097;
  private static final int ZERO_DB_LINE = 0x17; // 1.5 dB steps
  private static final int AT_ZERO_CROSSING = 0x080;
  private static final int ZERO_DB_OUT = 0x79; // 1 dB steps, below 0x30 is mute
  private static final int MICROPHONE_OFF = 0x002;
  private static final int DAC_TO_MIXER = 0x010;
  private static final int FROM_MICROPHONE = 0x004;
  private static final int BOOST = 0x001;
  private static final int SIDE_TONE = 0x020;
  private static final int DAC_MUTED = 0x008; // ADC high-pass stays on

  private final WriteOnlyRegisters registers;
  private final long mclkHz;
  private final Delay delay;

  /**
   * Touches nothing yet; {@link #reset} does.
   *
   * @param mclkHz frequency at the MCLK pin: 12.288 MHz or 12 MHz
   * @param pins what each path is soldered to; a path left out cannot be heard
   * @param delay {@link Delay#REAL} outside tests
   * @throws IllegalArgumentException naming a pin that the chip does not have
   */
  public Wm8731Driver(I2cDevice bus, long mclkHz, Map<AudioPath, CodecPins> pins, Delay delay) {
    super("The WM8731", OUTPUTS, INPUTS, pins);
    registers = new WriteOnlyRegisters(bus, RESET + 1, RESET);
    this.mclkHz = mclkHz;
    this.delay = delay;
  }

  @Override
  public void reset(int rateHz) throws BusException {
    away();
    int sampling = sampling(rateHz);
    registers.reset();
    registers.write(POWER_DOWN, 0x070); // outputs off; no crystal here, no clock for others
    registers.write(SAMPLING, sampling);
    registers.write(INTERFACE, 0x042); // master, I²S, 16 bit
    disconnectAll();
    delay.millis(100); // the reference rises slowly, so nothing thumps
    registers.write(POWER_DOWN, 0x060); // outputs on, muted
    registers.write(ACTIVE, 0x001);
    ready();
  }

  /**
   * SR and USB/NORMAL for 256, 384 or 1536 clocks a sample (250, 375, 1500 from 12 MHz), p. 40. 16
   * kHz is not in the table: it is 32 kHz of a core clock that CLKIDIV2 halves.
   */
  private int sampling(int rateHz) throws BusException {
    if (mclkHz != 12_288_000 && mclkHz != 12_000_000) {
      throw new BusException(
          Kind.OTHER,
          "The WM8731 cannot make its clock from mclk-hz = " + mclkHz + "; use 12288000.");
    }
    int usb = mclkHz == 12_000_000 ? 0x001 : 0;
    return switch (rateHz) {
          case 48_000 -> 0x000;
          case 32_000 -> 0x018;
          case 24_000 -> 0x040;
          case 16_000 -> 0x058;
          case 8_000 -> 0x00c;
          default ->
              throw new BusException(Kind.OTHER, "The WM8731 cannot run at " + rateHz + " Hz.");
        }
        | usb;
  }

  @Override
  public void route(AudioPath wanted) throws BusException {
    disconnectAll();
    CodecPins wires = use(wanted);
    if (wires != null) {
      connectMicrophone(wires);
      applyPlayback(wires);
      registers.write(DIGITAL_PATH, 0x000); // last: here the person starts to hear
    }
  }

  private void disconnectAll() throws BusException {
    registers.write(DIGITAL_PATH, DAC_MUTED);
    registers.write(LEFT_HEADPHONE, AT_ZERO_CROSSING);
    registers.write(RIGHT_HEADPHONE, AT_ZERO_CROSSING);
    registers.write(ANALOG_PATH, MICROPHONE_OFF);
    registers.write(LEFT_LINE, LINE_MUTED);
    registers.write(RIGHT_LINE, LINE_MUTED);
  }

  @Override
  void playbackChanged(CodecPins wires) throws BusException {
    applyPlayback(wires);
    connectMicrophone(wires); // the side tone passes the same amplifier
  }

  private void applyPlayback(CodecPins wires) throws BusException {
    registers.write(
        wires.output().equals("hpl") ? LEFT_HEADPHONE : RIGHT_HEADPHONE,
        AT_ZERO_CROSSING | ZERO_DB_OUT + playbackSteps());
  }

  private int playbackSteps() {
    return (int) Math.round(wantedPlayback(-73, 6));
  }

  @Override
  void captureChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
  }

  private void connectMicrophone(CodecPins wires) throws BusException {
    double db = wantedCapture(-100, 100);
    if (wires.input().equals("llinein")) {
      int step = Math.clamp(ZERO_DB_LINE + Math.round(db / 1.5), 0, 0x1f);
      registers.write(LEFT_LINE, muted() ? LINE_MUTED : step);
      registers.write(ANALOG_PATH, DAC_TO_MIXER | MICROPHONE_OFF);
      return;
    }
    boolean boost = db >= 10; // all the chip has: 0 or +20 dB
    registers.write(
        ANALOG_PATH,
        DAC_TO_MIXER
            | FROM_MICROPHONE
            | (boost ? BOOST : 0)
            | (muted() ? MICROPHONE_OFF : sideTone(boost)));
  }

  /** −6, −9, −12 or −15 dB from the microphone to the mixer (p. 30). */
  private int sideTone(boolean boost) {
    if (!sideTone()) {
      return 0;
    }
    double attenuation = (boost ? 20 : 0) + playbackSteps() - sideToneDb();
    return SIDE_TONE | Math.clamp(Math.round((attenuation - 6) / 3), 0, 3) << 6;
  }

  @Override
  void muteChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
  }

  @Override
  void sideToneChanged(CodecPins wires) throws BusException {
    connectMicrophone(wires);
  }

  @Override
  public boolean present() {
    return registers.present();
  }
}

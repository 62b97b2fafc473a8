package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Map;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.bus.BusException;

/**
 * A TLV320AIC3104 codec: a register file on I²C, and the gains its registers make.
 *
 * <p>Unless told otherwise it is wired as the reference board: MIC1LP handset microphone, MIC1RP
 * headset microphone, MIC2L hands-free microphone; HPLOUT handset earpiece, HPROUT headset
 * earpiece, LEFT_LOP/M loudspeaker amplifier. MCLK runs always. The controller expects the codec to
 * drive the I²S clocks at the PCM rate, sends the same samples in both slots and reads the left
 * one.
 *
 * <p>Source: TI SLAS510G section 10.6 "Register Maps". Safe for any thread.
 */
public final class SimTlv320Aic3104 implements SimI2cTarget, SimCodecChip {
  private static final int REGISTERS = 128;
  private static final int PAGES = 2;

  private final long mclkHz;
  private final int rateHz;
  private final Map<AudioPath, CodecPins> pins;
  private final int[][] pages = new int[PAGES][REGISTERS];
  private int page;
  private int pointer;
  private boolean plugged = true;
  private boolean heldInReset;
  private volatile SimGains gains = SimGains.SILENT;

  /**
   * Powered up, registers at their defaults.
   *
   * @param mclkHz what the board feeds to MCLK
   * @param rateHz samples a second the controller expects on the I²S link
   */
  public SimTlv320Aic3104(long mclkHz, int rateHz) {
    this(
        mclkHz,
        rateHz,
        Map.of(
            AudioPath.HANDSET, new CodecPins("hpl", "line1l"),
            AudioPath.HEADSET, new CodecPins("hpr", "line1r"),
            AudioPath.SPEAKER, new CodecPins("left-lo", "line2l")));
  }

  /** The same, soldered as a board file says. */
  public SimTlv320Aic3104(long mclkHz, int rateHz, Map<AudioPath, CodecPins> pins) {
    this.pins = Map.copyOf(pins);
    this.mclkHz = mclkHz;
    this.rateHz = rateHz;
    restoreDefaults();
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged || heldInReset) {
      throw new BusException(
          BusException.Kind.NO_ACK_ADDRESS,
          "The codec TLV320AIC3104 does not answer; check its connector.");
    }
    if (write.length > 0) {
      pointer = write[0] & 0x7f;
      for (int i = 1; i < write.length; i++) {
        store(pointer, write[i] & 0xff);
        pointer = (pointer + 1) % REGISTERS;
      }
      gains = SimAic3104Analog.gains(pages[0], pins, mclkHz, rateHz);
    }
    for (int i = 0; i < read.length; i++) {
      read[i] = (byte) load(pointer);
      pointer = (pointer + 1) % REGISTERS;
    }
  }

  @Override
  public synchronized void unplug() {
    plugged = false;
    restoreDefaults();
  }

  @Override
  public synchronized void plug() {
    plugged = true;
  }

  @Override
  public synchronized void brownOut() {
    restoreDefaults();
  }

  /** Drives the RESET pin. */
  public synchronized void reset(boolean held) {
    heldInReset = held;
    if (held) {
      restoreDefaults();
    }
  }

  @Override
  public SimGains gains() {
    return gains;
  }

  /** {@return the level from a microphone to the samples in dB; negative infinity is silence} */
  public double captureDb(AudioPath microphone) {
    return 20 * Math.log10(gains.capture(microphone));
  }

  /** {@return the level from the samples to a transducer in dB; negative infinity is silence} */
  public double playbackDb(AudioPath transducer) {
    return 20 * Math.log10(gains.playback(transducer));
  }

  /** {@return the level from a path's microphone to its own earpiece inside the chip in dB} */
  public double sideToneDb(AudioPath path) {
    return 20 * Math.log10(gains.sideTone(path, path));
  }

  private void store(int register, int value) {
    if (register == 0) {
      page = value & 1;
    } else if (page == 0 && register == 1) {
      if ((value & 0x80) != 0) {
        restoreDefaults();
      }
    } else if (page == 0 && register == 11) {
      pages[0][11] = value & 0x0f; // overflow flags are read only
    } else if (page != 0 || !readOnly(register)) {
      pages[page][register] = value;
    }
  }

  private int load(int register) {
    if (register == 0) {
      return page;
    }
    int[] r = pages[0];
    if (page == 0 && register == 36) {
      return (r[19] & 0x04) << 4 | r[22] & 0x04; // ADC power status
    }
    if (page == 0 && register == 94) { // module power status
      return r[37] & 0xc0
          | (r[86] & 1) << 4
          | (r[93] & 1) << 3
          | (r[51] & 1) << 2
          | (r[65] & 1) << 1;
    }
    return pages[page][register];
  }

  private static boolean readOnly(int register) {
    return register == 36 || (register >= 94 && register <= 97);
  }

  private void restoreDefaults() {
    for (int[] each : pages) {
      Arrays.fill(each, 0);
    }
    page = 0;
    pointer = 0;
    int[] r = pages[0];
    r[3] = 0x10;
    r[4] = 0x04;
    r[11] = 0x01;
    r[15] = 0x80;
    r[16] = 0x80;
    r[17] = 0xff;
    r[18] = 0xff;
    for (int input = 19; input <= 24; input++) {
      r[input] = 0x78;
    }
    r[28] = 0xfe;
    r[31] = 0xfe;
    r[32] = 0x18;
    r[33] = 0x18;
    r[43] = 0x80;
    r[44] = 0x80;
    for (int driver = 51; driver <= 72; driver += 7) {
      r[driver] = 0x04; // high impedance while powered down
    }
    r[102] = 0x02;
    gains = SimGains.SILENT;
  }
}

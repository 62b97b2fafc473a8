package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Map;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.bus.BusException;

/**
 * An SGTL5000 codec: a file of 16-bit registers, and the gains they make. Written from the data
 * sheet (SGTL5000 rev. 6, sections 7 and 8), not from the driver, so that the two check each other.
 * MCLK runs always; supplies are 3.3 V and, for VDDD, 1.8 V from outside. The controller expects
 * the codec to drive the clocks at the PCM rate and reads the left slot.
 *
 * <p>Safe for any thread.
 */
public final class SimSgtl5000 implements SimI2cTarget, SimCodecChip {
  private static final int LAST = 0x013a;

  private final long mclkHz;
  private final int rateHz;
  private final Map<AudioPath, CodecPins> pins;
  private final int[] r = new int[LAST + 1];
  private int pointer;
  private boolean plugged = true;
  private volatile SimGains gains = SimGains.SILENT;

  /**
   * Powered up, registers at their defaults.
   *
   * @param mclkHz what the board feeds to SYS_MCLK
   * @param rateHz samples a second the controller expects
   */
  public SimSgtl5000(long mclkHz, int rateHz, Map<AudioPath, CodecPins> pins) {
    this.mclkHz = mclkHz;
    this.rateHz = rateHz;
    this.pins = Map.copyOf(pins);
    defaults();
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged) {
      throw new BusException(
          BusException.Kind.NO_ACK_ADDRESS, "The codec SGTL5000 does not answer: unplugged");
    }
    if (write.length >= 2) {
      pointer = ((write[0] & 0xff) << 8 | write[1] & 0xff) & ~1;
      for (int i = 2; i + 1 < write.length; i += 2) {
        if (pointer > 0 && pointer <= LAST) {
          r[pointer] = (write[i] & 0xff) << 8 | write[i + 1] & 0xff;
        }
        pointer += 2;
      }
      gains = compute();
    }
    for (int i = 0; i + 1 < read.length; i += 2) {
      int value = pointer <= LAST ? r[pointer] : 0;
      read[i] = (byte) (value >> 8);
      read[i + 1] = (byte) value;
      pointer += 2;
    }
  }

  @Override
  public synchronized void unplug() {
    plugged = false;
    defaults();
  }

  @Override
  public synchronized void plug() {
    plugged = true;
  }

  @Override
  public synchronized void brownOut() {
    defaults();
  }

  @Override
  public SimGains gains() {
    return gains;
  }

  private void defaults() {
    Arrays.fill(r, 0);
    r[0x0000] = 0xa011;
    r[0x0004] = 0x0008;
    r[0x0006] = 0x0010;
    r[0x000a] = 0x0010;
    r[0x000e] = 0x020c;
    r[0x0010] = 0x3c3c;
    r[0x0014] = 0x015f;
    r[0x0022] = 0x1818;
    r[0x0024] = 0x0111;
    r[0x002e] = 0x0404;
    r[0x0030] = 0x7060;
    r[0x0032] = 0x5000;
    r[0x0120] = 0x8000;
    gains = SimGains.SILENT;
  }

  private SimGains compute() {
    float[] capture = new float[4];
    float[] playback = new float[4];
    float[][] sideTone = new float[4][4];
    // References up, both converters and the link powered, master with 32 clocks and 16 bit words.
    boolean alive = (r[0x30] & 0x00a0) == 0x00a0 && Math.abs(rate() - rateHz) < rateHz * 1e-3;
    boolean link = alive && r[0x06] == 0x01b0;
    boolean adc = link && (r[0x30] & 0x0002) != 0 && (r[0x02] & 0x0042) == 0x0042;
    boolean dac = link && (r[0x30] & 0x0008) != 0 && (r[0x02] & 0x0021) == 0x0021;
    boolean processed = (r[0x02] & 0x0010) != 0 && (r[0x0100] & 1) != 0;
    int source = r[0x0a] >> 4 & 3; // 1 the link, 3 the processor
    float main = 0;
    float mixed = 0;
    if (source == 1) {
      main = 1;
    } else if (source == 3 && processed && (r[0x0a] >> 6 & 3) == 1) {
      main = (r[0x0100] & 0x10) != 0 ? r[0x0120] / 32768f : 1;
      mixed = (r[0x0100] & 0x10) != 0 && (r[0x0a] >> 8 & 3) == 0 ? r[0x0122] / 32768f : 0;
    }
    for (AudioPath ear : AudioPath.values()) {
      playback[ear.ordinal()] = dac ? main * behind(ear) : 0;
    }
    for (AudioPath mouth : AudioPath.values()) {
      float converted = adc ? converted(pin(mouth, false)) : 0;
      boolean swapped = (r[0x0a] & 0x0400) != 0;
      boolean leftSlot = pin(mouth, false).equals("linein-r") == swapped;
      // The microphone feeds both sides.
      boolean read = pin(mouth, false).equals("mic") || leftSlot;
      capture[mouth.ordinal()] = read && (r[0x0a] & 3) == 0 ? converted : 0;
      for (AudioPath ear : AudioPath.values()) {
        sideTone[mouth.ordinal()][ear.ordinal()] = dac ? converted * mixed * behind(ear) : 0;
      }
    }
    return new SimGains(capture, playback, sideTone);
  }

  private String pin(AudioPath path, boolean output) {
    CodecPins wired = pins.get(path);
    return wired == null ? "" : output ? wired.output() : wired.input();
  }

  /** From a pin to the ADC's samples. */
  private float converted(String input) {
    boolean lineSelected = (r[0x24] & 0x0004) != 0;
    if (input.isEmpty() || (r[0x24] & 0x0001) != 0 || lineSelected == input.equals("mic")) {
      return 0;
    }
    int side = input.equals("linein-r") ? r[0x20] >> 4 & 0xf : r[0x20] & 0xf;
    double db = side * 1.5 - ((r[0x20] & 0x0100) != 0 ? 6 : 0);
    if (!lineSelected) {
      if ((r[0x2a] & 0x0300) == 0) {
        return 0; // an electret capsule without bias
      }
      int[] amplified = {0, 20, 30, 40};
      db += amplified[r[0x2a] & 3];
    }
    return db(db);
  }

  /** From the DAC's input to a path's pin. */
  private float behind(AudioPath ear) {
    String pin = pin(ear, true);
    boolean left = pin.equals("hpl") || pin.equals("left-lo");
    int volume = left ? r[0x10] & 0xff : r[0x10] >> 8;
    boolean muted = (r[0x0e] & (left ? 0x0004 : 0x0008)) != 0;
    if (pin.isEmpty() || muted || volume >= 0xfc || volume < 0x3c) {
      return 0;
    }
    double db = (0x3c - volume) / 2.0;
    if (pin.startsWith("hp")) {
      boolean on = (r[0x30] & 0x0010) != 0 && (r[0x24] & 0x0050) == 0;
      int step = left ? r[0x22] & 0x7f : r[0x22] >> 8 & 0x7f;
      return on ? db(db + (0x18 - step) / 2.0) : 0;
    }
    boolean on = (r[0x30] & 0x0001) != 0 && (r[0x24] & 0x0100) == 0 && r[0x2c] == 0x0322;
    int step = left ? r[0x2e] & 0x1f : r[0x2e] >> 8 & 0x1f;
    return on ? db(db + (0x0e - step) / 2.0) : 0;
  }

  /** Samples a second by CHIP_CLK_CTRL, CHIP_PLL_CTRL and CHIP_CLK_TOP_CTRL. */
  private double rate() {
    int[] system = {32_000, 44_100, 48_000, 96_000};
    int[] divided = {1, 2, 4, 6};
    int fs = r[0x04] >> 2 & 3;
    double nominal = (double) system[fs] / divided[r[0x04] >> 4 & 3];
    if ((r[0x04] & 3) != 3) {
      int[] clocks = {256, 384, 512};
      return (double) mclkHz / clocks[r[0x04] & 3] / divided[r[0x04] >> 4 & 3];
    }
    if ((r[0x30] & 0x0500) != 0x0500) {
      return 0; // no PLL, no clock
    }
    double in = (r[0x34] & 0x0008) != 0 ? mclkHz / 2.0 : mclkHz;
    double pll = in * ((r[0x32] >> 11) + (r[0x32] & 0x7ff) / 2048.0);
    return nominal * pll / (fs == 1 ? 180_633_600 : 196_608_000);
  }

  private static float db(double value) {
    return (float) Math.pow(10, value / 20);
  }
}

package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Map;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.bus.BusException;

/**
 * A WM8960 codec: a register file that can only be written, and the gains its registers make.
 * Written from the datasheet (WM8960 rev 4.2, p. 22–83), not from the driver, so that the two check
 * each other. MCLK runs always; the controller expects the codec to drive the clocks at the PCM
 * rate and reads the left slot.
 *
 * <p>Safe for any thread.
 */
public final class SimWm8960 implements SimI2cTarget, SimCodecChip {
  private static final int REGISTERS = 0x38;

  private final long mclkHz;
  private final int rateHz;
  private final Map<AudioPath, CodecPins> pins;
  private final int[] r = new int[REGISTERS];
  private boolean plugged = true;
  private volatile SimGains gains = SimGains.SILENT;

  /**
   * Powered up, registers at their defaults.
   *
   * @param mclkHz what the board feeds to MCLK
   * @param rateHz samples a second the controller expects
   */
  public SimWm8960(long mclkHz, int rateHz, Map<AudioPath, CodecPins> pins) {
    this.mclkHz = mclkHz;
    this.rateHz = rateHz;
    this.pins = Map.copyOf(pins);
    defaults();
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged) {
      throw new BusException(
          BusException.Kind.NO_ACK_ADDRESS, "The codec WM8960 does not answer: unplugged");
    }
    for (int i = 0; i + 1 < write.length; i += 2) {
      int register = write[i] >> 1 & 0x7f;
      int value = (write[i] & 1) << 8 | write[i + 1] & 0xff;
      if (register == 0x0f) {
        defaults();
      } else if (register < REGISTERS) {
        r[register] = value;
      }
    }
    Arrays.fill(read, (byte) 0xff);
    gains = compute();
  }

  /** {@return a register's nine bits} */
  public synchronized int register(int number) {
    return r[number];
  }

  @Override
  public synchronized void unplug() {
    plugged = false;
    defaults();
    gains = SimGains.SILENT;
  }

  @Override
  public synchronized void plug() {
    plugged = true;
  }

  @Override
  public synchronized void brownOut() {
    defaults();
    gains = SimGains.SILENT;
  }

  @Override
  public SimGains gains() {
    return gains;
  }

  private void defaults() {
    Arrays.fill(r, 0);
    r[0x00] = 0x097;
    r[0x01] = 0x097;
    r[0x05] = 0x008;
    r[0x07] = 0x00a;
    r[0x08] = 0x1c0;
    r[0x0a] = 0x0ff;
    r[0x0b] = 0x0ff;
    r[0x11] = 0x07b;
    r[0x15] = 0x0c3;
    r[0x16] = 0x0c3;
    r[0x17] = 0x1c0;
    r[0x20] = 0x100;
    r[0x21] = 0x100;
    r[0x22] = 0x050;
    r[0x25] = 0x050;
    r[0x2d] = 0x050;
    r[0x2e] = 0x050;
    r[0x31] = 0x037;
    r[0x34] = 0x008;
    r[0x35] = 0x031;
    r[0x36] = 0x026;
    r[0x37] = 0x0e9;
  }

  private SimGains compute() {
    float[] capture = new float[4];
    float[] playback = new float[4];
    float[][] sideTone = new float[4][4];
    boolean biased = (r[0x19] & 0x0c0) == 0x0c0;
    // Master, I²S, 16 bit words: anything else is noise to the controller.
    boolean link = (r[0x07] & 0x7f) == 0x42 && biased;
    double sysclk = sysclk();
    boolean adcRuns = link && runs(sysclk, r[0x04] >> 6);
    boolean dacRuns = link && runs(sysclk, r[0x04] >> 3 & 7);
    for (AudioPath mouth : AudioPath.values()) {
      int m = mouth.ordinal();
      boolean left = pin(mouth, false).equals("linput1");
      float boosted = biased && !pin(mouth, false).isEmpty() ? boosted(left) : 0;
      boolean adc = (r[0x19] & (left ? 0x08 : 0x04)) != 0;
      int slots = r[0x17] >> 2 & 3; // 0 as they are, 1 both left, 2 both right
      boolean inLeftSlot = left ? slots != 2 && slots != 3 : slots >= 2;
      int volume = r[left ? 0x15 : 0x16] & 0xff;
      capture[m] =
          adcRuns && adc && inLeftSlot && volume > 0 ? boosted * db((volume - 0xc3) / 2.0) : 0;
      for (AudioPath ear : AudioPath.values()) {
        boolean earLeft = pin(ear, true).endsWith("l");
        int bypass = r[left ? 0x2d : 0x2e];
        boolean joined = (bypass & 0x80) != 0 && earLeft == left && mixerPowered(earLeft);
        sideTone[m][ear.ordinal()] =
            joined ? boosted * db(-3 * (bypass >> 4 & 7)) * output(ear) : 0;
      }
    }
    for (AudioPath ear : AudioPath.values()) {
      boolean left = pin(ear, true).endsWith("l");
      boolean dac = (r[0x1a] & (left ? 0x100 : 0x080)) != 0 && (r[0x05] & 0x08) == 0;
      int volume = r[left ? 0x0a : 0x0b] & 0xff;
      boolean mixed = (r[left ? 0x22 : 0x25] & 0x100) != 0 && mixerPowered(left);
      playback[ear.ordinal()] =
          dacRuns && dac && mixed && volume > 0 ? db((volume - 0xff) / 2.0) * output(ear) : 0;
    }
    return new SimGains(capture, playback, sideTone);
  }

  private String pin(AudioPath path, boolean output) {
    CodecPins wired = pins.get(path);
    return wired == null ? "" : output ? wired.output() : wired.input();
  }

  private boolean mixerPowered(boolean left) {
    return (r[0x2f] & (left ? 0x08 : 0x04)) != 0;
  }

  /** From the microphone pin through PGA and boost mixer. */
  private float boosted(boolean left) {
    int path = r[left ? 0x20 : 0x21];
    int pga = r[left ? 0x00 : 0x01];
    boolean powered =
        (r[0x2f] & (left ? 0x20 : 0x10)) != 0 && (r[0x19] & (left ? 0x20 : 0x10)) != 0;
    boolean bias = (r[0x19] & 0x02) != 0;
    boolean connected = (path & 0x108) == 0x108 && (pga & 0x80) == 0;
    if (!powered || !bias || !connected) {
      return 0;
    }
    int[] boost = {0, 13, 20, 29};
    return db(((pga & 0x3f) - 0x17) * 0.75 + boost[path >> 4 & 3]);
  }

  private float output(AudioPath ear) {
    return switch (pin(ear, true)) {
      case "hpl" -> (r[0x1a] & 0x40) != 0 ? amplifier(r[0x02]) : 0;
      case "hpr" -> (r[0x1a] & 0x20) != 0 ? amplifier(r[0x03]) : 0;
      case "spkl" -> (r[0x1a] & 0x10) != 0 && (r[0x31] & 0x40) != 0 ? amplifier(r[0x28]) : 0;
      case "spkr" -> (r[0x1a] & 0x08) != 0 && (r[0x31] & 0x80) != 0 ? amplifier(r[0x29]) : 0;
      default -> 0;
    };
  }

  private static float amplifier(int value) {
    int step = value & 0x7f;
    return step < 0x30 ? 0 : db(step - 0x79);
  }

  /** The PLL's frequency over 4, then SYSCLKDIV (p. 57, 60). */
  private double sysclk() {
    double source = mclkHz;
    if ((r[0x04] & 1) != 0) {
      double ratio = r[0x34] & 0x0f;
      if ((r[0x34] & 0x20) != 0) {
        ratio += ((r[0x35] & 0xff) << 16 | (r[0x36] & 0xff) << 8 | r[0x37] & 0xff) / 16777216.0;
      }
      double in = (r[0x34] & 0x10) != 0 ? mclkHz / 2.0 : mclkHz;
      boolean locks = (r[0x1a] & 1) != 0 && in * ratio > 90e6 && in * ratio < 100e6;
      source = locks ? in * ratio / 4 : 0;
    }
    return (r[0x04] >> 1 & 3) == 2 ? source / 2 : source;
  }

  private boolean runs(double sysclk, int code) {
    double[] dividers = {1, 1.5, 2, 3, 4, 5.5, 6, Double.MAX_VALUE};
    double rate = sysclk / 256 / dividers[code & 7];
    return Math.abs(rate - rateHz) < rateHz * 1e-3;
  }

  private static float db(double value) {
    return (float) Math.pow(10, value / 20);
  }
}

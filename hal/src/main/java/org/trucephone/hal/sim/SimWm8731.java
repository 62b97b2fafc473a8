package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Map;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.bus.BusException;

/**
 * A WM8731 codec: a register file that can only be written, and the gains its registers make.
 * Written from the datasheet (WM8731 rev 4.9, p. 22–52), not from the driver, so that the two check
 * each other. MCLK runs always; the controller expects the codec to drive the clocks at the PCM
 * rate and reads the left slot. A series resistor makes the microphone input's own gain 0 dB (p.
 * 24).
 *
 * <p>Safe for any thread.
 */
public final class SimWm8731 implements SimI2cTarget, SimCodecChip {
  private static final int REGISTERS = 0x0a;

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
  public SimWm8731(long mclkHz, int rateHz, Map<AudioPath, CodecPins> pins) {
    this.mclkHz = mclkHz;
    this.rateHz = rateHz;
    this.pins = Map.copyOf(pins);
    defaults();
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged) {
      throw new BusException(
          BusException.Kind.NO_ACK_ADDRESS, "The codec WM8731 does not answer: unplugged");
    }
    for (int i = 0; i + 1 < write.length; i += 2) {
      int register = write[i] >> 1 & 0x7f;
      int value = (write[i] & 1) << 8 | write[i + 1] & 0xff;
      if (register == 0x0f) {
        defaults();
      } else if (register < REGISTERS) {
        r[register] = value;
        if (register < 4 && (value & 0x100) != 0) {
          r[register ^ 1] = value; // one write for both sides
        }
      }
    }
    Arrays.fill(read, (byte) 0xff);
    gains = compute();
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
    int[] powerOn = {0x097, 0x097, 0x079, 0x079, 0x00a, 0x008, 0x09f, 0x00a, 0x000, 0x000};
    System.arraycopy(powerOn, 0, r, 0, REGISTERS);
    gains = SimGains.SILENT;
  }

  private SimGains compute() {
    float[] capture = new float[4];
    float[] playback = new float[4];
    float[][] sideTone = new float[4][4];
    boolean on = (r[6] & 0x80) == 0;
    boolean runs = on && r[7] == 0x042 && r[9] == 1 && Math.abs(rate() - rateHz) < rateHz * 1e-3;
    boolean adc = runs && (r[6] & 0x04) == 0;
    boolean dac = runs && (r[6] & 0x08) == 0 && (r[5] & 0x08) == 0 && (r[4] & 0x10) != 0;
    float microphone = (r[6] & 0x02) != 0 ? 0 : (r[4] & 1) != 0 ? 10 : 1;
    boolean open = (r[4] & 0x02) == 0;
    for (AudioPath mouth : AudioPath.values()) {
      int m = mouth.ordinal();
      boolean byLine = pin(mouth, false).equals("llinein");
      boolean byMicrophone = pin(mouth, false).equals("mic");
      boolean micSelected = (r[4] & 0x04) != 0;
      if (byLine && !micSelected && (r[0] & 0x80) == 0 && (r[6] & 0x01) == 0) {
        capture[m] = adc ? db(((r[0] & 0x1f) - 0x17) * 1.5) : 0;
      } else if (byMicrophone && micSelected && open) {
        capture[m] = adc ? microphone : 0;
      }
      for (AudioPath ear : AudioPath.values()) {
        boolean joined = on && byMicrophone && (r[4] & 0x20) != 0 && open;
        sideTone[m][ear.ordinal()] =
            joined ? microphone * db(-6 - 3 * (r[4] >> 6 & 3)) * amplifier(ear) : 0;
      }
    }
    for (AudioPath ear : AudioPath.values()) {
      playback[ear.ordinal()] = dac ? amplifier(ear) : 0;
    }
    return new SimGains(capture, playback, sideTone);
  }

  private String pin(AudioPath path, boolean output) {
    CodecPins wired = pins.get(path);
    return wired == null ? "" : output ? wired.output() : wired.input();
  }

  private float amplifier(AudioPath ear) {
    String pin = pin(ear, true);
    if ((r[6] & 0x90) != 0 || pin.isEmpty()) {
      return 0;
    }
    int step = r[pin.equals("hpl") ? 2 : 3] & 0x7f;
    return step < 0x30 ? 0 : db(step - 0x79);
  }

  /** BOSR = 0 only; CLKIDIV2 halves the core's clock (p. 38–40). */
  private double rate() {
    double core = (r[8] & 0x40) != 0 ? mclkHz / 2.0 : mclkHz;
    boolean usb = (r[8] & 1) != 0;
    int clocks =
        switch (r[8] >> 2 & 0x0f) {
          case 0 -> usb ? 250 : 256;
          case 6 -> usb ? 375 : 384;
          case 3 -> usb ? 1500 : 1536;
          case 7 -> usb ? 125 : 128;
          default -> Integer.MAX_VALUE;
        };
    return (r[8] & 2) != 0 ? 0 : core / clocks;
  }

  private static float db(double value) {
    return (float) Math.pow(10, value / 20);
  }
}

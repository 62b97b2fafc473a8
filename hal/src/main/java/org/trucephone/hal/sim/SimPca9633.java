package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Locale;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/**
 * A PCA9633 LED driver: its registers and how long each output is low. Written from the datasheet
 * (NXP PCA9633 rev. 6, section 7). Safe for any thread.
 */
public final class SimPca9633 implements SimI2cTarget {
  private static final int REGISTERS = 13;

  private final String name;
  private final Runnable changed;
  private final int[] r = new int[REGISTERS];
  private boolean plugged = true;

  /**
   * Powered up, asleep.
   *
   * @param changed told after each write
   */
  public SimPca9633(String name, Runnable changed) {
    this.name = name;
    this.changed = changed;
    defaults();
  }

  private void defaults() {
    Arrays.fill(r, 0);
    r[0x00] = 0x11; // asleep, answers the call of all
    r[0x01] = 0x01;
    r[0x06] = 0xff;
    r[0x09] = 0xe2;
    r[0x0a] = 0xe4;
    r[0x0b] = 0xe8;
    r[0x0c] = 0xe0;
  }

  @Override
  public void transfer(byte[] write, byte[] read) throws BusException {
    synchronized (this) {
      if (!plugged) {
        throw new BusException(
            Kind.NO_ACK_ADDRESS, "The LED driver PCA9633 \"" + name + "\" does not answer.");
      }
      int register = write.length == 0 ? 0 : write[0] & 0x0f;
      boolean inTurn = write.length > 0 && (write[0] & 0x80) != 0;
      for (int i = 1; i < write.length; i++) {
        check(register);
        r[register] = write[i] & 0xff;
        register = inTurn ? (register + 1) % REGISTERS : register;
      }
      for (int i = 0; i < read.length; i++) {
        check(register);
        // Bits 7…5 of MODE1 show how the address goes on (table 6).
        read[i] = (byte) (register == 0 ? r[0] & 0x1f | (inTurn ? 0x80 : 0) : r[register]);
        register = inTurn ? (register + 1) % REGISTERS : register;
      }
    }
    changed.run();
  }

  private static void check(int register) throws BusException {
    if (register >= REGISTERS) {
      throw new BusException(
          Kind.NO_ACK_DATA, String.format(Locale.ROOT, "no register 0x%02x", register));
    }
  }

  /**
   * {@return how bright an LED is, 0…256}
   *
   * @param activeLow whether it goes to the supply, else to ground
   */
  public synchronized int brightness(int pin, boolean activeLow) {
    if (!plugged || (r[0x00] & 0x10) != 0 || (!activeLow && (r[0x01] & 0x04) == 0)) {
      return 0; // without power, asleep, or an open drain that cannot feed the LED
    }
    int low =
        switch (r[0x08] >> 2 * pin & 3) {
          case 0 -> 0;
          case 1 -> 256;
          default -> r[0x02 + pin];
        };
    boolean inverted = (r[0x01] & 0x10) != 0;
    return activeLow != inverted ? low : 256 - low;
  }

  /** Takes the chip off its bus and supply. */
  public void unplug() {
    synchronized (this) {
      plugged = false;
      defaults();
    }
    changed.run();
  }

  /** Puts it back: asleep. */
  public void plug() {
    synchronized (this) {
      plugged = true;
    }
    changed.run();
  }
}

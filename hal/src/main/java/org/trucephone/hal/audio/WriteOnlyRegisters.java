package org.trucephone.hal.audio;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Registers of nine bits at addresses of seven, as Wolfson's codecs have them: they cannot be read
 * back, so a shadow is kept, and every few looks what is in it is written again. A chip whose
 * supply sagged is right again within seconds.
 */
final class WriteOnlyRegisters {
  private static final int BLIND_LOOKS = 5;

  private final I2cDevice bus;
  private final int resetRegister;
  private final int[] shadow;
  private final Set<Integer> order = new LinkedHashSet<>();
  private int last;
  private int looks;

  /** Touches nothing yet; {@link #reset} does. */
  WriteOnlyRegisters(I2cDevice bus, int count, int resetRegister) {
    this.bus = bus;
    this.resetRegister = resetRegister;
    shadow = new int[count];
  }

  /** Puts the chip to its defaults and forgets what was written. */
  void reset() throws BusException {
    Arrays.fill(shadow, -1);
    order.clear();
    send(resetRegister, 0);
  }

  /** Writes a register that does not hold the value yet. */
  void write(int register, int value) throws BusException {
    if (shadow[register] != value) {
      send(register, value);
      shadow[register] = value;
      order.add(register);
      last = register;
    }
  }

  /** {@return whether the chip answers}; also writes all again, now and then */
  boolean present() {
    try {
      if (order.isEmpty()) {
        bus.transfer(new byte[0], new byte[0]);
      } else if (++looks % BLIND_LOOKS == 0) {
        for (int register : order) {
          send(register, shadow[register]);
        }
      } else {
        send(last, shadow[last]);
      }
      return true;
    } catch (BusException notAnswering) {
      return false;
    }
  }

  private void send(int register, int value) throws BusException {
    bus.transfer(new byte[] {(byte) (register << 1 | value >> 8 & 1), (byte) value}, new byte[0]);
  }
}

package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.Locale;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.keypad.Key;

/**
 * An MCP23017 port expander (Microchip DS20001952): all 22 registers in both address maps, address
 * increment, pull-ups, interrupts and their two lines. What its pins touch is its {@link
 * Surroundings}.
 *
 * <p>Safe for any thread.
 */
public final class SimMcp23017 implements SimI2cTarget {
  // Registers, in the order of table 3-1; each is 16 bits here, port A in the low byte.
  private static final int IODIR = 0;
  private static final int IPOL = 1;
  private static final int GPINTEN = 2;
  private static final int DEFVAL = 3;
  private static final int INTCON = 4;
  private static final int IOCON = 5;
  private static final int GPPU = 6;
  private static final int INTF = 7;
  private static final int INTCAP = 8;
  private static final int GPIO = 9;
  private static final int OLAT = 10;

  // Bits of IOCON, register 3-6.
  private static final int BANK = 0x80;
  private static final int MIRROR = 0x40;
  private static final int SEQOP = 0x20;
  private static final int ODR = 0x04;
  private static final int INTPOL = 0x02;

  /** What the pins are connected to. */
  @FunctionalInterface
  public interface Surroundings {
    /**
     * {@return the level of each pin}
     *
     * @param outputs pins the chip drives
     * @param driven the levels it drives them to
     * @param pullUps pins it pulls up weakly
     */
    int levels(int outputs, int driven, int pullUps);
  }

  /** Hears of new pin levels. */
  @FunctionalInterface
  public interface PinWatcher {
    /** The pins are at {@code levels} now; must not block. */
    void changed(int levels);
  }

  private final String name;
  private final Surroundings surroundings;
  private final SimLine interruptA;
  private final SimLine interruptB;
  private final int[] registers = new int[11];
  private int pointer;
  private int pins;
  private boolean plugged = true;
  private PinWatcher watcher = _ -> {};

  /** Powered up; {@code name} is for messages. Interrupt lines idle high. */
  public SimMcp23017(
      String name, Surroundings surroundings, SimLine interruptA, SimLine interruptB) {
    this.name = name;
    this.surroundings = surroundings;
    this.interruptA = interruptA;
    this.interruptB = interruptB;
    powerOn();
  }

  /** An expander whose inputs touch nothing and whose interrupts go nowhere, as for lamps. */
  public SimMcp23017(String name) {
    this(
        name,
        (outputs, driven, pullUps) -> outputs & driven | ~outputs & pullUps,
        new SimLine(true),
        new SimLine(true));
  }

  /** Tells {@code watcher} of every change of the pins. */
  public synchronized void watch(PinWatcher pinWatcher) {
    watcher = pinWatcher;
  }

  /** {@return the levels of the 16 pins, GPA0 first} */
  public synchronized int pins() {
    return pins;
  }

  /** {@return the pins the chip drives} */
  public synchronized int outputs() {
    return plugged ? ~registers[IODIR] & 0xffff : 0;
  }

  /** Takes the chip's plug out: it loses power and answers nothing. */
  public synchronized void unplug() {
    plugged = false;
    powerOn();
  }

  /** Puts it back: registers as after power-on. */
  public synchronized void plug() {
    plugged = true;
    powerOn();
  }

  /** What the pins touch has changed: looks at the levels again. */
  synchronized void surroundingsChanged() {
    settle();
  }

  /** {@return whether the keypad has the key; its switch is closed then} */
  public synchronized boolean press(SimKeyMatrix matrix, Key key) {
    boolean there = matrix.press(key);
    settle();
    return there;
  }

  /** {@return whether the keypad has the key; its switch is open then} */
  public synchronized boolean release(SimKeyMatrix matrix, Key key) {
    boolean there = matrix.release(key);
    settle();
    return there;
  }

  /** {@return the face the person touches of a keypad on this expander} */
  public SimKeys keys(SimKeyMatrix matrix) {
    return new SimKeys() {
      @Override
      public boolean press(Key key) {
        return SimMcp23017.this.press(matrix, key);
      }

      @Override
      public boolean release(Key key) {
        return SimMcp23017.this.release(matrix, key);
      }

      @Override
      public void unplug() {
        SimMcp23017.this.unplug();
      }

      @Override
      public void plug() {
        SimMcp23017.this.plug();
      }
    };
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged) {
      throw new BusException(Kind.NO_ACK_ADDRESS, "the " + name + " does not answer: unplugged");
    }
    if (write.length > 0) {
      pointer = write[0] & 0xff;
      for (int i = 1; i < write.length; i++) {
        put(write[i] & 0xff);
      }
    }
    for (int i = 0; i < read.length; i++) {
      read[i] = (byte) take();
    }
  }

  private void powerOn() {
    Arrays.fill(registers, 0);
    registers[IODIR] = 0xffff;
    pointer = 0;
    pins = levels();
    watcher.changed(pins);
    driveInterrupts();
  }

  private void put(int value) throws BusException {
    int register = register();
    int shift = port() * 8;
    switch (register) {
      case INTF, INTCAP -> {} // read only
      case IOCON -> registers[IOCON] = value & 0xfe; // one register, seen at two addresses
      case GPIO, OLAT -> setByte(OLAT, shift, value); // 3.5.10: writing GPIO writes the latch
      default -> setByte(register, shift, value);
    }
    advance(register, shift);
    settle();
  }

  private int take() throws BusException {
    int register = register();
    int shift = port() * 8;
    int value =
        switch (register) {
          case IOCON -> registers[IOCON];
          case GPIO -> (pins ^ registers[IPOL]) >> shift & 0xff;
          default -> registers[register] >> shift & 0xff;
        };
    if (register == GPIO || register == INTCAP) {
      setByte(INTF, shift, 0); // 3.6.4: reading either ends the port's interrupt
      settle();
    }
    advance(register, shift);
    return value;
  }

  private void setByte(int register, int shift, int value) {
    registers[register] = registers[register] & ~(0xff << shift) | value << shift;
  }

  private int register() throws BusException {
    int register = banked() ? pointer & 0x0f : pointer >> 1;
    if (register > OLAT || pointer > (banked() ? 0x1a : 0x15)) {
      throw new BusException(
          Kind.NO_ACK_DATA,
          String.format(Locale.ROOT, "the %s has no register 0x%02x", name, pointer));
    }
    return register;
  }

  private int port() {
    return banked() ? pointer >> 4 : pointer & 1;
  }

  private boolean banked() {
    return (registers[IOCON] & BANK) != 0;
  }

  /** Moves the address on (3.3.1): to the next register, or between a pair's ports if SEQOP. */
  private void advance(int register, int shift) {
    if ((registers[IOCON] & SEQOP) == 0) {
      int last = banked() ? 0x1a : 0x15;
      pointer = pointer >= last ? 0 : pointer + 1;
      if (banked() && pointer == 0x0b) {
        pointer = 0x10;
      }
    } else if (!banked()) {
      pointer = register << 1 | (shift == 0 ? 1 : 0);
    }
  }

  private int levels() {
    int outputs = ~registers[IODIR] & 0xffff;
    return plugged
        ? surroundings.levels(outputs, registers[OLAT] & outputs, registers[GPPU] & ~outputs)
        : 0;
  }

  /** Brings pins and interrupts in line with registers and surroundings. */
  private void settle() {
    int before = pins;
    pins = levels();
    int seen = (pins ^ registers[IPOL]) & 0xffff;
    int enabled = registers[GPINTEN] & registers[IODIR];
    int compared = registers[INTCON] & (seen ^ registers[DEFVAL]);
    int moved = ~registers[INTCON] & (pins ^ before);
    int causes = enabled & (compared | moved);
    for (int shift = 0; shift <= 8; shift += 8) {
      int cause = causes & 0xff << shift;
      if (cause != 0 && (registers[INTF] & 0xff << shift) == 0) {
        registers[INTF] |= cause;
        setByte(INTCAP, shift, seen >> shift & 0xff);
      }
    }
    // Turning a pin's interrupt off withdraws it.
    registers[INTF] &= registers[GPINTEN];
    driveInterrupts();
    if (pins != before) {
      watcher.changed(pins);
    }
  }

  private void driveInterrupts() {
    boolean a = plugged && (registers[INTF] & 0x00ff) != 0;
    boolean b = plugged && (registers[INTF] & 0xff00) != 0;
    if ((registers[IOCON] & MIRROR) != 0) {
      a = a || b;
      b = a;
    }
    // Open drain overrides polarity (3.5.6); an unplugged chip leaves the line to its pull-up.
    boolean activeHigh =
        plugged && (registers[IOCON] & ODR) == 0 && (registers[IOCON] & INTPOL) != 0;
    interruptA.drive(a == activeHigh);
    interruptB.drive(b == activeHigh);
  }
}

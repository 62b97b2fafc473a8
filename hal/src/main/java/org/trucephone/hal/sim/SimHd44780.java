package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.display.Canvas;
import org.trucephone.hal.display.Font;
import org.trucephone.hal.display.Framebuffer;

/**
 * A simulated HD44780U with ROM A00 on a PCF8574, 20×4 or less. It takes a half octet whenever E
 * falls, in eight-bit mode until told otherwise, as the real one does (HD44780U p. 24, 46).
 *
 * <p>Safe for any thread.
 */
public final class SimHd44780 implements SimI2cTarget, SimDisplay {
  private static final int RS = 0x01;
  private static final int RW = 0x02;
  private static final int E = 0x04;
  private static final int LIGHT = 0x08;
  private static final int MEMORY = 0x80;

  private final int columns;
  private final int rows;
  private final char[] memory = new char[MEMORY];
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean plugged = true;
  private int pins;
  private boolean halves;
  private int upper; // the first half, or -1
  private boolean twoLines;
  private boolean on;
  private int address;

  /** Powered up, unconfigured. */
  public SimHd44780(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    powerUp();
  }

  private void powerUp() {
    pins = 0xff;
    halves = false;
    upper = -1;
    twoLines = false;
    on = false;
    address = 0;
    Arrays.fill(memory, ' ');
  }

  @Override
  public void transfer(byte[] write, byte[] read) throws BusException {
    synchronized (this) {
      if (!plugged) {
        throw new BusException(Kind.NO_ACK_ADDRESS, "the display is unplugged");
      }
      for (byte state : write) {
        boolean falls = (pins & E) != 0 && (state & E) == 0;
        pins = state & 0xff;
        if (falls && (pins & RW) == 0) {
          latch(pins & 0xf0);
        }
      }
      Arrays.fill(read, (byte) pins);
    }
    tell();
  }

  private void latch(int half) {
    if (!halves) {
      take(half); // the lower four wires are not there
    } else if (upper < 0) {
      upper = half;
    } else {
      int value = upper | half >> 4;
      upper = -1;
      take(value);
    }
  }

  private void take(int value) {
    if ((pins & RS) != 0) {
      memory[address] = (char) value;
      step();
      return;
    }
    if ((value & 0x80) != 0) {
      address = value & 0x7f;
    } else if ((value & 0x20) != 0) {
      halves = (value & 0x10) == 0;
      twoLines = (value & 0x08) != 0;
    } else if ((value & 0x08) != 0) {
      on = (value & 0x04) != 0;
    } else if (value == 0x01) {
      Arrays.fill(memory, ' ');
      address = 0;
    }
  }

  /** Two lines of 40: 00h…27h, 40h…67h. */
  private void step() {
    address++;
    if (address == 0x28) {
      address = 0x40;
    } else if (address >= 0x68) {
      address = 0;
    }
  }

  /** {@return the lines as a person reads them; blank while it is dark or off} */
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    boolean shows = plugged && on && (pins & LIGHT) != 0;
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      int from = (row & 1) * 0x40 + (row >> 1) * columns;
      for (int i = 0; i < columns; i++) {
        boolean there = shows && (twoLines || (row & 1) == 0);
        line.append(there ? letter(memory[from + i]) : ' ');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char letter(char code) {
    return switch (code) {
      case 0xe1 -> 'ä';
      case 0xef -> 'ö';
      case 0xf5 -> 'ü';
      case 0xe2 -> 'ß';
      case 0xee -> 'ñ';
      case 0xdf -> '°';
      case 0x7e -> '→';
      case 0x7f -> '←';
      case 0xa5 -> '·';
      case 0xff -> '█';
      default -> code >= 0x20 && code < 0x7e ? code : '?';
    };
  }

  @Override
  public Framebuffer picture() {
    Framebuffer seen = new Framebuffer(columns * 6, rows * 12);
    Canvas canvas = new Canvas(seen);
    Font font = Font.fixed();
    int y = 0;
    for (String line : lines()) {
      canvas.text(font, 0, y, line, 0xffffff);
      y += 12;
    }
    return seen;
  }

  @Override
  public void unplug() {
    synchronized (this) {
      plugged = false;
    }
    tell();
  }

  @Override
  public void plug() {
    synchronized (this) {
      plugged = true;
      powerUp();
    }
    tell();
  }

  /** The supply sags for a moment: still there, all settings lost. */
  public void brownOut() {
    synchronized (this) {
      powerUp();
    }
    tell();
  }

  private void tell() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(listeners);
    }
    due.forEach(Runnable::run);
  }

  @Override
  public synchronized void onChange(Runnable listener) {
    listeners.add(listener);
  }
}

package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.display.PanelGeometry;

/**
 * A simulated ST7789V on IPS glass, or ILI9341 on its usual glass. It knows only what its wires
 * carry: commands and data told apart by the data/command line, a reset line, a backlight line. A
 * wrong rotation, colour order or format, offset or a forgotten sleep-out is seen in {@link
 * #picture()} as on the real panel.
 *
 * <p>Safe for any thread. Section numbers are those of the ST7789V datasheet; the ILI9341's
 * commands (V1.11) mean the same.
 */
public final class SimTft implements SimSpiTarget, SimDisplay {
  /** Which controller, on which glass. */
  public enum Chip {
    /** True colours when inverted, red first. */
    ST7789(0x00, true),
    /** True colours as they come, blue first, columns from the right. */
    ILI9341(0x48, false);

    private final int upright; // MADCTL of the picture that is not turned
    private final boolean trueInverted;

    Chip(int upright, boolean trueInverted) {
      this.upright = upright;
      this.trueInverted = trueInverted;
    }
  }

  private static final int COLUMNS = 240;
  private static final int ROWS = 320;
  private static final int SIXTEEN_BITS = 5;

  private final Chip chip;
  private final SimLine dataCommand;
  private final @Nullable SimLine reset;
  private final @Nullable SimLine backlight;
  private final PanelGeometry mounting;
  private final short[] memory = new short[COLUMNS * ROWS];
  private final List<Runnable> listeners = new ArrayList<>();

  private boolean plugged = true;
  private boolean asleep;
  private boolean on;
  private boolean inverted;
  private int memoryAccess;
  private int colourMode;
  private int firstColumn;
  private int lastColumn;
  private int firstRow;
  private int lastRow;

  private int command;
  private final byte[] parameters = new byte[4];
  private int received;
  private int column;
  private int row;
  private boolean drawn;
  private boolean told = true;
  private long frames;
  private long bytes;

  /**
   * Powered up, unconfigured.
   *
   * @param chip which controller
   * @param dataCommand high for data (D/CX)
   * @param reset low resets (RESX); null if tied high
   * @param backlight high lights; null if always lit
   * @param mounting how the glass sits in front of the person
   */
  public SimTft(
      Chip chip,
      SimLine dataCommand,
      @Nullable SimLine reset,
      @Nullable SimLine backlight,
      PanelGeometry mounting) {
    this.chip = chip;
    this.dataCommand = dataCommand;
    this.reset = reset;
    this.backlight = backlight;
    this.mounting = mounting;
    powerUp();
    if (reset != null) {
      reset.watch(high -> resetLevel(high));
    }
    if (backlight != null) {
      backlight.watch(_ -> changed());
    }
  }

  private void resetLevel(boolean high) {
    if (!high) {
      synchronized (this) {
        defaults();
      }
    }
    changed();
  }

  /** A wire or cable changed what a person sees, outside any command. */
  private void changed() {
    synchronized (this) {
      drawn = true;
      finishDrawing();
    }
    tell();
  }

  // Bus face.

  @Override
  public void write(byte[] data, int offset, int length) {
    synchronized (this) {
      if (!listening()) {
        return;
      }
      bytes += length;
      for (int i = offset; i < offset + length; i++) {
        if (dataCommand.high()) {
          data(data[i]);
        } else {
          command(data[i] & 0xff);
        }
      }
    }
    tell();
  }

  /** Only the eight-bit read of the power mode is answered; every other read gives zeros. */
  @Override
  public void transfer(byte[] command, byte[] read) {
    write(command, 0, command.length);
    synchronized (this) {
      Arrays.fill(read, (byte) 0);
      if (listening() && read.length > 0 && this.command == 0x0a) {
        // 9.1.5: booster, sleep out, normal mode, display on.
        read[0] = (byte) ((asleep ? 0 : 0x90) | 0x08 | (on ? 0x04 : 0));
      }
    }
  }

  private boolean listening() {
    return plugged && (reset == null || reset.high());
  }

  private void command(int code) {
    finishDrawing();
    command = code;
    received = 0;
    switch (code) {
      case 0x01 -> defaults(); // SWRESET
      case 0x10 -> asleep = true; // SLPIN
      case 0x11 -> asleep = false; // SLPOUT
      case 0x20 -> inverted = false; // INVOFF
      case 0x21 -> inverted = true; // INVON
      case 0x28 -> on = false; // DISPOFF
      case 0x29 -> on = true; // DISPON
      case 0x2c -> { // RAMWR starts at the window's first pixel
        column = firstColumn;
        row = firstRow;
      }
      default -> {} // takes parameters, or changes nothing a person sees
    }
    if (code == 0x01 || code >= 0x10 && code <= 0x29) {
      drawn = true; // one of those above which change the whole picture
      finishDrawing();
    }
  }

  private void data(byte value) {
    if (command == 0x2c || command == 0x3c) { // RAMWR, WRMEMC
      pixelByte(value);
      return;
    }
    if (received >= parameters.length) {
      return;
    }
    parameters[received++] = value;
    if (command == 0x36 && received == 1) { // MADCTL: from the next write on
      memoryAccess = value & 0xff;
    } else if (command == 0x3a && received == 1) { // COLMOD
      colourMode = value & 0x07;
    } else if (command == 0x2a && received == 4) { // CASET
      firstColumn = parameter(0);
      lastColumn = parameter(2);
    } else if (command == 0x2b && received == 4) { // RASET
      firstRow = parameter(0);
      lastRow = parameter(2);
    }
  }

  private int parameter(int at) {
    return (parameters[at] & 0xff) << 8 | parameters[at + 1] & 0xff;
  }

  private void pixelByte(byte value) {
    parameters[received++] = value;
    if (colourMode == SIXTEEN_BITS) {
      if (received == 2) {
        pixel((short) parameter(0));
      }
    } else if (received == 3) { // 18 bits: six in the top of each of three bytes
      int red = (parameters[0] & 0xff) >> 3;
      int green = (parameters[1] & 0xff) >> 2;
      int blue = (parameters[2] & 0xff) >> 3;
      pixel((short) (red << 11 | green << 5 | blue));
    }
  }

  private void pixel(short colour) {
    received = 0;
    int at = address(column, row, memoryAccess);
    if (at >= 0) {
      memory[at] = colour;
      drawn = true;
    }
    if (++column > lastColumn) {
      column = firstColumn;
      if (++row > lastRow) {
        row = firstRow;
        finishDrawing();
      }
    }
  }

  /** Where a column and row of the host land in memory (9.1.28), or -1 for nowhere. */
  private static int address(int column, int row, int memoryAccess) {
    boolean exchanged = (memoryAccess & 0x20) != 0;
    int x = exchanged ? row : column;
    int y = exchanged ? column : row;
    if (x < 0 || y < 0 || x >= COLUMNS || y >= ROWS) {
      return -1;
    }
    x = (memoryAccess & 0x40) != 0 ? COLUMNS - 1 - x : x;
    y = (memoryAccess & 0x80) != 0 ? ROWS - 1 - y : y;
    return y * COLUMNS + x;
  }

  private void finishDrawing() {
    if (drawn) {
      drawn = false;
      frames++;
      told = false;
    }
  }

  /** What a reset restores; memory keeps its content (9.1.2). */
  private void defaults() {
    asleep = true;
    on = false;
    inverted = false;
    memoryAccess = 0;
    colourMode = 6;
    firstColumn = 0;
    lastColumn = COLUMNS - 1;
    firstRow = 0;
    lastRow = ROWS - 1;
    command = 0;
    received = 0;
  }

  private void powerUp() {
    defaults();
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (short) (i * 0x9e3779b1 >>> 13); // memory wakes up with noise
    }
  }

  private void tell() {
    List<Runnable> due;
    synchronized (this) {
      due = told ? List.of() : List.copyOf(listeners);
      told = true;
    }
    due.forEach(Runnable::run);
  }

  // Backend face.

  @Override
  public synchronized Framebuffer picture() {
    Framebuffer seen = new Framebuffer(mounting.width(), mounting.height());
    boolean lit = backlight == null || backlight.high();
    if (!listening() || asleep || !on || !lit) {
      return seen;
    }
    int turned =
        switch (mounting.rotation()) {
          case 90 -> 0x60;
          case 180 -> 0xc0;
          case 270 -> 0xa0;
          default -> 0;
        };
    int access = turned ^ chip.upright & 0xc0;
    boolean colours = ((memoryAccess ^ chip.upright) & 0x08) == 0;
    for (int y = 0; y < seen.height(); y++) {
      for (int x = 0; x < seen.width(); x++) {
        int at = address(x + mounting.xOffset(), y + mounting.yOffset(), access);
        if (at >= 0) {
          int colour = inverted == chip.trueInverted ? memory[at] : ~memory[at];
          seen.pixels()[y * seen.width() + x] = colours ? (short) colour : swapped(colour);
        }
      }
    }
    return seen;
  }

  /** {@return red and blue exchanged, as glass with the other order of sub-pixels shows it} */
  private static short swapped(int colour) {
    return (short) (colour << 11 | colour & 0x07e0 | colour >> 11 & 0x1f);
  }

  @Override
  public void unplug() {
    synchronized (this) {
      plugged = false;
    }
    changed();
  }

  @Override
  public void plug() {
    synchronized (this) {
      if (plugged) {
        return;
      }
      plugged = true;
      powerUp();
    }
    changed();
  }

  /** {@return whether the cable is in} */
  public synchronized boolean plugged() {
    return plugged;
  }

  /** {@return how often what a person sees may have changed} */
  public synchronized long frames() {
    return frames;
  }

  /** {@return bytes heard so far, commands included} */
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public synchronized void onChange(Runnable listener) {
    listeners.add(listener);
  }
}

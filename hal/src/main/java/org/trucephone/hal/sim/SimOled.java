package org.trucephone.hal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.display.OledDriver.Chip;

/**
 * A simulated SSD1306 or SH1106 behind glass of 128×64 dots, on I²C or SPI. A wrong column, page,
 * scan direction or a forgotten charge pump is seen in {@link #picture()} as on the real one.
 *
 * <p>Safe for any thread. Command bytes are those of SSD1306 rev 1.1 table 9-1 and SH1106 v2.3 p.
 * 19–32.
 */
public final class SimOled implements SimI2cTarget, SimDisplay {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 64;
  private static final short LIT = (short) 0xffff;

  private final Chip chip;
  private final int columns;
  private final byte[] memory;
  private final @Nullable SimLine dataCommand;
  private final List<Runnable> listeners = new ArrayList<>();

  private boolean plugged = true;
  private boolean on;
  private boolean pump;
  private boolean inverted;
  private boolean segmentsTurned;
  private boolean rowsTurned;
  private int multiplex;
  private int contrast;
  private int page;
  private int column;
  private int pending; // a command that waits for its parameter
  private int parametersLeft;
  private long bytes;

  /** On I²C. */
  public SimOled(Chip chip) {
    this(chip, null, null);
  }

  /**
   * On SPI.
   *
   * @param dataCommand high for data
   * @param reset low resets; null if tied high
   */
  public SimOled(Chip chip, @Nullable SimLine dataCommand, @Nullable SimLine reset) {
    this.chip = chip;
    this.dataCommand = dataCommand;
    columns = chip == Chip.SH1106 ? 132 : 128;
    memory = new byte[columns * HEIGHT / 8];
    powerUp();
    if (reset != null) {
      reset.watch(high -> {
        synchronized (this) {
          if (!high) {
            defaults();
          }
        }
        tell();
      });
    }
  }

  // Bus face.

  @Override
  public void transfer(byte[] write, byte[] read) throws BusException {
    synchronized (this) {
      if (!plugged) {
        throw new BusException(Kind.NO_ACK_ADDRESS, "the display is unplugged");
      }
      if (write.length > 0) {
        bytes += write.length;
        boolean data = (write[0] & 0x40) != 0;
        for (int i = 1; i < write.length; i++) {
          take(data, write[i]);
        }
      }
      Arrays.fill(read, (byte) (on ? 0x00 : 0x40));
    }
    tell();
  }

  /** {@return its face on SPI; nothing can be read there} */
  public SimSpiTarget spi() {
    return this::clocked;
  }

  private void clocked(byte[] data, int offset, int length) {
    synchronized (this) {
      if (!plugged) {
        return;
      }
      bytes += length;
      for (int i = offset; i < offset + length; i++) {
        take(dataCommand != null && dataCommand.high(), data[i]);
      }
    }
    tell();
  }

  private void take(boolean data, byte value) {
    if (data) {
      if (column < columns) {
        memory[page * columns + column++] = value;
      }
      return;
    }
    int code = value & 0xff;
    if (parametersLeft > 0) {
      parametersLeft--;
      parameter(code);
      return;
    }
    command(code);
  }

  private void command(int code) {
    pending = code;
    if (code <= 0x0f) {
      column = column & 0xf0 | code;
    } else if (code <= 0x1f) {
      column = column & 0x0f | (code & 0x0f) << 4;
    } else if (code >= 0xb0 && code <= 0xb7) {
      page = code & 7;
    } else {
      switch (code) {
        case 0x81, 0xa8, 0xd3, 0xd5, 0xd9, 0xda, 0xdb -> parametersLeft = 1;
        case 0x20, 0x8d -> parametersLeft = chip == Chip.SSD1306 ? 1 : 0;
        case 0xad -> parametersLeft = chip == Chip.SH1106 ? 1 : 0;
        case 0xa0, 0xa1 -> segmentsTurned = code == 0xa1;
        case 0xa6, 0xa7 -> inverted = code == 0xa7;
        case 0xae, 0xaf -> on = code == 0xaf;
        case 0xc0, 0xc8 -> rowsTurned = code == 0xc8;
        default -> {} // changes nothing a person sees
      }
    }
  }

  private void parameter(int value) {
    switch (pending) {
      case 0x81 -> contrast = value;
      case 0xa8 -> multiplex = value & 0x3f;
      case 0x8d -> pump = (value & 0x04) != 0;
      case 0xad -> pump = value == 0x8b;
      default -> {} // changes nothing a person sees
    }
  }

  private void defaults() {
    on = false;
    pump = false;
    inverted = false;
    segmentsTurned = false;
    rowsTurned = false;
    multiplex = 63;
    contrast = chip == Chip.SH1106 ? 0x80 : 0x7f;
    page = 0;
    column = 0;
    parametersLeft = 0;
  }

  private void powerUp() {
    defaults();
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (byte) (i * 0x9e3779b1 >>> 13); // noise
    }
  }

  private void tell() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(listeners);
    }
    due.forEach(Runnable::run);
  }

  // Backend face.

  @Override
  public synchronized Framebuffer picture() {
    Framebuffer seen = new Framebuffer(WIDTH, HEIGHT);
    if (!plugged || !on || !pump || contrast == 0) {
      return seen;
    }
    int offset = (columns - WIDTH) / 2;
    for (int y = 0; y <= multiplex; y++) {
      for (int x = 0; x < WIDTH; x++) {
        // The usual modules show column 0 at the left only with segments and rows turned.
        int c = offset + (segmentsTurned ? x : WIDTH - 1 - x);
        int r = rowsTurned ? y : HEIGHT - 1 - y;
        boolean set = (memory[(r >> 3) * columns + c] >> (r & 7) & 1) != 0;
        if (set != inverted) {
          seen.pixels()[y * WIDTH + x] = LIT;
        }
      }
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

  /** {@return bytes heard so far} */
  public synchronized long bytes() {
    return bytes;
  }

  @Override
  public synchronized void onChange(Runnable listener) {
    listeners.add(listener);
  }
}

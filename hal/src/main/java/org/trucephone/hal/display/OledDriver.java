package org.trucephone.hal.display;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;

/**
 * Monochrome OLED of 128×64 dots behind a Solomon Systech SSD1306 or a Sino Wealth SH1106, over I²C
 * or SPI.
 *
 * <p>Both hold eight pages of eight rows; a byte is eight dots, the uppermost in bit 0. The picture
 * is written page by page (page addressing, which both have), only columns that changed. Pages of
 * the datasheets: SSD1306 rev 1.1 (April 2008) tables 9-1 to 9-4, p. 28–32, and application note p.
 * 64; SH1106 v2.3 p. 19–32.
 *
 * <p>Over I²C the status tells whether the display is on (bit 6 clear): after a brown-out it is
 * not, and is set up again. SPI cannot be read: the settings are sent again every half minute
 * instead.
 */
public final class OledDriver implements DisplayDriver {
  /** Which controller. */
  public enum Chip {
    /** 128 columns of memory, charge pump by command 8Dh. */
    SSD1306(0),
    /** 132 columns of memory, the glass on the middle 128; DC-DC by command ADh. */
    SH1106(2);

    private final int firstColumn;

    Chip(int firstColumn) {
      this.firstColumn = firstColumn;
    }
  }

  static final int WIDTH = 128;
  static final int HEIGHT = 64;
  private static final int PAGES = HEIGHT / 8;
  private static final int OFF = 0x40; // status, bit 6
  private static final int BLIND_LOOKS = 30;

  private final OledWire wire;
  private final @Nullable OutputLine reset;
  private final Chip chip;
  private final boolean upsideDown;
  private final Delay delay;
  private final byte[] sent = new byte[WIDTH * PAGES];
  private final byte[] wanted = new byte[WIDTH * PAGES];
  private boolean sendAll = true;
  private int contrast = 0x7f;
  private int looks;

  /**
   * Touches no wire before {@link #reset()}.
   *
   * @param reset active resets (RES#); null if not wired
   * @param upsideDown whether the glass is mounted turned by 180°
   * @param delay {@link Delay#REAL} outside tests
   */
  public OledDriver(
      OledWire wire, @Nullable OutputLine reset, Chip chip, boolean upsideDown, Delay delay) {
    this.wire = wire;
    this.reset = reset;
    this.chip = chip;
    this.upsideDown = upsideDown;
    this.delay = delay;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public void reset() throws BusException {
    sendAll = true;
    if (reset != null) {
      reset.set(true);
      delay.millis(1); // at least 3 µs (SSD1306 8.9, p. 27; SH1106 10 µs)
      reset.set(false);
      delay.millis(1);
    }
    wire.commands((byte) 0xae); // display off while memory holds noise
    configure();
    byte[] black = new byte[WIDTH];
    for (int page = 0; page < PAGES; page++) {
      send(page, 0, black, 0, WIDTH);
    }
    wire.commands((byte) 0xaf); // display on
  }

  private void configure() throws BusException {
    wire.commands(bytes(0xd5, 0x80)); // clock: divided by 1, oscillator as delivered
    wire.commands(bytes(0xa8, HEIGHT - 1)); // multiplex ratio
    wire.commands(bytes(0xd3, 0x00)); // display offset
    wire.commands(bytes(0x40)); // start line 0
    if (chip == Chip.SSD1306) {
      wire.commands(bytes(0x8d, 0x14)); // charge pump on (application note p. 62)
      wire.commands(bytes(0x20, 0x02)); // page addressing
    } else {
      wire.commands(bytes(0xad, 0x8b)); // built-in DC-DC on
      wire.commands(bytes(0x32)); // pump at 8.0 V
    }
    wire.commands(bytes(upsideDown ? 0xa0 : 0xa1)); // segment 0 is column 127 of the usual modules
    wire.commands(bytes(upsideDown ? 0xc0 : 0xc8)); // rows from COM63 down
    wire.commands(bytes(0xda, 0x12)); // alternating COM pins
    wire.commands(bytes(0x81, contrast));
    wire.commands(bytes(0xd9, 0xf1)); // pre-charge for the built-in pump
    wire.commands(bytes(0xdb, 0x40)); // VCOMH
    wire.commands(bytes(0xa4)); // show the memory
    wire.commands(bytes(0xa6)); // a set bit is lit
  }

  @Override
  public void flush(Framebuffer picture) throws BusException {
    if (picture.width() != WIDTH || picture.height() != HEIGHT) {
      throw new IllegalArgumentException(
          "picture is %d×%d, the display 128×64".formatted(picture.width(), picture.height()));
    }
    dots(picture.pixels());
    boolean all = sendAll;
    sendAll = true; // until all went well
    for (int page = 0; page < PAGES; page++) {
      int from = page * WIDTH;
      int left = all ? 0 : Arrays.mismatch(sent, from, from + WIDTH, wanted, from, from + WIDTH);
      if (left < 0) {
        continue;
      }
      int right = WIDTH - 1;
      while (!all && sent[from + right] == wanted[from + right]) {
        right--;
      }
      send(page, left, wanted, from + left, right - left + 1);
    }
    System.arraycopy(wanted, 0, sent, 0, sent.length);
    sendAll = false;
  }

  /** What is brighter than half is lit. */
  private void dots(short[] pixels) {
    Arrays.fill(wanted, (byte) 0);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (Framebuffer.luminance(pixels[y * WIDTH + x]) >= 128) {
          wanted[(y >> 3) * WIDTH + x] |= (byte) (1 << (y & 7));
        }
      }
    }
  }

  private void send(int page, int column, byte[] bytes, int offset, int length)
      throws BusException {
    int at = column + chip.firstColumn;
    wire.commands(bytes(0xb0 | page, at & 0x0f, 0x10 | at >> 4));
    wire.data(bytes, offset, length);
  }

  /** An OLED has no light behind it: its own is turned down, and off at 0. */
  @Override
  public void backlight(int percent) throws BusException {
    contrast = Math.clamp(percent * 255 / 100, 0, 255);
    wire.commands(bytes(0x81, contrast));
    wire.commands(bytes(percent > 0 ? 0xaf : 0xae));
  }

  @Override
  public boolean present() throws BusException {
    int status = wire.status();
    if (status >= 0) {
      return contrast == 0 || (status & OFF) == 0;
    }
    if (++looks % BLIND_LOOKS == 0) {
      configure();
      wire.commands(bytes(contrast > 0 ? 0xaf : 0xae));
      sendAll = true;
    }
    return true;
  }

  private static byte[] bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      all[i] = (byte) values[i];
    }
    return all;
  }
}

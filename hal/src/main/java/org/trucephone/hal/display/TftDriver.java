package org.trucephone.hal.display;

import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;

/**
 * What colour TFT controllers of 240×320 that speak the MIPI display command set (DCS 1.01) share,
 * on four-line serial: SPI mode 0 and a data/command line, RGB565.
 *
 * <p>A write to an absent chip goes unnoticed, so the driver reads the power mode where the board
 * wires the chip's data-out pin ({@code readback}); without it the display is believed to be there.
 */
abstract sealed class TftDriver implements DisplayDriver permits St7789Driver, Ili9341Driver {
  private static final int SWRESET = 0x01;
  private static final int RDDPM = 0x0a;
  private static final int SLPOUT = 0x11;
  private static final int NORON = 0x13;
  private static final int DISPON = 0x29;
  private static final int CASET = 0x2a;
  private static final int RASET = 0x2b;
  private static final int RAMWR = 0x2c;
  private static final int MADCTL = 0x36;
  private static final int COLMOD = 0x3a;

  private static final int SIXTEEN_BITS = 0x55;

  /** Sleep out, normal mode; what RDDPM holds besides the booster and display-on bits. */
  private static final int AWAKE = 0x18;

  private static final int DISPLAY_ON = 0x04;

  /** Linux's spidev moves at most 4096 bytes a transfer unless told otherwise at boot. */
  private static final int CHUNK = 4096;

  private final SpiDevice spi;
  private final OutputLine dataCommand;
  private final @Nullable OutputLine reset;
  private final @Nullable OutputLine backlight;
  private final PanelGeometry geometry;
  private final boolean readback;
  private final Delay delay;

  private final String name;
  private final byte[] chunk = new byte[CHUNK];
  private final short[] sent;
  private boolean sendAll = true;

  TftDriver(
      String name,
      SpiDevice spi,
      OutputLine dataCommand,
      @Nullable OutputLine reset,
      @Nullable OutputLine backlight,
      PanelGeometry geometry,
      boolean readback,
      Delay delay) {
    this.name = name;
    this.spi = spi;
    this.dataCommand = dataCommand;
    this.reset = reset;
    this.backlight = backlight;
    this.geometry = geometry;
    this.readback = readback;
    this.delay = delay;
    sent = new short[geometry.width() * geometry.height()];
  }

  @Override
  public final int width() {
    return geometry.width();
  }

  @Override
  public final int height() {
    return geometry.height();
  }

  @Override
  public final void reset() throws BusException {
    sendAll = true;
    if (reset != null) {
      reset.set(true);
      delay.millis(1); // both ask for at least 10 µs
      reset.set(false);
      delay.millis(120); // before sleep out; 5 ms before anything else
    }
    command(SWRESET);
    delay.millis(120); // before sleep out
    command(SLPOUT);
    delay.millis(5); // supplies and clocks settle
    command(COLMOD, SIXTEEN_BITS);
    command(MADCTL, memoryAccess(geometry.rotation()));
    configure();
    command(NORON);
    if (readback && (powerMode() & AWAKE) != AWAKE) {
      throw new BusException(
          BusException.Kind.NO_ACK_ADDRESS,
          "The display is not answering ("
              + name
              + " over SPI). Check its plug; if its data-out pin is not wired, set readable = false"
              + " in the board file.");
    }
    // Memory holds noise after power-on: black before anything is shown.
    send(new DirtyRegion.Box(0, 0, width() - 1, height() - 1), new short[sent.length]);
    command(DISPON);
  }

  @Override
  public final void flush(Framebuffer picture) throws BusException {
    if (picture.width() != width() || picture.height() != height()) {
      throw new IllegalArgumentException(
          "picture is %d×%d, the display %d×%d"
              .formatted(picture.width(), picture.height(), width(), height()));
    }
    short[] pixels = picture.pixels();
    if (sendAll) {
      send(new DirtyRegion.Box(0, 0, width() - 1, height() - 1), pixels);
    } else {
      sendAll = true; // until all went well
      for (DirtyRegion.Box box : DirtyRegion.between(sent, pixels, width())) {
        send(box, pixels);
      }
    }
    System.arraycopy(pixels, 0, sent, 0, sent.length);
    sendAll = false;
  }

  @Override
  public final void backlight(int percent) throws BusException {
    if (backlight != null) {
      backlight.set(percent > 0);
    }
  }

  @Override
  public final boolean present() throws BusException {
    return !readback || (powerMode() & (AWAKE | DISPLAY_ON)) == (AWAKE | DISPLAY_ON);
  }

  /** Power mode; bits 1 and 0 are always 0, so a floating-high line cannot pass. */
  private int powerMode() throws BusException {
    byte[] answer = new byte[1];
    dataCommand.set(false);
    spi.writeThenRead(new byte[] {RDDPM}, answer);
    return (answer[0] & 0x03) == 0 ? answer[0] & 0xff : 0;
  }

  private void send(DirtyRegion.Box box, short[] pixels) throws BusException {
    window(CASET, box.left() + geometry.xOffset(), box.right() + geometry.xOffset());
    window(RASET, box.top() + geometry.yOffset(), box.bottom() + geometry.yOffset());
    command(RAMWR);
    dataCommand.set(true);
    int used = 0;
    for (int y = box.top(); y <= box.bottom(); y++) {
      for (int x = box.left(); x <= box.right(); x++) {
        short pixel = pixels[y * width() + x];
        chunk[used++] = (byte) (pixel >> 8);
        chunk[used++] = (byte) pixel;
        if (used == CHUNK) {
          spi.write(chunk, 0, used);
          used = 0;
        }
      }
    }
    if (used > 0) {
      spi.write(chunk, 0, used);
    }
  }

  private void window(int command, int first, int last) throws BusException {
    command(command, first >> 8, first & 0xff, last >> 8, last & 0xff);
  }

  final void command(int command, int... parameters) throws BusException {
    dataCommand.set(false);
    spi.write(new byte[] {(byte) command}, 0, 1);
    if (parameters.length > 0) {
      byte[] data = new byte[parameters.length];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) parameters[i];
      }
      dataCommand.set(true);
      spi.write(data, 0, data.length);
    }
  }

  /**
   * {@return MADCTL for a rotation: row order MY, column order MX, exchange MV, colour order BGR}
   */
  abstract int memoryAccess(int rotation);

  /** Sends what this chip needs between sleep out and display on. */
  abstract void configure() throws BusException;
}

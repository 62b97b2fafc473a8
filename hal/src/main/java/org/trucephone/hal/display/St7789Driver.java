package org.trucephone.hal.display;

import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;

/**
 * Sitronix ST7789V colour TFT controller, 240×320 (write clock up to 62 MHz, read clock up to 6
 * MHz). Section numbers are those of the ST7789V datasheet's command table (chapter 9.1).
 */
public final class St7789Driver extends TftDriver {
  private static final int INVON = 0x21; // 9.1.16: IPS glass shows true colours only inverted

  /**
   * Touches no wire before {@link #reset()}.
   *
   * @param dataCommand active for data, inactive for commands (D/CX)
   * @param reset active resets (RESX); null if not wired: the software reset alone is used then
   * @param backlight active lights; null if always lit
   * @param readback whether the chip's data-out pin is wired and may be read
   * @param delay {@link Delay#REAL} outside tests
   */
  public St7789Driver(
      SpiDevice spi,
      OutputLine dataCommand,
      @Nullable OutputLine reset,
      @Nullable OutputLine backlight,
      PanelGeometry geometry,
      boolean readback,
      Delay delay) {
    super("ST7789", spi, dataCommand, reset, backlight, geometry, readback, delay);
  }

  @Override
  void configure() throws BusException {
    command(INVON);
  }

  /** 9.1.28. */
  @Override
  int memoryAccess(int rotation) {
    return switch (rotation) {
      case 90 -> 0x60;
      case 180 -> 0xc0;
      case 270 -> 0xa0;
      default -> 0x00;
    };
  }
}

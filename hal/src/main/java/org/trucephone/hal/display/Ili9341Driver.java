package org.trucephone.hal.display;

import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;

/**
 * ILI Technology ILI9341 colour TFT controller, 240×320 (write clock up to 10 MHz by the datasheet,
 * boards run at 32 MHz and more; read clock up to 6.6 MHz). Section numbers are those of the
 * ILI9341 datasheet V1.11, chapter 8.
 *
 * <p>The glass is of the kind that shows true colours without inversion, its sub-pixels are in
 * order BGR, and its columns run against the host's.
 */
public final class Ili9341Driver extends TftDriver {
  private static final int PWCTRL1 = 0xc0; // 8.3.13
  private static final int PWCTRL2 = 0xc1; // 8.3.14
  private static final int VMCTRL1 = 0xc5; // 8.3.15
  private static final int VMCTRL2 = 0xc7; // 8.3.16
  private static final int FRMCTR1 = 0xb1; // 8.3.2
  private static final int DISCTRL = 0xb6; // 8.3.7
  private static final int INVOFF = 0x20; // 8.2.16

  /**
   * Touches no wire before {@link #reset()}.
   *
   * @param dataCommand active for data, inactive for commands (D/CX)
   * @param reset active resets (RESX); null if not wired: the software reset alone is used then
   * @param backlight active lights; null if always lit
   * @param readback whether the chip's data-out pin is wired and may be read
   * @param delay {@link Delay#REAL} outside tests
   */
  public Ili9341Driver(
      SpiDevice spi,
      OutputLine dataCommand,
      @Nullable OutputLine reset,
      @Nullable OutputLine backlight,
      PanelGeometry geometry,
      boolean readback,
      Delay delay) {
    super("ILI9341", spi, dataCommand, reset, backlight, geometry, readback, delay);
  }

  @Override
  void configure() throws BusException {
    command(PWCTRL1, 0x23); // GVDD 4.60 V
    command(PWCTRL2, 0x10); // step-up factors as after power-on
    command(VMCTRL1, 0x3e, 0x28); // VCOMH 4.25 V, VCOML −1.50 V
    command(VMCTRL2, 0x86); // VCOM offset −58
    command(FRMCTR1, 0x00, 0x1b); // 70 Hz
    command(DISCTRL, 0x08, 0x82, 0x27); // interval scan off, 320 lines
    command(INVOFF);
  }

  /** 8.2.29: MY, MX, MV and, for every rotation, BGR (08h). */
  @Override
  int memoryAccess(int rotation) {
    return switch (rotation) {
      case 90 -> 0x28;
      case 180 -> 0x88;
      case 270 -> 0xe8;
      default -> 0x48;
    };
  }
}

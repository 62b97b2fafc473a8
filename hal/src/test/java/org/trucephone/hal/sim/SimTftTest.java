package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.trucephone.hal.display.PanelGeometry;

/** What the panel does when it is driven wrongly: a driver's mistake must be seen. */
class SimTftTest {
  private final SimLine dataCommand = new SimLine(false);
  private final SimLine reset = new SimLine(true);
  private final SimTft chip =
      new SimTft(SimTft.Chip.ST7789, dataCommand, reset, null, new PanelGeometry(240, 320, 0));

  private void command(int code, int... parameters) {
    dataCommand.drive(false);
    chip.write(new byte[] {(byte) code}, 0, 1);
    dataCommand.drive(true);
    for (int parameter : parameters) {
      chip.write(new byte[] {(byte) parameter}, 0, 1);
    }
  }

  private void lightUp() {
    command(0x11);
    command(0x3a, 0x55);
    command(0x21);
    command(0x29);
  }

  private int pixel(int x, int y) {
    return chip.picture().pixels()[y * 240 + x] & 0xffff;
  }

  private int power() {
    byte[] answer = {0x55};
    dataCommand.drive(false);
    chip.transfer(new byte[] {0x0a}, answer);
    return answer[0] & 0xff;
  }

  @Test
  void aPanelStillAsleepOrOffIsBlackAndSaysSo() {
    assertEquals(0x08, power());
    command(0x21);
    command(0x29);
    assertEquals(0, pixel(17, 17));
    command(0x11);
    assertNotEquals(0, pixel(17, 17) | pixel(18, 17) | pixel(19, 17), "noise from power-up");
    assertEquals(0x9c, power());
    command(0x28);
    assertEquals(0, pixel(17, 17) | pixel(18, 17) | pixel(19, 17));
    command(0x29);
    command(0x10);
    assertEquals(0, pixel(17, 17) | pixel(18, 17) | pixel(19, 17));
  }

  @Test
  void withoutInversionTheGlassShowsNegatives() {
    lightUp();
    command(0x2c, 0xf8, 0x00);
    assertEquals(0xf800, pixel(0, 0));
    command(0x20);
    assertEquals(0x07ff, pixel(0, 0));
  }

  @Test
  void withoutTheColourFormatPixelsTakeThreeBytes() {
    lightUp();
    command(0x3a, 0x66);
    command(0x2c, 0xf8, 0x00, 0x00, 0x00, 0xfc, 0x00);
    assertEquals(0xf800, pixel(0, 0));
    assertEquals(0x07e0, pixel(1, 0));
  }

  @Test
  void pixelsOutsideMemoryGoNowhereAndTheWindowWraps() {
    lightUp();
    command(0x2a, 0, 238, 0, 241);
    command(0x2b, 0, 10, 0, 10);
    command(0x2c, 0xf8, 0, 0x07, 0xe0, 0x12, 0x34, 0x56, 0x78, 0x00, 0x1f);
    assertEquals(0x001f, pixel(238, 10), "the fifth pixel starts the window again");
    assertEquals(0x07e0, pixel(239, 10));
  }

  @Test
  void resetLineForgetsTheConfigurationAndHoldsTheChipDeaf() {
    lightUp();
    command(0x2c, 0xf8, 0x00);
    reset.drive(false);
    assertEquals(0, pixel(0, 0));
    lightUp();
    assertEquals(0, power(), "held in reset");
    reset.drive(true);
    assertEquals(0x08, power());
    lightUp();
    assertEquals(0xf800, pixel(0, 0), "memory survives a reset");
  }

  @Test
  void softwareResetForgetsToo() {
    lightUp();
    command(0x01);
    assertEquals(0x08, power());
  }

  @Test
  void anUnpluggedChipIsSilent() {
    lightUp();
    chip.unplug();
    assertEquals(0, power());
    chip.plug();
    assertEquals(0x08, power());
  }
}

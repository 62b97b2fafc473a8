package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.hal.bus.BusException;

/** The driver on a plain file that stands for the device. */
class FramebufferDriverTest {
  @TempDir Path folder;

  private FramebufferDriver driver(int across, int down, int bits) throws IOException {
    Files.writeString(folder.resolve("virtual_size"), across + "," + down + "\n");
    Files.writeString(folder.resolve("bits_per_pixel"), bits + "\n");
    Files.writeString(folder.resolve("stride"), across * bits / 8 + "\n");
    Path device = folder.resolve("fb0");
    if (!Files.exists(device)) {
      Files.write(device, new byte[0]);
    }
    return new FramebufferDriver(device, folder, 320, 240);
  }

  private int pixel(int across, int bits, int x, int y) throws IOException {
    ByteBuffer all =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("fb0"))).order(ByteOrder.LITTLE_ENDIAN);
    int at = (y * across + x) * bits / 8;
    return bits == 16 ? all.getShort(at) & 0xffff : all.getInt(at);
  }

  @Test
  void sixteenBitsGoThroughAsTheyAre() throws Exception {
    FramebufferDriver driver = driver(320, 240, 16);
    driver.reset();
    Framebuffer picture = new Framebuffer(320, 240);
    picture.pixels()[320 + 7] = (short) 0xf81f;
    driver.flush(picture);
    assertEquals(0xf81f, pixel(320, 16, 7, 1));
    assertEquals(0, pixel(320, 16, 8, 1));
    assertTrue(driver.present());
  }

  @Test
  void thirtyTwoBitsAreWidenedAndDoubledWhereThereIsRoom() throws Exception {
    FramebufferDriver driver = driver(800, 480, 32);
    driver.reset();
    Framebuffer picture = new Framebuffer(320, 240);
    picture.pixels()[320 * 2 + 3] = (short) 0xf800;
    driver.flush(picture);
    for (int y = 4; y < 6; y++) {
      for (int x = 6; x < 8; x++) {
        assertEquals(0xffff0000, pixel(800, 32, x, y));
      }
    }
    assertEquals(0xff000000, pixel(800, 32, 8, 4));
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    FramebufferDriver small = driver(240, 240, 16);
    assertTrue(
        assertThrows(BusException.class, small::reset).getMessage().contains("is 240×240 with 16"));
    Files.delete(folder.resolve("fb0"));
    Files.delete(folder.resolve("stride"));
    FramebufferDriver gone = new FramebufferDriver(folder.resolve("fb0"), folder, 320, 240);
    assertEquals(BusException.Kind.GONE, assertThrows(BusException.class, gone::reset).kind());
    assertFalse(gone.present());
  }
}

package org.trucephone.hal.display;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/**
 * A display that the kernel drives, as {@code /dev/fb0}: HDMI, DSI, panels with a kernel driver.
 * Size and format are read from {@code /sys/class/graphics/fb0}; 16 (RGB565) and 32 bits (XRGB8888)
 * a pixel are known. The picture stands in the upper left corner, doubled as often as it fits.
 */
public final class FramebufferDriver implements DisplayDriver {
  private static final int LARGEST = 64 << 20;

  private final Path device;
  private final Path facts;
  private final int width;
  private final int height;
  private final short[] sent;
  private @Nullable FileChannel channel;
  private int across;
  private int down;
  private int bits;
  private int stride;
  private boolean sendAll = true;

  /**
   * Touches no file before {@link #reset()}.
   *
   * @param device as {@code /dev/fb0}
   * @param facts its folder, as {@code /sys/class/graphics/fb0}
   * @param width pixels across that the phone draws
   * @param height pixels down
   */
  public FramebufferDriver(Path device, Path facts, int width, int height) {
    this.device = device;
    this.facts = facts;
    this.width = width;
    this.height = height;
    sent = new short[width * height];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void reset() throws BusException {
    sendAll = true;
    close();
    try {
      String[] size = fact("virtual_size").split(",", -1);
      across = Integer.parseInt(size[0]);
      down = Integer.parseInt(size[1]);
      bits = Integer.parseInt(fact("bits_per_pixel"));
      stride = Integer.parseInt(fact("stride"));
      if (bits != 16 && bits != 32 || across < width || down < height) {
        throw new BusException(
            Kind.OTHER,
            String.format(
                Locale.ROOT,
                "%s is %d×%d with %d bits a pixel; %d×%d with 16 or 32 are needed.",
                device,
                across,
                down,
                bits,
                width,
                height));
      }
      channel = FileChannel.open(device, StandardOpenOption.WRITE);
      clear();
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw gone(e);
    }
  }

  private String fact(String name) throws IOException {
    return Files.readString(facts.resolve(name)).strip();
  }

  private void clear() throws IOException {
    FileChannel open = channel;
    long size = (long) stride * down;
    if (open != null && size <= LARGEST) {
      write(open, ByteBuffer.allocate((int) size), 0);
    }
  }

  private int scale() {
    return Math.max(1, Math.min(across / width, down / height));
  }

  @Override
  public void flush(Framebuffer picture) throws BusException {
    FileChannel open = channel;
    if (open == null) {
      throw gone(new IOException("not open"));
    }
    short[] pixels = picture.pixels();
    int scale = scale();
    ByteBuffer row = ByteBuffer.allocate(width * scale * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
    boolean all = sendAll;
    sendAll = true; // until all went well
    try {
      for (int y = 0; y < height; y++) {
        if (!all && same(pixels, y * width)) {
          continue;
        }
        row.clear();
        for (int x = 0; x < width; x++) {
          short pixel = pixels[y * width + x];
          for (int i = 0; i < scale; i++) {
            if (bits == 16) {
              row.putShort(pixel);
            } else {
              row.putInt(wide(pixel));
            }
          }
        }
        for (int i = 0; i < scale; i++) {
          row.flip();
          write(open, row, (long) (y * scale + i) * stride);
        }
      }
    } catch (IOException e) {
      throw gone(e);
    }
    System.arraycopy(pixels, 0, sent, 0, sent.length);
    sendAll = false;
  }

  private boolean same(short[] pixels, int from) {
    for (int i = from; i < from + width; i++) {
      if (pixels[i] != sent[i]) {
        return false;
      }
    }
    return true;
  }

  private static void write(FileChannel to, ByteBuffer from, long at) throws IOException {
    long place = at;
    while (from.hasRemaining()) {
      place += to.write(from, place);
    }
  }

  private static int wide(short pixel) {
    int red = (pixel >> 11 & 0x1f) * 255 / 31;
    int green = (pixel >> 5 & 0x3f) * 255 / 63;
    int blue = (pixel & 0x1f) * 255 / 31;
    return 0xff000000 | red << 16 | green << 8 | blue;
  }

  private void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      channel = null; // it is gone with or without that
    }
    channel = null;
  }

  private BusException gone(Exception why) {
    return new BusException(
        Kind.GONE,
        "The display "
            + device
            + " cannot be used ("
            + why.getMessage()
            + "). Is the user in group"
            + " video?");
  }

  @Override
  public void backlight(int percent) {
    // The kernel's own: this driver has no line for it.
  }

  @Override
  public boolean present() {
    return channel != null && Files.exists(device);
  }
}

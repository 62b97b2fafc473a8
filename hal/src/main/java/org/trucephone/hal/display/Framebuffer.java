package org.trucephone.hal.display;

import java.util.Arrays;

/**
 * A picture in RGB565, row by row, top left first. Not shared between threads while being drawn;
 * {@link #copy()} to hand over.
 */
public final class Framebuffer {
  private final int width;
  private final int height;
  private final short[] pixels;

  /** Black. */
  public Framebuffer(int width, int height) {
    this(width, height, new short[width * height]);
  }

  private Framebuffer(int width, int height, short[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** {@return pixels across} */
  public int width() {
    return width;
  }

  /** {@return pixels down} */
  public int height() {
    return height;
  }

  /** {@return the live array, {@code short[width*height]}, RGB565} */
  public short[] pixels() {
    return pixels;
  }

  /** {@return a copy that shares nothing} */
  public Framebuffer copy() {
    return new Framebuffer(width, height, Arrays.copyOf(pixels, pixels.length));
  }
}

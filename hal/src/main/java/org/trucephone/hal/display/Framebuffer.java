package org.trucephone.hal.display;

import java.util.Arrays;
import java.util.List;

/**
 * A picture in RGB565, row by row, top left first, and for displays that only know letters the same
 * in words. Not shared between threads while being drawn; {@link #copy()} to hand over.
 */
public final class Framebuffer {
  private final int width;
  private final int height;
  private final short[] pixels;
  private List<String> words = List.of();

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
    Framebuffer copy = new Framebuffer(width, height, Arrays.copyOf(pixels, pixels.length));
    copy.words = words;
    return copy;
  }

  /** {@return the lines a text display shows; empty if the picture is for dots only} */
  public List<String> words() {
    return words;
  }

  /** Gives the same picture in lines of text. */
  public void words(List<String> lines) {
    words = List.copyOf(lines);
  }

  /** {@return how bright a pixel is, 0…255 (ITU-R BT.601)} */
  public static int luminance(short pixel) {
    int red = (pixel >> 11 & 0x1f) * 255 / 31;
    int green = (pixel >> 5 & 0x3f) * 255 / 63;
    int blue = (pixel & 0x1f) * 255 / 31;
    return (299 * red + 587 * green + 114 * blue) / 1000;
  }
}

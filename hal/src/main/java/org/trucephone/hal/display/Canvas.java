package org.trucephone.hal.display;

import java.util.Arrays;

/**
 * Draws into a {@link Framebuffer}. Colours are {@code 0xRRGGBB}; the origin is the top left
 * corner. Everything is cut at the edges and nothing throws for what lies outside. One thread at a
 * time.
 */
public final class Canvas {
  private static final String ELLIPSIS = "…";

  private final int width;
  private final int height;
  private final short[] pixels;

  /** Draws straight into {@code target}. */
  public Canvas(Framebuffer target) {
    width = target.width();
    height = target.height();
    pixels = target.pixels();
  }

  /** {@return pixels across} */
  public int width() {
    return width;
  }

  /** {@return pixels down} */
  public int height() {
    return height;
  }

  /** Fills everything. */
  public void clear(int rgb) {
    Arrays.fill(pixels, rgb565(rgb));
  }

  /** Fills a rectangle; nothing if {@code w} or {@code h} is not positive. */
  public void fill(int x, int y, int w, int h, int rgb) {
    int left = Math.max(0, x);
    int right = (int) Math.min(width, (long) x + w);
    int bottom = (int) Math.min(height, (long) y + h);
    short colour = rgb565(rgb);
    for (int row = Math.max(0, y); row < bottom && left < right; row++) {
      Arrays.fill(pixels, row * width + left, row * width + right, colour);
    }
  }

  /** Outlines a rectangle, one pixel wide, inside its bounds. */
  public void frame(int x, int y, int w, int h, int rgb) {
    if (w <= 0 || h <= 0) {
      return;
    }
    hline(x, y, w, rgb);
    hline(x, y + h - 1, w, rgb);
    vline(x, y, h, rgb);
    vline(x + w - 1, y, h, rgb);
  }

  /** A horizontal line of {@code w} pixels to the right. */
  public void hline(int x, int y, int w, int rgb) {
    fill(x, y, w, 1, rgb);
  }

  /** A vertical line of {@code h} pixels down. */
  public void vline(int x, int y, int h, int rgb) {
    fill(x, y, 1, h, rgb);
  }

  /** A filled circle with soft edges, {@code 2r + 1} pixels across. */
  public void disc(int cx, int cy, int r, int rgb) {
    if (r < 0) {
      return;
    }
    for (int y = Math.max(0, cy - r); y <= Math.min(height - 1L, (long) cy + r); y++) {
      for (int x = Math.max(0, cx - r); x <= Math.min(width - 1L, (long) cx + r); x++) {
        double inside = r + 0.5 - Math.hypot((double) x - cx, (double) y - cy) + 0.5;
        blend(x, y, rgb, (int) Math.round(15 * Math.clamp(inside, 0, 1)));
      }
    }
  }

  /** Writes {@code s} on one line, {@code y} being the line's top; blends over what is there. */
  public void text(Font f, int x, int y, String s, int rgb) {
    int pen = x;
    for (int i = 0; i < s.length() && pen < width; ) {
      int code = s.codePointAt(i);
      int glyph = f.glyph(code);
      if (glyph < 0) {
        int top = y + f.ascent() / 3;
        frame(pen + 1, top, f.advance(glyph) - 1, y + f.ascent() - top, rgb);
      } else {
        picture(f, glyph, pen + f.left(glyph), y + f.top(glyph), rgb);
      }
      pen += f.advance(glyph);
      i += Character.charCount(code);
    }
  }

  /** Writes {@code s} so that it ends before {@code xRight}. */
  public void textRight(Font f, int xRight, int y, String s, int rgb) {
    text(f, xRight - f.width(s), y, s, rgb);
  }

  /** Writes {@code s} in the middle of {@code w} pixels that begin at {@code x}. */
  public void textCentred(Font f, int x, int w, int y, String s, int rgb) {
    text(f, x + (w - f.width(s)) / 2, y, s, rgb);
  }

  /** {@return {@code s}, or as much of its beginning as fits with "…" after it} */
  public String fit(Font f, String s, int maxWidth) {
    if (f.width(s) <= maxWidth) {
      return s;
    }
    int room = maxWidth - f.width(ELLIPSIS);
    int used = 0;
    int end = 0;
    while (end < s.length()) {
      int code = s.codePointAt(end);
      used += f.advance(f.glyph(code));
      if (used > room) {
        break;
      }
      end += Character.charCount(code);
    }
    return room < 0 ? "" : s.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private void picture(Font f, int glyph, int x, int y, int rgb) {
    for (int row = 0; row < f.pictureHeight(glyph); row++) {
      for (int column = 0; column < f.pictureWidth(glyph); column++) {
        blend(x + column, y + row, rgb, f.coverage(glyph, column, row));
      }
    }
  }

  /** Puts {@code cover} fifteenths of a colour over a pixel. */
  private void blend(int x, int y, int rgb, int cover) {
    if (x < 0 || y < 0 || x >= width || y >= height || cover == 0) {
      return;
    }
    int at = y * width + x;
    if (cover == 15) {
      pixels[at] = rgb565(rgb);
      return;
    }
    int under = pixels[at] & 0xffff;
    int red = mix(under >> 11, rgb >> 19 & 0x1f, cover);
    int green = mix(under >> 5 & 0x3f, rgb >> 10 & 0x3f, cover);
    int blue = mix(under & 0x1f, rgb >> 3 & 0x1f, cover);
    pixels[at] = (short) (red << 11 | green << 5 | blue);
  }

  private static int mix(int under, int over, int cover) {
    return (under * (15 - cover) + over * cover + 7) / 15;
  }

  private static short rgb565(int rgb) {
    return (short) (rgb >> 8 & 0xf800 | rgb >> 5 & 0x07e0 | rgb >> 3 & 0x001f);
  }
}

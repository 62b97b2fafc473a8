package org.trucephone.hal.display;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A bitmap font, made at build time from packaged outlines ({@code src/build/java/FontBuilder.java}
 * describes the file). Covers Latin, Greek, Cyrillic and the signs the screens use; anything else
 * is drawn as a box. Immutable, safe for any thread.
 */
public final class Font {
  private final int height;
  private final int ascent;
  private final int bits;
  private final int[] codes;
  private final byte[] metrics;
  private final int[] offsets;
  private final byte[] bitmaps;
  private final int boxAdvance;

  private static final int ADVANCE = 0;
  private static final int LEFT = 1;
  private static final int TOP = 2;
  private static final int WIDTH = 3;
  private static final int HEIGHT = 4;
  private static final int METRICS = 5;

  private Font(String name) throws IOException {
    InputStream resource = Font.class.getResourceAsStream(name);
    if (resource == null) {
      throw new IOException("the build left out the font " + name);
    }
    try (DataInputStream in = new DataInputStream(resource)) {
      String magic = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
      if (!magic.equals("TFNT")) {
        throw new IOException(name + " is not a font");
      }
      bits = in.readUnsignedByte();
      height = in.readUnsignedByte();
      ascent = in.readUnsignedByte();
      int count = in.readUnsignedShort();
      codes = new int[count];
      metrics = new byte[count * METRICS];
      offsets = new int[count];
      int offset = 0;
      for (int i = 0; i < count; i++) {
        codes[i] = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        in.readFully(metrics, i * METRICS, METRICS);
        offsets[i] = offset;
        offset += metric(i, HEIGHT) * rowBytes(metric(i, WIDTH));
      }
      bitmaps = in.readNBytes(offset);
    }
    boxAdvance = metric(Arrays.binarySearch(codes, 'o'), ADVANCE);
  }

  private static Font load(String name) {
    try {
      return new Font(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the proportional font for lists and bars, 13 pixels a line, anti-aliased} */
  public static Font small() {
    return Small.FONT;
  }

  /** {@return the proportional font for names and headings, 18 pixels a line, anti-aliased} */
  public static Font medium() {
    return Medium.FONT;
  }

  /** {@return the proportional font for the clock, 38 pixels a line, anti-aliased} */
  public static Font large() {
    return Large.FONT;
  }

  /** {@return the fixed font for small one-colour panels, 6×12 pixels a character} */
  public static Font fixed() {
    return Fixed.FONT;
  }

  /** {@return pixels from one line's top to the next} */
  public int height() {
    return height;
  }

  /** {@return pixels from the line's top to the base line} */
  public int ascent() {
    return ascent;
  }

  /** {@return how far {@code text} moves the pen, in pixels} */
  public int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int code = text.codePointAt(i);
      width += advance(glyph(code));
      i += Character.charCount(code);
    }
    return width;
  }

  /** {@return whether the font has a picture of its own for a code point} */
  public boolean covers(int codePoint) {
    return glyph(codePoint) >= 0;
  }

  /** {@return the glyph's number, or negative for one drawn as a box} */
  int glyph(int codePoint) {
    return Arrays.binarySearch(codes, codePoint);
  }

  /** {@return how far a glyph moves the pen} */
  int advance(int glyph) {
    return glyph < 0 ? boxAdvance : metric(glyph, ADVANCE);
  }

  /** {@return pixels from the pen to the picture's left edge; may be negative} */
  int left(int glyph) {
    return metrics[glyph * METRICS + LEFT];
  }

  /** {@return pixels from the line's top to the picture's top; may be negative} */
  int top(int glyph) {
    return metrics[glyph * METRICS + TOP];
  }

  /** {@return the picture's width} */
  int pictureWidth(int glyph) {
    return metric(glyph, WIDTH);
  }

  /** {@return the picture's height} */
  int pictureHeight(int glyph) {
    return metric(glyph, HEIGHT);
  }

  /** {@return how much of a pixel of a glyph's picture is covered, 0…15} */
  int coverage(int glyph, int x, int y) {
    int bit = x * bits;
    int held = bitmaps[offsets[glyph] + y * rowBytes(metric(glyph, WIDTH)) + bit / 8];
    int value = held >> 8 - bits - bit % 8 & (1 << bits) - 1;
    return bits == 1 ? value * 15 : value;
  }

  private int rowBytes(int width) {
    return (width * bits + 7) / 8;
  }

  private int metric(int glyph, int which) {
    return metrics[glyph * METRICS + which] & 0xff;
  }

  // Each font is read when it is first drawn with: a board with a small panel never reads the rest.

  private static final class Small {
    static final Font FONT = load("small.font");
  }

  private static final class Medium {
    static final Font FONT = load("medium.font");
  }

  private static final class Large {
    static final Font FONT = load("large.font");
  }

  private static final class Fixed {
    static final Font FONT = load("fixed.font");
  }
}

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Turns packaged TrueType outlines into the bitmap fonts the phone draws with. Run by Maven before
 * resources are copied: {@code java FontBuilder.java FONTS.jar TARGET/classes FontBuilder.java},
 * the last to see whether the fonts are newer than how they are made.
 *
 * <p>It reads the font file itself and uses no desktop classes, no FreeType and no font settings of
 * the building machine, so the result is the same byte for byte everywhere.
 *
 * <p>Output, big endian: {@code "TFNT"}, u8 bits per pixel (4 or 1), u8 line height, u8 ascent, u16
 * number of glyphs, then per glyph in order of code point: u24 code point, u8 advance, s8 left, s8
 * top (below the line's top), u8 width, u8 height; then the bitmaps in the same order, rows padded
 * to bytes, most significant bits left.
 */
final class FontBuilder {
  private static final String FOLDER = "net/sf/jasperreports/fonts/dejavu/";

  /** Latin, Greek, Cyrillic, punctuation, currency, then what the screens use as signs. */
  private static final int[][] RANGES = {
    {0x20, 0x7e}, {0xa0, 0x17f}, {0x18f, 0x18f}, {0x192, 0x192}, {0x1fa, 0x1ff},
    {0x218, 0x21b}, {0x2c6, 0x2dd}, {0x384, 0x3ce}, {0x400, 0x45f}, {0x490, 0x491},
    {0x1e80, 0x1e85}, {0x1e9e, 0x1e9e}, {0x2010, 0x2027}, {0x2030, 0x203a}, {0x20a0, 0x20bf},
    {0x2116, 0x2116}, {0x2122, 0x2122}, {0x2190, 0x2195}, {0x21a9, 0x21aa}, {0x21bb, 0x21bb},
    {0x21c4, 0x21c4}, {0x2212, 0x2212}, {0x221e, 0x221e}, {0x2260, 0x2265}, {0x2300, 0x2300},
    {0x2326, 0x2326}, {0x232b, 0x232b}, {0x23f8, 0x23f8}, {0x2500, 0x2502}, {0x2581, 0x258f},
    {0x2591, 0x2593}, {0x25a0, 0x25a1}, {0x25ac, 0x25ae}, {0x25b2, 0x25c4}, {0x25c6, 0x25c6},
    {0x25cb, 0x25cb}, {0x25cf, 0x25d3}, {0x2605, 0x2606}, {0x260e, 0x260f}, {0x2612, 0x2613},
    {0x266a, 0x266b}, {0x2691, 0x2691}, {0x26a0, 0x26a1}, {0x26bf, 0x26bf}, {0x2706, 0x2706},
    {0x2709, 0x2709}, {0x2713, 0x2718}, {0x2794, 0x2794}, {0x1f512, 0x1f513}, {0xfffd, 0xfffd}
  };

  /** One rasterised glyph; {@code alpha} is coverage 0…255, row by row. */
  private record Glyph(int advance, int left, int top, int width, int height, int[] alpha) {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1], "org", "trucephone", "hal", "display");
    Path licences = Path.of(args[1], "META-INF", "licenses");
    Path last = licences.resolve("DejaVu-fonts.txt");
    Path self = Path.of(args[2]);
    if (Files.exists(last) && newer(last, self) && newer(last, Path.of(args[0]))) {
      return;
    }
    Files.createDirectories(out);
    Files.createDirectories(licences);
    try (ZipFile jar = new ZipFile(args[0])) {
      Outlines sans = new Outlines(entry(jar, "DejaVuSans.ttf"));
      // At 11, 15 and 33 pixels per em the height of x and of capitals falls on whole pixels.
      write(out.resolve("small.font"), sans, 11, 13, 10, 4);
      write(out.resolve("medium.font"), sans, 15, 18, 14, 4);
      write(out.resolve("large.font"), sans, 33, 38, 30, 4);
      Outlines mono = new Outlines(entry(jar, "DejaVuSansMono.ttf"));
      write(out.resolve("fixed.font"), mono, 10, 12, 9, 1);
      Files.write(last, entry(jar, "LICENSE"));
    }
  }

  private static boolean newer(Path made, Path source) throws IOException {
    return Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(source)) > 0;
  }

  private static byte[] entry(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(FOLDER + name);
    if (entry == null) {
      throw new IOException(jar.getName() + " has no " + FOLDER + name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static void write(Path file, Outlines font, int em, int line, int ascent, int bits)
      throws IOException {
    Map<Integer, Glyph> glyphs = new TreeMap<>();
    for (int[] range : RANGES) {
      for (int code = range[0]; code <= range[1]; code++) {
        if (font.glyph(code) != 0 || FIXED_SIGNS.containsKey(code)) {
          glyphs.put(code, bits == 1 ? fitted(font, code, ascent) : smooth(font, code, em, ascent));
        }
      }
    }
    ByteArrayOutputStream bitmaps = new ByteArrayOutputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeBytes("TFNT");
    data.writeByte(bits);
    data.writeByte(line);
    data.writeByte(ascent);
    data.writeShort(glyphs.size());
    for (Map.Entry<Integer, Glyph> e : glyphs.entrySet()) {
      Glyph g = e.getValue();
      data.writeByte(e.getKey() >> 16);
      data.writeShort(e.getKey());
      for (int v : new int[] {g.advance(), g.left(), g.top(), g.width(), g.height()}) {
        data.writeByte(v);
      }
      pack(g, bits, bitmaps);
    }
    bitmaps.writeTo(data);
    Files.write(file, bytes.toByteArray());
  }

  private static void pack(Glyph g, int bits, ByteArrayOutputStream out) {
    int max = (1 << bits) - 1;
    for (int y = 0; y < g.height(); y++) {
      int held = 0;
      int count = 0;
      for (int x = 0; x < g.width(); x++) {
        held = held << bits | (g.alpha()[y * g.width() + x] * max + 127) / 255;
        count += bits;
        if (count == 8) {
          out.write(held);
          held = 0;
          count = 0;
        }
      }
      if (count > 0) {
        out.write(held << 8 - count);
      }
    }
  }

  private static Glyph smooth(Outlines font, int code, int em, int ascent) {
    double scale = (double) em / font.unitsPerEm;
    int glyph = font.glyph(code);
    if (glyph == 0) {
      return raster(sign(code, scale), (int) Math.round(1300 * scale), ascent);
    }
    int advance = (int) Math.round(font.advance(glyph) * scale);
    return raster(font.edges(glyph, scale, scale, 0), advance, ascent);
  }

  /** A padlock or a key, drawn here because the packaged font has neither. */
  private static List<double[]> sign(int code, double scale) {
    List<double[]> edges = new ArrayList<>();
    if (code == 0x26bf) { // key: bow, shaft, two teeth
      ring(edges, scale, 650, 1130, 380, 190, 0, 2 * Math.PI);
      box(edges, scale, 560, -100, 740, 780);
      box(edges, scale, 740, -100, 1010, 60);
      box(edges, scale, 740, 180, 1010, 340);
    } else { // padlock: body, then the shackle, which stands to one side when open
      double x = code == 0x1f512 ? 650 : 950;
      box(edges, scale, 150, 0, 1150, 820);
      ring(edges, scale, x, 1100, 360, 190, 0, Math.PI);
      box(edges, scale, x - 360, 800, x - 190, 1100);
      if (code == 0x1f512) {
        box(edges, scale, x + 190, 800, x + 360, 1100);
      }
    }
    return edges;
  }

  private static void box(
      List<double[]> edges, double scale, double left, double bottom, double right, double top) {
    edges.add(new double[] {left * scale, top * scale, left * scale, bottom * scale});
    edges.add(new double[] {right * scale, bottom * scale, right * scale, top * scale});
  }

  /** Part of a ring between two radii, as a closed outline. */
  private static void ring(
      List<double[]> edges, double scale, double x, double y, double outer, double inner,
      double from, double to) {
    final int steps = 24;
    double[][] points = new double[2 * steps + 2][];
    for (int i = 0; i <= steps; i++) {
      double angle = from + (to - from) * i / steps;
      // StrictMath gives the same bits on every machine.
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      points[i] = new double[] {(x + outer * cos) * scale, (y + outer * sin) * scale};
      points[points.length - 1 - i] =
          new double[] {(x + inner * cos) * scale, (y + inner * sin) * scale};
    }
    for (int i = 0; i < points.length; i++) {
      double[] a = points[i];
      double[] b = points[(i + 1) % points.length];
      edges.add(new double[] {a[0], a[1], b[0], b[1]});
    }
  }

  /** Signs too small at 6×12 for any outline: seven rows, five bits each, the left pixel first. */
  private static final Map<Integer, int[]> FIXED_SIGNS =
      Map.ofEntries(
          Map.entry(0x25, new int[] {0x00, 0x19, 0x1a, 0x04, 0x0b, 0x13, 0x00}), // percent
          Map.entry(0x2a, new int[] {0x00, 0x04, 0x15, 0x0e, 0x15, 0x04, 0x00}), // asterisk
          Map.entry(0x2709, new int[] {0x1f, 0x11, 0x1b, 0x15, 0x11, 0x1f, 0x00}), // envelope
          Map.entry(0x25cf, new int[] {0x00, 0x0e, 0x1f, 0x1f, 0x1f, 0x0e, 0x00}), // full circle
          Map.entry(0x25cb, new int[] {0x00, 0x0e, 0x11, 0x11, 0x11, 0x0e, 0x00}), // circle
          Map.entry(0x25d0, new int[] {0x00, 0x0e, 0x1d, 0x1d, 0x1d, 0x0e, 0x00}), // half circle
          Map.entry(0x2715, new int[] {0x00, 0x11, 0x0a, 0x04, 0x0a, 0x11, 0x00}), // cross
          Map.entry(0x25b8, new int[] {0x00, 0x08, 0x0c, 0x0e, 0x0c, 0x08, 0x00}), // pointer
          Map.entry(0x232b, new int[] {0x00, 0x07, 0x0d, 0x1a, 0x0d, 0x07, 0x00}), // erase
          Map.entry(0x266a, new int[] {0x04, 0x06, 0x05, 0x05, 0x0c, 0x1c, 0x08}), // note
          Map.entry(0x260e, new int[] {0x00, 0x0e, 0x1f, 0x15, 0x0e, 0x1f, 0x1f}), // telephone
          Map.entry(0x26bf, new int[] {0x0e, 0x0a, 0x0e, 0x04, 0x06, 0x04, 0x06}), // key
          Map.entry(0x2713, new int[] {0x00, 0x01, 0x01, 0x12, 0x14, 0x08, 0x00}), // tick
          Map.entry(0x26a0, new int[] {0x04, 0x04, 0x0a, 0x0e, 0x15, 0x11, 0x1f}), // warning
          Map.entry(0x1f512, new int[] {0x0e, 0x0a, 0x0a, 0x1f, 0x1b, 0x1b, 0x1f}), // locked
          Map.entry(0x1f513, new int[] {0x07, 0x05, 0x04, 0x1f, 0x1b, 0x1b, 0x1f})); // unlocked

  /**
   * A glyph of the one-bit font. At this size strokes are about a pixel wide and fall between
   * pixels as drawn, so each outline is moved and stretched a little until its strokes
   * fall on pixels: first sideways, then, and less, up and down.
   */
  private static Glyph fitted(Outlines font, int code, int ascent) {
    int[] rows = FIXED_SIGNS.get(code);
    if (rows != null) {
      int[] alpha = new int[35];
      for (int i = 0; i < 35; i++) {
        alpha[i] = (rows[i / 5] >> 4 - i % 5 & 1) * 255;
      }
      return new Glyph(6, 0, ascent - 7, 5, 7, alpha);
    }
    int glyph = font.glyph(code);
    int parts = parts(raster(font.edges(glyph, 0.03, 0.03, 0), 0, 0));
    double[] sideways = {1, 0};
    double[] upright = {1, 0};
    double best = Double.NEGATIVE_INFINITY;
    for (double stretch : new double[] {1, 0.94, 0.88, 0.82, 1.06, 1.12}) {
      for (int step = -4; step <= 4; step++) {
        double[] tried = {stretch, 0.14 * step};
        double score = score(font, glyph, parts, ascent, tried, upright);
        if (score > best) {
          best = score;
          sideways = tried;
        }
      }
    }
    for (double stretch : new double[] {1, 0.96, 0.92, 1.04, 1.08}) {
      for (int step = -3; step <= 3; step++) {
        double[] tried = {stretch, 0.1 * step};
        double score = score(font, glyph, parts, ascent, sideways, tried);
        if (score > best) {
          best = score;
          upright = tried;
        }
      }
    }
    return ridges(grey(font, glyph, ascent, sideways, upright));
  }

  /** A glyph with anti-aliasing, stretched and moved: {@code {factor, pixels}} each way. */
  private static Glyph grey(
      Outlines font, int glyph, int ascent, double[] sideways, double[] upright) {
    double xScale = 6.0 / font.advance(glyph) * sideways[0];
    // 1120 units is the height of x; the sixth column is mostly left as the gap between letters.
    List<double[]> edges =
        font.edges(
            glyph, xScale, 6.0 / 1120 * upright[0], 3 * (1 - sideways[0]) + sideways[1] - 0.4);
    for (double[] e : edges) {
      e[1] += upright[1];
      e[3] += upright[1];
    }
    return raster(edges, 6, ascent);
  }

  /** How little one bit a pixel loses, less what the change of shape costs. */
  private static double score(
      Outlines font, int glyph, int parts, int ascent, double[] sideways, double[] upright) {
    Glyph grey = grey(font, glyph, ascent, sideways, upright);
    Glyph sharp = ridges(grey);
    double ink = 1e-9;
    double kept = 0;
    double lost = 0;
    for (int i = 0; i < grey.alpha().length; i++) {
      ink += grey.alpha()[i];
      kept += sharp.alpha()[i];
      lost += Math.abs(grey.alpha()[i] - sharp.alpha()[i]);
    }
    boolean fits = inkLeft(sharp) >= 0 && inkRight(sharp) <= 5;
    return -(lost + Math.abs(kept - ink)) / ink
        - 0.3 * Math.abs(1 - sideways[0])
        - 0.03 * Math.abs(sideways[1])
        - 1.0 * Math.abs(1 - upright[0])
        - 0.25 * Math.abs(upright[1])
        - (fits ? 0 : 0.25)
        - 0.3 * Math.abs(parts(sharp) - parts); // two dots over a u must not become one
  }

  /** {@return how many pieces of ink that do not touch} */
  private static int parts(Glyph g) {
    boolean[] seen = new boolean[g.alpha().length];
    int parts = 0;
    for (int i = 0; i < seen.length; i++) {
      if (g.alpha()[i] >= HALF && !seen[i]) {
        parts++;
        visit(g, seen, i % g.width(), i / g.width());
      }
    }
    return parts;
  }

  private static void visit(Glyph g, boolean[] seen, int x, int y) {
    if (alpha(g, x, y) < HALF || seen[y * g.width() + x]) {
      return;
    }
    seen[y * g.width() + x] = true;
    for (int i = 0; i < 9; i++) {
      visit(g, seen, x + i % 3 - 1, y + i / 3 - 1);
    }
  }

  /** Coverage from which a pixel is set; a little under one half, as strokes are thin. */
  private static final int HALF = 118;

  private static int inkLeft(Glyph g) {
    int left = g.width();
    for (int i = 0; i < g.alpha().length; i++) {
      left = g.alpha()[i] > 0 ? Math.min(left, i % g.width()) : left;
    }
    return g.left() + left;
  }

  private static int inkRight(Glyph g) {
    int right = 0;
    for (int i = 0; i < g.alpha().length; i++) {
      right = g.alpha()[i] > 0 ? Math.max(right, i % g.width() + 1) : right;
    }
    return g.left() + right;
  }

  /** To one bit: what is at least half covered, and the crest of strokes split between pixels. */
  private static Glyph ridges(Glyph g) {
    int w = g.width();
    int h = g.height();
    int[] out = new int[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int c = alpha(g, x, y);
        boolean crest =
            crest(alpha(g, x, y - 1), c, alpha(g, x, y + 1))
                || crest(alpha(g, x - 1, y), c, alpha(g, x + 1, y));
        out[y * w + x] = c >= HALF || crest ? 255 : 0;
      }
    }
    return new Glyph(g.advance(), g.left(), g.top(), w, h, out);
  }

  private static boolean crest(int before, int here, int after) {
    return here >= 80
        && here > before
        && here >= after
        && Math.max(before, after) < HALF
        && here + Math.max(before, after) > 150;
  }

  private static int alpha(Glyph g, int x, int y) {
    return x < 0 || y < 0 || x >= g.width() || y >= g.height() ? 0 : g.alpha()[y * g.width() + x];
  }

  /**
   * Exact area coverage. Each edge is cut at pixel borders; a piece adds its height, signed by its
   * direction, to everything right of it on its row, and the part right of it in its own pixel.
   */
  private static Glyph raster(List<double[]> edges, int advance, int ascent) {
    if (edges.isEmpty()) {
      return new Glyph(advance, 0, 0, 0, 0, new int[0]);
    }
    double minX = 1e9;
    double maxX = -1e9;
    double minY = 1e9;
    double maxY = -1e9;
    for (double[] e : edges) {
      minX = Math.min(minX, Math.min(e[0], e[2]));
      maxX = Math.max(maxX, Math.max(e[0], e[2]));
      minY = Math.min(minY, Math.min(e[1], e[3]));
      maxY = Math.max(maxY, Math.max(e[1], e[3]));
    }
    // A fiftieth of a pixel over the border is rounding, not ink.
    int left = (int) Math.floor(minX + 0.02);
    int bottom = (int) Math.floor(minY + 0.02);
    int width = Math.max(1, (int) Math.ceil(maxX - 0.02) - left);
    int height = Math.max(1, (int) Math.ceil(maxY - 0.02) - bottom);
    int top = bottom + height;
    double[] rise = new double[(width + 1) * height];
    for (double[] e : edges) {
      cutAtRows(
          rise,
          width,
          Math.clamp(e[0] - left, 0, width),
          Math.clamp(top - e[1], 0, height),
          Math.clamp(e[2] - left, 0, width),
          Math.clamp(top - e[3], 0, height));
    }
    int[] alpha = new int[width * height];
    for (int y = 0; y < height; y++) {
      double sum = 0;
      for (int x = 0; x < width; x++) {
        sum += rise[y * (width + 1) + x];
        alpha[y * width + x] = (int) Math.round(255 * Math.min(1, Math.abs(sum)));
      }
    }
    return new Glyph(advance, left, ascent - top, width, height, alpha);
  }

  private static void cutAtRows(
      double[] rise, int width, double x0, double y0, double x1, double y1) {
    int step = y1 > y0 ? 1 : -1;
    double x = x0;
    double y = y0;
    while (y != y1) {
      double border = step > 0 ? Math.floor(y) + 1 : Math.ceil(y) - 1;
      boolean last = step > 0 ? border >= y1 : border <= y1;
      double nextY = last ? y1 : border;
      double nextX = last ? x1 : x0 + (border - y0) * (x1 - x0) / (y1 - y0);
      cutAtColumns(rise, (int) Math.min(y, nextY) * (width + 1), width, x, nextX, nextY - y);
      x = nextX;
      y = nextY;
    }
  }

  private static void cutAtColumns(
      double[] rise, int row, int width, double x0, double x1, double height) {
    double from = Math.min(x0, x1);
    double to = Math.max(x0, x1);
    int first = Math.min(width - 1, (int) from);
    int last = Math.min(width - 1, (int) to);
    for (int x = first; x <= last; x++) {
      double a = Math.max(from, x);
      double b = Math.min(to, x + 1);
      double part = to == from ? height : height * (b - a) / (to - from);
      double right = 1 - ((a + b) / 2 - x);
      rise[row + x] += part * right;
      rise[row + x + 1] += part * (1 - right);
    }
  }

  /** What is needed of a TrueType file (ISO/IEC 14496-22): head, hhea, hmtx, cmap, loca, glyf. */
  private static final class Outlines {
    private final ByteBuffer data;
    private final Map<String, Integer> tables = new HashMap<>();
    private final Map<Integer, Integer> codes = new HashMap<>();
    private final int metrics;
    private final boolean longOffsets;
    final int unitsPerEm;

    Outlines(byte[] file) {
      data = ByteBuffer.wrap(file);
      for (int i = 0, n = u16(4); i < n; i++) {
        int at = 12 + 16 * i;
        tables.put(new String(file, at, 4, StandardCharsets.US_ASCII), data.getInt(at + 8));
      }
      unitsPerEm = u16(tables.get("head") + 18);
      longOffsets = u16(tables.get("head") + 50) == 1;
      metrics = u16(tables.get("hhea") + 34);
      int cmap = tables.get("cmap");
      for (int i = 0; i < u16(cmap + 2); i++) {
        int sub = cmap + data.getInt(cmap + 4 + 8 * i + 4);
        if (u16(sub) == 4) {
          format4(sub);
        } else if (u16(sub) == 12) {
          for (int g = 0; g < data.getInt(sub + 12); g++) {
            int at = sub + 16 + 12 * g;
            for (int c = data.getInt(at); c <= data.getInt(at + 4); c++) {
              codes.put(c, data.getInt(at + 8) + c - data.getInt(at));
            }
          }
        }
      }
    }

    private void format4(int sub) {
      int doubled = u16(sub + 6);
      for (int i = 0; i < doubled; i += 2) {
        int end = u16(sub + 14 + i);
        int start = u16(sub + 16 + doubled + i);
        int delta = u16(sub + 16 + 2 * doubled + i);
        int rangeAt = sub + 16 + 3 * doubled + i;
        int range = u16(rangeAt);
        for (int c = start; c <= end && c != 0xffff; c++) {
          int glyph = range == 0 ? c : u16(rangeAt + range + 2 * (c - start));
          if (range == 0 || glyph != 0) {
            codes.put(c, glyph + delta & 0xffff);
          }
        }
      }
    }

    private int u16(int at) {
      return data.getShort(at) & 0xffff;
    }

    int glyph(int code) {
      return codes.getOrDefault(code, 0);
    }

    int advance(int glyph) {
      return u16(tables.get("hmtx") + 4 * Math.min(glyph, metrics - 1));
    }

    List<double[]> edges(int glyph, double xScale, double yScale, double xShift) {
      List<double[]> edges = new ArrayList<>();
      trace(glyph, new double[] {xScale, 0, 0, yScale, xShift, 0}, edges);
      return edges;
    }

    private int offset(int glyph) {
      int loca = tables.get("loca");
      return longOffsets ? data.getInt(loca + 4 * glyph) : 2 * u16(loca + 2 * glyph);
    }

    /** Adds a glyph's outline under the matrix {@code x' = m0 x + m2 y + m4}, y' likewise. */
    private void trace(int glyph, double[] m, List<double[]> edges) {
      if (offset(glyph) == offset(glyph + 1)) {
        return;
      }
      int at = tables.get("glyf") + offset(glyph);
      int contours = data.getShort(at);
      if (contours < 0) {
        composite(at + 10, m, edges);
        return;
      }
      int points = contours == 0 ? 0 : u16(at + 10 + 2 * (contours - 1)) + 1;
      int p = at + 10 + 2 * contours;
      p += 2 + u16(p);
      int[] flags = new int[points];
      for (int i = 0; i < points; ) {
        int flag = data.get(p++) & 0xff;
        int repeat = (flag & 8) != 0 ? data.get(p++) & 0xff : 0;
        for (; repeat >= 0; repeat--) {
          flags[i++] = flag;
        }
      }
      double[] xs = new double[points];
      double[] ys = new double[points];
      p = coordinates(p, flags, xs, 2, 16);
      coordinates(p, flags, ys, 4, 32);
      for (int i = 0; i < points; i++) {
        double x = xs[i];
        xs[i] = m[0] * x + m[2] * ys[i] + m[4];
        ys[i] = m[1] * x + m[3] * ys[i] + m[5];
      }
      int start = 0;
      for (int c = 0; c < contours; c++) {
        int end = u16(at + 10 + 2 * c);
        contour(flags, xs, ys, start, end - start + 1, edges);
        start = end + 1;
      }
    }

    private int coordinates(int from, int[] flags, double[] out, int shortBit, int sameBit) {
      int p = from;
      int value = 0;
      for (int i = 0; i < flags.length; i++) {
        boolean same = (flags[i] & sameBit) != 0;
        if ((flags[i] & shortBit) != 0) {
          int step = data.get(p++) & 0xff;
          value += same ? step : -step;
        } else if (!same) {
          value += data.getShort(p);
          p += 2;
        }
        out[i] = value;
      }
      return p;
    }

    private void composite(int from, double[] m, List<double[]> edges) {
      int p = from;
      int flags;
      do {
        flags = u16(p);
        int glyph = u16(p + 2);
        p += 4;
        double dx = (flags & 1) != 0 ? data.getShort(p) : data.get(p);
        double dy = (flags & 1) != 0 ? data.getShort(p + 2) : data.get(p + 1);
        p += (flags & 1) != 0 ? 4 : 2;
        double a = 1;
        double b = 0;
        double c = 0;
        double d = 1;
        if ((flags & 8) != 0) {
          a = d = data.getShort(p) / 16384.0;
          p += 2;
        } else if ((flags & 0x40) != 0) {
          a = data.getShort(p) / 16384.0;
          d = data.getShort(p + 2) / 16384.0;
          p += 4;
        } else if ((flags & 0x80) != 0) {
          a = data.getShort(p) / 16384.0;
          b = data.getShort(p + 2) / 16384.0;
          c = data.getShort(p + 4) / 16384.0;
          d = data.getShort(p + 6) / 16384.0;
          p += 8;
        }
        double[] n = {
          m[0] * a + m[2] * b, m[1] * a + m[3] * b, m[0] * c + m[2] * d, m[1] * c + m[3] * d,
          m[0] * dx + m[2] * dy + m[4], m[1] * dx + m[3] * dy + m[5]
        };
        trace(glyph, n, edges);
      } while ((flags & 0x20) != 0);
    }

    /** Quadratic curves with implied on-curve points between two off-curve ones. */
    private static void contour(
        int[] flags, double[] xs, double[] ys, int start, int n, List<double[]> edges) {
      if (n < 2) {
        return;
      }
      List<double[]> all = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        int here = start + i;
        int next = start + (i + 1) % n;
        all.add(new double[] {xs[here], ys[here], flags[here] & 1});
        if ((flags[here] & 1) == 0 && (flags[next] & 1) == 0) {
          all.add(new double[] {(xs[here] + xs[next]) / 2, (ys[here] + ys[next]) / 2, 1});
        }
      }
      int first = 0;
      while (all.get(first)[2] == 0) {
        first++;
      }
      double[] from = all.get(first);
      for (int i = 1; i <= all.size(); i++) {
        double[] to = all.get((first + i) % all.size());
        if (to[2] == 1) {
          edges.add(new double[] {from[0], from[1], to[0], to[1]});
        } else {
          double[] end = all.get((first + ++i) % all.size());
          double px = from[0];
          double py = from[1];
          for (int s = 1; s <= 8; s++) {
            double t = s / 8.0;
            double u = 1 - t;
            double x = u * u * from[0] + 2 * u * t * to[0] + t * t * end[0];
            double y = u * u * from[1] + 2 * u * t * to[1] + t * t * end[1];
            edges.add(new double[] {px, py, x, y});
            px = x;
            py = y;
          }
          to = end;
        }
        from = to;
      }
    }
  }
}

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Turns packaged TrueType outlines into the bitmap fonts the phone draws with. Run by Maven before
 * resources are copied: {@code java FontBuilder.java FONTS.jar TARGET/classes SOURCES}; SOURCES
 * is this folder, to see whether the fonts are newer than what makes them.
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

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1], "org", "trucephone", "hal", "display");
    Path licences = Path.of(args[1], "META-INF", "licenses");
    Path last = licences.resolve("DejaVu-fonts.txt");
    if (Files.exists(last) && newer(last, Path.of(args[2])) && newer(last, Path.of(args[0]))) {
      return;
    }
    Files.createDirectories(out);
    Files.createDirectories(licences);
    try (ZipFile jar = new ZipFile(args[0])) {
      Outlines sans = new Outlines(entry(jar, "DejaVuSans.ttf"));
      // At 11, 15 and 33 pixels per em the height of x and of capitals falls on whole pixels.
      write(out.resolve("small.font"), sans, 4, 13, 10, c -> smooth(sans, c, 11, 10));
      write(out.resolve("medium.font"), sans, 4, 18, 14, c -> smooth(sans, c, 15, 14));
      write(out.resolve("large.font"), sans, 4, 38, 30, c -> smooth(sans, c, 33, 30));
      Outlines mono = new Outlines(entry(jar, "DejaVuSansMono.ttf"));
      write(out.resolve("fixed.font"), mono, 1, 12, 9, c -> FixedFont.fitted(mono, c, 9));
      Files.write(last, entry(jar, "LICENSE"));
    }
  }

  /** {@return whether a file is newer than a source, or all in a folder of them} */
  private static boolean newer(Path made, Path source) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path each : all.toList()) {
        if (Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(each)) <= 0) {
          return false;
        }
      }
    }
    return true;
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

  private static void write(
      Path file, Outlines font, int bits, int line, int ascent, IntFunction<Glyph> draw)
      throws IOException {
    Map<Integer, Glyph> glyphs = new TreeMap<>();
    for (int[] range : RANGES) {
      for (int code = range[0]; code <= range[1]; code++) {
        if (font.glyph(code) != 0 || FixedFont.draws(code)) {
          glyphs.put(code, draw.apply(code));
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
      return Glyph.raster(sign(code, scale), (int) Math.round(1300 * scale), ascent);
    }
    int advance = (int) Math.round(font.advance(glyph) * scale);
    return Glyph.raster(font.edges(glyph, scale, scale, 0), advance, ascent);
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
}

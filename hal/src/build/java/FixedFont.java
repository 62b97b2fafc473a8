import java.util.List;
import java.util.Map;

/** Makes the one-bit glyphs of the 6×12 font. */
final class FixedFont {
  /** Signs too small at 6×12 for any outline: seven rows, five bits each, the left pixel first. */
  private static final Map<Integer, int[]> SIGNS =
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

  /** {@return whether the font has a picture for a code point that its outlines lack} */
  static boolean draws(int code) {
    return SIGNS.containsKey(code);
  }

  /**
   * A glyph of the one-bit font. At this size strokes are about a pixel wide and fall between
   * pixels as drawn, so each outline is moved and stretched a little until its strokes
   * fall on pixels: first sideways, then, and less, up and down.
   */
  static Glyph fitted(Outlines font, int code, int ascent) {
    int[] rows = SIGNS.get(code);
    if (rows != null) {
      int[] alpha = new int[35];
      for (int i = 0; i < 35; i++) {
        alpha[i] = (rows[i / 5] >> 4 - i % 5 & 1) * 255;
      }
      return new Glyph(6, 0, ascent - 7, 5, 7, alpha);
    }
    int glyph = font.glyph(code);
    int parts = parts(Glyph.raster(font.edges(glyph, 0.03, 0.03, 0), 0, 0));
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
    return Glyph.raster(edges, 6, ascent);
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
    if (g.at(x, y) < HALF || seen[y * g.width() + x]) {
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
        int c = g.at(x, y);
        boolean crest =
            crest(g.at(x, y - 1), c, g.at(x, y + 1))
                || crest(g.at(x - 1, y), c, g.at(x + 1, y));
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
}

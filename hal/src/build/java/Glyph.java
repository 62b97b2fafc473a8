import java.util.List;

/**
 * One rasterised glyph.
 *
 * @param advance pixels to the next glyph
 * @param left pixels from the pen to the picture
 * @param top pixels from the line's top to the picture
 * @param alpha coverage 0…255, {@code int[width*height]}, row by row
 */
record Glyph(int advance, int left, int top, int width, int height, int[] alpha) {
  /** {@return coverage at a pixel of the picture; 0 outside} */
  int at(int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : alpha[y * width + x];
  }

  /**
   * Exact area coverage. Each edge is cut at pixel borders; a piece adds its height, signed by its
   * direction, to everything right of it on its row, and the part right of it in its own pixel.
   */
  static Glyph raster(List<double[]> edges, int advance, int ascent) {
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
}

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is needed of a TrueType file (ISO/IEC 14496-22): head, hhea, hmtx, cmap, loca, glyf. */
final class Outlines {
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

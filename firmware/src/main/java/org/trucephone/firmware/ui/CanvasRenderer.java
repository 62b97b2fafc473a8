package org.trucephone.firmware.ui;

import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.hal.display.Canvas;
import org.trucephone.hal.display.Font;
import org.trucephone.hal.display.Framebuffer;

/**
 * A screen in pixels: status bar 20 px, body, soft-key bar 26 px; line keys in a column on the
 * right.
 *
 * <p>Colours keep a contrast of at least 4.5:1 on their ground (WCAG AA).
 */
final class CanvasRenderer {
  private static final int GROUND = 0x10161D;
  private static final int BAR = 0x1C2631;
  private static final int LINE = 0x34424F;
  private static final int BRIGHT = 0xFFFFFF;
  private static final int TEXT = 0xDCE4EA;
  private static final int DIM = 0x9FB0BD;
  private static final int WARN = 0xFFC46B;
  private static final int ACCENT = 0x6FD3B5;
  private static final int SELECTED = 0x24506A;

  private static final int STATUS = 20;
  private static final int SOFT = 26;
  private static final int KEYS = 96;
  private static final int MARGIN = 10;

  private final int width;
  private final int height;

  CanvasRenderer(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Framebuffer draw(Screen screen) {
    Framebuffer picture = new Framebuffer(width, height);
    Canvas c = new Canvas(picture);
    c.clear(GROUND);
    int right = screen.keys().isEmpty() ? width : width - KEYS;
    body(c, screen.rows(), right);
    if (!screen.keys().isEmpty()) {
      keys(c, screen.keys());
    }
    status(c, screen);
    soft(c, screen);
    return picture;
  }

  private void status(Canvas c, Screen screen) {
    c.fill(0, 0, width, STATUS, BAR);
    Font f = Font.small();
    int y = (STATUS - f.height()) / 2;
    String right = c.fit(f, screen.right(), width / 2);
    c.text(f, MARGIN, y, c.fit(f, screen.left(), width - 3 * MARGIN - f.width(right)), TEXT);
    c.textRight(f, width - MARGIN, y, right, TEXT);
  }

  private void soft(Canvas c, Screen screen) {
    int top = height - SOFT;
    c.fill(0, top, width, SOFT, BAR);
    c.hline(0, top, width, LINE);
    Font f = Font.small();
    int w = width / 4;
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        c.vline(i * w, top, SOFT, LINE);
      }
      SoftKey key = screen.soft().get(i);
      if (key != null) {
        c.textCentred(
            f,
            i * w + 2,
            w - 4,
            top + (SOFT - f.height()) / 2 + 1,
            c.fit(f, key.label(), w - 4),
            ACCENT);
      }
    }
  }

  private void keys(Canvas c, List<KeyView> keys) {
    int x = width - KEYS;
    c.vline(x, STATUS, height - STATUS - SOFT, LINE);
    Font f = Font.small();
    int step = (height - STATUS - SOFT) / 8;
    for (KeyView key : keys) {
      int y = STATUS + (key.index() - 1) * step + (step - f.height()) / 2;
      c.text(f, x + 6, y, glyph(key.lamp()), colour(key.lamp()));
      c.text(f, x + 22, y, c.fit(f, key.label(), KEYS - 26), TEXT);
    }
  }

  private static int colour(String lamp) {
    return switch (lamp) {
      case "off" -> DIM;
      case "busy", "unreachable" -> WARN;
      default -> ACCENT;
    };
  }

  /** {@return what a key's lamp means, without colour} */
  static String glyph(String lamp) {
    return switch (lamp) {
      case "own" -> "●";
      case "busy" -> "■";
      case "held" -> "◐";
      case "ringing" -> "♪";
      case "unreachable" -> "✕";
      default -> "○";
    };
  }

  private void body(Canvas c, List<Row> rows, int right) {
    int y = STATUS + 6;
    int x = MARGIN;
    int w = right - 2 * MARGIN;
    int bottom = height - SOFT;
    for (Row row : rows) {
      if (y >= bottom) {
        return;
      }
      y += row(c, row, x, y, w);
    }
  }

  private int row(Canvas c, Row row, int x, int y, int w) {
    Font small = Font.small();
    Font medium = Font.medium();
    Font large = Font.large();
    int step = small.height() + 3;
    return switch (row) {
      case Row.Huge(String text) -> {
        c.text(large, x, y, text, BRIGHT);
        yield large.height() + 2;
      }
      case Row.Title(String text) -> {
        c.text(medium, x, y, c.fit(medium, text, w), BRIGHT);
        yield medium.height() + 2;
      }
      case Row.Plain(String text) -> {
        c.text(small, x, y, c.fit(small, text, w), TEXT);
        yield step;
      }
      case Row.Dim(String text) -> {
        c.text(small, x, y, c.fit(small, text, w), DIM);
        yield step;
      }
      case Row.Para(String text) -> paragraph(c, text, x, y, w, TEXT);
      case Row.Warn(String text) -> paragraph(c, text, x, y, w, WARN);
      case Row.Box(String text) -> {
        int h = medium.height() + 10;
        c.frame(x, y, w, h, LINE);
        String tail = text;
        while (medium.width(tail) > w - 24 && tail.length() > 1) {
          tail = tail.substring(1); // the end of a long number is what is being typed
        }
        c.text(medium, x + 8, y + 5, tail, BRIGHT);
        c.fill(x + 10 + medium.width(tail), y + 6, 2, medium.height() - 2, ACCENT);
        yield h;
      }
      case Row.Item(String glyph, String left, String rightText, boolean selected) -> {
        int h = step + 4;
        if (selected) {
          c.fill(x - 6, y - 1, w + 12, h, SELECTED);
        }
        int textX = x;
        if (!glyph.isEmpty()) {
          c.text(small, x, y + 2, glyph, selected ? BRIGHT : ACCENT);
          textX += 18;
        }
        String r = c.fit(small, rightText, w / 2);
        int room = w - (textX - x) - small.width(r) - 8;
        c.text(small, textX, y + 2, c.fit(small, left, room), selected ? BRIGHT : TEXT);
        c.textRight(small, x + w, y + 2, r, selected ? BRIGHT : DIM);
        yield h;
      }
      case Row.Pair(String name, String value) -> {
        c.text(small, x, y, name, DIM);
        int from = Math.max(70, small.width(name) + 12);
        c.text(small, x + from, y, c.fit(small, value, w - from), TEXT);
        yield step;
      }
      case Row.Code(String text) -> code(c, text, x, y);
      case Row.Gap(int pixels) -> pixels;
    };
  }

  /** Dark dots on a light ground with a margin of four, as cameras want it (ISO 18004 6.3.8). */
  private int code(Canvas c, String text, int x, int y) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    int room = height - SOFT - y;
    int dot = room / (code.size + 8);
    if (dot < 1) {
      return 0; // the words above say the same
    }
    int side = dot * (code.size + 8);
    c.fill(x, y, side, side, BRIGHT);
    for (int row = 0; row < code.size; row++) {
      for (int column = 0; column < code.size; column++) {
        if (code.getModule(column, row)) {
          c.fill(x + (column + 4) * dot, y + (row + 4) * dot, dot, dot, GROUND);
        }
      }
    }
    return side;
  }

  private static int paragraph(Canvas c, String text, int x, int y, int w, int colour) {
    Font f = Font.small();
    int used = 0;
    for (String line : wrap(f, text, w)) {
      c.text(f, x, y + used, line, colour);
      used += f.height() + 2;
    }
    return used;
  }

  /**
   * {@return the text in lines of at most {@code w} pixels, broken at blanks, inside a word only if
   * it is wider than a line}
   */
  static List<String> wrap(Font f, String text, int w) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (f.width(longer) <= w) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (f.width(line) > w && line.length() > 1) {
        int fits = 1;
        while (fits < line.length() && f.width(line.substring(0, fits + 1)) <= w) {
          fits++;
        }
        lines.add(line.substring(0, fits));
        line = line.substring(fits);
      }
    }
    lines.add(line);
    return lines;
  }
}

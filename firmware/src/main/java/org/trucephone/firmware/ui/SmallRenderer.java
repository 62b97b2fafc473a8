package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.display.Canvas;
import org.trucephone.hal.display.Font;
import org.trucephone.hal.display.Framebuffer;

/**
 * A screen on a small display: five lines of 21 letters on 128×64 dots, 20×4 on one of letters. The
 * same words as everywhere, less of them; the clock moves up into the status line, the last line is
 * the soft keys.
 */
final class SmallRenderer {
  private static final int LETTER_WIDTH = 6;
  private static final int LETTER_HEIGHT = 12;
  private static final int WHITE = 0xffffff;
  private static final int SOFT_KEYS = 4;

  /** Soft keys whose first letters say too little. */
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("Transfer", "Xfer"),
          Map.entry("Contacts", "Cont"),
          Map.entry("Forward", "Fwd"),
          Map.entry("Conf.", "Conf"),
          Map.entry("Answer", "Answ"),
          Map.entry("Reject", "Rej"),
          Map.entry("Silence", "Hush"),
          Map.entry("Cancel", "Canc"),
          Map.entry("Resume", "Resm"),
          Map.entry("Try now", "Again"),
          Map.entry("Details", "Info"),
          Map.entry("Status", "Stat"),
          Map.entry("New call", "New"),
          Map.entry("Bell on", "Bell"),
          Map.entry("◂ Back", "Back"),
          Map.entry("More ▸", "More"),
          Map.entry("Hang up", "End"),
          Map.entry("Redial", "Redi"),
          Map.entry("Call back", "Call"),
          Map.entry("Always", "All"),
          Map.entry("Ask first", "Ask"));

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;

  /**
   * @param width pixels; six make a letter
   * @param height pixels; twelve make a line
   */
  SmallRenderer(int width, int height) {
    this.width = width;
    this.height = height;
    columns = Math.max(16, width / LETTER_WIDTH);
    rows = Math.max(2, height / LETTER_HEIGHT);
  }

  Framebuffer draw(Screen screen) {
    List<String> lines = lines(screen);
    Framebuffer picture = new Framebuffer(width, height);
    picture.words(lines);
    Canvas c = new Canvas(picture);
    c.clear(0);
    Font font = Font.fixed();
    for (int i = 0; i < height / LETTER_HEIGHT; i++) {
      int y = i == rows - 1 ? height - LETTER_HEIGHT : i * LETTER_HEIGHT;
      c.text(font, 0, y, lines.get(i), WHITE);
    }
    return picture;
  }

  /** {@return as many lines as the display has, none longer than it is wide} */
  List<String> lines(Screen screen) {
    List<String> lines = new ArrayList<>();
    String left = screen.left();
    for (Row row : screen.rows()) {
      if (row instanceof Row.Huge(String text)) {
        left = text;
        break;
      }
    }
    List<String> body = body(screen.rows(), rows - 2);
    // A sentence about a fault may have the status line's place: it is never cut for a clock.
    boolean fault = screen.rows().stream().anyMatch(Row.Warn.class::isInstance);
    if (!fault || body.size() <= rows - 2) {
      lines.add(ends(left, screen.right()));
    }
    lines.addAll(body.subList(0, Math.min(body.size(), rows - 1 - lines.size())));
    while (lines.size() < rows - 1) {
      lines.add("");
    }
    lines.add(soft(screen.soft()));
    return lines;
  }

  /** Faults stand above what is less important, and a list shows the part where the cursor is. */
  private List<String> body(List<Row> all, int room) {
    List<String> lines = new ArrayList<>();
    List<String> less = new ArrayList<>();
    int selected = -1;
    for (Row row : all) {
      switch (row) {
        case Row.Title(String text) -> lines.add(fit(text, columns));
        case Row.Plain(String text) -> lines.add(fit(text, columns));
        case Row.Para(String text) -> lines.addAll(wrap(text, columns));
        case Row.Warn(String text) -> lines.addAll(wrap(text, columns));
        case Row.Box(String text) -> lines.add(tail(text + "|", columns));
        case Row.Item(String glyph, String left, String right, boolean chosen) -> {
          if (chosen) {
            selected = lines.size();
          }
          String mark = (chosen ? ">" : " ") + (glyph.isEmpty() ? "" : glyph + " ");
          lines.add(ends(mark + left, right));
        }
        case Row.Pair(String name, String value) -> lines.add(ends(name, value));
        case Row.Dim(String text) -> less.add(fit(text, columns));
        case Row.Huge _, Row.Gap _, Row.Code _ -> {
          // the clock is above, and there is no room for room or for dots
        }
      }
    }
    if (selected >= room) {
      return lines.subList(selected - room + 1, lines.size());
    }
    lines.addAll(less);
    return lines;
  }

  /** {@return one word at each end of the line; the left one is cut if both do not fit} */
  private String ends(String left, String right) {
    if (right.isBlank()) {
      return fit(left, columns);
    }
    String end = fit(right.strip(), columns - 4);
    String start = fit(left.strip(), columns - end.length() - 1);
    if (left.startsWith(" ")) {
      start = fit(left.stripTrailing(), columns - end.length() - 1);
    }
    return start + " ".repeat(columns - start.length() - end.length()) + end;
  }

  private String soft(List<@Nullable SoftKey> keys) {
    StringBuilder line = new StringBuilder();
    int to = -1;
    for (int i = 0; i < SOFT_KEYS; i++) {
      int from = to + 1;
      to = from + columns / SOFT_KEYS + (i < columns % SOFT_KEYS ? 1 : 0) - 1;
      if (i == SOFT_KEYS - 1) {
        to = columns;
      }
      line.append(" ".repeat(Math.max(0, from - line.length())));
      SoftKey key = keys.get(i);
      if (key != null) {
        String label = key.label();
        String word = label.length() <= to - from ? label : SHORT.getOrDefault(label, label);
        line.append(word, 0, Math.min(word.length(), to - from));
      }
    }
    return line.toString();
  }

  private static String fit(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
  }

  private static String tail(String text, int room) {
    return text.length() <= room ? text : text.substring(text.length() - room);
  }

  private static List<String> wrap(String text, int room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > room) {
        lines.add(line);
        line = "";
      }
      line = line.isEmpty() ? rest : line + " " + rest;
      while (line.length() > room) {
        lines.add(line.substring(0, room));
        line = line.substring(room);
      }
    }
    lines.add(line);
    return lines;
  }
}

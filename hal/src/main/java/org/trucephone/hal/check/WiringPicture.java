package org.trucephone.hal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.check.Wiring.End;

/**
 * A board's wiring as SVG: the header on the left, the parts on the right, one upright lane between
 * them for each line in use, so that what shares a line shares a lane. Pure.
 */
final class WiringPicture {
  private static final int HEADER_X = 110;
  private static final int HEADER_Y = 90;
  private static final int PITCH = 26;
  private static final int LANES_X = 260;
  private static final int LANE = 13;
  private static final int PIN = 20;
  private static final int BOX_WIDTH = 560;
  private static final int LETTER = 7; // an average letter's width at 12 px
  private static final List<String> COLOURS =
      List.of(
          "#1b6ca8", "#b5482a", "#2e7d46", "#7a4aa3", "#9a7400", "#0d7f86", "#a8325e", "#556070");

  private final StringBuilder svg = new StringBuilder();
  private final Map<Integer, Integer> lanes = new TreeMap<>();
  private final int boxX;

  private WiringPicture(List<Wiring.Part> parts) {
    for (Wiring.Part part : parts) {
      for (Wiring.Wire wire : part.wires()) {
        if (wire.end() instanceof End.Line(int gpio)) {
          lanes.putIfAbsent(Header.pin(gpio), 0);
        }
      }
    }
    int lane = 0;
    for (Map.Entry<Integer, Integer> each : lanes.entrySet()) {
      each.setValue(lane++);
    }
    boxX = LANES_X + lane * LANE + 50;
  }

  static String draw(Board board, List<Wiring.Part> parts) {
    return new WiringPicture(parts).drawn(board, parts);
  }

  private String drawn(Board board, List<Wiring.Part> parts) {
    int boxes = 60;
    for (Wiring.Part part : parts) {
      boxes += height(part) + 16;
    }
    int high = Math.max(boxes, HEADER_Y + Header.size() / 2 * PITCH + 40);
    int wide = boxX + BOX_WIDTH + 20;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"DejaVu Sans, Arial, sans-serif\" font-size=\"12\">",
        wide, high, wide, high);
    add("<title>Wiring of %s</title>", escaped(board.name()));
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", wide, high);
    String title =
        board.description().isEmpty() ? board.name() : board.name() + ": " + board.description();
    text(20, 32, "start", "font-size=\"18\" font-weight=\"bold\"", title);
    header();
    int y = 60;
    for (Wiring.Part part : parts) {
      part(part, y);
      y += height(part) + 16;
    }
    add("</svg>");
    return svg.toString();
  }

  private static int height(Wiring.Part part) {
    int notes = 0;
    for (String note : part.notes()) {
      notes += lines(note).size();
    }
    return 34 + part.wires().size() * PIN + notes * 16 + (notes > 0 ? 8 : 0);
  }

  private void header() {
    text(HEADER_X + 39, HEADER_Y - 34, "middle", "font-weight=\"bold\"", "Header");
    text(HEADER_X + 39, HEADER_Y - 20, "middle", "fill=\"#556070\"", "pin 1 at the card's end");
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"78\" height=\"%d\" rx=\"4\" fill=\"#eef1f4\""
            + " stroke=\"#556070\"/>",
        HEADER_X, HEADER_Y - 12, Header.size() / 2 * PITCH - 2);
    for (int pin = 1; pin <= Header.size(); pin++) {
      boolean left = pin % 2 == 1;
      int x = HEADER_X + (left ? 20 : 58);
      int y = pinY(pin);
      String name = Header.name(pin);
      add("<circle cx=\"%d\" cy=\"%d\" r=\"9\" fill=\"%s\" stroke=\"#556070\"/>", x, y, fill(name));
      text(x, y + 4, "middle", "font-size=\"9\"" + ink(name), String.valueOf(pin));
      if (left) {
        text(HEADER_X - 8, y + 4, "end", "font-size=\"11\"", name);
      } else if (!lanes.containsKey(pin)) {
        text(HEADER_X + 86, y + 4, "start", "font-size=\"11\"", name);
      }
    }
    for (Map.Entry<Integer, Integer> used : lanes.entrySet()) {
      int pin = used.getKey();
      boolean left = pin % 2 == 1;
      int x = HEADER_X + (left ? 20 : 58);
      int y = pinY(pin);
      int out = outY(pin);
      // A left pin's wire leaves between the rows, below its neighbour on the right.
      add(
          "<path d=\"M%d %d%s H%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>",
          left ? x + 6 : x + 9,
          left ? y + 7 : y,
          left ? " L" + (x + 12) + " " + out : "",
          laneX(pin),
          colour(pin));
    }
    for (int pin : lanes.keySet()) {
      if (pin % 2 == 0) {
        String halo =
            "font-size=\"11\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\"";
        text(HEADER_X + 86, pinY(pin) - 3, "start", halo, Header.name(pin));
      }
    }
  }

  private static int pinY(int pin) {
    return HEADER_Y + (pin - 1) / 2 * PITCH;
  }

  private static int outY(int pin) {
    return pin % 2 == 1 ? pinY(pin) + PITCH / 2 : pinY(pin);
  }

  private int laneX(int pin) {
    return LANES_X + lanes.getOrDefault(pin, 0) * LANE;
  }

  private String colour(int pin) {
    return COLOURS.get(lanes.getOrDefault(pin, 0) % COLOURS.size());
  }

  private static String fill(String name) {
    return switch (name) {
      case "3V3" -> "#f2c14e";
      case "5V" -> "#d9534f";
      case "GND" -> "#3a3f45";
      default -> "#ffffff";
    };
  }

  private static String ink(String name) {
    return name.equals("GND") || name.equals("5V") ? " fill=\"#ffffff\"" : "";
  }

  private void part(Wiring.Part part, int top) {
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#f7f9fb\""
            + " stroke=\"#556070\"/>",
        boxX, top, BOX_WIDTH, height(part));
    text(boxX + 14, top + 20, "start", "font-weight=\"bold\" font-size=\"13\"", part.title());
    int y = top + 40;
    int longest = 12;
    for (Wiring.Wire wire : part.wires()) {
      longest = Math.max(longest, wire.pin().length());
    }
    for (Wiring.Wire wire : part.wires()) {
      wire(wire, y, boxX + 14 + (longest + 2) * LETTER);
      y += PIN;
    }
    for (String note : part.notes()) {
      for (String line : lines(note)) {
        text(boxX + 14, y + 2, "start", "font-size=\"11\" fill=\"#8a3b12\"", line);
        y += 16;
      }
    }
  }

  private void wire(Wiring.Wire wire, int y, int after) {
    switch (wire.end()) {
      case End.Line(int gpio) -> {
        int pin = Header.pin(gpio);
        String colour = colour(pin);
        add(
            "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>",
            laneX(pin), outY(pin), y, boxX, colour);
        add("<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"%s\"/>", laneX(pin), y, colour);
        add("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", boxX, y, colour);
        text(
            after,
            y + 4,
            "start",
            "font-size=\"11\" fill=\"" + colour + "\"",
            "GPIO " + gpio + ", pin " + pin);
      }
      case End.Supply(String name) -> {
        add(
            "<rect x=\"%d\" y=\"%d\" width=\"34\" height=\"15\" rx=\"3\" fill=\"%s\"/>",
            boxX - 17, y - 8, fill(name));
        text(boxX, y + 4, "middle", "font-size=\"10\"" + ink(name), name);
      }
      case End.Off(String what) ->
          text(after, y + 4, "start", "font-size=\"11\" fill=\"#556070\"", "→ " + what);
    }
    int indent = wire.end() instanceof End.Supply ? 24 : 14;
    text(boxX + indent, y + 4, "start", "", wire.pin());
  }

  /** Breaks a sentence into lines that fit the box. */
  private static List<String> lines(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() + word.length() > 84) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().strip());
    return lines;
  }

  private void text(int x, int y, String anchor, String style, String text) {
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>",
        x, y, anchor, style, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

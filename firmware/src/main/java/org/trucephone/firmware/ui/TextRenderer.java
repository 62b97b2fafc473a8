package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.phone.PhoneView.KeyView;

/** A screen as lines of text: status bar, body, line keys, soft keys. */
final class TextRenderer {
  private TextRenderer() {}

  static List<String> lines(Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add((screen.left() + "   " + screen.right()).strip());
    for (Row row : screen.rows()) {
      switch (row) {
        case Row.Huge(String text) -> lines.add(text);
        case Row.Title(String text) -> lines.add(text);
        case Row.Plain(String text) -> lines.add(text);
        case Row.Dim(String text) -> lines.add(text);
        case Row.Para(String text) -> lines.add(text);
        case Row.Warn(String text) -> lines.add(text);
        case Row.Box(String text) -> lines.add("[" + text + "|]");
        case Row.Item(String glyph, String left, String right, boolean selected) ->
            lines.add(
                ((selected ? "> " : "  ")
                        + (glyph.isEmpty() ? "" : glyph + " ")
                        + left
                        + "  "
                        + right)
                    .stripTrailing());
        case Row.Pair(String name, String value) -> lines.add(name + "  " + value);
        case Row.Gap _, Row.Code _ -> {
          // only pixels have gaps and dots
        }
      }
    }
    for (KeyView key : screen.keys()) {
      lines.add(CanvasRenderer.glyph(key.lamp()) + " " + key.label());
    }
    List<String> soft = new ArrayList<>();
    for (SoftKey key : screen.soft()) {
      soft.add(key == null ? "" : key.label());
    }
    lines.add(String.join(" | ", soft));
    return lines;
  }
}

package org.trucephone.hal.check;

import java.util.List;
import java.util.Locale;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.check.Wiring.End;

/** A board's wiring as text: a part's pin, and where on the header its wire goes. Pure. */
final class WiringTable {
  private static final String ROW = "  %-28s %-9s %s%n";

  private WiringTable() {}

  static String print(Board board, List<Wiring.Part> parts) {
    StringBuilder out = new StringBuilder();
    out.append(board.name());
    if (!board.description().isEmpty()) {
      out.append(": ").append(board.description());
    }
    out.append('\n');
    board
        .overlay()
        .ifPresent(name -> out.append("Device-tree overlay: ").append(name).append(".dtbo\n"));
    for (Wiring.Part part : parts) {
      out.append('\n').append(part.title()).append('\n');
      out.append(String.format(Locale.ROOT, ROW, "pin", "goes to", "header"));
      for (Wiring.Wire wire : part.wires()) {
        out.append(
            switch (wire.end()) {
              case End.Line(int gpio) -> row(wire.pin(), "GPIO " + gpio, "pin " + Header.pin(gpio));
              case End.Supply(String name) -> row(wire.pin(), name, "any " + name + " pin");
              case End.Off(String what) -> row(wire.pin(), "", what);
            });
      }
      for (String note : part.notes()) {
        out.append("  Mind: ").append(note).append('\n');
      }
    }
    return out.toString();
  }

  private static String row(String pin, String to, String header) {
    return String.format(Locale.ROOT, ROW, pin, to, header);
  }
}

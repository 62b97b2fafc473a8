package org.trucephone.hal.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.trucephone.hal.board.Board.Chip;
import org.trucephone.hal.board.Board.Gpio;
import org.trucephone.hal.board.Board.KeyWire;
import org.trucephone.hal.board.Board.Keypad;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeyboardCodes;

/** Reads a board file's {@code [keypad]}. */
final class KeypadReader {
  static final List<String> DRIVERS = List.of("mcp23017", "tca8418", "gpio", "evdev");

  private final Findings findings;
  private final Claims claims;

  KeypadReader(Findings findings, Claims claims) {
    this.findings = findings;
    this.claims = claims;
  }

  Keypad read(Section s) {
    Keypad keypad =
        switch (s.oneOf("driver", DRIVERS)) {
          case "gpio" -> lines(s);
          case "evdev" -> keyboard(s);
          default -> chip(s);
        };
    s.end();
    return keypad;
  }

  private static Timing timing(Section s) {
    return new Timing(
        s.number("bounce-ms", 1, 100, Timing.USUAL.bounceMillis()),
        s.number("long-ms", 200, 5000, Timing.USUAL.longMillis()),
        s.number("repeat-ms", 20, 5000, Timing.USUAL.repeatMillis()));
  }

  private Keypad chip(Section s) {
    Chip chip = claims.chip(s, DRIVERS);
    boolean expander = chip.driver().equals("mcp23017");
    Gpio interrupt =
        claims
            .gpio(s, "interrupt")
            .orElseGet(() -> {
              s.required("interrupt", "the line, such as { gpio = 17, active-low = true }");
              return new Gpio(0, true);
            });
    Timing timing = timing(s);
    List<Integer> rows = expander ? pins(s, "rows") : matrixPins(s, "rows", 'R', 8);
    List<Integer> columns = expander ? pins(s, "columns") : matrixPins(s, "columns", 'C', 10);
    for (int row : rows) {
      if (expander && row % 8 == 7) {
        s.wrong(
            "rows",
            KeyMatrix.pinName(row)
                + " cannot be a row: it is an output only on mcp23017; use it as a column");
      }
    }
    return matrix(s, new KeyWire.OnChip(chip, interrupt), timing, rows, columns);
  }

  /** Rows and columns on the processor's own lines. */
  private Keypad lines(Section s) {
    Timing timing = timing(s);
    return matrix(s, new KeyWire.OnGpio(), timing, gpios(s, "rows"), gpios(s, "columns"));
  }

  private Keypad matrix(
      Section s, KeyWire wire, Timing timing, List<Integer> rows, List<Integer> columns) {
    List<List<Optional<Key>>> keys = keys(s, rows.size(), columns.size());
    KeyMatrix matrix =
        findings.isEmpty()
            ? new KeyMatrix(rows, columns, keys)
            : new KeyMatrix(List.of(), List.of(), List.of());
    return new Keypad(wire, timing, matrix);
  }

  /** A keyboard of the kernel's; its keys have the usual meanings unless the file names others. */
  private Keypad keyboard(Section s) {
    String name = s.text("keyboard", "");
    Timing timing = timing(s);
    Map<Integer, Key> codes = new TreeMap<>(KeyboardCodes.USUAL);
    List<String> known = Stream.of(Key.values()).map(Key::print).toList();
    s.inside("codes")
        .ifPresent(inner -> {
          for (String code : inner.keys()) {
            String print = inner.text(code, "");
            Optional<Key> key = Key.named(print);
            if (!code.matches("[1-9]\\d{0,2}")) {
              inner.wrong(code, "is not a key's number; the kernel numbers keys 1…767");
            } else if (key.isEmpty()) {
              inner.wrong(code, "there is no key \"" + print + "\"" + Findings.hint(print, known));
            } else {
              codes.put(Integer.parseInt(code), key.get());
            }
          }
        });
    return new Keypad(new KeyWire.OnKernel(name), timing, KeyboardCodes.matrix(codes));
  }

  private List<Integer> gpios(Section s, String key) {
    List<Integer> lines = new ArrayList<>();
    if (s.required(key, "a list of GPIO numbers such as [5, 6]") instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        if (entry instanceof Long number) {
          lines.add(number.intValue());
          claims.gpio(s, key, number.intValue());
        } else {
          s.wrong(key, "must hold GPIO numbers, not " + entry);
        }
      }
    }
    return lines;
  }

  private List<List<Optional<Key>>> keys(Section s, int rows, int columns) {
    List<List<Optional<Key>>> keys = new ArrayList<>();
    Map<String, String> users = new HashMap<>();
    List<String> known = Stream.of(Key.values()).map(Key::print).toList();
    if (!(s.required("keys", "a list of key names for each row") instanceof TomlArray array)) {
      return keys;
    }
    for (int i = 0; i < array.size(); i++) {
      TomlPosition position = array.inputPositionOf(i);
      int line = position == null ? s.line("keys") : position.line();
      String where = s.full("keys") + " row " + (i + 1);
      List<Optional<Key>> row = new ArrayList<>();
      for (String name : s.names("keys", array.get(i))) {
        if (name.isEmpty()) {
          row.add(Optional.empty());
          continue;
        }
        Optional<Key> key = Key.named(name);
        if (key.isEmpty()) {
          findings.add(
              line, where, "there is no key \"" + name + "\"" + Findings.hint(name, known));
        } else if (users.putIfAbsent(key.get().print(), where) instanceof String first) {
          findings.add(line, where, "key \"" + name + "\" is already at " + first);
        }
        row.add(key);
      }
      if (row.size() != columns) {
        findings.add(
            line, where, "has " + row.size() + " keys for " + columns + " columns; \"\" is a gap");
      }
      keys.add(row);
    }
    if (keys.size() != rows) {
      s.wrong("keys", "has " + keys.size() + " rows of keys, but " + rows + " row pins are named");
    }
    return keys;
  }

  private List<Integer> pins(Section s, String key) {
    List<Integer> pins = new ArrayList<>();
    if (s.required(key, "a list of pins such as [\"GPA0\", \"GPA1\"]") instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        int pin = Claims.expanderPin(s, key, String.valueOf(entry));
        pins.add(pin);
        claims.pin(s, key, "keypad " + KeyMatrix.pinName(pin));
      }
    }
    return pins;
  }

  /** Pins of a keypad controller: R0…R7, C0…C9. */
  private List<Integer> matrixPins(Section s, String key, char letter, int count) {
    List<Integer> pins = new ArrayList<>();
    if (s.required(key, "a list of pins such as [\"" + letter + "0\"]")
        instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        String name = String.valueOf(entry);
        if (name.matches(letter + "\\d") && name.charAt(1) - '0' < count) {
          pins.add(name.charAt(1) - '0');
          claims.pin(s, key, "keypad " + name);
        } else {
          s.wrong(
              key, "pin " + name + " does not exist; use " + letter + "0…" + letter + (count - 1));
        }
      }
    }
    return pins;
  }
}

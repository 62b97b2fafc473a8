package org.trucephone.hal.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a board file, read key by key. What is wrong becomes a finding and a stand-in value,
 * so that reading goes on and finds the rest.
 */
final class Section {
  private final Findings findings;
  private final String path;
  private final TomlTable table;
  private final int line;
  private final Set<String> known = new TreeSet<>();

  Section(Findings findings, String path, TomlTable table, int line) {
    this.findings = findings;
    this.path = path;
    this.table = table;
    this.line = line;
  }

  /** {@return the keys present} */
  List<String> keys() {
    return List.copyOf(table.keySet());
  }

  boolean has(String key) {
    known.add(key);
    return table.get(List.of(key)) != null;
  }

  /** Adds a finding about a key. */
  void wrong(String key, String sentence) {
    findings.add(line(key), full(key), sentence);
  }

  String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  int line(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? line : position.line();
  }

  String text(String key, String standIn) {
    Object value = required(key, "a name in quotes");
    if (value instanceof String s && !s.isBlank()) {
      return s;
    }
    if (value != null) {
      wrong(key, "must be a name in quotes");
    }
    return standIn;
  }

  /** One of a few names; a finding suggests the nearest. */
  String oneOf(String key, List<String> allowed) {
    String value = text(key, allowed.getFirst());
    if (!allowed.contains(value)) {
      wrong(key, "\"" + value + "\" is not known" + Findings.hint(value, allowed));
      return allowed.getFirst();
    }
    return value;
  }

  int number(String key, int min, int max) {
    Object value = required(key, "a whole number");
    return value == null ? min : checked(key, value, min, max);
  }

  int number(String key, int min, int max, int otherwise) {
    Object value = optional(key);
    return value == null ? otherwise : checked(key, value, min, max);
  }

  private int checked(String key, Object value, int min, int max) {
    if (value instanceof Long n && n >= min && n <= max) {
      return n.intValue();
    }
    wrong(key, "must be a whole number from " + min + " to " + max + ", not " + value);
    return min;
  }

  boolean flag(String key, boolean otherwise) {
    Object value = optional(key);
    if (value instanceof Boolean b) {
      return b;
    }
    if (value != null) {
      wrong(key, "must be true or false");
    }
    return otherwise;
  }

  /** {@return the names in a list, empty if it is missing or not a list of names} */
  List<String> names(String key) {
    Object value = required(key, "a list of names");
    return value == null ? List.of() : names(key, value);
  }

  List<String> names(String key, Object value) {
    List<String> names = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        if (entry instanceof String s) {
          names.add(s);
        } else {
          wrong(key, "must hold names in quotes, not " + entry);
        }
      }
    } else {
      wrong(key, "must be a list such as [\"a\", \"b\"]");
    }
    return names;
  }

  @Nullable Object required(String key, String what) {
    Object value = optional(key);
    if (value == null) {
      findings.add(line, full(key), "is missing; give " + what);
    }
    return value;
  }

  @Nullable Object optional(String key) {
    known.add(key);
    return table.get(List.of(key));
  }

  /** {@return a table inside; empty if it is not there} */
  Optional<Section> inside(String key) {
    Object value = optional(key);
    if (value instanceof TomlTable inner) {
      return Optional.of(new Section(findings, full(key), inner, line(key)));
    }
    if (value != null) {
      wrong(key, "must be a table");
    }
    return Optional.empty();
  }

  /** Reports keys nobody asked for. */
  void end() {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        wrong(key, "is not known" + Findings.hint(key, known));
      }
    }
  }
}

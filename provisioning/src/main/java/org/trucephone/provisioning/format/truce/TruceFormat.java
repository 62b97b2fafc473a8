package org.trucephone.provisioning.format.truce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.KeyType;

/**
 * Truce's own TOML: {@code truce.toml} for all phones, {@code truce-<mac>.toml} for one. A key of
 * the second wins over the same key of the first; an empty text empties a setting.
 */
public final class TruceFormat implements ConfigFormat {
  private static final int MAX_NESTING = 32;

  @Override
  public String name() {
    return "truce-toml";
  }

  @Override
  public String persona() {
    return "truce";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".toml");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    String text = Text.decode(bytes).text();
    if (nesting(text) > MAX_NESTING) {
      return ParsedFile.unreadable(
          source, Finding.Kind.INVALID, 1, "The file nests brackets too deeply: this is no TOML.");
    }
    TomlParseResult toml = Toml.parse(text);
    Collector out = new Collector(source);
    List<Leaf> leaves = new ArrayList<>();
    leaves(toml, List.of(), leaves);
    leaves.sort(Comparator.comparingInt(Leaf::line));
    leaves.forEach(leaf -> read(leaf, toml, out));
    for (TomlParseError error : toml.errors()) {
      out.finding(
          Finding.Kind.INVALID,
          error.position().line(),
          "This is not TOML from here on (column "
              + error.position().column()
              + "): look for a missing quote or bracket.");
    }
    if (leaves.isEmpty() && toml.hasErrors()) {
      return ParsedFile.unreadable(
          source,
          Finding.Kind.INVALID,
          toml.errors().get(0).position().line(),
          "This is not TOML: no key could be read.");
    }
    boolean one = source.matches("(?i).*truce-[0-9a-f]{12}\\.toml.*");
    ParsedFile.Role role = one ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, toml.hasErrors());
  }

  /** A key with its value; {@code line} is 1…. */
  private record Leaf(int line, List<String> path, Object value) {}

  private static void leaves(TomlTable table, List<String> path, List<Leaf> into) {
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      List<String> here = new ArrayList<>(path);
      here.add(key);
      TomlPosition position = table.inputPositionOf(List.of(key));
      int line = position == null ? 1 : position.line();
      if (value instanceof TomlTable inner) {
        leaves(inner, here, into);
      } else if (value != null) {
        into.add(new Leaf(line, List.copyOf(here), value));
      }
    }
  }

  private static void read(Leaf leaf, TomlTable file, Collector out) {
    String name = String.join(".", leaf.path);
    Collector.Open s = out.statement(leaf.line, name, shown(leaf.value));
    boolean numbered = leaf.path.size() == 3;
    int most = leaf.path.get(0).equals("key") ? 999 : 99;
    Integer n = numbered ? Plain.integer(leaf.path.get(1), 1, most) : null;
    if (n != null && leaf.path.get(0).equals("line")) {
      set(s, TruceKeys.LINE.get(leaf.path.get(2)), n, leaf.value);
    } else if (n != null && leaf.path.get(0).equals("key")) {
      key(s, n, leaf, file);
    } else {
      set(s, TruceKeys.GENERAL.get(name), 0, leaf.value);
    }
  }

  private static <T> void set(
      Collector.Open s, TruceKeys.@Nullable Entry<T> entry, int index, Object value) {
    if (entry == null && value instanceof TomlArray) {
      s.unknown("Lines and keys are written as [line.1] and [key.2], one table each.");
      return;
    }
    if (entry == null) {
      s.unknown();
      return;
    }
    if (value.equals("")) {
      s.set(entry.field(), index, null).mapped();
      return;
    }
    T read = entry.reader().apply(value);
    if (read == null) {
      s.invalid("The value must be " + entry.wanted() + ": the statement is left out.").mapped();
    } else {
      s.set(entry.field(), index, read).mapped();
    }
  }

  /** The statement {@code type} carries the key, the others add to it. */
  private static void key(Collector.Open s, int n, Leaf leaf, TomlTable file) {
    TomlTable table = file.getTable(List.of("key", leaf.path.get(1)));
    switch (leaf.path.get(2)) {
      case "type" -> {
        KeyType type = TruceKeys.word(KeyType.class, leaf.value);
        if (type == null || table == null) {
          s.invalid("This type of key is not known: the key stays dark.").mapped();
          return;
        }
        Integer line = TruceKeys.number(orEmpty(table.get(List.of("line"))), 1, 99);
        s.key(
                n,
                type,
                text(table, "value"),
                text(table, "label"),
                line == null ? 0 : line,
                text(table, "pickup"))
            .mapped();
      }
      case "value", "label", "line", "pickup" -> s.mapped();
      default -> s.unknown();
    }
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private static String text(TomlTable table, String key) {
    String text = TruceKeys.text(orEmpty(table.get(List.of(key))));
    return text == null ? "" : text;
  }

  private static String shown(Object value) {
    return value instanceof TomlArray array ? array.toJson().replace("\n", "") : value.toString();
  }

  private static int nesting(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') {
        deepest = Math.max(deepest, ++depth);
      } else if ((c == ']' || c == '}') && depth > 0) {
        depth--;
      }
    }
    return deepest;
  }
}

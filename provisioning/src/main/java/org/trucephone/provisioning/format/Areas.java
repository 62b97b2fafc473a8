package org.trucephone.provisioning.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names a format knows and this phone does without, by area, each area with its reason. Names
 * compare without regard to case; immutable.
 */
public final class Areas {
  private final Map<String, String> exact = new HashMap<>();
  private final TreeMap<String, String> prefixes = new TreeMap<>();
  private final Map<String, String> endings = new LinkedHashMap<>();

  private Areas(String table) {
    List<String> reasons = new ArrayList<>();
    for (String line : table.split("\n")) {
      String[] words = line.strip().split("\\s+");
      if (line.isBlank()) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        reasons.add(line.strip());
        continue;
      }
      for (String word : words) {
        String name = word.toLowerCase(Locale.ROOT);
        if (name.endsWith("*")) {
          prefixes.put(name.substring(0, name.length() - 1), reasons.getLast());
        } else if (name.startsWith("*")) {
          endings.put(name.substring(1), reasons.getLast());
        } else {
          exact.put(name, reasons.getLast());
        }
      }
    }
  }

  /**
   * Reads a table: a line without indentation is a reason, an indented one holds names it goes for;
   * {@code *} at the end or the beginning of a name stands for anything.
   */
  public static Areas of(String table) {
    return new Areas(table);
  }

  /** {@return why the phone does without it, or null when the name is not known} */
  public @Nullable String reason(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String found = exact.get(lower);
    if (found != null) {
      return found;
    }
    Map.Entry<String, String> before = prefixes.floorEntry(lower);
    while (before != null) {
      if (lower.startsWith(before.getKey())) {
        return before.getValue();
      }
      int common = common(lower, before.getKey());
      if (common == 0) {
        break;
      }
      before = prefixes.floorEntry(lower.substring(0, common));
    }
    return endings.entrySet().stream()
        .filter(e -> lower.endsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static int common(String a, String b) {
    int n = 0;
    while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  /** Ends a statement nothing else took: ignored with its reason, or unknown. */
  public void end(Collector.Open s, String name) {
    String reason = reason(name);
    if (reason == null) {
      s.unknown();
    } else {
      s.ignored(reason);
    }
  }
}

package org.trucephone.hal.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a board file, sorted by line. */
final class Findings {
  private record Finding(int line, String text) {}

  private final String file;
  private final List<Finding> all = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void add(int line, String key, String sentence) {
    all.add(new Finding(line, file + " line " + line + ": " + key + ": " + sentence));
  }

  void syntax(int line, String message) {
    all.add(new Finding(line, file + " line " + line + ": " + message));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<String> sentences() {
    return all.stream()
        .sorted(Comparator.comparingInt(Finding::line))
        .map(Finding::text)
        .distinct()
        .toList();
  }

  /** {@return "; did you mean X?" for a near name, else the choices} */
  static String hint(String wrong, Collection<String> choices) {
    String nearest = "";
    int best = Math.max(2, wrong.length() / 3) + 1;
    for (String choice : choices) {
      int distance = distance(wrong, choice);
      if (distance < best) {
        best = distance;
        nearest = choice;
      }
    }
    if (!nearest.isEmpty()) {
      return "; did you mean " + nearest + "?";
    }
    return choices.size() > 12 ? "" : "; use " + String.join(", ", choices);
  }

  /** {@return Levenshtein's distance: insertions, deletions and replacements from a to b} */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

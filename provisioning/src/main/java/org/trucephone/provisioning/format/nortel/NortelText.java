package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trucephone.provisioning.format.Entry;

/** Lines of a name and a value with a blank or {@code =} between, in sections or not. */
final class NortelText {
  private NortelText() {}

  /** {@return statements, named {@code section/name} where there are sections} */
  static List<Entry> read(String text, String comments) {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || comments.indexOf(bare.charAt(0)) >= 0) {
        continue;
      }
      if (bare.startsWith("[") && bare.endsWith("]")) {
        section = bare.substring(1, bare.length() - 1).strip().toUpperCase(Locale.ROOT) + "/";
        continue;
      }
      String[] halves = bare.split("\\s*[=\\s]\\s*", 2);
      String value = halves.length < 2 ? "" : halves[1].strip();
      if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
        value = value.substring(1, value.length() - 1);
      }
      entries.add(new Entry(number, section + halves[0], value));
    }
    return entries;
  }
}

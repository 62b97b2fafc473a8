package org.trucephone.provisioning.format.avaya;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.settings.Finding;

/** Runs a settings file: which SETs and GETs a phone of this model and address comes by. */
final class AvayaScript {
  /** What phones with a model that is not told read these files as. */
  private static final String USUAL_MODEL = "J179";

  private static final Pattern SET =
      Pattern.compile("SET\\s+(\"?[A-Za-z0-9_]+)(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern IF =
      Pattern.compile(
          "IF\\s+\\$(\\w+)\\s+SEQ\\s+(\\S+)\\s+GOTO\\s+(\\S+).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern GOTO = Pattern.compile("GOTO\\s+(\\S+).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern GET = Pattern.compile("GET\\s+(\\S+).*", Pattern.CASE_INSENSITIVE);

  private AvayaScript() {}

  /** What was come by, in order. */
  record Run(List<Entry> settings, List<Entry> gets) {}

  static Run run(String text, ParseContext context, Collector out) {
    List<Entry> settings = new ArrayList<>();
    List<Entry> gets = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].stripTrailing();
      Matcher set = SET.matcher(line);
      Matcher get = GET.matcher(line);
      Matcher condition = IF.matcher(line);
      Matcher jump = GOTO.matcher(line);
      if (set.matches()) {
        String name = set.group(1).replace("\"", "");
        settings.add(new Entry(i + 1, name, value(set.group(2))));
      } else if (get.matches()) {
        gets.add(new Entry(i + 1, "GET", get.group(1)));
        out.statement(i + 1, "GET", get.group(1)).mapped();
      } else if (condition.matches()) {
        boolean holds = test(condition.group(1), condition.group(2), context);
        out.statement(i + 1, "IF $" + condition.group(1), condition.group(2))
            .ignored(holds ? "true for this phone" : "not true for this phone");
        if (holds) {
          i = label(lines, i, condition.group(3), out);
        }
      } else if (jump.matches()) {
        out.statement(i + 1, "GOTO", jump.group(1)).ignored("goes on at that label");
        i = label(lines, i, jump.group(1), out);
      }
    }
    return new Run(settings, gets);
  }

  private static String value(@Nullable String raw) {
    if (raw == null) {
      return "";
    }
    String v = raw.strip();
    if (v.startsWith("\"")) {
      int end = v.indexOf('"', 1);
      return end < 0 ? v.substring(1) : v.substring(1, end);
    }
    return v.endsWith("\"") ? v.substring(0, v.length() - 1) : v;
  }

  /**
   * {@return the line before the label, or the last line: what follows a missing one is not run}
   */
  private static int label(String[] lines, int from, String label, Collector out) {
    Pattern mark =
        Pattern.compile("#\\s+" + Pattern.quote(label) + "\\s*", Pattern.CASE_INSENSITIVE);
    for (int i = from + 1; i < lines.length; i++) {
      if (mark.matcher(lines[i].stripTrailing()).matches()) {
        return i;
      }
    }
    if (!label.equalsIgnoreCase("END")) {
      out.finding(
          Finding.Kind.MISSING,
          from + 1,
          "There is no label “# " + label + "” further down: the rest of the file is not read.");
    }
    return lines.length;
  }

  private static boolean test(String parameter, String wanted, ParseContext context) {
    String model = context.model().isEmpty() ? USUAL_MODEL : context.model();
    String value =
        switch (parameter.toUpperCase(Locale.ROOT)) {
          case "MODEL4" -> model.substring(0, Math.min(4, model.length()));
          case "MODEL6" -> model.substring(0, Math.min(6, model.length()));
          case "MODEL" -> model;
          case "SIG" -> "2";
          case "SIG_IN_USE" -> "SIP";
          case "GROUP" -> "0";
          case "SHA2CAPABLE" -> "1";
          case "MACADDR" -> context.mac();
          default -> "";
        };
    return value.equalsIgnoreCase(value(wanted))
        || parameter.equalsIgnoreCase("MACADDR")
            && value.equalsIgnoreCase(value(wanted).replaceAll("[:-]", ""));
  }
}

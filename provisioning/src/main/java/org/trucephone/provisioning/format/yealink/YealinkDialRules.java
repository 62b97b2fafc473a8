package org.trucephone.provisioning.format.yealink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.Field;

/**
 * Dial-now, block-out and replace rules: one statement each, all one dial plan. In them {@code x}
 * is a digit, {@code .} any digits, {@code (…)} what {@code $1} stands for.
 */
final class YealinkDialRules {
  private static final Pattern NAME =
      Pattern.compile("dialplan\\.(dialnow\\.rule|block_out\\.number|replace\\.prefix)\\.(\\d+)");
  private static final Pattern GROUPED = Pattern.compile("([0-9*#+]*)\\(([^()]+)\\)");

  private final Map<String, String> values;
  private final List<String> rules = new ArrayList<>();

  YealinkDialRules(Map<String, String> values) {
    this.values = values;
  }

  /** {@return whether the statement is a rule; then it is ended} */
  boolean take(Collector.Open s, String name, String v) {
    Matcher rule = NAME.matcher(name);
    if (name.startsWith("dialplan.replace.replace.")) {
      s.mapped(); // goes with its prefix
      return true;
    }
    if (!rule.matches()) {
      return false;
    }
    String translated =
        switch (rule.group(1)) {
          case "dialnow.rule" -> plain(v) + "S0";
          case "block_out.number" -> plain(v) + "!";
          default ->
              replaced(v, values.getOrDefault("dialplan.replace.replace." + rule.group(2), ""));
        };
    if (translated == null || DigitMap.of(translated) == DigitMap.NONE) {
      s.approximately("“" + v + "” cannot be followed: the rule is left out.").mapped();
    } else {
      rules.add(translated);
      s.set(Field.DIAL_PLAN, String.join("|", rules)).mapped();
    }
    return true;
  }

  /** Here a point is any digits; in our plans it repeats what stands before it. */
  private static String plain(String rule) {
    return rule.strip().replace(".", "x.");
  }

  private static @Nullable String replaced(String prefix, String by) {
    Matcher grouped = GROUPED.matcher(prefix.strip());
    if (grouped.matches() && by.matches("[0-9*#+]*\\$1")) {
      String front = by.substring(0, by.length() - 2);
      return "<" + grouped.group(1) + ":" + front + ">" + plain(grouped.group(2)) + "T";
    }
    // A bare prefix is replaced in front of whatever follows.
    return prefix.strip().matches("[0-9*#+]+") && by.matches("[0-9*#+]*")
        ? "<" + prefix.strip() + ":" + by + ">x.T"
        : null;
  }
}

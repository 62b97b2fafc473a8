package org.trucephone.provisioning.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.Field;

/**
 * Translates the dial plans of configuration files into the one {@link DigitMap} reads. Rules that
 * cannot be translated are left out and named; the rest holds.
 */
public final class DialPlans {
  /** The most digits a count such as {@code x{7,15}} is spelt out to. */
  private static final int LONGEST = 32;

  private static final Pattern COUNTED =
      Pattern.compile("(.+)\\{([0-9]{1,2}(?:,(?:[0-9]{1,2})?)?)\\}");

  private DialPlans() {}

  /** The grammars there are. */
  public enum Grammar {
    /**
     * RFC 3435 2.1.5 as most makes have it: {@code .} repeats, {@code T3} is a pause of its own
     * length, {@code R91R1R} dials 1 for 91.
     */
    DIGIT_MAP,
    /** {@code +} repeats, {@code \\+} is the sign, {@code ^} bars, {@code <a=b>} dials b for a. */
    PLUS_REPEATS,
    /** Regular expressions: {@code ^}, {@code $}, groups, {@code x} or {@code .} a digit. */
    EXPRESSION
  }

  /** Ends a statement that holds a whole plan. */
  public static void fill(Collector.Open s, String plan, Grammar grammar) {
    if (plan.isBlank()) {
      s.set(Field.DIAL_PLAN, 0, null).mapped();
      return;
    }
    List<String> left = new ArrayList<>();
    String text = translate(plan, grammar, left);
    if (text.isEmpty()) {
      s.approximately(
              "“"
                  + plan.strip()
                  + "” is no dial plan this phone can follow: a number is complete after # or a"
                  + " pause.")
          .mapped();
      return;
    }
    if (!left.isEmpty()) {
      s.approximately(
          "Of the dial plan “"
              + String.join("”, “", left)
              + "” is left out: it cannot be followed.");
    }
    s.set(Field.DIAL_PLAN, 0, text).mapped();
  }

  /**
   * {@return the plan as {@link DigitMap} reads it, empty when nothing of it can be followed}
   *
   * @param left takes what is left out
   */
  public static String translate(String plan, Grammar grammar, List<String> left) {
    String bare = plan.strip().replaceAll("\\s", "");
    if (bare.matches("\\{.*\\}") || bare.matches("\\([^()]*\\)")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    List<String> rules = new ArrayList<>();
    for (String rule : alternatives(bare)) {
      List<String> all =
          switch (grammar) {
            case DIGIT_MAP -> List.of(digitMap(rule));
            case PLUS_REPEATS -> expanded(plus(rule));
            case EXPRESSION -> expanded(expression(rule));
          };
      if (all.isEmpty() || all.stream().anyMatch(r -> DigitMap.of(r) == DigitMap.NONE)) {
        left.add(rule);
      } else {
        rules.addAll(all);
      }
    }
    return String.join("|", rules);
  }

  /** Splits at bars outside brackets. */
  private static List<String> alternatives(String plan) {
    List<String> all = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    boolean set = false;
    for (int i = 0; i < plan.length(); i++) {
      char c = plan.charAt(i);
      set = c == '[' || set && c != ']';
      if (c == '|' && !set) {
        all.add(one.toString());
        one.setLength(0);
      } else {
        one.append(c);
      }
    }
    all.add(one.toString());
    all.removeIf(String::isEmpty);
    return all;
  }

  private static String digitMap(String rule) {
    return rule.replaceAll("R([0-9x*#]*)R([0-9*#+]*)R", "<$1:$2>")
        .replaceAll("[Tt][0-9.]*", "T")
        .replaceAll("T(.+)$", "$1T");
  }

  /** One rule being built: elements as {@link DigitMap} writes them. */
  private static final class Draft {
    final List<String> elements = new ArrayList<>();
    String end = "";
    boolean wrong;

    void repeatLast(boolean once) {
      if (elements.isEmpty() || elements.getLast().endsWith(".")) {
        wrong = elements.isEmpty();
        return;
      }
      String last = elements.removeLast();
      if (once) {
        elements.add(last);
      }
      elements.add(last + ".");
    }
  }

  private static @Nullable Draft plus(String rule) {
    Draft draft = new Draft();
    int at = 0;
    while (at < rule.length() && !draft.wrong) {
      char c = rule.charAt(at);
      switch (c) {
        case '+' -> draft.repeatLast(true);
        case '^' -> draft.end = "!";
        case '\\' -> {
          at++;
          draft.elements.add(at < rule.length() ? String.valueOf(rule.charAt(at)) : "?");
        }
        case 'T', 't' -> draft.end = "T";
        case '<' -> {
          int end = rule.indexOf('>', at);
          draft.wrong = end < 0;
          if (end > 0) {
            draft.elements.add(rule.substring(at, end + 1).replace('=', ':'));
            at = end;
          }
        }
        default -> at = common(draft, rule, at);
      }
      at++;
    }
    // # ends every number on this phone.
    if (draft.elements.size() > 1 && draft.elements.getLast().equals("#")) {
      draft.elements.removeLast();
      draft.end = "T";
    }
    return draft.wrong ? null : draft;
  }

  private static @Nullable Draft expression(String rule) {
    Draft draft = new Draft();
    String text = rule.replaceFirst("^\\^", "").replaceFirst("\\$$", "").replaceAll("[()]", "");
    int at = 0;
    while (at < text.length() && !draft.wrong) {
      char c = text.charAt(at);
      switch (c) {
        case '+' -> draft.repeatLast(true);
        case '*' -> {
          if (draft.elements.isEmpty()) {
            draft.elements.add("*"); // the key: nothing stands before it to be repeated
          } else {
            draft.repeatLast(false);
          }
        }
        case '.' -> draft.elements.add("x");
        case '\\' -> {
          at++;
          char next = at < text.length() ? text.charAt(at) : '?';
          draft.elements.add(next == 'd' ? "x" : String.valueOf(next));
        }
        default -> at = common(draft, text, at);
      }
      at++;
    }
    if (draft.elements.size() > 1 && draft.elements.getLast().equals("#")) {
      draft.elements.removeLast();
      draft.end = "T";
    }
    return draft.wrong ? null : draft;
  }

  /** Sets, counts and plain keys; {@return where the element ends} */
  private static int common(Draft draft, String rule, int at) {
    char c = rule.charAt(at);
    if (c == '[') {
      int end = rule.indexOf(']', at);
      draft.wrong = end < 0;
      if (end > 0) {
        draft.elements.add(rule.substring(at, end + 1));
        return end;
      }
    } else if (c == '{') {
      int end = rule.indexOf('}', at);
      draft.wrong =
          end < 0
              || draft.elements.isEmpty()
              || !rule.substring(at, end + 1).matches("\\{[0-9]{1,2}(,[0-9]{0,2})?\\}");
      if (!draft.wrong) {
        draft.elements.add(draft.elements.removeLast() + rule.substring(at, end + 1));
        return end;
      }
    } else {
      draft.elements.add(String.valueOf(c));
    }
    return at;
  }

  /** Spells counts out: {@code x{2,3}} is {@code xx} and {@code xxx}. */
  private static List<String> expanded(@Nullable Draft draft) {
    if (draft == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>(List.of(""));
    for (String element : draft.elements) {
      Matcher counted = COUNTED.matcher(element);
      List<String> spelt = new ArrayList<>();
      if (!counted.matches()) {
        spelt.add(element);
      } else {
        String one = counted.group(1);
        String[] counts = counted.group(2).split(",", -1);
        int least = Integer.parseInt(counts[0]);
        boolean open = counts.length > 1 && counts[1].isEmpty();
        int most = open || counts.length < 2 ? least : Integer.parseInt(counts[1]);
        for (int n = least; n <= Math.min(most, LONGEST); n++) {
          spelt.add(one.repeat(n) + (open ? one + "." : ""));
        }
      }
      List<String> longer = new ArrayList<>();
      for (String before : all) {
        spelt.forEach(s -> longer.add(before + s));
      }
      all = longer;
      if (all.size() > 64) {
        return List.of(); // more than any person wrote
      }
    }
    all.replaceAll(rule -> rule + draft.end);
    return all;
  }
}

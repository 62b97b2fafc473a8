package org.trucephone.provisioning.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dial plan (RFC 3435 2.1.5): which numbers are complete. {@code [2-9]11|0T|9,<:1>xxx|xx.} —
 * {@code x} any digit, {@code [ ]} a set, {@code .} the last element any number of times, none
 * included, {@code T} complete only after a pause, {@code S0} at the end: complete at once though
 * longer numbers fit too, {@code <a:b>} dials b for a, {@code !} at the end bars, a comma is passed
 * over. {@code S0<:100>} or {@code P5<:100>} is a hotline: dialled when a line is taken, after so
 * many seconds.
 */
public final class DigitMap {
  /** No plan: a number is complete when the person or the pause says so. */
  public static final DigitMap NONE = new DigitMap(List.of(), null);

  private final List<Rule> rules;
  private final @Nullable Hotline hotline;

  private DigitMap(List<Rule> rules, @Nullable Hotline hotline) {
    this.rules = List.copyOf(rules);
    this.hotline = hotline;
  }

  /** How far digits fit. */
  public enum Fit {
    /** No rule fits. */
    NOTHING,
    /** More digits are needed. */
    BEGINNING,
    /** Complete, but longer numbers fit too, or the rule wants a pause. */
    COMPLETE_AFTER_PAUSE,
    /** Complete: dial at once. */
    COMPLETE,
    /** Complete, and may not be dialled. */
    BARRED
  }

  /** A number dialled by taking a line. */
  public record Hotline(String number, int seconds) {}

  /** {@code accepts} characters; {@code out} replaces what was accepted, null: itself. */
  private record Element(String accepts, boolean repeats, @Nullable String out) {}

  private record Rule(List<Element> elements, boolean pause, boolean now, boolean barred) {}

  /** {@return the plan a text describes; {@link #NONE} if it is not one, such as a file's name} */
  public static DigitMap of(String text) {
    String plain = text.replaceAll("\\s", "");
    if (plain.startsWith("(") && plain.endsWith(")")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    List<Rule> rules = new ArrayList<>();
    Hotline hotline = null;
    for (String part : plain.split("\\|")) {
      if (part.matches("[SP][0-9]{0,2}<:[0-9*#+]+>")) {
        String seconds = part.substring(1, part.indexOf('<'));
        hotline =
            new Hotline(
                part.substring(part.indexOf(':') + 1, part.length() - 1),
                seconds.isEmpty() ? 0 : Integer.parseInt(seconds));
      } else if (!part.isEmpty()) {
        Rule rule = rule(part);
        if (rule == null) {
          return NONE;
        }
        rules.add(rule);
      }
    }
    return new DigitMap(rules, hotline);
  }

  private static @Nullable Rule rule(String text) {
    List<Element> elements = new ArrayList<>();
    boolean pause = false;
    boolean now = false;
    boolean barred = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int next = at + 1;
      switch (c) {
        case 'T', 't' -> pause = true;
        case '!' -> barred = true;
        case ',', '-' -> {
          // a second dial tone, or only for the eye
        }
        case 'S' -> {
          now = text.startsWith("S0", at);
          while (next < text.length() && Character.isDigit(text.charAt(next))) {
            next++;
          }
        }
        case '.' -> {
          if (elements.isEmpty()) {
            return null;
          }
          elements.add(new Element(elements.removeLast().accepts, true, null));
        }
        case '[' -> {
          int end = text.indexOf(']', at);
          String set = end < 0 ? null : set(text.substring(at + 1, end));
          if (set == null) {
            return null;
          }
          elements.add(new Element(set, false, null));
          next = end + 1;
        }
        case '<' -> {
          int end = text.indexOf('>', at);
          int colon = text.indexOf(':', at);
          if (end < 0 || colon < 0 || colon > end) {
            return null;
          }
          String out = text.substring(colon + 1, end);
          String in = text.substring(at + 1, colon).replace(",", "");
          if (!(in + out).matches("[0-9*#+]*")) {
            return null;
          }
          elements.add(new Element("", false, out));
          for (char digit : in.toCharArray()) {
            elements.add(new Element(String.valueOf(digit), false, ""));
          }
          next = end + 1;
        }
        default -> {
          if (c == 'x' || c == 'X') {
            elements.add(new Element("0123456789", false, null));
          } else if (Character.isDigit(c) || c == '*' || c == '#' || c == '+') {
            elements.add(new Element(String.valueOf(c), false, null));
          } else {
            return null;
          }
        }
      }
      at = next;
    }
    return new Rule(List.copyOf(elements), pause, now, barred);
  }

  private static @Nullable String set(String text) {
    StringBuilder set = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i + 2 < text.length() && text.charAt(i + 1) == '-') {
        for (char d = c; d <= text.charAt(i + 2); d++) {
          set.append(d);
        }
        i += 2;
      } else if (c == 'x' || c == 'X') {
        set.append("0123456789");
      } else {
        set.append(c);
      }
    }
    return set.isEmpty() || !set.toString().matches("[0-9*#+]+") ? null : set.toString();
  }

  /** {@return how many rules there are} */
  public int size() {
    return rules.size();
  }

  /** {@return how the digits fit} */
  public Fit fit(String digits) {
    boolean complete = false;
    boolean pause = false;
    boolean now = false;
    boolean more = false;
    for (Rule rule : rules) {
      boolean[] at = reached(rule, digits);
      int end = rule.elements.size();
      if (at[end]) {
        if (rule.barred) {
          return Fit.BARRED;
        }
        complete = true;
        pause |= rule.pause;
        now |= rule.now;
      }
      for (int i = 0; i < end; i++) {
        more |= at[i] && !rule.elements.get(i).accepts.isEmpty();
      }
    }
    if (!complete) {
      return more ? Fit.BEGINNING : Fit.NOTHING;
    }
    return !now && (pause || more) ? Fit.COMPLETE_AFTER_PAUSE : Fit.COMPLETE;
  }

  /** {@return at which elements of a rule one stands after the digits; the last: at its end} */
  private static boolean[] reached(Rule rule, String digits) {
    int end = rule.elements.size();
    boolean[] at = new boolean[end + 1];
    at[0] = true;
    pass(rule, at);
    for (int i = 0; i < digits.length(); i++) {
      boolean[] next = new boolean[end + 1];
      for (int e = 0; e < end; e++) {
        Element element = rule.elements.get(e);
        if (at[e] && element.accepts.indexOf(digits.charAt(i)) >= 0) {
          next[element.repeats ? e : e + 1] = true;
        }
      }
      pass(rule, next);
      at = next;
    }
    return at;
  }

  /** Steps over what needs no digit. */
  private static void pass(Rule rule, boolean[] at) {
    for (int e = 0; e < rule.elements.size(); e++) {
      Element element = rule.elements.get(e);
      if (at[e] && (element.repeats || element.accepts.isEmpty())) {
        at[e + 1] = true;
      }
    }
  }

  /** {@return what to dial for digits that are complete: they themselves unless a rule rewrites} */
  public String dialled(String digits) {
    for (Rule rule : rules) {
      String out = dialled(rule, 0, digits, 0);
      if (out != null) {
        return out;
      }
    }
    return digits;
  }

  private static @Nullable String dialled(Rule rule, int e, String digits, int i) {
    if (e == rule.elements.size()) {
      return i == digits.length() ? "" : null;
    }
    Element element = rule.elements.get(e);
    if (element.accepts.isEmpty()) {
      String rest = dialled(rule, e + 1, digits, i);
      return rest == null ? null : element.out + rest;
    }
    if (i < digits.length() && element.accepts.indexOf(digits.charAt(i)) >= 0) {
      String rest = dialled(rule, element.repeats ? e : e + 1, digits, i + 1);
      if (rest != null) {
        return (element.out == null ? String.valueOf(digits.charAt(i)) : element.out) + rest;
      }
    }
    return element.repeats ? dialled(rule, e + 1, digits, i) : null;
  }

  /** {@return the hotline, or null} */
  public @Nullable Hotline hotline() {
    return hotline;
  }
}

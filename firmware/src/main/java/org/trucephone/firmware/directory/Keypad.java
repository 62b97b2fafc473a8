package org.trucephone.firmware.directory;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names as the digits that carry their letters (ITU-T E.161), and the way back. Pure. */
public final class Keypad {
  private static final String[] LETTERS = {
    "", "", "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"
  };

  private Keypad() {}

  /** {@return a name in digits: marks are dropped, what no key carries is 0} */
  public static String digitsOf(String name) {
    String plain =
        Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "");
    StringBuilder digits = new StringBuilder();
    for (char c : plain.toCharArray()) {
      char digit = '0';
      for (int key = 2; key <= 9; key++) {
        if (LETTERS[key].indexOf(c) >= 0) {
          digit = (char) ('0' + key);
        }
      }
      digits.append(c >= '0' && c <= '9' ? c : digit);
    }
    return digits.toString();
  }

  /** {@return whether the digits spell the beginning of any word of the name} */
  public static boolean spells(String digits, String name) {
    String all = digitsOf(name);
    return all.startsWith(digits) || all.contains("0" + digits);
  }

  /**
   * {@return every beginning of a word the digits may spell, at most {@code most} of them: later
   * digits are left out where there would be more; empty if a 0 or 1 begins them}
   */
  public static List<String> beginnings(String digits, int most) {
    List<String> all = List.of("");
    for (char digit : digits.toCharArray()) {
      String letters = digit >= '2' && digit <= '9' ? LETTERS[digit - '0'] : "";
      if (letters.isEmpty() || all.size() * letters.length() > most) {
        break;
      }
      List<String> longer = new ArrayList<>(all.size() * letters.length());
      for (String beginning : all) {
        for (char letter : letters.toCharArray()) {
          longer.add(beginning + letter);
        }
      }
      all = longer;
    }
    return all.getFirst().isEmpty() ? List.of() : all;
  }

  /** {@return the digits of a number as people write it: {@code +1 (555) 12-34} is 1555 1234} */
  public static String bare(String number) {
    return number.replaceAll("[^0-9*#]", "");
  }

  /**
   * {@return whether two ways of writing a number mean the same: alike in their last nine digits,
   * or in all of them where one has fewer than seven}
   */
  public static boolean same(String one, String other) {
    String a = bare(one);
    String b = bare(other);
    if (a.length() < 7 || b.length() < 7) {
      return !a.isEmpty() && a.equals(b);
    }
    int tail = Math.min(9, Math.min(a.length(), b.length()));
    return a.regionMatches(a.length() - tail, b, b.length() - tail, tail);
  }
}

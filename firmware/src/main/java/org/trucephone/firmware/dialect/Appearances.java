package org.trucephone.firmware.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.sip.NameAddr;

/** A line several phones share: what each of its calls does, told in Call-Info headers. */
public final class Appearances {
  /** Name of the event package. */
  public static final String EVENT = "call-info";

  private static final int MOST = 64;
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*(appearance-[a-z]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^;,\\s]+)");

  private Appearances() {}

  /**
   * One call of the line.
   *
   * @param index 1 or more; 0: all others
   * @param state {@code idle seized progressing alerting active held held-private}
   * @param who the other end, "" if not told
   */
  public record Appearance(int index, String state, String who) {}

  /** {@return the appearances a header tells of, in order} */
  public static List<Appearance> read(String callInfo) {
    List<Appearance> all = new ArrayList<>();
    if (callInfo.length() > 8192) {
      return all;
    }
    for (String value : values(callInfo)) {
      String index = "";
      String state = "";
      String who = "";
      Matcher matcher = PARAMETER.matcher(value.substring(Math.max(0, value.indexOf('>'))));
      while (matcher.find()) {
        String text = matcher.group(2);
        String plain =
            text.startsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                : text;
        switch (matcher.group(1)) {
          case "appearance-index" -> index = plain;
          case "appearance-state" -> state = plain.toLowerCase(Locale.ROOT);
          case "appearance-uri" -> who = NameAddr.identity(plain).shown();
          default -> {
            // not for the eye
          }
        }
      }
      if (!state.isEmpty() && (index.equals("*") || index.matches("[1-9][0-9]{0,2}"))) {
        all.add(new Appearance(index.equals("*") ? 0 : Integer.parseInt(index), state, who));
      }
    }
    return all;
  }

  /** Parts values at commas outside quotation marks. */
  private static List<String> values(String header) {
    List<String> values = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= header.length() && values.size() < MOST; i++) {
      char c = i == header.length() ? ',' : header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && (!quoted || i == header.length())) {
        values.add(header.substring(from, i));
        from = i + 1;
      }
    }
    return values;
  }

  /** {@return what a lamp shows of such a state} */
  public static Condition condition(String state) {
    return switch (state) {
      case "alerting" -> Condition.RINGING;
      case "seized", "progressing", "active" -> Condition.BUSY;
      case "held", "held-private" -> Condition.HELD;
      default -> Condition.IDLE;
    };
  }
}

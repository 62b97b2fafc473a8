package org.trucephone.firmware.sip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a server wants to be told of (RFC 4730 5.1): one digit map, and whether it goes on
 * being wanted. Pure.
 */
public final class KeyPattern {
  private static final Pattern REGEX =
      Pattern.compile("<(?:\\w+:)?regex\\b([^>]*)>\\s*([^<]{1,200}?)\\s*</(?:\\w+:)?regex>");
  private static final Pattern PERSIST =
      Pattern.compile("<(?:\\w+:)?pattern\\b[^>]*\\bpersist\\s*=\\s*[\"']([a-z-]+)[\"']");
  private static final Pattern TAG = Pattern.compile("\\btag\\s*=\\s*[\"']([^\"'<>&]{0,64})[\"']");

  /** What a digit map is made of, but for L, the long press. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?:(?:\\[\\^?[0-9xA-D*#-]+\\]|[0-9xA-D*#])(?:\\.|\\{[0-9]{1,2}(?:,[0-9]{0,2})?\\})?)+");

  private static final int LONGEST = 32;

  /** Repetitions in one map: more could take the match an age. */
  private static final int MOST_REPEATS = 3;

  private final Pattern digits;
  private final String tag;
  private final boolean persistent;
  private String typed = "";

  private KeyPattern(Pattern digits, String tag, boolean persistent) {
    this.digits = digits;
    this.tag = tag;
    this.persistent = persistent;
  }

  /** {@return what a body asks for, or null if it is none that can be done} */
  public static @Nullable KeyPattern read(String body) {
    Matcher regex = REGEX.matcher(body);
    if (!regex.find()) {
      return null;
    }
    String wanted = regex.group(2);
    Matcher tag = TAG.matcher(regex.group(1));
    if (regex.find()
        || !KNOWN.matcher(wanted).matches()
        || wanted.chars().filter(c -> c == '.' || c == '{').count() > MOST_REPEATS) {
      return null; // several at once may be declined (RFC 4730 5.1.2)
    }
    Matcher persist = PERSIST.matcher(body);
    try {
      return new KeyPattern(
          Pattern.compile(translated(wanted)),
          tag.find() ? tag.group(1) : "",
          persist.find() && persist.group(1).equals("persist"));
    } catch (PatternSyntaxException e) {
      return null; // a range from 9 to 0
    }
  }

  private static String translated(String wanted) {
    StringBuilder out = new StringBuilder();
    boolean within = false;
    for (char c : wanted.toCharArray()) {
      within = c == '[' || within && c != ']';
      switch (c) {
        case 'x' -> out.append(within ? "0-9" : "[0-9]");
        case '.' -> out.append('*');
        case '*' -> out.append("\\*");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** {@return whether it is wanted on after a match} */
  public boolean persistent() {
    return persistent;
  }

  /** {@return the digits to tell of now that this key was pressed, or ""} */
  public String pressed(char key) {
    typed += key;
    Matcher whole = digits.matcher(typed);
    if (whole.matches()) {
      String match = typed;
      typed = "";
      return match;
    }
    if (!whole.hitEnd() || typed.length() >= LONGEST) {
      typed = ""; // nothing that follows can make it fit
    }
    return "";
  }

  /** {@return the body that tells of digits, or of why there are none} */
  public static String response(int code, String text, String digits, @Nullable KeyPattern of) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
        + "<kpml-response xmlns=\"urn:ietf:params:xml:ns:kpml-response\" version=\"1.0\" code=\""
        + code
        + "\" text=\""
        + text
        + "\""
        + (digits.isEmpty() ? "" : " digits=\"" + digits + "\"")
        + (of == null || of.tag.isEmpty() ? "" : " tag=\"" + of.tag + "\"")
        + "/>\r\n";
  }
}

package org.trucephone.provisioning.format;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Endpoint;

/** Values every grammar writes alike. Null is: cannot be read. */
public final class Plain {
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^/@:\\s]*:)[^/@\\s]*@");
  private static final Pattern PASSWORD_OPTION = Pattern.compile("(--(?:pwd|key)\\s+)[^\\s\\]]+");

  private Plain() {}

  /** {@return the text with passwords in URLs and in rules ({@code --pwd p}) as dots} */
  public static String masked(String text) {
    String urls = PASSWORD_IN_URL.matcher(text).replaceAll("$1•••@");
    return PASSWORD_OPTION.matcher(urls).replaceAll("$1•••");
  }

  /** {@return a whole number from {@code low} to {@code high}, or null} */
  public static @Nullable Integer integer(String text, int low, int high) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 12) { // an exception a statement would be slow
      return null;
    }
    try {
      int value = Integer.parseInt(digits);
      return value >= low && value <= high ? value : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** {@return yes or no in any of the usual words, or null} */
  public static @Nullable Boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "on", "enable", "enabled" -> true;
      case "0", "false", "no", "off", "disable", "disabled" -> false;
      default -> null;
    };
  }

  /**
   * {@return a host with a port that stands apart; the port's text is kept when it is no port, and
   * an empty port is absent} Null when the host is empty.
   */
  public static @Nullable Endpoint endpoint(String host, String port) {
    String name = host.strip();
    if (name.isEmpty()) {
      return null;
    }
    String digits = port.strip();
    if (digits.isEmpty() || digits.equals("0")) {
      return new Endpoint(name, 0);
    }
    Integer number = integer(digits, 1, 65535);
    return number == null ? new Endpoint(name, 0, digits) : new Endpoint(name, number);
  }

  /** {@return {@code host}, {@code host:port}, {@code [v6]:port} or bare v6} Null when empty. */
  public static @Nullable Endpoint endpoint(String text) {
    String t = text.strip();
    int close = t.indexOf(']');
    if (t.startsWith("[") && close > 0) {
      String rest = t.substring(close + 1);
      return endpoint(t.substring(1, close), rest.startsWith(":") ? rest.substring(1) : "");
    }
    int colon = t.indexOf(':');
    if (colon < 0 || colon != t.lastIndexOf(':')) {
      return endpoint(t, "");
    }
    return endpoint(t.substring(0, colon), t.substring(colon + 1));
  }

  /** {@return the part before {@code @}, where there is one, without {@code sip:}} */
  public static String userPart(String text) {
    String t = text.strip();
    if (t.regionMatches(true, 0, "sip:", 0, 4)) {
      t = t.substring(4);
    }
    int at = t.indexOf('@');
    return at > 0 ? t.substring(0, at) : t;
  }

  /** {@return the part after {@code @}, or empty} */
  public static String domainPart(String text) {
    int at = text.indexOf('@');
    return at < 0 ? "" : text.substring(at + 1).strip();
  }
}

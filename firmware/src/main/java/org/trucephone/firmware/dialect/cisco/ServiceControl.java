package org.trucephone.firmware.dialect.cisco;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.dialect.News;

/** The body of a NOTIFY of the event service-control: lines of {@code name=value}. */
final class ServiceControl {
  private static final Pattern CALL_ID =
      Pattern.compile("(?im)^\\s*RegisterCallId\\s*=\\s*\\{([^}]*)\\}");
  private static final Pattern ACTION = Pattern.compile("(?im)^\\s*action\\s*=\\s*([a-z-]+)");

  private ServiceControl() {}

  /** {@return whether it names our registration, or none} */
  static boolean isFor(String body, String registerCallId) {
    Matcher named = CALL_ID.matcher(body);
    return !named.find() || named.group(1).strip().equals(registerCallId);
  }

  static List<News> read(String body) {
    Matcher action = ACTION.matcher(body);
    return switch (action.find() ? action.group(1) : "") {
      case "restart", "reset" -> List.of(new News.Fetch(true));
      // The stamps are not compared: what is fetched and is the same changes nothing.
      case "check-version", "apply-config" -> List.of(new News.Fetch(false));
      default -> List.of();
    };
  }
}

package org.trucephone.provisioning.format.yealink;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.KeyType;

/**
 * Keys: {@code linekey.N}, {@code memorykey.N} and {@code expansion_module.M.key.N}. Memory keys
 * come after the line keys of the file, keys of expansion modules after 100 for the first module,
 * after 200 for the second, and so on.
 */
final class YealinkKeys {
  private static final Pattern KEY =
      Pattern.compile(
          "(linekey|memorykey|expansion_module\\.(\\d{1,2})\\.key)\\.(\\d{1,3})\\.(\\w+)");

  private final Map<String, String> values;
  private final int lineKeys;
  private final Set<String> done = new HashSet<>();

  YealinkKeys(Map<String, String> values) {
    this.values = values;
    this.lineKeys =
        values.keySet().stream()
            .map(KEY::matcher)
            .filter(m -> m.matches() && m.group(1).equals("linekey"))
            .mapToInt(m -> Integer.parseInt(m.group(3)))
            .max()
            .orElse(0);
  }

  /** {@return false when the statement is about no key} */
  boolean take(Collector.Open s, String name) {
    Matcher m = KEY.matcher(name);
    if (!m.matches()) {
      return false;
    }
    String what = m.group(4);
    String of = name.substring(0, name.length() - what.length());
    switch (what) {
      case "type", "value", "label", "line", "extension", "pickup_value", "sub_type" -> {
        if (done.add(of)) {
          add(s, of, position(m));
        }
        s.mapped();
      }
      default -> s.ignored("without effect on this phone");
    }
    return true;
  }

  private int position(Matcher m) {
    int n = Integer.parseInt(m.group(3));
    return switch (m.group(1)) {
      case "linekey" -> n;
      case "memorykey" -> lineKeys + n;
      default -> Integer.parseInt(m.group(2)) * 100 + n;
    };
  }

  private void add(Collector.Open s, String of, int position) {
    String code = value(of, "type");
    String value = value(of, "value");
    if (code.isEmpty() && value.isEmpty()) {
      return;
    }
    KeyType type = type(code);
    Integer line = Plain.integer(value(of, "line"), 1, 99);
    if (type == KeyType.LINE && line == null) {
      line = Plain.integer(value, 1, 99);
    }
    String pickup = value(of, "pickup_value");
    if (pickup.isEmpty()) {
      pickup = value(of, "extension");
    }
    String number = type == KeyType.LINE ? "" : value;
    s.key(position, type, number, value(of, "label"), line == null ? 0 : line, pickup);
    if (type == KeyType.OTHER) {
      s.approximately("A key of type " + code + " has no function on this phone: it stays dark.");
    }
  }

  private String value(String of, String what) {
    return values.getOrDefault(of + what, "");
  }

  /** The vendor's list of DSS key types. */
  private static KeyType type(String code) {
    return switch (code) {
      case "", "0" -> KeyType.NONE;
      case "2" -> KeyType.FORWARD;
      case "3" -> KeyType.TRANSFER;
      case "4", "20" -> KeyType.HOLD;
      case "5" -> KeyType.DO_NOT_DISTURB;
      case "6" -> KeyType.REDIAL;
      case "9", "23" -> KeyType.PICKUP;
      case "10", "56" -> KeyType.PARK;
      case "11" -> KeyType.DTMF;
      case "12" -> KeyType.VOICEMAIL;
      case "13" -> KeyType.SPEED_DIAL;
      case "14" -> KeyType.INTERCOM;
      case "15" -> KeyType.LINE;
      case "16", "39" -> KeyType.BLF;
      case "17", "27" -> KeyType.URL;
      case "22", "38", "45", "61" -> KeyType.DIRECTORY;
      default -> KeyType.OTHER;
    };
  }
}

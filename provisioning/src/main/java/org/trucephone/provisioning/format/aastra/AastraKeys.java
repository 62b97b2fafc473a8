package org.trucephone.provisioning.format.aastra;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.KeyType;

/**
 * {@code topsoftkeyN}, {@code prgkeyN}, {@code softkeyN} and {@code expmodM keyN}. Keys of the
 * second kind of a phone come after those of the first; those of expansion modules after 100, 200 …
 */
final class AastraKeys {
  private static final Pattern KEY =
      Pattern.compile(
          "(topsoftkey|softkey|prgkey|featurekey|hardkey|expmod(\\d) ?key)(\\d{1,3}) (.+)");

  private final Map<String, String> values;
  private final int top;
  private final Set<String> done = new HashSet<>();

  AastraKeys(Map<String, String> values) {
    this.values = values;
    int most = 0;
    for (String name : values.keySet()) {
      Matcher m = KEY.matcher(name);
      if (m.matches() && (m.group(1).equals("topsoftkey") || m.group(1).equals("prgkey"))) {
        most = Math.max(most, Integer.parseInt(m.group(3)));
      }
    }
    this.top = most;
  }

  /** {@return false when the statement is about no key} */
  boolean take(Collector.Open s, String name) {
    Matcher m = KEY.matcher(name);
    if (!m.matches()) {
      return false;
    }
    String what = m.group(4);
    switch (what) {
      case "type", "value", "label", "line" -> {
        String of = name.substring(0, name.length() - what.length());
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
      case "topsoftkey", "prgkey" -> n;
      case "softkey", "featurekey", "hardkey" -> top + n;
      default -> Integer.parseInt(m.group(2)) * 100 + n;
    };
  }

  private void add(Collector.Open s, String of, int position) {
    String word = values.getOrDefault(of + "type", "");
    String value = values.getOrDefault(of + "value", "");
    KeyType type = type(word);
    if (type == KeyType.NONE && value.isEmpty()) {
      return;
    }
    Integer line = Plain.integer(values.getOrDefault(of + "line", ""), 1, 99);
    s.key(
        position,
        type,
        value,
        values.getOrDefault(of + "label", ""),
        line == null ? 0 : line,
        type == KeyType.BLF ? values.getOrDefault("directed call pickup prefix", "") : "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of type " + word + " has no function on this phone: it stays dark.");
    }
  }

  private static KeyType type(String word) {
    return switch (word.toLowerCase(Locale.ROOT).replace(" ", "")) {
      case "", "none", "empty" -> KeyType.NONE;
      case "line" -> KeyType.LINE;
      case "blf", "blfxfer", "list" -> KeyType.BLF;
      case "speeddial", "speeddialxfer", "speeddialconf", "speeddialmwi" -> KeyType.SPEED_DIAL;
      case "park" -> KeyType.PARK;
      case "pickup", "dcp", "directedcallpickup" -> KeyType.PICKUP;
      case "icom", "intercom" -> KeyType.INTERCOM;
      case "callforward" -> KeyType.FORWARD;
      case "dnd" -> KeyType.DO_NOT_DISTURB;
      case "xml" -> KeyType.URL;
      case "directory", "callers", "callerslist", "services" -> KeyType.DIRECTORY;
      case "redial", "lcr" -> KeyType.REDIAL;
      case "hold" -> KeyType.HOLD;
      case "xfer", "transfer" -> KeyType.TRANSFER;
      case "voicemail", "vmail" -> KeyType.VOICEMAIL;
      default -> KeyType.OTHER;
    };
  }
}

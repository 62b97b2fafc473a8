package org.trucephone.provisioning.format.cisco;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;

/**
 * Line keys of a flat profile: {@code Extension_n_} (a line's number or Disabled), {@code
 * Short_Name_n_}, {@code Extended_Function_n_} ({@code fnc=sd+blf+cp;sub=203@$PROXY;nme=Carl}), and
 * the keys of attendant consoles ({@code Unit_u_Key_k_}: position 100·u + k).
 */
final class FlatKeys {
  private static final Pattern KEY =
      Pattern.compile("(extension|short_name|extended_function)_(\\d{1,2})_");
  private static final Pattern UNIT = Pattern.compile("unit_(\\d)_key_(\\d{1,2})_");

  private final Map<String, String> values;
  private final Set<Integer> done = new HashSet<>();

  FlatKeys(Map<String, String> values) {
    this.values = values;
  }

  /** {@return false when the statement is about no key} */
  boolean take(Collector.Open s, String name) {
    Matcher unit = UNIT.matcher(name);
    Matcher key = KEY.matcher(name);
    if (unit.matches()) {
      String function = values.getOrDefault(name, "");
      if (function.isBlank()) {
        s.ignored("empty: nothing changes");
      } else {
        int position = 100 * Integer.parseInt(unit.group(1)) + Integer.parseInt(unit.group(2));
        function(s, position, function, "");
      }
      return true;
    }
    if (!key.matches()) {
      return false;
    }
    int n = Integer.parseInt(key.group(2));
    String extension = value("extension", n);
    Integer line = Plain.integer(extension, 1, 99);
    String function = value("extended_function", n);
    String label = value("short_name", n);
    if (key.group(1).equals("short_name")
        && line != null
        && !label.isEmpty()
        && firstOf(line) == n) {
      s.set(Field.LABEL, line, label);
    }
    if (!done.add(n)) {
      s.mapped();
    } else if (!function.isEmpty() && function.contains("=")) {
      function(s, n, function, label);
    } else if (line != null) {
      s.key(n, KeyType.LINE, "", label, line, "").mapped();
    } else if (key.group(1).equals("extended_function") && !function.isEmpty()) {
      s.ignored("there is no fnc= in it");
    } else {
      s.mapped();
    }
    return true;
  }

  /** The lowest key of a line: its text is the line's. */
  private int firstOf(int line) {
    for (int n = 1; n < 100; n++) {
      if (value("extension", n).equals(String.valueOf(line))) {
        return n;
      }
    }
    return 0;
  }

  private String value(String name, int n) {
    return values.getOrDefault(name + "_" + n + "_", "").strip();
  }

  private void function(Collector.Open s, int position, String text, String label) {
    String kinds = "";
    String number = "";
    String name = label;
    int line = 0;
    for (String part : text.split(";")) {
      String[] pair = part.split("=", 2);
      if (pair.length < 2) {
        continue;
      }
      String v = pair[1].strip();
      switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
        case "fnc" -> kinds = v.toLowerCase(Locale.ROOT);
        case "sub" -> number = number.isEmpty() ? Plain.userPart(v) : number;
        case "ext" -> number = v.isEmpty() ? number : Plain.userPart(v);
        case "nme" -> name = v;
        case "vid" -> {
          Integer vid = Plain.integer(v, 1, 99);
          line = vid == null ? 0 : vid;
        }
        default -> {
          // further words only change how the key looks
        }
      }
    }
    KeyType type = type(kinds);
    String pickup = kinds.contains("cp") ? pickupCode() : "";
    s.key(position, type, number, name, line, pickup);
    if (type == KeyType.OTHER) {
      s.approximately("A key with fnc=" + kinds + " has no function on this phone: it stays dark.");
    }
    s.mapped();
  }

  private String pickupCode() {
    String own = values.getOrDefault("call_pickup_code", "");
    return own.isEmpty() ? values.getOrDefault("attendant_console_call_pickup_code", "") : own;
  }

  private static KeyType type(String kinds) {
    if (kinds.contains("blf")) {
      return KeyType.BLF;
    }
    if (kinds.contains("prk")) {
      return KeyType.PARK;
    }
    if (kinds.contains("sd")) {
      return KeyType.SPEED_DIAL;
    }
    if (kinds.contains("mwi")) {
      return KeyType.VOICEMAIL;
    }
    if (kinds.contains("dnd")) {
      return KeyType.DO_NOT_DISTURB;
    }
    if (kinds.contains("cfwd")) {
      return KeyType.FORWARD;
    }
    if (kinds.contains("xml") || kinds.contains("url")) {
      return KeyType.URL;
    }
    return kinds.contains("cp") ? KeyType.PICKUP : KeyType.OTHER;
  }
}

package org.trucephone.provisioning.format.grandstream;

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
 * Keys: {@code pks.vpk.N} (virtual), {@code pks.line.N}, {@code pks.mpk.N} (multi-purpose) and
 * {@code pks.ext.N} (expansion module). Multi-purpose keys come after the others of the file, those
 * of the module after 100.
 */
final class GrandstreamKeys {
  private static final Pattern KEY =
      Pattern.compile("pks\\.(vpk|mpk|line|ext)\\.(\\d{1,3})\\.(\\w+)");

  private final Map<String, String> values;
  private final int first;
  private final Set<String> done = new HashSet<>();

  GrandstreamKeys(Map<String, String> values) {
    this.values = values;
    int max = 0;
    for (Map.Entry<String, String> e : values.entrySet()) {
      Matcher m = KEY.matcher(e.getKey());
      boolean used =
          m.matches() && m.group(3).equals("keymode") && type(e.getValue(), true) != KeyType.NONE;
      if (used && (m.group(1).equals("vpk") || m.group(1).equals("line"))) {
        max = Math.max(max, Integer.parseInt(m.group(2)));
      }
    }
    this.first = max;
  }

  /** {@return false when the statement is about no key} */
  boolean take(Collector.Open s, String name) {
    Matcher m = KEY.matcher(name);
    if (!m.matches()) {
      return false;
    }
    switch (m.group(3)) {
      case "keymode", "account", "description", "value" -> {
        String of = "pks." + m.group(1) + "." + m.group(2) + ".";
        if (done.add(of)) {
          add(s, of, m.group(1), Integer.parseInt(m.group(2)));
        }
        s.mapped();
      }
      default -> s.ignored("without effect on this phone");
    }
    return true;
  }

  private void add(Collector.Open s, String of, String kind, int n) {
    String mode = value(of, "keymode");
    String value = value(of, "value");
    if (mode.isEmpty() && value.isEmpty()) {
      return;
    }
    KeyType type =
        mode.isEmpty() ? KeyType.NONE : type(mode, kind.equals("mpk") || kind.equals("ext"));
    int position =
        switch (kind) {
          case "mpk" -> first + n;
          case "ext" -> 100 + n;
          default -> n;
        };
    s.key(position, type, value, value(of, "description"), account(value(of, "account"), mode), "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of mode " + mode + " has no function on this phone: it stays dark.");
    }
  }

  private String value(String of, String what) {
    return values.getOrDefault(of + what, "");
  }

  /** Counted from 0, or named {@code Account1}. */
  private static int account(String text, String mode) {
    Integer number = Plain.integer(text.replaceFirst("(?i)^account\\s*", ""), 0, 15);
    if (number == null) {
      return 0;
    }
    boolean named = text.toLowerCase(Locale.ROOT).startsWith("account");
    return named ? number : mode.isEmpty() ? 0 : number + 1;
  }

  /** By name, or by the vendor's numbers, which differ for multi-purpose and for line keys. */
  private static KeyType type(String mode, boolean multiPurpose) {
    Integer number = Plain.integer(mode, -1, 99);
    if (number != null) {
      return multiPurpose ? multiPurpose(number) : lineKey(number);
    }
    return switch (mode.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
      case "none", "" -> KeyType.NONE;
      case "line", "sharedline" -> KeyType.LINE;
      case "blf", "busylampfield", "eventlistblf", "presencewatcher" -> KeyType.BLF;
      case "speeddial", "speeddialviaactiveaccount", "speeddialactive", "speeddialactiveaccount" ->
          KeyType.SPEED_DIAL;
      case "callpark", "monitoredcallpark", "park" -> KeyType.PARK;
      case "intercom" -> KeyType.INTERCOM;
      case "voicemail" -> KeyType.VOICEMAIL;
      case "transfer" -> KeyType.TRANSFER;
      case "dialdtmf" -> KeyType.DTMF;
      case "dnd" -> KeyType.DO_NOT_DISTURB;
      case "forward", "callforward", "forwardall" -> KeyType.FORWARD;
      case "redial" -> KeyType.REDIAL;
      case "hold" -> KeyType.HOLD;
      case "ldapsearch", "phonebook", "xmlphonebook" -> KeyType.DIRECTORY;
      case "pickup", "callpickup" -> KeyType.PICKUP;
      default -> KeyType.OTHER;
    };
  }

  private static KeyType multiPurpose(int mode) {
    return switch (mode) {
      case -1 -> KeyType.NONE;
      case 0, 4 -> KeyType.SPEED_DIAL;
      case 1, 2, 3 -> KeyType.BLF;
      case 5 -> KeyType.DTMF;
      case 6 -> KeyType.VOICEMAIL;
      case 8 -> KeyType.TRANSFER;
      case 9, 16 -> KeyType.PARK;
      case 10 -> KeyType.INTERCOM;
      case 11 -> KeyType.DIRECTORY;
      default -> KeyType.OTHER;
    };
  }

  private static KeyType lineKey(int mode) {
    return switch (mode) {
      case -1 -> KeyType.NONE;
      case 0, 1 -> KeyType.LINE;
      case 10, 14 -> KeyType.SPEED_DIAL;
      case 11, 12, 13 -> KeyType.BLF;
      case 15 -> KeyType.DTMF;
      case 16 -> KeyType.VOICEMAIL;
      case 18 -> KeyType.TRANSFER;
      case 19, 26 -> KeyType.PARK;
      case 20 -> KeyType.INTERCOM;
      case 21 -> KeyType.DIRECTORY;
      default -> KeyType.OTHER;
    };
  }
}

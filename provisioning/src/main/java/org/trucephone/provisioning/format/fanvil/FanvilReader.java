package org.trucephone.provisioning.format.fanvil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Gives each statement its meaning; of a name given twice the last value counts. */
final class FanvilReader {
  private static final Pattern ACCOUNT =
      Pattern.compile("(?:.*/)?(?:sip/line\\[(\\d{1,2})]/|sip(\\d{1,2}))([a-z][a-z0-9]*)");
  private static final Pattern KEY =
      Pattern.compile(
          "(.*?)(?:fkey|dsskey|functionkey|internal)\\[?(\\d{1,3})]?/?(type|value|title|name|label|icon|color)");
  private static final Pattern SIDE = Pattern.compile("dssside\\[(\\d{1,2})]|page\\[(\\d{1,2})]");

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> keysDone = new HashSet<>();
  private boolean own;

  FanvilReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    entries.forEach(e -> values.put(plain(e), clear(e.value())));
  }

  /** {@return whether there are accounts in it} */
  boolean own() {
    return own;
  }

  private static String plain(Entry e) {
    return e.name().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  private static String clear(String value) {
    return value.equals("0.0.0.0") ? "" : value;
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  void read() {
    for (Entry e : entries) {
      String name = plain(e);
      String v = clear(e.value());
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher account = ACCOUNT.matcher(name);
      Matcher key = KEY.matcher(name);
      if (key.matches()) {
        key(s, key, name);
      } else if (account.matches() && !account.group(3).isEmpty()) {
        String n = account.group(1) != null ? account.group(1) : account.group(2);
        String what = account.group(3);
        account(s, Integer.parseInt(n), name.substring(0, name.length() - what.length()), what, v);
      } else {
        general(s, name.substring(name.lastIndexOf('/') + 1), name, v);
      }
    }
  }

  private void account(Collector.Open s, int n, String of, String what, String v) {
    // A server's files hold empty places for all lines the model has.
    if (value(of + "phonenumber").isEmpty() && value(of + "registeraddr").isEmpty()) {
      s.ignored("this line is not set up");
      return;
    }
    own = true;
    switch (what) {
      case "phonenumber" -> s.set(Field.USER, n, none(Plain.userPart(v))).mapped();
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "sipname", "linename", "screenname" -> {
        if (v.isEmpty()) {
          s.ignored("empty: the number is shown");
        } else {
          Fill.text(s, Field.LABEL, n, v);
        }
      }
      case "registeraddr" -> Fill.endpoint(s, Field.REGISTRAR, n, v, value(of + "registerport"));
      case "registeruser" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "registerpswd", "registerpwd", "registerpassword" ->
          s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "registerttl" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "enablereg" -> s.set(Field.ENABLED, n, Plain.bool(value(of + "enablereg"))).mapped();
      case "transport" -> Fill.transport(s, Field.TRANSPORT, n, transport(v));
      case "backupaddr", "backupserveraddr" ->
          Fill.endpoint(s, Field.BACKUP, n, v, value(of + "backupport"));
      case "proxyaddr" -> {
        if (v.isEmpty() || v.equalsIgnoreCase(value(of + "registeraddr"))) {
          s.mapped();
        } else {
          Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, value(of + "proxyport"));
        }
      }
      case "localdomain", "sipdomain" -> Fill.text(s, Field.DOMAIN, n, v);
      case "mwinum", "voicemailnum" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "registerport", "proxyport", "proxyuser", "proxypswd", "backupport" -> s.mapped();
      case "enableautoanswer", "autoanswer" -> Fill.bool(s, Field.AUTO_ANSWER, n, v);
      case "dtmfmode" -> {
        if (n > 1) {
          s.ignored("the first line's value goes for all");
        } else {
          Fill.parsed(s, Field.DTMF, 0, v, FanvilReader::dtmf, "0, 1, 2 or 3");
        }
      }
      case "enablecallwaiting", "callwaiting" -> Fill.bool(s, Field.LINE_CALL_WAITING, n, v);
      default -> s.ignored("this phone does without it");
    }
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }

  private static @Nullable Transport transport(String v) {
    return switch (v) {
      case "0" -> Transport.UDP;
      case "1" -> Transport.TCP;
      case "3" -> Transport.TLS;
      default -> Fill.transport(v);
    };
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.INBAND;
      case "1", "3" -> DtmfMode.EVENTS;
      case "2" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private void key(Collector.Open s, Matcher m, String name) {
    String of = name.substring(0, name.length() - m.group(3).length());
    if (!keysDone.add(of)) {
      s.mapped();
      return;
    }
    String code = value(of + "type");
    String text = value(of + "value");
    String title = value(of + "title");
    if (title.isEmpty()) {
      title = value(of + "name");
    }
    int at = text.indexOf('@');
    int slash = text.indexOf('/');
    String function = slash < 0 ? "" : text.substring(slash + 1);
    int sub = function.indexOf('@');
    function = (sub < 0 ? function : function.substring(0, sub)).toLowerCase(Locale.ROOT);
    KeyType type = type(code, function);
    if (type == KeyType.NONE && text.isEmpty()) {
      s.ignored("the key is not used");
      return;
    }
    Matcher line = Pattern.compile("sip(\\d{1,2})", Pattern.CASE_INSENSITIVE).matcher(text);
    Integer account = line.find() ? Integer.valueOf(line.group(1)) : null;
    if (account == null && at >= 0) {
      account = Plain.integer(text.substring(at + 1).split("\\D", 2)[0], 1, 99);
    }
    int index = Integer.parseInt(m.group(2));
    Matcher side = SIDE.matcher(m.group(1));
    if (side.find()) {
      String page = side.group(1) != null ? side.group(1) : side.group(2);
      index += (Integer.parseInt(page) - 1) * 100;
    }
    String value = type == KeyType.LINE || at <= 0 ? text : text.substring(0, at);
    s.key(index, type, value, title, account == null ? 0 : account, "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of type " + code + " has no function on this phone: it stays dark.");
    }
    s.mapped();
  }

  /** Types of the vendor's key table; the function after the slash tells memory keys apart. */
  private static KeyType type(String code, String function) {
    return switch (code) {
      case "", "0" -> KeyType.NONE;
      case "2" ->
          function.startsWith("c")
              ? KeyType.PARK
              : function.isEmpty() ? KeyType.LINE : memory(function);
      case "1" -> memory(function);
      case "3" -> KeyType.OTHER;
      case "4" -> KeyType.DTMF;
      case "7", "13" -> KeyType.URL;
      default -> KeyType.OTHER;
    };
  }

  private static KeyType memory(String function) {
    if (function.contains("blf") || function.startsWith("b")) {
      return KeyType.BLF;
    }
    if (function.contains("line")) {
      return KeyType.LINE;
    }
    if (function.contains("park") || function.equals("c")) {
      return KeyType.PARK;
    }
    if (function.contains("intercom") || function.equals("i")) {
      return KeyType.INTERCOM;
    }
    if (function.contains("mwi") || function.equals("v")) {
      return KeyType.VOICEMAIL;
    }
    return KeyType.SPEED_DIAL;
  }

  private void general(Collector.Open s, String name, String path, String v) {
    String of = path.substring(0, path.length() - name.length());
    switch (name) {
      case "sntpserver", "secondsntpserver", "sntpserver1", "sntpserver2" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of("sntpserver", "sntpserver1", "secondsntpserver", "sntpserver2")
                  .map(x -> value(of + x))
                  .filter(x -> !x.isEmpty())
                  .distinct()
                  .toList());
      case "timezonename" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "vlanid" -> {
        String on = value(of + "enablevlan");
        if (on.equals("0")) {
          s.ignored("VLAN is switched off");
        } else if (path.contains("qos") || of.isEmpty()) {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        } else {
          s.ignored("the tag of another port");
        }
      }
      case "syslogserver" -> Fill.syslog(s, v, value(of + "syslogserverport"));
      case "firmware", "autoimageurl" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "menupassword" -> {
        if (values.keySet().stream().noneMatch(k -> k.endsWith("account[1]/password"))) {
          Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
        } else {
          s.ignored("the web page's password counts");
        }
      }
      case "password" -> {
        if (path.endsWith("account[1]/password")) {
          Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
        } else {
          s.ignored("only the administrator has a password on this phone");
        }
      }
      case "sipport", "localport" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "defaultlanguage" -> Fill.part(s, Field.LANGUAGE, Names.language(v));
      case "lcdtitle", "lcdlogotext" -> Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "audiocodecsets" -> codecs(s, v);
      case "dtmfpayloadtype" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "rtpinitialport" -> {
        Integer first = Plain.integer(v, 1024, 65_000);
        Integer count = Plain.integer(value(of + "rtpportquantity"), 2, 10_000);
        s.set(
                Field.RTP_PORTS,
                first == null
                    ? null
                    : Fill.ports(
                        v,
                        String.valueOf(
                            Math.min(65_535, first + (count == null ? 199 : count - 1)))))
            .mapped();
      }
      case "enablednd", "dnd" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      default -> s.ignored("this phone does without it");
    }
  }

  private static void codecs(Collector.Open s, String v) {
    List<String> names = new ArrayList<>();
    for (String word : v.split("[,;/ ]+", -1)) {
      String codec = Fill.codec(word);
      if (codec != null && !names.contains(codec)) {
        names.add(codec);
      }
    }
    Fill.list(s, Field.CODECS, names);
  }
}

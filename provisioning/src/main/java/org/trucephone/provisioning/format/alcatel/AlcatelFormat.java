package org.trucephone.provisioning.format.alcatel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.Secret;

/** {@code config.<mac>.xml}: {@code <setting id="Account1RegName" value="1001"/>}. */
public final class AlcatelFormat implements ConfigFormat {
  private static final Pattern ACCOUNT = Pattern.compile("account(\\d{1,2})([a-z]\\w*)");
  private static final Pattern KEY =
      Pattern.compile("(?:aom(\\d))?programkey(\\d{1,3})(type|account|label|value|extension)");

  @Override
  public String name() {
    return "alcatel-xml";
  }

  @Override
  public String persona() {
    return "alcatel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        && text.contains("<settings")
        && text.contains("<setting id=")
        && !text.contains("<setting-files")
        && Pattern.compile("id=\"(Account\\d|Device|Setting[A-Z]|ProgramKey\\d)")
            .matcher(text)
            .find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = XmlReader.read(Text.decode(bytes).text());
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    List<Entry> entries = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    XmlElement root = document.root();
    if (root != null) {
      for (XmlElement e : root.all("setting")) {
        entries.add(new Entry(e.line(), e.attribute("id"), e.attribute("value").strip()));
        values.put(e.attribute("id").toLowerCase(Locale.ROOT), e.attribute("value").strip());
      }
    }
    boolean own = false;
    for (Entry e : entries) {
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      String name = e.name().toLowerCase(Locale.ROOT);
      Matcher account = ACCOUNT.matcher(name);
      Matcher key = KEY.matcher(name);
      if (account.matches()) {
        int n = Integer.parseInt(account.group(1));
        boolean used = !values.getOrDefault("account" + n + "username", "").isEmpty();
        if (used) {
          own = true;
          account(s, n, account.group(2), e.value(), values);
        } else {
          s.ignored("this account is not set up");
        }
      } else if (key.matches()) {
        key(s, key, values);
      } else {
        general(s, name, e.value(), values);
      }
    }
    return out.file(
        name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, document.cutOff());
  }

  private static void account(
      Collector.Open s, int n, String what, String v, Map<String, String> values) {
    String of = "account" + n;
    switch (what) {
      case "enable" -> s.set(Field.ENABLED, n, Plain.bool(v)).mapped();
      case "regname" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "username" -> Fill.text(s, Field.USER, n, v);
      case "password" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "label" -> Fill.text(s, Field.LABEL, n, v);
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "server1address" ->
          Fill.endpoint(s, Field.REGISTRAR, n, v, values.getOrDefault(of + "server1port", ""));
      case "server2address" ->
          Fill.endpoint(s, Field.BACKUP, n, v, values.getOrDefault(of + "server2port", ""));
      case "outboundproxy1address" -> {
        String port = values.getOrDefault(of + "outboundproxy1port", "");
        Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, port);
      }
      case "server1port", "server2port", "outboundproxy1port", "server2expire" -> s.mapped();
      case "server1transport" -> Fill.transport(s, Field.TRANSPORT, n, Fill.transport(v));
      case "server1expire" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "vmnumber" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "autoanswerenable" -> Fill.bool(s, Field.AUTO_ANSWER, n, v);
      case "audiocodec" -> {
        if (n > 1) {
          s.ignored("the first account's codecs go for all");
        } else {
          codecs(s, v);
        }
      }
      case "dtmfmode" -> {
        if (n > 1) {
          s.ignored("the first account's value goes for all");
        } else {
          Fill.parsed(s, Field.DTMF, 0, v, AlcatelFormat::dtmf, "0, 1, 2 or 3");
        }
      }
      case "digitmap" -> {
        if (v.isEmpty()) {
          s.ignored("empty: nothing changes");
        } else {
          DialPlans.fill(s, v, DialPlans.Grammar.PLUS_REPEATS);
        }
      }
      default -> s.ignored("this phone does without it");
    }
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.INBAND;
      case "1", "2" -> DtmfMode.EVENTS;
      case "3" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private static void codecs(Collector.Open s, String v) {
    List<String> names = new ArrayList<>();
    for (String type : v.split(";", -1)) {
      String codec =
          switch (type.strip()) {
            case "0" -> "PCMU";
            case "8" -> "PCMA";
            case "9" -> "G722";
            case "18" -> "G729";
            case "98" -> "iLBC";
            case "125" -> "opus";
            default -> "";
          };
      if (!codec.isEmpty() && !names.contains(codec)) {
        names.add(codec);
      }
    }
    Fill.list(s, Field.CODECS, names);
  }

  private static void key(Collector.Open s, Matcher m, Map<String, String> values) {
    if (!m.group(3).equals("type")) {
      s.mapped();
      return;
    }
    String of = (m.group(1) == null ? "" : "aom" + m.group(1)) + "programkey" + m.group(2);
    String code = values.getOrDefault(of + "type", "");
    String value = values.getOrDefault(of + "value", "");
    if (code.isEmpty() && value.isEmpty()) {
      s.ignored("the key is not used");
      return;
    }
    KeyType type =
        switch (code) {
          case "", "0" -> KeyType.NONE;
          case "1" -> KeyType.SPEED_DIAL;
          case "2", "29" -> KeyType.LINE;
          case "59", "60" -> KeyType.BLF;
          default -> KeyType.OTHER;
        };
    Integer line = Plain.integer(values.getOrDefault(of + "account", ""), 1, 99);
    int index =
        Integer.parseInt(m.group(2))
            + (m.group(1) == null ? 0 : 100 * Integer.parseInt(m.group(1)));
    s.key(index, type, value, values.getOrDefault(of + "label", ""), line == null ? 0 : line, "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of type " + code + " has no function on this phone: it stays dark.");
    }
    s.mapped();
  }

  private static void general(Collector.Open s, String name, String v, Map<String, String> values) {
    if (v.isEmpty()) {
      s.ignored("empty: nothing changes");
      return;
    }
    switch (name) {
      case "settingsntpserver" -> Fill.list(s, Field.NTP, List.of(v));
      case "settingtimezonelocation" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "devicesecurityadminpwd" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "devicefirmwareupgradeurl" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "devicenetworklanvlannumber" -> {
        if (values.getOrDefault("devicenetworklanvlanenable", "").equalsIgnoreCase("false")) {
          s.ignored("VLAN is switched off");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        }
      }
      case "devicesyslogserver", "devicesyslogserveraddress" ->
          Fill.syslog(s, v, values.getOrDefault("devicesyslogserverport", ""));
      default -> s.ignored("this phone does without it");
    }
  }
}

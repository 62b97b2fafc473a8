package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Secret;

/** LG-Nortel's 68xx and the NT1535: {@code name value} in sections, {@code line1_name juser}. */
public final class LgNortelFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+(line\\d_(proxy_address|name|authname|type)\\s|sntp_server_address\\s"
              + "|outbound_proxy_server\\s|phone_vlan_id\\s|tftp_server_address\\s)");
  private static final Pattern LINE = Pattern.compile("voip/line(\\d)_(\\w+)");

  @Override
  public String name() {
    return "lg-nortel-ini";
  }

  @Override
  public String persona() {
    return "nortel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    boolean sections =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith(";") && !line.startsWith("#"))
            .findFirst()
            .map(line -> line.matches("\\[[A-Za-z]+]"))
            .orElse(false);
    return sections && SIGN.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    List<Entry> entries = NortelText.read(Text.decode(bytes).text(), ";#");
    Map<String, String> values = new HashMap<>();
    entries.forEach(e -> values.put(key(e), e.value()));
    boolean own = false;
    for (Entry e : entries) {
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher line = LINE.matcher(key(e));
      if (line.matches()) {
        int n = Integer.parseInt(line.group(1));
        own |= !values.getOrDefault("voip/line" + n + "_name", "").isEmpty();
        line(s, n, line.group(2), e.value(), values);
      } else {
        general(s, key(e), e.value(), values);
      }
    }
    return out.file(name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, false);
  }

  private static String key(Entry e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private static void line(
      Collector.Open s, int n, String what, String v, Map<String, String> values) {
    switch (what) {
      case "name" -> s.set(Field.USER, n, v.isEmpty() ? null : Plain.userPart(v)).mapped();
      case "authname" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "password" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "displayname", "display_name" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "proxy_address" -> {
        String port = values.getOrDefault("voip/line" + n + "_proxy_port", "");
        Fill.endpoint(s, Field.REGISTRAR, n, v, port);
      }
      case "proxy_port" -> s.mapped();
      default -> s.ignored("this phone does without it");
    }
  }

  private static void general(Collector.Open s, String name, String v, Map<String, String> values) {
    switch (name) {
      case "nettime/sntp_server_address" ->
          Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "nettime/timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "lan/phone_vlan_id" -> {
        Integer vlan = Plain.integer(v, 1, 4094);
        s.set(Field.VLAN, vlan).mapped();
      }
      case "voip/outbound_proxy_server" -> {
        String port = values.getOrDefault("voip/outbound_proxy_port", "");
        Fill.endpoint(s, Field.ALL_OUTBOUND_PROXY, 0, v, port);
      }
      case "voip/backup_proxy_server" -> {
        String port = values.getOrDefault("voip/backup_proxy_port", "");
        Fill.endpoint(s, Field.ALL_BACKUP, 0, v, port);
      }
      case "voip/outbound_proxy_port", "voip/backup_proxy_port" -> s.mapped();
      case "voip/message_url" -> Fill.text(s, Field.VOICEMAIL, 0, v);
      case "voip/timer_register_expires" -> Fill.seconds(s, Field.REGISTER_EXPIRES, 0, v);
      case "voip/local_udp_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "voip/rtp_port" -> {
        Integer first = Plain.integer(v, 1024, 65_000);
        s.set(Field.RTP_PORTS, first == null ? null : Fill.ports(v, "" + (first + 99))).mapped();
      }
      case "voip/preferred_codec" -> {
        List<String> names = new ArrayList<>();
        for (String word : v.split("\\s+", -1)) {
          String codec = Fill.codec(word);
          if (codec != null && !names.contains(codec)) {
            names.add(codec);
          }
        }
        Fill.list(s, Field.CODECS, names);
      }
      case "dsp/dtmf_payload" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "dsp/vad" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "dial/inter_digit_timer" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "dial/digitmap" -> DialPlans.fill(s, v, DialPlans.Grammar.PLUS_REPEATS);
      case "call/call_waiting" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "system/phone_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      default -> s.ignored("this phone does without it");
    }
  }
}

package org.trucephone.provisioning.format.hitachi;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Secret;

/** {@code user.ini}: {@code Name=value} in sections; one account. */
public final class HitachiFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+(1st_Proxy|1st_Registrar|User_Password|Country_Tone_Type)\\s*=");

  @Override
  public String name() {
    return "hitachi";
  }

  @Override
  public String persona() {
    return "hitachi";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return SIGN.matcher(Text.decode(bytes).text()).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    String[] lines = Text.decode(bytes).text().split("\n", -1);
    Map<String, String> values = new HashMap<>();
    walk(lines, (line, name, v) -> values.putIfAbsent(name, v));
    walk(
        lines,
        (line, name, v) ->
            take(out.statement(line, name.substring(name.indexOf('/') + 1), v), name, v, values));
    return out.file(name(), ParsedFile.Role.PHONE, false);
  }

  @FunctionalInterface
  private interface Visit {
    void statement(int line, String name, String value);
  }

  private static void walk(String[] lines, Visit visit) {
    String section = "";
    for (int i = 0; i < lines.length; i++) {
      String bare = lines[i].strip();
      int equals = bare.indexOf('=');
      if (bare.startsWith("[") && bare.endsWith("]")) {
        section = bare.substring(1, bare.length() - 1).toLowerCase(Locale.ROOT);
      } else if (equals > 0 && !bare.startsWith(";") && !bare.startsWith("#")) {
        String name = bare.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String v = bare.substring(equals + 1).strip();
        visit.statement(i + 1, section + "/" + name, v.equals("0.0.0.0") ? "" : v);
      }
    }
  }

  private static void take(Collector.Open s, String name, String v, Map<String, String> values) {
    String what = name.substring(name.indexOf('/') + 1);
    String section = name.substring(0, name.indexOf('/'));
    boolean first = v.equals(values.getOrDefault(name, ""));
    if (!first) {
      s.ignored("the first statement of this name counts");
      return;
    }
    switch (what) {
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, 1, v);
      case "user_id" -> s.set(Field.USER, 1, v.isEmpty() ? null : Plain.userPart(v)).mapped();
      case "user_password" -> s.set(Field.PASSWORD, 1, v.isEmpty() ? null : new Secret(v)).mapped();
      case "1st_proxy" -> {
        if (values.getOrDefault(section + "/1st_registrar", "").isEmpty()) {
          Fill.endpoint(s, Field.REGISTRAR, 1, v, port(values, section, "1st_proxy_port"));
        } else {
          s.mapped();
        }
      }
      case "1st_registrar" ->
          Fill.endpoint(s, Field.REGISTRAR, 1, v, port(values, section, "1st_registrar_port"));
      case "2nd_proxy" ->
          Fill.endpoint(s, Field.BACKUP, 1, v, port(values, section, "2nd_proxy_port"));
      case "outbound_proxy" ->
          Fill.endpoint(
              s, Field.OUTBOUND_PROXY, 1, v, port(values, section, "outbound_proxy_port"));
      case "register_expire", "register_expires", "registration_expires", "expires" ->
          Fill.seconds(s, Field.EXPIRES, 1, v);
      case "ntp_server1", "ntp_server2" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of("ntp_server1", "ntp_server2")
                  .map(k -> values.getOrDefault(section + "/" + k, ""))
                  .filter(h -> !h.isEmpty())
                  .toList());
      case "time_zone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "admin_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "rtp_port_min", "rtp_port_max" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t ->
                  Fill.ports(
                      values.getOrDefault(section + "/rtp_port_min", ""),
                      values.getOrDefault(section + "/rtp_port_max", "")),
              "a range of ports with its other end");
      case "server_ip" -> {
        if (section.equals("syslog") && !values.getOrDefault("syslog/mode", "1").equals("0")) {
          Fill.syslog(s, v, values.getOrDefault("syslog/server_port", ""));
        } else {
          s.ignored("switched off");
        }
      }
      case "local_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      default -> s.ignored("this phone does without it");
    }
  }

  private static String port(Map<String, String> values, String section, String name) {
    return values.getOrDefault(section + "/" + name, "");
  }
}

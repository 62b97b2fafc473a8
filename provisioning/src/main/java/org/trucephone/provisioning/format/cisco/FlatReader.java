package org.trucephone.provisioning.format.cisco;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.MediaSecurity;

/** Gives each parameter of a flat profile its meaning. */
final class FlatReader {
  private static final Pattern OF_LINE = Pattern.compile("(.+?)_?_(\\d{1,2})_");
  private static final Pattern SERVER =
      Pattern.compile("[^:|]+:SRV=(.+)", Pattern.CASE_INSENSITIVE);

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final FlatKeys keys;

  FlatReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    entries.forEach(e -> values.put(e.name().toLowerCase(Locale.ROOT), e.value()));
    this.keys = new FlatKeys(values);
  }

  /** {@return whether it is one phone's: it names a user} */
  boolean own() {
    return values.entrySet().stream()
        .anyMatch(e -> e.getKey().matches("user_id_\\d+_") && !e.getValue().isEmpty());
  }

  void read() {
    for (Entry e : entries) {
      String name = e.name().toLowerCase(Locale.ROOT);
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher line = OF_LINE.matcher(name);
      if (keys.take(s, name)) {
        continue;
      }
      if (e.value().isBlank()) {
        s.ignored("empty: nothing changes");
      } else if (line.matches()) {
        line(s, e.line(), Integer.parseInt(line.group(2)), line.group(1), e.value().strip());
      } else {
        general(s, name, e.value().strip());
      }
    }
  }

  private String value(String name) {
    return values.getOrDefault(name, "").strip();
  }

  private String of(String name, int n) {
    return value(name + "_" + n + "_");
  }

  private void line(Collector.Open s, int at, int n, String what, String v) {
    switch (what) {
      case "line_enable" -> Fill.bool(s, Field.ENABLED, n, v);
      case "user_id" -> {
        s.set(Field.USER, n, Plain.userPart(v));
        String domain = Plain.domainPart(v);
        if (!domain.isEmpty()) {
          s.set(Field.DOMAIN, n, domain);
        }
        s.mapped();
      }
      case "auth_id" -> {
        Boolean use = Plain.bool(of("use_auth_id", n));
        if (Boolean.FALSE.equals(use)) {
          s.ignored("Use_Auth_ID is No");
          out.finding(
              Finding.Kind.IGNORED,
              at,
              "Auth_ID_%d_ has no effect: Use_Auth_ID_%d_ is No.".formatted(n, n));
        } else {
          Fill.text(s, Field.AUTH_USER, n, v);
        }
      }
      case "use_auth_id", "use_outbound_proxy", "use_pref_codec_only" -> s.mapped();
      case "password" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "display_name" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "proxy" -> proxy(s, n, v);
      case "alternate_proxy" -> Fill.endpoint(s, Field.BACKUP, n, v);
      case "outbound_proxy" -> {
        if (Boolean.FALSE.equals(Plain.bool(of("use_outbound_proxy", n)))) {
          s.ignored("Use_Outbound_Proxy is No");
        } else {
          s.set(Field.OUTBOUND_PROXY, n, servers(v).get(0)).mapped();
        }
      }
      case "register" -> Fill.bool(s, Field.REGISTERS, n, v);
      case "register_expires" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "sip_transport" -> {
        if (v.equalsIgnoreCase("auto")) {
          Fill.transport(s, Field.TRANSPORT, n, null);
        } else {
          Fill.parsed(s, Field.TRANSPORT, n, v, Fill::transport, "UDP, TCP, TLS or AUTO");
        }
      }
      case "voice_mail_number" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "feature_key_sync" -> {
        if (v.equalsIgnoreCase("yes")) {
          s.set(Field.DIALECT, n, "broadworks");
        }
        s.mapped();
      }
      default -> shared(s, n, what, v);
    }
  }

  /** What the vendor has for each line and this phone once: the first line's goes. */
  private void shared(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "preferred_codec",
          "second_preferred_codec",
          "third_preferred_codec",
          "dtmf_tx_method",
          "dial_plan",
          "sip_port",
          "silence_supp_enable",
          "rtp_tos_diffserv_value",
          "sip_tos_diffserv_value",
          "secure_call_option" -> {
        if (n > 1) {
          s.ignored("the first line's value goes for all");
        } else {
          first(s, what, v);
        }
      }
      default -> FlatAreas.ALL.end(s, what + "_");
    }
  }

  private void first(Collector.Open s, String what, String v) {
    switch (what) {
      case "dtmf_tx_method" ->
          Fill.parsed(s, Field.DTMF, 0, v, FlatReader::dtmf, "InBand, AVT, INFO or Auto");
      case "dial_plan" -> DialPlans.fill(s, v, DialPlans.Grammar.DIGIT_MAP);
      case "sip_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "silence_supp_enable" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "rtp_tos_diffserv_value" ->
          Fill.parsed(s, Field.DSCP_MEDIA, 0, v, FlatReader::dscp, "a TOS byte");
      case "sip_tos_diffserv_value" ->
          Fill.parsed(s, Field.DSCP_SIGNALLING, 0, v, FlatReader::dscp, "a TOS byte");
      case "secure_call_option" -> {
        boolean optional = v.equalsIgnoreCase("Optional");
        s.set(Field.MEDIA_SECURITY, optional ? MediaSecurity.OPTIONAL : MediaSecurity.REQUIRED)
            .mapped();
      }
      default -> codecs(s);
    }
  }

  private void codecs(Collector.Open s) {
    List<String> list =
        Stream.of("preferred_codec", "second_preferred_codec", "third_preferred_codec")
            .map(w -> Fill.codec(of(w, 1)))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (list.isEmpty()) {
      s.ignored("no codec this phone has: its own order stays");
    } else {
      Fill.part(s, Field.CODECS, list);
    }
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v.toLowerCase(Locale.ROOT)) {
      case "inband" -> DtmfMode.INBAND;
      case "avt", "auto", "avt+info" -> DtmfMode.EVENTS;
      case "info", "inband+info" -> DtmfMode.INFO;
      default -> null;
    };
  }

  /** The type-of-service byte, {@code 0xb8} or a number; its upper six bits are the DSCP. */
  private static @Nullable Integer dscp(String v) {
    try {
      int tos = Integer.decode(v);
      return tos < 0 || tos > 255 ? null : tos >> 2;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static void proxy(Collector.Open s, int n, String v) {
    List<Endpoint> servers = servers(v);
    s.set(Field.REGISTRAR, n, servers.get(0));
    if (servers.size() > 1) {
      s.set(Field.BACKUP, n, servers.get(1));
    }
    s.mapped();
  }

  /** {@code host:port}, or {@code name:SRV=h1:5060:p=0|h2:5060:p=1}: at least one, best first. */
  private static List<Endpoint> servers(String v) {
    record Ranked(int rank, Endpoint server) {}
    Matcher m = SERVER.matcher(v);
    List<Ranked> found = new ArrayList<>();
    for (String part : (m.matches() ? m.group(1) : v).split("\\|")) {
      String[] words = part.strip().split(":p=", 2);
      Integer rank = words.length > 1 ? Plain.integer(words[1], 0, 99) : null;
      String address = words[0].replaceFirst(";.*", "").replaceFirst("(?i)^sips?:", "");
      Endpoint server = Plain.endpoint(address);
      if (server != null) {
        found.add(new Ranked(rank == null ? found.size() : rank, server));
      }
    }
    if (found.isEmpty()) {
      return List.of(new Endpoint(v, 0));
    }
    return found.stream()
        .sorted(Comparator.comparingInt(Ranked::rank))
        .map(Ranked::server)
        .toList();
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "admin_passwd", "admin_password", "web_login_admin_password" ->
          Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "voice_mail_number" -> Fill.text(s, Field.VOICEMAIL, 0, v);
      case "primary_ntp_server", "secondary_ntp_server", "time_server" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of("primary_ntp_server", "secondary_ntp_server", "time_server")
                  .map(this::value)
                  .filter(t -> !t.isEmpty())
                  .distinct()
                  .toList());
      case "time_zone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "time_format" -> s.set(Field.CLOCK_24H, v.startsWith("24")).mapped();
      case "date_format" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "syslog_server" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "upgrade_rule" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "blf_list_uri" -> Fill.text(s, Field.LAMP_LIST, 0, v);
      case "resync_periodic" -> Fill.seconds(s, Field.POLL, 0, v);
      case "station_name", "station_display_name" -> Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "enable_vlan",
          "wan_vlan_enable",
          "call_pickup_code",
          "attendant_console_call_pickup_code" ->
          s.mapped();
      case "vlan_id" -> vlan(s, v, "enable_vlan");
      case "wan_vlan_id" -> vlan(s, v, "wan_vlan_enable");
      case "locale" -> Fill.parsed(s, Field.LANGUAGE, 0, v, Names::language, "a locale");
      case "language_selection" -> {
        if (value("locale").isEmpty()) {
          Fill.parsed(s, Field.LANGUAGE, 0, v, Names::language, "a language");
        } else {
          s.ignored("Locale counts");
        }
      }
      case "rtp_port_min", "rtp_port_max" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t -> Fill.ports(value("rtp_port_min"), value("rtp_port_max")),
              "a range of ports with its other end");
      case "interdigit_long_timer" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "xml_directory_service_url" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      case "xml_application_service_url" -> Fill.text(s, Field.SERVICES_URL, 0, v);
      case "ext_ip" -> Fill.text(s, Field.NAT_ADDRESS, 0, v);
      case "avt_dynamic_payload" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "cw_setting" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "dnd_setting" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      case "auto_answer_page" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      default -> FlatAreas.ALL.end(s, name);
    }
  }

  private void vlan(Collector.Open s, String v, String by) {
    if (Boolean.TRUE.equals(Plain.bool(value(by)))) {
      Fill.number(s, Field.VLAN, 0, v, 0, 4094);
    } else {
      s.ignored("the VLAN is not switched on");
    }
  }
}

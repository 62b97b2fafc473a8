package org.trucephone.provisioning.format.snom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Transport;

/** Gives each setting its meaning; a setting given twice has its last value. */
final class SnomReader {
  private final List<SnomFormat.Item> items;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final Set<Integer> users = new HashSet<>();

  SnomReader(List<SnomFormat.Item> items, Collector out) {
    this.items = items;
    this.out = out;
    for (SnomFormat.Item i : items) {
      values.put(key(i.name(), i.index()), i.value());
      if (i.name().equalsIgnoreCase("user_name") && !i.value().isEmpty()) {
        users.add(i.index());
      }
    }
  }

  boolean own() {
    return !users.isEmpty();
  }

  private static String key(String name, int index) {
    return name.toLowerCase(Locale.ROOT) + "#" + index;
  }

  private String value(String name) {
    return values.getOrDefault(key(name, 0), "");
  }

  void read() {
    for (SnomFormat.Item item : items) {
      String name = item.name().toLowerCase(Locale.ROOT);
      String shown = item.index() > 0 ? item.name() + " " + item.index() : item.name();
      Collector.Open s = out.statement(item.line(), shown, item.value());
      if (name.equals("fkey")) {
        fkey(s, item);
      } else if (item.value().isEmpty()) {
        s.ignored("empty: nothing changes");
      } else if (name.startsWith("user_") || name.equals("codec_priority_list")) {
        line(s, Math.max(1, item.index()), name, item.value());
      } else {
        general(s, name, item.value());
      }
    }
  }

  private void line(Collector.Open s, int n, String name, String v) {
    switch (name) {
      case "user_active" -> Fill.bool(s, Field.ENABLED, n, v);
      case "user_name" -> Fill.text(s, Field.USER, n, Plain.userPart(v));
      case "user_pname" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "user_pass" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "user_realname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "user_idle_text" -> Fill.text(s, Field.LABEL, n, v);
      case "user_host" -> {
        s.set(Field.REGISTRAR, n, first(v));
        transport(s, n, v).mapped();
      }
      case "user_outbound" -> {
        s.set(Field.OUTBOUND_PROXY, n, first(v));
        transport(s, n, v).mapped();
      }
      case "user_failover_identity" -> {
        Integer other = Plain.integer(v, 1, 99);
        String host = other == null ? "" : values.getOrDefault(key("user_host", other), "");
        if (host.isEmpty()) {
          s.ignored("no other identity");
        } else {
          s.set(Field.BACKUP, n, first(host)).mapped();
        }
      }
      case "user_expiry" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "user_dp_str" -> {
        // |pattern|address|: one rule, a regular expression
        String[] parts = v.split("\\|");
        if (n > 1) {
          s.ignored("the first line's dial plan goes for all");
        } else if (parts.length < 2) {
          s.ignored("no pattern in it");
        } else {
          DialPlans.fill(s, parts[1], DialPlans.Grammar.EXPRESSION);
        }
      }
      case "user_mailbox" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "user_auto_connect" -> Fill.bool(s, Field.AUTO_ANSWER, n, v);
      case "user_srtp", "user_savp", "user_dtmf_info", "codec_priority_list" ->
          shared(s, n, name, v);
      default -> SnomAreas.ALL.end(s, name);
    }
  }

  /** What the vendor has for each line and this phone once: the first line's goes. */
  private void shared(Collector.Open s, int n, String name, String v) {
    if (n > 1) {
      s.ignored("the first line's value goes for all");
      return;
    }
    switch (name) {
      case "user_srtp", "user_savp" -> Fill.part(s, Field.MEDIA_SECURITY, security());
      case "user_dtmf_info" ->
          s.set(Field.DTMF, v.equals("off") ? DtmfMode.EVENTS : DtmfMode.INFO).mapped();
      default ->
          Fill.list(
              s,
              Field.CODECS,
              Arrays.stream(v.split(","))
                  .map(Fill::codec)
                  .filter(Objects::nonNull)
                  .distinct()
                  .toList());
    }
  }

  private MediaSecurity security() {
    boolean srtp = values.getOrDefault(key("user_srtp", 1), "off").equals("on");
    String savp = values.getOrDefault(key("user_savp", 1), "");
    if (!srtp) {
      return MediaSecurity.OFF;
    }
    return savp.equals("mandatory") ? MediaSecurity.REQUIRED : MediaSecurity.OPTIONAL;
  }

  /** The first of {@code host:port;transport=tls,host2…}. */
  private static @Nullable Endpoint first(String v) {
    String one = v.split(",", 2)[0].strip().replaceFirst("(?i)^sips?:", "");
    return Plain.endpoint(one.split(";", 2)[0]);
  }

  private static Collector.Open transport(Collector.Open s, int n, String v) {
    String first = v.split(",", 2)[0];
    for (String parameter : first.split(";")) {
      String[] pair = parameter.split("=", 2);
      Transport transport =
          pair.length == 2 && pair[0].strip().equalsIgnoreCase("transport")
              ? Fill.transport(pair[1])
              : null;
      if (transport != null) {
        s.set(Field.TRANSPORT, n, transport);
      }
    }
    return s;
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "admin_mode_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "ntp_server" -> Fill.list(s, Field.NTP, List.of(v));
      case "timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "time_24_format" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      case "vlan_id" -> {
        if (v.equals("0")) {
          s.ignored("0 is no VLAN");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 1, 4094);
        }
      }
      case "vlan" -> {
        Integer id = Plain.integer(v.split("[ ,;]", 2)[0], 1, 4094);
        if (id == null) {
          s.ignored("no VLAN");
        } else {
          s.set(Field.VLAN, id).mapped();
        }
      }
      case "syslog_server" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "firmware" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "settings_refresh_timer" -> Fill.seconds(s, Field.POLL, 0, v);
      case "phone_name" -> Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "language" -> Fill.parsed(s, Field.LANGUAGE, 0, v, Names::language, "a language");
      case "tone_scheme" -> {
        String code = Names.country(v);
        if (code == null) {
          s.approximately("“" + v + "” names no country: tones stay as they are.").mapped();
        } else {
          s.set(Field.COUNTRY, code).mapped();
        }
      }
      case "network_id_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "rtp_port_start", "rtp_port_end" ->
          Fill.parsed(
              s, Field.RTP_PORTS, 0, v, t -> ports(), "a range of ports with its other end");
      case "codec_tos" -> Fill.parsed(s, Field.DSCP_MEDIA, 0, v, SnomReader::dscp, "a TOS byte");
      case "signaling_tos" ->
          Fill.parsed(s, Field.DSCP_SIGNALLING, 0, v, SnomReader::dscp, "a TOS byte");
      case "dtmf_payload_type" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "call_waiting" -> s.set(Field.CALL_WAITING, !v.equalsIgnoreCase("off")).mapped();
      case "dnd_mode" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      case "intercom_enabled" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "silence_compression" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "auto_dial" -> {
        if (Plain.integer(v, 1, 99) == null) {
          s.ignored("numbers are dialled when they are complete");
        } else {
          Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
        }
      }
      default -> SnomAreas.ALL.end(s, name);
    }
  }

  private @Nullable PortRange ports() {
    return Fill.ports(value("rtp_port_start"), value("rtp_port_end"));
  }

  private static @Nullable Integer dscp(String v) {
    Integer tos = Plain.integer(v, 0, 255);
    return tos == null ? null : tos >> 2;
  }

  /** {@code blf 2002|*8}, {@code speed 2001}, {@code line}; keys are counted from 0. */
  private void fkey(Collector.Open s, SnomFormat.Item item) {
    String[] words = item.value().split("\\s+", 2);
    String function = words[0].toLowerCase(Locale.ROOT);
    String rest = words.length > 1 ? words[1].strip() : "";
    KeyType type = type(function, rest);
    if (function.isEmpty()) {
      s.ignored("empty: nothing changes");
      return;
    }
    List<String> parts = new ArrayList<>(List.of(rest.split("\\|", 2)));
    String value = parts.get(0).strip();
    if (value.startsWith("<") && value.indexOf('>') > 0) {
      value = value.substring(1, value.indexOf('>'));
    }
    String pickup = parts.size() > 1 ? parts.get(1).strip() : "";
    Map<String, String> a = item.attributes();
    String label = a.getOrDefault("label", "");
    Integer line = Plain.integer(a.getOrDefault("context", ""), 1, 99);
    s.key(item.index() + 1, type, value, label, line == null ? 0 : line, pickup);
    if (type == KeyType.OTHER) {
      s.approximately("A key for “" + function + "” has no function on this phone: it stays dark.");
    }
    s.mapped();
  }

  private static KeyType type(String function, String rest) {
    return switch (function) {
      case "line", "ext_line" -> KeyType.LINE;
      case "blf", "dest", "ext", "blfpickup", "presence" -> KeyType.BLF;
      case "speed" -> KeyType.SPEED_DIAL;
      case "orbit", "park", "parkorbit" -> KeyType.PARK;
      case "icom", "intercom" -> KeyType.INTERCOM;
      case "dtmf" -> KeyType.DTMF;
      case "url", "xml" -> KeyType.URL;
      case "redirect" -> KeyType.FORWARD;
      case "transfer" -> KeyType.TRANSFER;
      case "none" -> KeyType.NONE;
      case "keyevent" ->
          switch (rest.toUpperCase(Locale.ROOT)) {
            case "F_ADR_BOOK", "F_DIRECTORY_SEARCH", "F_LDAP" -> KeyType.DIRECTORY;
            case "F_REDIAL" -> KeyType.REDIAL;
            case "F_DND" -> KeyType.DO_NOT_DISTURB;
            case "F_RETRIEVE", "F_MESSAGE" -> KeyType.VOICEMAIL;
            case "F_TRANSFER" -> KeyType.TRANSFER;
            case "F_HOLD", "F_R" -> KeyType.HOLD;
            case "F_REDIRECT" -> KeyType.FORWARD;
            case "F_NONE", "" -> KeyType.NONE;
            default -> KeyType.OTHER;
          };
      default -> KeyType.OTHER;
    };
  }
}

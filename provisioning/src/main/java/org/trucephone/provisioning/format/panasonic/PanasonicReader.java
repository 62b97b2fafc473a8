package org.trucephone.provisioning.format.panasonic;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Gives each statement its meaning. Empty values are: none. */
final class PanasonicReader {
  private static final Pattern ACCOUNT = Pattern.compile("([a-z0-9_]+?)_?(\\d{1,2})");
  private static final Pattern BUTTON =
      Pattern.compile("flex_button_(facility_act|facility_arg|label|quick_dial)(\\d{1,3})");

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> buttons = new HashSet<>();
  private boolean own;

  PanasonicReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    entries.forEach(e -> values.put(key(e), e.value()));
  }

  /** {@return whether there are accounts in it} */
  boolean own() {
    return own;
  }

  private static String key(Entry e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  void read() {
    for (Entry e : entries) {
      String name = key(e);
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher button = BUTTON.matcher(name);
      Matcher account = ACCOUNT.matcher(name);
      if (button.matches()) {
        button(s, Integer.parseInt(button.group(2)));
      } else if (!general(s, name, e.value())
          && !(account.matches()
              && account(s, Integer.parseInt(account.group(2)), account.group(1), e.value()))) {
        s.ignored("this phone does without it");
      }
    }
  }

  private boolean account(Collector.Open s, int n, String what, String v) {
    if (n < 1) {
      return false;
    }
    boolean used = !value("phone_number_" + n).isEmpty() || !value("sip_authid_" + n).isEmpty();
    switch (what) {
      case "phone_number" -> s.set(Field.USER, n, none(Plain.userPart(v))).mapped();
      case "sip_uri" -> {
        String user = Plain.userPart(v);
        if (value("phone_number_" + n).isEmpty() && !user.isEmpty()) {
          s.set(Field.USER, n, user);
        }
        String domain = Plain.domainPart(v);
        if (!domain.isEmpty() && value("sip_svcdomain_" + n).isEmpty()) {
          s.set(Field.DOMAIN, n, domain.split(":", 2)[0]);
        }
        s.mapped();
      }
      case "sip_authid" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "sip_pass" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "display_name", "sip_displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "sip_svcdomain" -> Fill.text(s, Field.DOMAIN, n, v);
      case "vm_number" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "sip_rgstr_addr", "sip_2ndrgstr_addr", "sip_outproxy_addr", "line_enable" -> {
        if (!used && !v.isEmpty() && !what.equals("sip_rgstr_addr")) {
          s.ignored("this line is not set up");
        } else {
          server(s, n, what, v);
        }
      }
      case "reg_expire_time", "sip_expire_time" -> {
        if (used) {
          Fill.seconds(s, Field.EXPIRES, n, v);
        } else {
          s.ignored("this line is not set up");
        }
      }
      case "sip_transport" -> {
        if (used) {
          Fill.transport(s, Field.TRANSPORT, n, transport(v));
        } else {
          s.ignored("this line is not set up");
        }
      }
      case "sip_prxy_addr",
          "sip_prxy_port",
          "sip_rgstr_port",
          "sip_2ndrgstr_port",
          "sip_outproxy_port",
          "sip_prsnc_addr",
          "sip_prsnc_port" ->
          s.mapped();
      case "out_dtmf", "dtmf_method" -> {
        if (n > 1) {
          s.ignored("the first line's value goes for all");
        } else {
          Fill.parsed(s, Field.DTMF, 0, v, PanasonicReader::dtmf, "0, 1 or 2");
        }
      }
      case "telephone_event_ptype" -> {
        if (n > 1) {
          s.ignored("the first line's value goes for all");
        } else {
          Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
        }
      }
      case "codec_enable" -> {
        return false;
      }
      default -> {
        if (what.matches("codec_(enable|priority).*")) {
          codecs(s);
        } else {
          return false;
        }
      }
    }
    own |= used;
    return true;
  }

  private void server(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "sip_rgstr_addr" -> {
        String host = v.isEmpty() ? value("sip_prxy_addr_" + n) : v;
        String port = value("sip_rgstr_port_" + n);
        if (host.isEmpty()) {
          s.ignored("empty: this line is not set up");
        } else {
          Fill.endpoint(s, Field.REGISTRAR, n, host, port);
        }
      }
      case "sip_2ndrgstr_addr" ->
          Fill.endpoint(s, Field.BACKUP, n, v, value("sip_2ndrgstr_port_" + n));
      case "sip_outproxy_addr" ->
          Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, value("sip_outproxy_port_" + n));
      default -> {
        Boolean on = Plain.bool(v.equalsIgnoreCase("Y") ? "1" : v.equalsIgnoreCase("N") ? "0" : v);
        s.set(Field.ENABLED, n, on).mapped();
      }
    }
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }

  private static @Nullable Transport transport(String v) {
    return switch (v) {
      case "0" -> Transport.UDP;
      case "1" -> Transport.TCP;
      case "2" -> Transport.TLS;
      default -> null;
    };
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.EVENTS;
      case "1" -> DtmfMode.INBAND;
      case "2" -> DtmfMode.INFO;
      default -> null;
    };
  }

  /** {@code CODEC_ENABLEx_n} and {@code CODEC_PRIORITYx_n} of the first line; x as in the guide. */
  private void codecs(Collector.Open s) {
    record Codec(String name, int priority) {}
    List<Codec> on = new ArrayList<>();
    String[] names = {"G722", "PCMA", "G726-32", "G729", "PCMU"};
    for (int x = 0; x < names.length; x++) {
      if (value("codec_enable" + x + "_1").equalsIgnoreCase("Y")) {
        Integer priority = Plain.integer(value("codec_priority" + x + "_1"), 0, 254);
        on.add(new Codec(names[x], priority == null ? 254 : priority));
      }
    }
    on.sort(Comparator.comparingInt(Codec::priority));
    if (on.isEmpty()) {
      s.ignored("no codec of the first line is switched on: this phone's own order stays");
    } else {
      Fill.part(s, Field.CODECS, on.stream().map(Codec::name).toList());
    }
  }

  private void button(Collector.Open s, int n) {
    if (!buttons.add("" + n)) {
      s.mapped();
      return;
    }
    String act = value("flex_button_facility_act" + n).toUpperCase(Locale.ROOT);
    String arg = value("flex_button_facility_arg" + n);
    KeyType type;
    if (act.endsWith("_DN")) {
      type = KeyType.LINE;
    } else if (act.endsWith("_CONTACT")) {
      type = KeyType.BLF;
    } else if (act.endsWith("_ONETOUCH") || act.contains("DIAL")) {
      type = KeyType.SPEED_DIAL;
    } else if (act.contains("PARK")) {
      type = KeyType.PARK;
    } else if (act.contains("FWD") || act.contains("FORWARD")) {
      type = KeyType.FORWARD;
    } else if (act.contains("DND")) {
      type = KeyType.DO_NOT_DISTURB;
    } else if (act.isEmpty()) {
      type = KeyType.NONE;
    } else {
      type = KeyType.OTHER;
    }
    if (type == KeyType.NONE && arg.isEmpty()) {
      s.ignored("the key is not used");
      return;
    }
    s.key(n, type, arg, value("flex_button_label" + n), 0, "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of " + act + " has no function on this phone: it stays dark.");
    }
    s.mapped();
  }

  private boolean general(Collector.Open s, String name, String v) {
    switch (name) {
      case "ntp_addr", "ntp_addr2", "ntp_2ndaddr" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of("ntp_addr", "ntp_addr2", "ntp_2ndaddr")
                  .map(this::value)
                  .filter(t -> !t.isEmpty())
                  .toList());
      case "time_zone" -> {
        Integer minutes = Plain.integer(v, -900, 900);
        if (minutes == null) {
          Fill.text(s, Field.TIME_ZONE, 0, v);
        } else {
          String sign = minutes < 0 ? "-" : "+";
          int m = Math.abs(minutes);
          s.set(Field.TIME_ZONE, String.format(Locale.ROOT, "UTC%s%02d:%02d", sign, m / 60, m % 60))
              .mapped();
        }
      }
      case "vlan_id_ip_phone" -> {
        if (value("vlan_enable").equalsIgnoreCase("N")) {
          s.ignored("VLAN_ENABLE is N");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        }
      }
      case "vlan_enable", "syslog_port" -> s.mapped();
      case "syslog_addr" -> Fill.syslog(s, v, value("syslog_port"));
      case "firm_file_path" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "admin_pass" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "default_language" -> Fill.part(s, Field.LANGUAGE, Names.language(v));
      case "intdigit_tim" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "dial_plan", "dial_plan_1" -> DialPlans.fill(s, v, DialPlans.Grammar.DIGIT_MAP);
      case "rtp_port_min", "rtp_port_max" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t -> Fill.ports(value("rtp_port_min"), value("rtp_port_max")),
              "a range of ports with its other end");
      case "dscp_sip" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "dscp_rtp" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "voip_nat_addr", "nat_global_addr" -> Fill.text(s, Field.NAT_ADDRESS, 0, v);
      case "cfg_standard_file_path", "cfg_product_file_path", "cfg_master_file_path" ->
          s.ignored("this phone fetches its configuration by its own rules");
      default -> {
        return false;
      }
    }
    return true;
  }
}

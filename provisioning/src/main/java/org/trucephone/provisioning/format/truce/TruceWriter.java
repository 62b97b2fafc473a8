package org.trucephone.provisioning.format.truce;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Writes the phone's own TOML, which has a word for everything. */
public final class TruceWriter implements SettingsWriter {
  @Override
  public String name() {
    return "truce-toml";
  }

  @Override
  public String fileName(String mac) {
    return "truce-" + mac + ".toml";
  }

  @Override
  public String write(Settings settings) {
    Text out = new Text();
    General g = settings.general();
    out.table("phone")
        .put("label", g.phoneLabel())
        .put("language", g.language())
        .put("country", g.country())
        .put("admin_password", g.adminPassword())
        .put("firmware", g.firmware())
        .put("version", g.version())
        .put("directory_url", g.directoryUrl())
        .put("directory_user", g.directoryUser())
        .put("directory_password", g.directoryPassword())
        .put("services_url", g.servicesUrl())
        .put("logo_url", g.logoUrl());
    out.table("provisioning").put("key", g.provisioningKey()).put("signer", g.provisioningSigner());
    out.table("calls")
        .put("voicemail", g.voicemail())
        .put("reject_status", g.rejectStatus())
        .put("dial_timeout", g.dialTimeout())
        .put("dial_plan", g.dialPlan())
        .put("auto_answer", g.autoAnswerAllowed())
        .put("waiting", g.callWaiting())
        .put("do_not_disturb", g.doNotDisturb());
    out.table("time")
        .put("servers", g.ntp())
        .put("zone", g.timeZone())
        .put("clock24h", g.clock24h())
        .put("date_format", g.dateFormat());
    out.table("network")
        .put("vlan", g.vlan())
        .put("syslog", g.syslog())
        .put("nat_address", g.natAddress())
        .put("dscp_media", g.dscpMedia())
        .put("dscp_signalling", g.dscpSignalling());
    out.table("sip").put("port", g.sipPort()).put("expires", g.registerExpires());
    out.table("media")
        .put("codecs", g.codecs())
        .put("rtp_ports", g.rtpPorts())
        .put("dtmf", g.dtmf())
        .put("dtmf_payload_type", g.dtmfPayloadType())
        .put("security", g.mediaSecurity())
        .put("ice", g.ice())
        .put("stun_server", g.stunServer())
        .put("vad", g.voiceActivity());
    out.table("quality")
        .put("collector", g.qualityCollector())
        .put("interval", g.qualityInterval())
        .put("rtcp_monitor", g.rtcpMonitor());
    settings.accounts().forEach(a -> account(a, out));
    settings.keys().forEach(k -> key(k, out));
    return out.text();
  }

  private static void account(Account a, Text out) {
    out.table("line." + a.index());
    if (!a.enabled()) {
      out.value("enabled", "false");
    }
    out.put("user", a.user())
        .put("auth_user", a.authUser())
        .put("password", a.password())
        .put("display_name", a.displayName())
        .put("label", a.label())
        .put("domain", a.domain())
        .put("registrar", a.registrar())
        .put("backup", a.backup())
        .put("outbound_proxy", a.outboundProxy())
        .put("transport", a.transport())
        .put("register", a.registers())
        .put("expires", a.expires())
        .put("voicemail", a.voicemail())
        .put("auto_answer", a.autoAnswer())
        .put("call_waiting", a.callWaiting())
        .put("dialect", a.dialect());
  }

  private static void key(LineKey k, Text out) {
    out.table("key." + k.index()).value("type", quoted(k.type().token()));
    if (!k.value().isEmpty()) {
      out.value("value", quoted(k.value()));
    }
    if (!k.label().isEmpty()) {
      out.value("label", quoted(k.label()));
    }
    if (k.line() > 0) {
      out.value("line", String.valueOf(k.line()));
    }
    if (!k.pickup().isEmpty()) {
      out.value("pickup", quoted(k.pickup()));
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 127) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Tables, each with its head once its first value comes. */
  private static final class Text {
    private final StringBuilder text = new StringBuilder();
    private String head = "";

    Text table(String name) {
      head = name;
      return this;
    }

    Text value(String key, String written) {
      if (!head.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(head).append("]\n");
        head = "";
      }
      text.append(key).append(" = ").append(written).append('\n');
      return this;
    }

    Text put(String key, @Nullable Setting<?> setting) {
      if (setting == null) {
        return this;
      }
      Object value = setting.value();
      return value == null ? value(key, "\"\"") : value(key, written(value));
    }

    String text() {
      return text.toString();
    }

    private static String written(Object value) {
      return switch (value) {
        case Boolean b -> b.toString();
        case Integer n -> n.toString();
        case Duration d -> String.valueOf(d.toSeconds());
        case Secret s -> quoted(s.reveal());
        case PortRange r -> quoted(r.first() + "-" + r.last());
        case Endpoint e -> quoted(e.toString());
        case Enum<?> e -> quoted(e.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        case List<?> l ->
            l.stream()
                .map(x -> quoted(String.valueOf(x)))
                .collect(Collectors.joining(", ", "[", "]"));
        default -> quoted(value.toString());
      };
    }
  }
}

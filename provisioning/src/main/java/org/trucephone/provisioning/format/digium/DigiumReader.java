package org.trucephone.provisioning.format.digium;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.MediaSecurity;

/** Walks one {@code <config>}. Accounts are counted from 0 in the file, from 1 here. */
final class DigiumReader {
  private static final Areas SETTINGS =
      Areas.of(
          """
          sounds and screens are those of this phone
            ringer_* speaker_* handset_* headset_* brightness backlight_* dim_* contrast wallpaper_* logo_*
            small_clock display_* hide_* idle_* lock_* reset_call_volume ehs name_format active_ringtone ringtone*
            blf_* expansion_* default_ringtone default_fontsize use_secure_labels enable_blf* rapid_dial* show_*
          the network is set up by the system, not by this file
            network_* lan_port* pc_* 8021x_* udp_ka* transport_* sip_qos rtp_qos allow_insecure_ssl log_* enable_logging
            web_ui* openvpn_* ipv6* dns* static*
          the phone's own way
            time_source ntp_resync ntp_prefer* accept_local_calls send_mac* call_control* contacts_* enable_check_sync
            in_switchvox* allow_app_dev login_username config_* firmware_* call_waiting* pin* public_firmware*
            use_local_storage active_locale keymap* feature* disable_* dialing_* digit* dnd* record_*
          """);
  private static final Areas ELSEWHERE =
      Areas.of(
          """
          contacts, lamps and sounds are not taken from this file
            contacts* contact* phonebooks* smart_blf* blf* ringtones* ringtone* alerts* alert* behaviors* indicators* action*
            firmwares* permission* apps* app* languages* codecs* codec* networks* networks/* network* presence* multicast*
            music* files* certificates* logo* config*
          """);

  private final Collector out;
  private final ParseContext context;
  private int accounts;
  private String logPort = "";

  DigiumReader(Collector out, ParseContext context) {
    this.out = out;
    this.context = context;
  }

  void read(XmlElement parent) {
    for (XmlElement e : parent.all("setting")) {
      if (e.attribute("id").equalsIgnoreCase("log_port")) {
        logPort = e.attribute("value");
      }
    }
    for (XmlElement e : parent.children()) {
      switch (e.name().toLowerCase(Locale.ROOT)) {
        case "setting" -> setting(e);
        case "account" -> account(e);
        case "firmware" -> firmware(e);
        case "codecs" -> codecs(e);
        case "contacts" -> contacts(e);
        case "blf_item", "contact" ->
            out.statement(e.line(), e.name(), e.attribute("contact_id"))
                .ignored("contacts and lamps are not taken from this file");
        default -> {
          if (e.isLeaf()) {
            ELSEWHERE.end(out.statement(e.line(), e.name(), e.text()), e.name());
          } else {
            read(e);
          }
        }
      }
    }
  }

  private void setting(XmlElement e) {
    String id = e.attribute("id").toLowerCase(Locale.ROOT);
    String v = e.attribute("value");
    Collector.Open s = out.statement(e.line(), e.attribute("id"), v);
    if (v.isEmpty()) {
      s.ignored("empty: nothing changes");
      return;
    }
    switch (id) {
      case "login_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "time_zone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "ntp_server" -> Fill.list(s, Field.NTP, List.of(v));
      case "network_vlan_id" -> {
        if (v.equals("0")) {
          s.ignored("0 is no VLAN");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 1, 4094);
        }
      }
      case "locale", "active_locale" ->
          Fill.parsed(s, Field.LANGUAGE, 0, v, Names::language, "a language");
      case "log_server" -> {
        Fill.endpoint(s, Field.SYSLOG, 0, v, logPort);
      }
      case "rtp_dscp" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "sip_dscp" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "idle_company_text" -> Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "transport_udp_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      default -> SETTINGS.end(s, id);
    }
  }

  private void account(XmlElement e) {
    accounts++;
    Integer index = Plain.integer(e.attribute("index"), 0, 99);
    int n = index == null ? accounts : index + 1;
    if (index != null) {
      out.statement(e.line(), "account/index", e.attribute("index"))
          .set(Field.INDEX_WRITTEN, n, index)
          .mapped();
    }
    for (XmlElement.Attribute a : e.attributes()) {
      String v = a.value();
      if (a.name().equalsIgnoreCase("index")) {
        continue;
      }
      Collector.Open s = out.statement(a.line(), "account/" + a.name(), v);
      if (v.isEmpty()) {
        s.ignored("empty: nothing changes");
      } else {
        attribute(s, e, n, a.name().toLowerCase(Locale.ROOT), v);
      }
    }
    for (XmlElement host : e.children()) {
      if (host.is("host_primary") || host.is("host_alternate")) {
        host(host, n);
      } else {
        ELSEWHERE.end(out.statement(host.line(), "account/" + host.name(), ""), host.name());
      }
    }
    out.statement(e.line(), "account", "")
        .key(n, KeyType.LINE, "", e.attribute("line_label"), n, "")
        .mapped();
  }

  private static void attribute(Collector.Open s, XmlElement e, int n, String name, String v) {
    switch (name) {
      case "username" -> Fill.text(s, Field.USER, n, Plain.userPart(v));
      case "account_id" -> {
        if (e.attribute("username").isEmpty()) {
          Fill.text(s, Field.USER, n, v);
        } else {
          s.ignored("username counts");
        }
      }
      case "authname" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "password" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "line_label" -> Fill.text(s, Field.LABEL, n, v);
      case "caller_id" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "voicemail" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "register" -> Fill.bool(s, Field.REGISTERS, n, v);
      case "outbound_proxy" ->
          Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, e.attribute("outbound_port"));
      case "outbound_port" -> s.mapped();
      case "dial_plan" -> {
        if (n == 1) {
          DialPlans.fill(s, v, DialPlans.Grammar.DIGIT_MAP);
        } else {
          s.ignored("the first account's dial plan goes for all");
        }
      }
      default -> s.ignored("without effect on this phone");
    }
  }

  private void host(XmlElement host, int n) {
    boolean primary = host.is("host_primary");
    Endpoint server = Plain.endpoint(host.attribute("server"), host.attribute("port"));
    for (XmlElement.Attribute a : host.attributes()) {
      Collector.Open s = out.statement(a.line(), host.name() + "/" + a.name(), a.value());
      String v = a.value();
      if (v.isEmpty()) {
        s.ignored("empty: nothing changes");
        continue;
      }
      switch (a.name().toLowerCase(Locale.ROOT)) {
        case "server" -> s.set(primary ? Field.REGISTRAR : Field.BACKUP, n, server).mapped();
        case "port" -> s.mapped();
        case "transport" -> {
          if (primary) {
            Fill.parsed(s, Field.TRANSPORT, n, v, Fill::transport, "udp, tcp or tls");
          } else {
            s.ignored("the transport of the first server counts");
          }
        }
        case "reregister" -> {
          if (primary) {
            Fill.seconds(s, Field.EXPIRES, n, v);
          } else {
            s.ignored("the time of the first server counts");
          }
        }
        case "media_encryption" -> {
          boolean sdes = v.equalsIgnoreCase("sdes") || v.equals("1");
          s.set(Field.MEDIA_SECURITY, sdes ? MediaSecurity.REQUIRED : MediaSecurity.OFF).mapped();
        }
        default -> s.ignored("this phone decides its retries itself");
      }
    }
  }

  private void firmware(XmlElement e) {
    Collector.Open s =
        out.statement(e.line(), "firmware " + e.attribute("model"), e.attribute("url"));
    if (!context.model().isEmpty() && e.attribute("model").equalsIgnoreCase(context.model())) {
      Fill.text(s, Field.FIRMWARE, 0, e.attribute("url"));
    } else {
      s.ignored("another model's firmware");
    }
  }

  private void codecs(XmlElement e) {
    List<String> names =
        e.all("codec").stream()
            .filter(c -> !"0".equals(c.attribute("enabled")))
            .map(c -> Fill.codec(c.attribute("id")))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    for (XmlElement c : e.all("codec")) {
      Fill.list(out.statement(c.line(), "codec", c.attribute("id")), Field.CODECS, names);
    }
  }

  private void contacts(XmlElement e) {
    Collector.Open s = out.statement(e.line(), "contacts", e.attribute("url"));
    if (e.attribute("url").isEmpty()) {
      s.ignored("contacts are not taken from this file");
      read(e);
    } else {
      Fill.text(s, Field.DIRECTORY_URL, 0, e.attribute("url"));
    }
  }
}

package org.trucephone.provisioning.format.yealink;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * Gives each statement its meaning. One file; the file's last value of a name is the one paired.
 */
final class YealinkReader {
  private static final Pattern ACCOUNT = Pattern.compile("account\\.(\\d{1,3})\\.(.+)");
  private static final Pattern MAIL = Pattern.compile("voice_mail\\.number\\.(\\d{1,3})");
  private static final String ENABLED = "1";

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final YealinkKeys keys;
  private final YealinkDialRules dialRules;
  private @Nullable List<String> codecs;

  YealinkReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    entries.stream().filter(e -> !e.value().isEmpty()).forEach(e -> values.put(key(e), clear(e)));
    this.keys = new YealinkKeys(values);
    this.dialRules = new YealinkDialRules(values);
  }

  void read() {
    for (Entry e : entries) {
      String name = key(e);
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      if (e.value().isEmpty()) {
        s.ignored("empty: nothing changes");
        continue;
      }
      String v = clear(e);
      Matcher account = ACCOUNT.matcher(name);
      Matcher mail = MAIL.matcher(name);
      if (account.matches()) {
        account(s, Integer.parseInt(account.group(1)), account.group(2), v);
      } else if (mail.matches()) {
        Fill.text(s, Field.LINE_VOICEMAIL, Integer.parseInt(mail.group(1)), v);
      } else if (!keys.take(s, name) && !dialRules.take(s, name, v)) {
        general(s, name, v);
      }
    }
  }

  private static String key(Entry e) {
    String lower = e.name().toLowerCase(Locale.ROOT);
    return lower.startsWith("static.") ? lower.substring(7) : lower;
  }

  private static String clear(Entry e) {
    return e.value().equalsIgnoreCase("%NULL%") ? "" : e.value();
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private String first(String... names) {
    return Stream.of(names).map(this::value).filter(v -> !v.isEmpty()).findFirst().orElse("");
  }

  private void account(Collector.Open s, int n, String what, String v) {
    String of = "account." + n + ".";
    switch (what) {
      case "enable" -> Fill.bool(s, Field.ENABLED, n, v);
      case "user_name" ->
          s.set(Field.USER, n, v.isEmpty() ? null : Plain.userPart(v))
              .set(Field.DOMAIN, n, Plain.domainPart(v).isEmpty() ? null : Plain.domainPart(v))
              .mapped();
      case "auth_name" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "password" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "blf.blf_list_uri" -> {
        if (n == 1) {
          Fill.text(s, Field.LAMP_LIST, 0, v);
        } else {
          s.ignored("the first account's list goes for all");
        }
      }
      case "display_name" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "label" -> Fill.text(s, Field.LABEL, n, v);
      case "sip_server.1.address" ->
          Fill.endpoint(s, Field.REGISTRAR, n, v, value(of + "sip_server.1.port"));
      case "sip_server_host", "sip_server.address" -> {
        if (value(of + "sip_server.1.address").isEmpty()) {
          String port = first(of + "sip_server_port", of + "sip_server.port");
          Fill.endpoint(s, Field.REGISTRAR, n, v, port);
        } else {
          s.ignored("sip_server.1.address counts");
        }
      }
      case "sip_server.2.address" ->
          Fill.endpoint(s, Field.BACKUP, n, v, value(of + "sip_server.2.port"));
      case "sip_server.1.port", "sip_server.2.port", "sip_server_port", "sip_server.port" ->
          s.mapped();
      case "outbound_proxy.1.address", "outbound_host" -> outbound(s, n, what, v);
      case "outbound_proxy.1.port", "outbound_port", "outbound_proxy_enable" -> s.mapped();
      case "outbound_proxy.2.address",
          "outbound_proxy.2.port",
          "backup_outbound_host",
          "backup_outbound_port" ->
          s.ignored("one outbound proxy is used");
      case "sip_server.1.transport_type", "transport" -> transport(s, n, what, v);
      case "sip_server.2.transport_type" -> s.ignored("the transport of the first server counts");
      case "sip_server.1.expires", "expires", "sip_server.expires" ->
          Fill.seconds(s, Field.EXPIRES, n, v);
      case "auto_answer" -> Fill.bool(s, Field.AUTO_ANSWER, n, v);
      case "dtmf.type", "dtmf.dtmf_payload", "srtp_encryption", "sip_listen_port" ->
          shared(s, n, what, v);
      default -> {
        if (what.startsWith("codec.")) {
          codecs(s, n);
        } else {
          YealinkAreas.ACCOUNT.end(s, what);
        }
      }
    }
  }

  private void outbound(Collector.Open s, int n, String what, String v) {
    String of = "account." + n + ".";
    boolean old = what.equals("outbound_host");
    if (value(of + "outbound_proxy_enable").equals("0")) {
      s.ignored("outbound_proxy_enable is 0");
    } else if (old && !value(of + "outbound_proxy.1.address").isEmpty()) {
      s.ignored("outbound_proxy.1.address counts");
    } else {
      String port = value(of + (old ? "outbound_port" : "outbound_proxy.1.port"));
      Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, port);
    }
  }

  private void transport(Collector.Open s, int n, String what, String v) {
    boolean newer = !value("account." + n + ".sip_server.1.transport_type").isEmpty();
    if (what.equals("transport") && newer) {
      s.ignored("sip_server.1.transport_type counts");
      return;
    }
    switch (v) {
      case "0" -> Fill.transport(s, Field.TRANSPORT, n, Transport.UDP);
      case "1" -> Fill.transport(s, Field.TRANSPORT, n, Transport.TCP);
      case "2" -> Fill.transport(s, Field.TRANSPORT, n, Transport.TLS);
      case "", "3" -> Fill.transport(s, Field.TRANSPORT, n, null);
      default -> s.invalid("“" + v + "” is no transport (0 UDP, 1 TCP, 2 TLS, 3 by DNS).").mapped();
    }
  }

  /** What the vendor has for each account and this phone once: the first account's goes. */
  private static void shared(Collector.Open s, int n, String what, String v) {
    if (n > 1) {
      s.ignored("the first account's value goes for all");
      return;
    }
    switch (what) {
      case "dtmf.type" -> Fill.parsed(s, Field.DTMF, 0, v, YealinkReader::dtmf, "0, 1, 2 or 3");
      case "dtmf.dtmf_payload" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "sip_listen_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      default -> Fill.parsed(s, Field.MEDIA_SECURITY, 0, v, YealinkReader::srtp, "0, 1 or 2");
    }
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.INBAND;
      case "1", "3" -> DtmfMode.EVENTS;
      case "2" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private static @Nullable MediaSecurity srtp(String v) {
    return switch (v) {
      case "0" -> MediaSecurity.OFF;
      case "1" -> MediaSecurity.OPTIONAL;
      case "2" -> MediaSecurity.REQUIRED;
      default -> null;
    };
  }

  private void codecs(Collector.Open s, int n) {
    if (codecs == null) {
      codecs = YealinkCodecs.enabled(values, 1);
    }
    List<String> list = codecs;
    if (n > 1) {
      s.ignored("the first account's codecs go for all");
    } else if (list.isEmpty()) {
      s.ignored("no codec is switched on: this phone's own order stays");
    } else {
      Fill.part(s, Field.CODECS, list);
    }
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "local_time.ntp_server1", "local_time.ntp_server2" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of(value("local_time.ntp_server1"), value("local_time.ntp_server2"))
                  .filter(t -> !t.isEmpty())
                  .toList());
      case "local_time.time_zone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "local_time.time_format" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      case "local_time.date_format" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "network.vlan.internet_port_enable" -> s.mapped();
      case "network.vlan.internet_port_vid" -> {
        if (value("network.vlan.internet_port_enable").equals("0")) {
          s.ignored("internet_port_enable is 0");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        }
      }
      case "syslog.server" -> {
        if (value("syslog.enable").equals("0")) {
          s.ignored("syslog.enable is 0");
        } else {
          Fill.endpoint(s, Field.SYSLOG, 0, v, value("syslog.server_port"));
        }
      }
      case "syslog.enable", "syslog.server_port" -> s.mapped();
      case "firmware.url" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "auto_provision.repeat.minutes" -> Fill.minutes(s, Field.POLL, 0, v);
      case "security.user_password" -> password(s, v);
      case "security.admin_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "sip.listen_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "network.port.min_rtpport", "network.port.max_rtpport" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t -> Fill.ports(value("network.port.min_rtpport"), value("network.port.max_rtpport")),
              "a range of ports with its other end");
      case "network.qos.rtptos" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "network.qos.signaltos" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "network.static_nat.addr" -> {
        boolean on = value("network.static_nat.enable").equals(ENABLED);
        Fill.text(s, Field.NAT_ADDRESS, 0, on ? v : "");
      }
      case "network.static_nat.enable" -> s.mapped();
      case "lang.gui" -> Fill.parsed(s, Field.LANGUAGE, 0, v, Names::language, "a language");
      case "voice.tone.country" -> country(s, v);
      case "voice.vad" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "call_waiting.enable" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "features.dnd.enable" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      case "features.intercom.allow" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "features.normal_refuse_code" -> reject(s, v);
      case "phone_setting.inter_digit_time", "dialplan.digitmap.interdigit_long_timer" ->
          Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "dialplan.digitmap.string" -> {
        if (value("dialplan.digitmap.enable").equals("0")) {
          s.ignored("dialplan.digitmap.enable is 0");
        } else {
          DialPlans.fill(s, v, DialPlans.Grammar.DIGIT_MAP);
        }
      }
      case "dialplan.digitmap.enable" -> s.mapped();
      case "features.station_name.value", "phone_setting.lcd_logo.text" ->
          Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "remote_phonebook.data.1.url" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      default -> YealinkAreas.GENERAL.end(s, name);
    }
  }

  /** {@code user:password}; may be there once for each user of the phone's web page. */
  private static void password(Collector.Open s, String v) {
    int colon = v.indexOf(':');
    if (colon < 0 || v.substring(0, colon).equals("admin")) {
      String password = v.substring(colon + 1);
      s.set(Field.ADMIN_PASSWORD, password.isEmpty() ? null : new Secret(password)).mapped();
    } else {
      s.ignored("only the administrator has a password on this phone");
    }
  }

  private static void country(Collector.Open s, String v) {
    String code = Names.country(v);
    if (code == null && !v.isEmpty()) {
      s.approximately("“" + v + "” names no country: tones stay as they are.").mapped();
    } else {
      s.set(Field.COUNTRY, code).mapped();
    }
  }

  private static void reject(Collector.Open s, String v) {
    if (v.equals("486") || v.equals("603") || v.isEmpty()) {
      Fill.number(s, Field.REJECT_STATUS, 0, v, 486, 603);
    } else {
      s.set(Field.REJECT_STATUS, 486)
          .approximately("A rejected call gets 486 instead of " + v + ".")
          .mapped();
    }
  }
}

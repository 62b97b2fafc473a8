package org.trucephone.provisioning.format.yealink;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writing;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** Writes {@code <mac>.cfg} as firmware 81 and later reads it. */
public final class YealinkWriter implements SettingsWriter {
  @Override
  public String name() {
    return "yealink";
  }

  @Override
  public String fileName(String mac) {
    return mac + ".cfg";
  }

  @Override
  public String write(Settings settings) {
    Writing out = new Writing((n, v) -> n + " = " + v.replace("\n", " "));
    out.raw("#!version:1.0.0.1");
    General g = settings.general();
    settings.accounts().forEach(a -> account(a, g, out));
    codecs(Setting.value(g.codecs()), out);
    out.put("sip.listen_port", g.sipPort());
    PortRange ports = Setting.value(g.rtpPorts());
    if (ports != null) {
      out.put("static.network.port.min_rtpport", ports.first());
      out.put("static.network.port.max_rtpport", ports.last());
    }
    List<String> ntp = Setting.value(g.ntp());
    for (int i = 0; ntp != null && i < Math.min(2, ntp.size()); i++) {
      out.put("local_time.ntp_server" + (i + 1), ntp.get(i));
    }
    out.put("local_time.time_zone", g.timeZone())
        .put("local_time.time_format", g.clock24h())
        .put("local_time.date_format", g.dateFormat());
    if (Setting.value(g.vlan()) != null) {
      out.put("static.network.vlan.internet_port_enable", 1);
      out.put("static.network.vlan.internet_port_vid", g.vlan());
    }
    if (Setting.value(g.syslog()) != null) {
      out.put("static.syslog.enable", 1);
      out.put("static.syslog.server", Writing.host(g.syslog()));
      out.put("static.syslog.server_port", Writing.port(g.syslog()));
    }
    out.put("static.firmware.url", g.firmware());
    Secret admin = Setting.value(g.adminPassword());
    if (admin != null && !admin.isEmpty()) {
      out.put("static.security.user_password", "admin:" + admin.reveal());
    }
    String country = Setting.value(g.country());
    if (country != null) {
      out.put("voice.tone.country", Locale.of("", country).getDisplayCountry(Locale.ENGLISH));
    }
    String language = Setting.value(g.language());
    if (language != null) {
      out.put("lang.gui", Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH));
    }
    out.put("voice.vad", g.voiceActivity())
        .put("call_waiting.enable", g.callWaiting())
        .put("features.dnd.enable", g.doNotDisturb())
        .put("features.intercom.allow", g.autoAnswerAllowed())
        .put("features.normal_refuse_code", g.rejectStatus())
        .put("phone_setting.inter_digit_time", g.dialTimeout())
        .put("dialplan.digitmap.string", g.dialPlan())
        .put("features.station_name.value", g.phoneLabel())
        .put("remote_phonebook.data.1.url", g.directoryUrl())
        .put("static.network.qos.rtptos", g.dscpMedia())
        .put("static.network.qos.signaltos", g.dscpSignalling());
    if (Setting.value(g.natAddress()) != null) {
      out.put("static.network.static_nat.enable", 1);
      out.put("static.network.static_nat.addr", g.natAddress());
    }
    settings.keys().forEach(k -> key(k, out));
    return out.text();
  }

  private static void account(Account a, General g, Writing out) {
    String of = "account." + a.index() + ".";
    String domain = Setting.value(a.domain());
    String user = Setting.value(a.user());
    out.put(of + "enable", a.enabled());
    out.put(of + "user_name", user == null || domain == null ? user : user + "@" + domain);
    out.put(of + "auth_name", a.authUser())
        .put(of + "password", a.password())
        .put(of + "display_name", a.displayName())
        .put(of + "label", a.label())
        .put(of + "sip_server.1.address", Writing.host(a.registrar()))
        .put(of + "sip_server.1.port", Writing.port(a.registrar()));
    Transport transport = Setting.value(a.transport());
    out.put(of + "sip_server.1.transport_type", transport == null ? null : transport.ordinal())
        .put(
            of + "sip_server.1.expires",
            Setting.value(a.expires()) == null ? g.registerExpires() : a.expires())
        .put(of + "sip_server.2.address", Writing.host(a.backup()))
        .put(of + "sip_server.2.port", Writing.port(a.backup()));
    if (Setting.value(a.outboundProxy()) != null) {
      out.put(of + "outbound_proxy_enable", 1)
          .put(of + "outbound_proxy.1.address", Writing.host(a.outboundProxy()))
          .put(of + "outbound_proxy.1.port", Writing.port(a.outboundProxy()));
    }
    out.put(of + "auto_answer", a.autoAnswer());
    Setting<String> mail = Setting.value(a.voicemail()) == null ? g.voicemail() : a.voicemail();
    out.put("voice_mail.number." + a.index(), mail);
    if (a.index() == 1) {
      out.put(of + "dtmf.type", dtmf(g)).put(of + "dtmf.dtmf_payload", g.dtmfPayloadType());
      MediaSecurity security = Setting.value(g.mediaSecurity());
      out.put(
          of + "srtp_encryption",
          security == null ? null : security.insists() ? 2 : security.ordinal());
    }
  }

  private static @Nullable Integer dtmf(General g) {
    return switch (Setting.value(g.dtmf())) {
      case null -> null;
      case INBAND -> 0;
      case EVENTS, EVENTS_ALWAYS -> 1;
      case INFO -> 2;
    };
  }

  private static void codecs(@Nullable List<String> codecs, Writing out) {
    int priority = 0;
    for (String codec : codecs == null ? List.<String>of() : codecs) {
      String of = "account.1.codec." + codec.toLowerCase(Locale.ROOT).replace('-', '_') + ".";
      out.put(of + "enable", 1).put(of + "priority", ++priority);
    }
  }

  private static void key(LineKey k, Writing out) {
    Integer type =
        switch (k.type()) {
          case LINE -> 15;
          case BLF -> 16;
          case SPEED_DIAL -> 13;
          case PARK -> 10;
          case PICKUP -> 9;
          case INTERCOM -> 14;
          case FORWARD -> 2;
          case DO_NOT_DISTURB -> 5;
          case DTMF -> 11;
          case URL -> 17;
          case DIRECTORY -> 61;
          case REDIAL -> 6;
          case HOLD -> 4;
          case TRANSFER -> 3;
          case VOICEMAIL -> 12;
          case NONE -> 0;
          case OTHER -> null;
        };
    if (type == null) {
      return;
    }
    String of = "linekey." + k.index() + ".";
    out.put(of + "type", type);
    out.put(of + "line", k.line() == 0 ? null : k.line());
    out.put(of + "value", k.type() == KeyType.LINE ? null : k.value())
        .put(of + "label", k.label())
        .put(of + "extension", k.pickup());
  }
}

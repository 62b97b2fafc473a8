package org.trucephone.provisioning.format.snom;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writing;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** Writes {@code <settings>} with the phone's settings and its function keys. */
public final class SnomWriter implements SettingsWriter {
  @Override
  public String name() {
    return "snom";
  }

  @Override
  public String fileName(String mac) {
    return "snomD785-" + mac.toUpperCase(Locale.ROOT) + ".xml";
  }

  @Override
  public String write(Settings settings) {
    Writing out = new Writing(SnomWriter::element);
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").raw("<settings>");
    out.raw(" <phone-settings e=\"2\">");
    General g = settings.general();
    settings.accounts().forEach(a -> account(a, g, out));
    List<String> codecs = Setting.value(g.codecs());
    if (codecs != null) {
      out.put("codec_priority_list 1", String.join(",", codecs).toLowerCase(Locale.ROOT));
    }
    MediaSecurity security = Setting.value(g.mediaSecurity());
    if (security != null) {
      out.put("user_srtp 1", security == MediaSecurity.OFF ? "off" : "on");
      out.put("user_savp 1", security.insists() ? "mandatory" : "optional");
    }
    DtmfMode dtmf = Setting.value(g.dtmf());
    if (dtmf != null && dtmf != DtmfMode.INBAND) {
      out.put("user_dtmf_info 1", dtmf == DtmfMode.INFO ? "sip_info_only" : "off");
    }
    PortRange ports = Setting.value(g.rtpPorts());
    if (ports != null) {
      out.put("rtp_port_start", ports.first()).put("rtp_port_end", ports.last());
    }
    out.put("admin_mode_password", g.adminPassword())
        .put("ntp_server", g.ntp())
        .put("timezone", g.timeZone())
        .put("time_24_format", onOff(g.clock24h()))
        .put("vlan_id", g.vlan())
        .put("syslog_server", g.syslog())
        .put("firmware", g.firmware())
        .put("phone_name", g.phoneLabel())
        .put("network_id_port", g.sipPort())
        .put("dtmf_payload_type", g.dtmfPayloadType())
        .put("call_waiting", onOff(g.callWaiting()))
        .put("dnd_mode", onOff(g.doNotDisturb()))
        .put("intercom_enabled", onOff(g.autoAnswerAllowed()))
        .put("silence_compression", onOff(g.voiceActivity()))
        .put("auto_dial", g.dialTimeout());
    Integer media = Setting.value(g.dscpMedia());
    Integer signalling = Setting.value(g.dscpSignalling());
    out.put("codec_tos", media == null ? null : media << 2);
    out.put("signaling_tos", signalling == null ? null : signalling << 2);
    String country = Setting.value(g.country());
    if (country != null) {
      out.put("tone_scheme", Locale.of("", country).getISO3Country());
    }
    String language = Setting.value(g.language());
    if (language != null) {
      out.put("language", Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH));
    }
    out.raw(" </phone-settings>").raw(" <functionKeys e=\"2\">");
    settings.keys().forEach(k -> key(k, out));
    out.raw(" </functionKeys>").raw("</settings>");
    return out.text();
  }

  /** {@code name} or {@code name line}. */
  private static String element(String name, String value) {
    String[] words = name.split(" ", 2);
    String index = words.length > 1 ? " idx=\"" + words[1] + "\"" : "";
    return "  <%s%s perm=\"\">%s</%s>".formatted(words[0], index, Writing.xml(value), words[0]);
  }

  private static @Nullable String onOff(@Nullable Setting<Boolean> setting) {
    Boolean b = Setting.value(setting);
    return b == null ? null : b ? "on" : "off";
  }

  private static void account(Account a, General g, Writing out) {
    String of = " " + a.index();
    out.put("user_active" + of, a.enabled() ? "on" : "off")
        .put("user_name" + of, a.user())
        .put("user_pname" + of, a.authUser())
        .put("user_pass" + of, a.password())
        .put("user_realname" + of, a.displayName())
        .put("user_idle_text" + of, a.label())
        .put("user_auto_connect" + of, onOff(a.autoAnswer()))
        .put(
            "user_expiry" + of,
            Setting.value(a.expires()) == null ? g.registerExpires() : a.expires())
        .put(
            "user_mailbox" + of,
            Setting.value(a.voicemail()) == null ? g.voicemail() : a.voicemail());
    Endpoint registrar = Setting.value(a.registrar());
    Endpoint outbound = Setting.value(a.outboundProxy());
    Transport transport = Setting.value(a.transport());
    String suffix = transport == null ? "" : ";transport=" + transport.token();
    if (registrar != null) {
      out.put("user_host" + of, registrar + (outbound == null ? suffix : ""));
    }
    if (outbound != null) {
      out.put("user_outbound" + of, outbound + suffix);
    }
  }

  private static void key(LineKey k, Writing out) {
    String function =
        switch (k.type()) {
          case LINE -> "line";
          case BLF -> "blf";
          case SPEED_DIAL -> "speed";
          case PARK -> "orbit";
          case INTERCOM -> "icom";
          case DTMF -> "dtmf";
          case URL -> "url";
          case FORWARD -> "redirect";
          case TRANSFER -> "transfer";
          case NONE -> "none";
          case DIRECTORY -> "keyevent F_ADR_BOOK";
          case REDIAL -> "keyevent F_REDIAL";
          case DO_NOT_DISTURB -> "keyevent F_DND";
          case VOICEMAIL -> "keyevent F_RETRIEVE";
          case HOLD -> "keyevent F_HOLD";
          case PICKUP, OTHER -> "";
        };
    if (function.isEmpty()) {
      return;
    }
    String value = k.value().isEmpty() ? "" : " " + k.value();
    String pickup = k.pickup().isEmpty() ? "" : "|" + k.pickup();
    out.raw(
        "  <fkey idx=\"%d\" context=\"%s\" label=\"%s\" perm=\"\">%s</fkey>"
            .formatted(
                k.index() - 1,
                k.line() == 0 ? "active" : String.valueOf(k.line()),
                Writing.xml(k.label()),
                Writing.xml(function + value + pickup)));
  }
}

package org.trucephone.provisioning.format.polycom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writing;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** Writes one file of attributes, for UC Software 4 and later. */
public final class PolycomWriter implements SettingsWriter {
  private static final Map<String, String> CODECS =
      Map.of(
          "PCMU", "G711_Mu", "PCMA", "G711_A", "G722", "G722", "G729", "G729_AB", "opus", "Opus");

  @Override
  public String name() {
    return "polycom";
  }

  @Override
  public String fileName(String mac) {
    return mac + ".cfg";
  }

  @Override
  public String write(Settings settings) {
    Writing out = new Writing((n, v) -> "  " + n + "=\"" + Writing.xml(v) + "\"");
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>").raw("<polycomConfig");
    General g = settings.general();
    settings.accounts().stream().filter(Account::enabled).forEach(a -> account(a, g, out));
    int n = 0;
    for (LineKey k : settings.keys()) {
      if (k.type() == KeyType.BLF || k.type() == KeyType.SPEED_DIAL) {
        String of = "attendant.resourceList." + ++n + ".";
        out.put(of + "address", k.value()).put(of + "label", k.label());
      }
    }
    settings.keys().stream()
        .map(LineKey::pickup)
        .filter(p -> !p.isEmpty())
        .findFirst()
        .ifPresent(p -> out.put("call.directedCallPickupString", p));
    List<String> codecs = Setting.value(g.codecs());
    int rank = 0;
    for (String codec : codecs == null ? List.<String>of() : codecs) {
      String name = CODECS.get(codec);
      if (name != null) {
        out.put("voice.codecPref." + name, ++rank);
      }
    }
    MediaSecurity security = Setting.value(g.mediaSecurity());
    if (security != null) {
      out.put("sec.srtp.enable", security != MediaSecurity.OFF);
      out.put("sec.srtp.offer", security != MediaSecurity.OFF);
      out.put("sec.srtp.require", security.insists());
    }
    DtmfMode dtmf = Setting.value(g.dtmf());
    if (dtmf != null) {
      out.put("voIpProt.SIP.dtmfViaSignaling.rfc2976", dtmf == DtmfMode.INFO);
      out.put("tone.dtmf.rfc2833Control", dtmf != DtmfMode.INBAND);
    }
    out.put("tcpIpApp.sntp.address", g.ntp())
        .put("lcl.datetime.time.24HourClock", g.clock24h())
        .put("lcl.datetime.date.format", g.dateFormat())
        .put("dialplan.digitmap", g.dialPlan())
        .put("dialplan.digitmap.timeOut", g.dialTimeout())
        .put("qos.ip.rtp.dscp", g.dscpMedia())
        .put("qos.ip.callControl.dscp", g.dscpSignalling())
        .put("call.callWaiting.enable", g.callWaiting())
        .put("voice.vadEnable", g.voiceActivity())
        .put("tone.dtmf.rfc2833Payload", g.dtmfPayloadType())
        .put("voIpProt.SIP.local.port", g.sipPort())
        .put("nat.ip", g.natAddress());
    device("device.net.vlanId", g.vlan(), out);
    device("device.syslog.serverName", g.syslog(), out);
    device("device.auth.localAdminPassword", g.adminPassword(), out);
    out.raw("/>");
    return out.text();
  }

  private static void device(String name, @Nullable Setting<?> value, Writing out) {
    if (Setting.value(value) != null) {
      out.put(name + ".set", 1).put(name, value);
    }
  }

  private static void account(Account a, General g, Writing out) {
    String of = "reg." + a.index() + ".";
    String user = Setting.value(a.user());
    String domain = Setting.value(a.domain());
    out.put(of + "address", user == null || domain == null ? user : user + "@" + domain)
        .put(of + "auth.userId", a.authUser())
        .put(of + "auth.password", a.password())
        .put(of + "displayName", a.displayName())
        .put(of + "label", a.label())
        .put(of + "server.1.address", Writing.host(a.registrar()))
        .put(of + "server.1.port", Writing.port(a.registrar()))
        .put(of + "server.2.address", Writing.host(a.backup()))
        .put(of + "server.2.port", Writing.port(a.backup()))
        .put(of + "outboundProxy.address", Writing.host(a.outboundProxy()))
        .put(of + "outboundProxy.port", Writing.port(a.outboundProxy()));
    Transport transport = Setting.value(a.transport());
    out.put(
            of + "server.1.transport",
            switch (transport) {
              case null -> null;
              case UDP -> "UDPOnly";
              case TCP -> "TCPOnly";
              case TLS -> "TLS";
            })
        .put(of + "server.1.register", a.registers())
        .put(
            of + "server.1.expires",
            Setting.value(a.expires()) == null ? g.registerExpires() : a.expires());
    Setting<String> mail = Setting.value(a.voicemail()) == null ? g.voicemail() : a.voicemail();
    if (Setting.value(mail) != null) {
      out.put("msg.mwi." + a.index() + ".callBackMode", "contact")
          .put("msg.mwi." + a.index() + ".callBack", mail);
    }
  }
}

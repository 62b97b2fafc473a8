package org.trucephone.provisioning.format.cisco;

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
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Writes a flat profile for multiplatform and SPA phones. */
public final class FlatWriter implements SettingsWriter {
  private static final List<String> CODEC_PLACES =
      List.of("Preferred_Codec_1_", "Second_Preferred_Codec_1_", "Third_Preferred_Codec_1_");

  @Override
  public String name() {
    return "cisco-flat-profile";
  }

  @Override
  public String fileName(String mac) {
    return mac + ".xml";
  }

  @Override
  public String write(Settings settings) {
    Writing out =
        new Writing((n, v) -> "  <" + n + " ua=\"na\">" + Writing.xml(v) + "</" + n + ">");
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").raw("<flat-profile>");
    General g = settings.general();
    settings.accounts().forEach(a -> account(a, out, g));
    List<String> codecs = Setting.value(g.codecs());
    for (int i = 0; codecs != null && i < Math.min(3, codecs.size()); i++) {
      out.put(CODEC_PLACES.get(i), codec(codecs.get(i)));
    }
    List<String> ntp = Setting.value(g.ntp());
    if (ntp != null) {
      out.put("Primary_NTP_Server", ntp);
      out.put("Secondary_NTP_Server", ntp.size() > 1 ? ntp.get(1) : null);
    }
    PortRange ports = Setting.value(g.rtpPorts());
    if (ports != null) {
      out.put("RTP_Port_Min", ports.first()).put("RTP_Port_Max", ports.last());
    }
    if (Setting.value(g.vlan()) != null) {
      out.put("Enable_VLAN", "Yes").put("VLAN_ID", g.vlan());
    }
    Boolean clock = Setting.value(g.clock24h());
    out.put("Time_Format", clock == null ? null : clock ? "24hr" : "12hr")
        .put("Time_Zone", g.timeZone())
        .put("Date_Format", g.dateFormat())
        .put("Admin_Password", g.adminPassword())
        .put("Voice_Mail_Number", g.voicemail())
        .put("Syslog_Server", g.syslog())
        .put("Upgrade_Rule", g.firmware())
        .put("Station_Name", g.phoneLabel())
        .put("Locale", g.language())
        .put("Interdigit_Long_Timer", g.dialTimeout())
        .put("Dial_Plan_1_", g.dialPlan())
        .put("SIP_Port_1_", g.sipPort())
        .put("XML_Directory_Service_URL", g.directoryUrl())
        .put("XML_Application_Service_URL", g.servicesUrl())
        .put("EXT_IP", g.natAddress())
        .put("AVT_Dynamic_Payload", g.dtmfPayloadType())
        .put("CW_Setting", yes(g.callWaiting()))
        .put("DND_Setting", yes(g.doNotDisturb()))
        .put("Auto_Answer_Page", yes(g.autoAnswerAllowed()))
        .put("Silence_Supp_Enable_1_", yes(g.voiceActivity()));
    out.put(
        "DTMF_Tx_Method_1_",
        switch (Setting.value(g.dtmf())) {
          case null -> null;
          case INBAND -> "InBand";
          case EVENTS, EVENTS_ALWAYS -> "AVT";
          case INFO -> "INFO";
        });
    MediaSecurity security = Setting.value(g.mediaSecurity());
    if (security != null && security != MediaSecurity.OFF) {
      boolean optional = security == MediaSecurity.OPTIONAL;
      out.put("Secure_Call_Option_1_", optional ? "Optional" : "Required");
    }
    out.put("RTP_TOS_DiffServ_Value_1_", tos(Setting.value(g.dscpMedia())))
        .put("SIP_TOS_DiffServ_Value_1_", tos(Setting.value(g.dscpSignalling())));
    settings.keys().forEach(k -> key(k, out));
    settings.keys().stream()
        .map(LineKey::pickup)
        .filter(p -> !p.isEmpty())
        .findFirst()
        .ifPresent(p -> out.put("Call_Pickup_Code", p));
    out.raw("</flat-profile>");
    return out.text();
  }

  private static void account(Account a, Writing out, General g) {
    String of = "_" + a.index() + "_";
    String user = Setting.value(a.user());
    String domain = Setting.value(a.domain());
    out.put("Line_Enable" + of, a.enabled() ? "Yes" : "No")
        .put("User_ID" + of, user == null || domain == null ? user : user + "@" + domain)
        .put("Password" + of, a.password())
        .put("Display_Name" + of, a.displayName())
        .put("Proxy" + of, a.registrar())
        .put("Alternate_Proxy" + of, a.backup())
        .put("Register" + of, yes(a.registers()))
        .put(
            "Register_Expires" + of,
            Setting.value(a.expires()) == null ? g.registerExpires() : a.expires())
        .put("SIP_Transport" + of, a.transport())
        .put("Voice_Mail_Number" + of, a.voicemail());
    if (Setting.value(a.authUser()) != null) {
      out.put("Use_Auth_ID" + of, "Yes").put("Auth_ID" + of, a.authUser());
    }
    if (Setting.value(a.outboundProxy()) != null) {
      out.put("Use_Outbound_Proxy" + of, "Yes").put("Outbound_Proxy" + of, a.outboundProxy());
    }
    String label = Setting.value(a.label());
    if (label != null) {
      out.put("Extension" + of, a.index()).put("Short_Name" + of, label);
    }
  }

  private static void key(LineKey k, Writing out) {
    String of = "_" + k.index() + "_";
    String cp = k.pickup().isEmpty() ? "" : "+cp";
    String function =
        switch (k.type()) {
          case BLF -> "blf+sd" + cp;
          case SPEED_DIAL -> "sd";
          case PARK -> "prk";
          case VOICEMAIL -> "mwi";
          case DO_NOT_DISTURB -> "dnd";
          case FORWARD -> "cfwd";
          default -> "";
        };
    if (k.type() == KeyType.LINE) {
      out.put("Extension" + of, k.line() == 0 ? k.index() : k.line());
    } else if (!function.isEmpty()) {
      String value = k.value().isEmpty() ? "" : ";sub=" + k.value() + "@$PROXY";
      String label = k.label().isEmpty() ? "" : ";nme=" + k.label().replace(';', ',');
      String line = k.line() == 0 ? "" : ";vid=" + k.line();
      out.put("Extension" + of, "Disabled")
          .put("Extended_Function" + of, "fnc=" + function + value + label + line);
    }
  }

  private static @Nullable String yes(@Nullable Setting<Boolean> setting) {
    Boolean b = Setting.value(setting);
    return b == null ? null : b ? "Yes" : "No";
  }

  private static @Nullable String tos(@Nullable Integer dscp) {
    return dscp == null ? null : String.format(Locale.ROOT, "0x%02x", dscp << 2);
  }

  private static @Nullable String codec(String name) {
    return switch (name) {
      case "PCMU" -> "G711u";
      case "PCMA" -> "G711a";
      case "G729" -> "G729a";
      case "G722", "iLBC" -> name;
      case "opus" -> "OPUS";
      default -> null;
    };
  }
}

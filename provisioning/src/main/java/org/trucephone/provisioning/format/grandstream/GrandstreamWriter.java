package org.trucephone.provisioning.format.grandstream;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writing;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Writes {@code cfg<mac>.xml} with aliases ({@code <config version="2">}). */
public final class GrandstreamWriter implements SettingsWriter {
  @Override
  public String name() {
    return "grandstream";
  }

  @Override
  public String fileName(String mac) {
    return "cfg" + mac + ".xml";
  }

  @Override
  public String write(Settings settings) {
    Writing out = new Writing((n, v) -> "  <item name=\"" + n + "\">" + Writing.xml(v) + "</item>");
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").raw("<gs_provision version=\"1\">");
    out.raw(" <config version=\"2\">");
    General g = settings.general();
    settings.accounts().forEach(a -> account(a, g, out));
    List<String> codecs = Setting.value(g.codecs());
    for (int i = 0; codecs != null && i < Math.min(8, codecs.size()); i++) {
      out.put("account.1.codec.choice." + (i + 1), codecs.get(i));
    }
    DtmfMode dtmf = Setting.value(g.dtmf());
    if (dtmf != null) {
      out.put("account.1.dtmf.sendInAudio", dtmf == DtmfMode.INBAND)
          .put(
              "account.1.dtmf.sendInRtp", dtmf == DtmfMode.EVENTS || dtmf == DtmfMode.EVENTS_ALWAYS)
          .put("account.1.dtmf.sendInSip", dtmf == DtmfMode.INFO);
    }
    MediaSecurity security = Setting.value(g.mediaSecurity());
    if (security != null) {
      out.put(
          "account.1.audio.srtpMode",
          switch (security) {
            case OFF -> "Disabled";
            case OPTIONAL -> "EnabledButNotForced";
            case REQUIRED, DTLS -> "EnabledAndForced";
          });
    }
    out.put("account.1.sip.localPort", g.sipPort())
        .put("account.1.call.dialplan", dialPlan(g.dialPlan()))
        .put("account.1.call.noKeyEntryTimeout", g.dialTimeout())
        .put("account.1.codec.payloadType.dtmf", g.dtmfPayloadType())
        .put("account.1.intercom.allowAutoAnswer", g.autoAnswerAllowed())
        .put("account.1.audio.vad", g.voiceActivity());
    List<String> ntp = Setting.value(g.ntp());
    for (int i = 0; ntp != null && i < Math.min(2, ntp.size()); i++) {
      out.put("dateTime.ntp.server." + (i + 1), ntp.get(i));
    }
    PortRange ports = Setting.value(g.rtpPorts());
    if (ports != null) {
      out.put("network.rtp.local.port", ports.first());
      out.put("network.rtp.local.portRange", ports.last() - ports.first() + 1);
    }
    out.put("users.admin.password", g.adminPassword())
        .put("dateTime.timezone", g.timeZone())
        .put("dateTime.format.time", g.clock24h())
        .put("dateTime.format.date", g.dateFormat())
        .put("network.port.eth.1.vlan.tag", g.vlan())
        .put("maintain.syslog.server", g.syslog())
        .put("provisioning.firmware.serverPath", g.firmware())
        .put("language.gui", g.language())
        .put("network.qos.forRtp", g.dscpMedia())
        .put("network.qos.forSip", g.dscpSignalling())
        .put("sip.userNatIp", g.natAddress())
        .put("call.callWaiting.enable", g.callWaiting())
        .put("phonebook.download.server", g.directoryUrl());
    Integer reject = Setting.value(g.rejectStatus());
    out.put(
        "sip.returnCode.callReject", reject == null ? null : reject == 603 ? "Decline" : "Busy");
    settings.keys().forEach(k -> key(k, out));
    out.raw(" </config>").raw("</gs_provision>");
    return out.text();
  }

  private static void account(Account a, General g, Writing out) {
    String of = "account." + a.index() + ".";
    String user = Setting.value(a.user());
    String domain = Setting.value(a.domain());
    Duration expires =
        Setting.value(a.expires()) == null
            ? Setting.value(g.registerExpires())
            : Setting.value(a.expires());
    out.put(of + "enable", a.enabled())
        .put(of + "name", a.label())
        .put(of + "sip.userid", user == null || domain == null ? user : user + "@" + domain)
        .put(of + "sip.subscriber.userid", a.authUser())
        .put(of + "sip.subscriber.password", a.password())
        .put(of + "sip.subscriber.name", a.displayName())
        .put(of + "sip.server.1.address", a.registrar())
        .put(of + "sip.server.2.address", a.backup())
        .put(of + "sip.outboundProxy.1.address", a.outboundProxy())
        .put(of + "sip.transport", a.transport())
        .put(of + "sip.registration", a.registers())
        // The vendor counts in minutes: never less than was wanted.
        .put(
            of + "sip.registerExpiration", expires == null ? null : (expires.toSeconds() + 59) / 60)
        .put(
            of + "sip.voicemail.number",
            Setting.value(a.voicemail()) == null ? g.voicemail() : a.voicemail())
        .put(of + "call.autoAnswer", a.autoAnswer());
  }

  private static void key(LineKey k, Writing out) {
    String mode =
        switch (k.type()) {
          case LINE -> "Line";
          case BLF -> "BLF";
          case SPEED_DIAL -> "SpeedDial";
          case PARK -> "CallPark";
          case INTERCOM -> "Intercom";
          case VOICEMAIL -> "VoiceMail";
          case TRANSFER -> "Transfer";
          case DTMF -> "DialDTMF";
          case DO_NOT_DISTURB -> "DND";
          case FORWARD -> "Forward";
          case REDIAL -> "Redial";
          case HOLD -> "Hold";
          case DIRECTORY -> "Phonebook";
          case PICKUP -> "Pickup";
          case NONE -> "None";
          case URL, OTHER -> "";
        };
    if (mode.isEmpty()) {
      return;
    }
    String of = "pks.vpk." + k.index() + ".";
    out.put(of + "keyMode", mode)
        .put(
            of + "account",
            k.line() == 0 ? null : String.format(Locale.ROOT, "Account%d", k.line()))
        .put(of + "description", k.label())
        .put(of + "value", k.value());
  }

  /** In the vendor's plans {@code +} repeats once or more, and a pause needs no word. */
  private static @Nullable Setting<String> dialPlan(@Nullable Setting<String> plan) {
    String text = Setting.value(plan);
    if (plan == null || text == null || DigitMap.of(text) == DigitMap.NONE) {
      return plan;
    }
    String rules =
        Arrays.stream(text.split("\\|"))
            .map(rule ->
                rule.replaceAll("T|S0", "")
                    .replace("+", "\\+")
                    .replaceAll("(\\[[^]]*]|.)\\1\\.", "$1+")
                    .replaceAll("<([^:>]*):", "<$1=")
                    .replaceAll("^(.*)!$", "^$1"))
            .collect(Collectors.joining(" | "));
    return new Setting<>("{ " + rules + " }", plan.provenance());
  }
}

package org.trucephone.provisioning.format.grandstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.pvalue.Parameter;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Transport;

/** Gives each parameter its meaning; numbers go by their aliases. */
final class GrandstreamReader {
  private static final Pattern ACCOUNT = Pattern.compile("account\\.(\\d{1,2})\\.(.+)");

  private final List<Parameter> parameters;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final GrandstreamKeys keys;

  GrandstreamReader(List<Parameter> parameters, Collector out) {
    this.parameters = parameters;
    this.out = out;
    for (Parameter p : parameters) {
      String name = name(p);
      if (!p.value().isEmpty() || !values.containsKey(name)) {
        values.put(name, p.value());
      }
    }
    this.keys = new GrandstreamKeys(values);
  }

  /** {@return whether it is one phone's: it names a user} */
  boolean own() {
    return values.keySet().stream().anyMatch(k -> k.endsWith(".sip.userid"));
  }

  void read() {
    for (Parameter p : parameters) {
      Collector.Open s = out.statement(p.line(), p.name(), p.value());
      String name = name(p);
      Matcher account = ACCOUNT.matcher(name);
      if (p.value().isEmpty()) {
        s.ignored("empty: nothing changes");
      } else if (account.matches()) {
        account(s, Integer.parseInt(account.group(1)), account.group(2), p.value());
      } else if (!keys.take(s, name)) {
        general(s, name, p.value());
      }
    }
  }

  private static String name(Parameter p) {
    if (p.name().matches("P\\d{1,6}")) {
      String alias = GrandstreamNumbers.alias(Integer.parseInt(p.name().substring(1)));
      return alias == null ? p.name() : alias;
    }
    return p.name().toLowerCase(Locale.ROOT);
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private void account(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "enable" -> Fill.bool(s, Field.ENABLED, n, v);
      case "name" -> Fill.text(s, Field.LABEL, n, v);
      case "sip.server.1.address" -> server(s, Field.REGISTRAR, n, v);
      case "sip.server.2.address" -> server(s, Field.BACKUP, n, v);
      case "sip.outboundproxy.1.address" -> server(s, Field.OUTBOUND_PROXY, n, v);
      case "sip.userid" -> {
        String domain = Plain.domainPart(v);
        s.set(Field.USER, n, Plain.userPart(v));
        if (!domain.isEmpty()) {
          s.set(Field.DOMAIN, n, domain);
        }
        s.mapped();
      }
      case "sip.subscriber.userid" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "sip.subscriber.password" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "sip.subscriber.name" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "sip.voicemail.number" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "sip.registration" -> Fill.bool(s, Field.REGISTERS, n, v);
      case "sip.registerexpiration" -> Fill.minutes(s, Field.EXPIRES, n, v);
      case "sip.transport" ->
          Fill.parsed(s, Field.TRANSPORT, n, v, GrandstreamReader::transport, "UDP, TCP or TLS");
      case "call.autoanswer" -> Fill.bool(s, Field.AUTO_ANSWER, n, v);
      default -> shared(s, n, what, v);
    }
  }

  /** {@code host:port}; a lone colon is a template's way of saying nothing. */
  private static void server(Collector.Open s, Field<Endpoint> field, int n, String v) {
    if (v.startsWith(":")) {
      s.ignored("no host in it");
    } else {
      Fill.endpoint(s, field, n, v);
    }
  }

  /** What the vendor has for each account and this phone once: the first account's goes. */
  private void shared(Collector.Open s, int n, String what, String v) {
    boolean known =
        what.startsWith("codec.choice.")
            || what.startsWith("dtmf.sendin")
            || switch (what) {
              case "sip.localport",
                  "call.dialplan",
                  "codec.payloadtype.dtmf",
                  "audio.srtpmode",
                  "audio.vad",
                  "audio.silencesuppression",
                  "intercom.allowautoanswer",
                  "call.nokeyentrytimeout",
                  "dtmf.mode" ->
                  true;
              default -> false;
            };
    if (!known) {
      GrandstreamAreas.ACCOUNT.end(s, what);
    } else if (n > 1) {
      s.ignored("the first account's value goes for all");
    } else if (what.startsWith("codec.choice.")) {
      codecs(s);
    } else if (what.startsWith("dtmf.sendin")) {
      Fill.part(s, Field.DTMF, dtmf());
    } else {
      first(s, what, v);
    }
  }

  private static void first(Collector.Open s, String what, String v) {
    switch (what) {
      case "sip.localport" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "call.dialplan" -> DialPlans.fill(s, v, DialPlans.Grammar.PLUS_REPEATS);
      case "codec.payloadtype.dtmf" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "audio.srtpmode" ->
          Fill.parsed(s, Field.MEDIA_SECURITY, 0, v, GrandstreamReader::security, "an SRTP mode");
      case "audio.vad", "audio.silencesuppression" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "intercom.allowautoanswer" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "call.nokeyentrytimeout" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      default -> Fill.parsed(s, Field.DTMF, 0, v, GrandstreamReader::oldDtmf, "a DTMF mode");
    }
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "users.admin.password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "datetime.ntp.server.1", "datetime.ntp.server.2" ->
          Fill.list(
              s,
              Field.NTP,
              Stream.of(value("datetime.ntp.server.1"), value("datetime.ntp.server.2"))
                  .filter(t -> !t.isEmpty())
                  .toList());
      case "datetime.timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "datetime.format.time" ->
          s.set(Field.CLOCK_24H, v.equals("1") || v.startsWith("24")).mapped();
      case "datetime.format.date" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "network.port.eth.1.vlan.tag" -> {
        if (v.equals("0")) {
          s.ignored("0 is no VLAN");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 1, 4094);
        }
      }
      case "maintain.syslog.server" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "provisioning.firmware.serverpath" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "language.gui" -> language(s, v);
      case "network.rtp.local.port", "network.rtp.local.portrange" ->
          Fill.parsed(s, Field.RTP_PORTS, 0, v, t -> ports(), "a port");
      case "network.qos.forrtp" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "network.qos.forsip" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "sip.usernatip" -> Fill.text(s, Field.NAT_ADDRESS, 0, v);
      case "sip.returncode.callreject" -> {
        boolean decline = v.equalsIgnoreCase("Decline") || v.equals("603");
        s.set(Field.REJECT_STATUS, decline ? 603 : 486).mapped();
      }
      case "call.callwaiting.enable" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "call.callwaiting.disable" ->
          Fill.parsed(
              s,
              Field.CALL_WAITING,
              0,
              v,
              t -> {
                Boolean off = Plain.bool(t);
                return off == null ? null : !off;
              },
              "0 or 1");
      case "phonebook.download.server" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      default -> GrandstreamAreas.end(s, name);
    }
  }

  private static void language(Collector.Open s, String v) {
    String tag = v.equalsIgnoreCase("Automatic") ? null : Names.language(v);
    if (tag == null) {
      s.ignored("the phone chooses its language by itself");
    } else {
      s.set(Field.LANGUAGE, tag).mapped();
    }
  }

  private static @Nullable Transport transport(String v) {
    return switch (v.toLowerCase(Locale.ROOT)) {
      case "0", "udp" -> Transport.UDP;
      case "1", "tcp" -> Transport.TCP;
      case "2", "tls", "tlsortcp", "tlstcp", "tls/tcp" -> Transport.TLS;
      default -> null;
    };
  }

  private static @Nullable MediaSecurity security(String v) {
    return switch (v.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")) {
      case "0", "no", "disabled", "disable" -> MediaSecurity.OFF;
      case "1", "3", "enabledbutnotforced", "optional" -> MediaSecurity.OPTIONAL;
      case "2", "enabledandforced", "forced" -> MediaSecurity.REQUIRED;
      default -> null;
    };
  }

  /** 0 audio, 1 events, 2 both, 3 INFO, 4 and up with INFO among them. */
  private static @Nullable DtmfMode oldDtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.INBAND;
      case "1", "2", "5", "7" -> DtmfMode.EVENTS;
      case "3", "4", "6" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private DtmfMode dtmf() {
    if (on("account.1.dtmf.sendinrtp")) {
      return DtmfMode.EVENTS;
    }
    return on("account.1.dtmf.sendinsip") ? DtmfMode.INFO : DtmfMode.INBAND;
  }

  private boolean on(String name) {
    return Boolean.TRUE.equals(Plain.bool(value(name)));
  }

  private void codecs(Collector.Open s) {
    List<String> list = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      String v = value("account.1.codec.choice." + i);
      list.add(Objects.requireNonNullElse(codec(v), ""));
    }
    Fill.list(s, Field.CODECS, list.stream().filter(c -> !c.isEmpty()).distinct().toList());
  }

  /** By name, or by the payload types the vendor gives them. */
  private static @Nullable String codec(String v) {
    return switch (v) {
      case "0" -> "PCMU";
      case "8" -> "PCMA";
      case "9" -> "G722";
      case "18" -> "G729";
      case "2" -> "G726-32";
      case "3" -> "GSM";
      case "4" -> "G723";
      case "97", "98" -> "iLBC";
      case "123" -> "opus";
      default -> Fill.codec(v);
    };
  }

  private @Nullable PortRange ports() {
    Integer start = Plain.integer(value("network.rtp.local.port"), 1, 65535);
    Integer count = Plain.integer(value("network.rtp.local.portrange"), 1, 65535);
    if (start == null) {
      return null;
    }
    return new PortRange(start, Math.min(65535, start + (count == null ? 200 : count) - 1));
  }
}

package org.trucephone.provisioning.format.polycom;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;

/** Gives each parameter of one file its meaning. */
final class PolycomReader {
  private static final Pattern REGISTRATION = Pattern.compile("reg\\.(\\d{1,3})\\.(.+)");
  private static final Pattern MAIL = Pattern.compile("msg\\.mwi\\.(\\d{1,3})\\.callback");
  private static final Pattern ATTENDANT =
      Pattern.compile("attendant\\.resourcelist\\.(\\d{1,3})\\.(\\w+)");
  private static final String CODEC = "voice.codecpref.";
  private static final int MEDIA_PORTS = 48;

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final Set<Integer> registrations = new TreeSet<>();
  private final Set<Integer> attendants = new TreeSet<>();
  private final Set<Integer> attended = new HashSet<>();
  private @Nullable List<String> codecs;

  PolycomReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    for (Entry e : entries) {
      String name = e.name().toLowerCase(Locale.ROOT);
      values.put(name, e.value());
      Matcher reg = REGISTRATION.matcher(name);
      if (reg.matches() && reg.group(2).equals("address") && !e.value().isBlank()) {
        registrations.add(Integer.parseInt(reg.group(1)));
      }
      Matcher attendant = ATTENDANT.matcher(name);
      if (attendant.matches() && attendant.group(2).equals("address") && !e.value().isBlank()) {
        attendants.add(Integer.parseInt(attendant.group(1)));
      }
    }
  }

  void read() {
    for (Entry e : entries) {
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      if (e.value().isBlank()) {
        s.ignored("empty: nothing changes");
      } else {
        statement(s, e.name().toLowerCase(Locale.ROOT), e.value());
      }
    }
  }

  private void statement(Collector.Open s, String name, String v) {
    Matcher registration = REGISTRATION.matcher(name);
    Matcher mail = MAIL.matcher(name);
    Matcher attendant = ATTENDANT.matcher(name);
    if (registration.matches()) {
      registration(s, Integer.parseInt(registration.group(1)), registration.group(2), v);
    } else if (mail.matches()) {
      Fill.text(s, Field.LINE_VOICEMAIL, Integer.parseInt(mail.group(1)), v);
    } else if (attendant.matches()) {
      attendant(s, Integer.parseInt(attendant.group(1)), attendant.group(2));
    } else if (name.startsWith(CODEC)) {
      codecs(s);
    } else if (name.startsWith("device.") && !name.endsWith(".set")) {
      device(s, name, v);
    } else if (name.startsWith("device.")) {
      s.mapped();
    } else {
      general(s, name, v);
    }
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private void registration(Collector.Open s, int n, String what, String v) {
    String of = "reg." + n + ".";
    switch (what) {
      case "address" -> {
        s.set(Field.USER, n, Plain.userPart(v));
        String domain = Plain.domainPart(v);
        Endpoint all =
            Plain.endpoint(value("voipprot.server.1.address"), value("voipprot.server.1.port"));
        if (!domain.isEmpty()) {
          s.set(Field.DOMAIN, n, domain);
        }
        if (value(of + "server.1.address").isEmpty() && all != null) {
          s.set(Field.REGISTRAR, n, all);
        }
        s.mapped();
      }
      case "auth.userid" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "auth.password" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "label" -> Fill.text(s, Field.LABEL, n, v);
      case "server.1.address" ->
          Fill.endpoint(s, Field.REGISTRAR, n, v, value(of + "server.1.port"));
      case "server.2.address" -> Fill.endpoint(s, Field.BACKUP, n, v, value(of + "server.2.port"));
      case "outboundproxy.address" ->
          Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, value(of + "outboundproxy.port"));
      case "server.1.port", "server.2.port", "outboundproxy.port" -> s.mapped();
      case "server.1.transport" ->
          s.set(Field.TRANSPORT_WORD, n, v).set(Field.TRANSPORT, n, Fill.transport(v)).mapped();
      case "server.1.expires" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "server.1.register" -> Fill.bool(s, Field.REGISTERS, n, v);
      case "type" -> {
        if (v.equalsIgnoreCase("shared")) {
          s.approximately("Line " + n + " is shared: this phone shows only its own calls on it.")
              .mapped();
        } else {
          s.ignored("without effect");
        }
      }
      default -> PolycomAreas.REGISTRATION.end(s, what);
    }
  }

  private void attendant(Collector.Open s, int n, String what) {
    String of = "attendant.resourcelist." + n + ".";
    String address = value(of + "address");
    if (!what.equals("address") && !what.equals("label") && !what.equals("type")) {
      s.ignored("without effect on this phone");
      return;
    }
    if (!address.isEmpty() && attended.add(n)) {
      int before = (int) attendants.stream().filter(a -> a < n).count();
      s.key(
          registrations.size() + before + 1,
          KeyType.BLF,
          Plain.userPart(address),
          value(of + "label"),
          1,
          value("call.directedcallpickupstring"));
    }
    s.mapped();
  }

  private void codecs(Collector.Open s) {
    if (codecs == null) {
      codecs = ranked();
    }
    if (codecs.isEmpty()) {
      s.ignored("no codec this phone has is ranked: its own order stays");
    } else {
      Fill.part(s, Field.CODECS, codecs);
    }
  }

  private List<String> ranked() {
    record Ranked(int rank, String codec) {}
    return new TreeMap<>(values)
        .entrySet().stream()
            .filter(e -> e.getKey().startsWith(CODEC))
            .map(e -> {
              String[] name = e.getKey().substring(CODEC.length()).split("\\.");
              Integer rank = Plain.integer(e.getValue(), 1, 99);
              String codec = Fill.codec(name[0]);
              return rank == null || codec == null ? null : new Ranked(rank, codec);
            })
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingInt(Ranked::rank))
            .map(Ranked::codec)
            .distinct()
            .toList();
  }

  /** Device parameters have a switch beside them, which may stand in another file. */
  private void device(Collector.Open s, String name, String v) {
    if (Boolean.FALSE.equals(Plain.bool(value(name + ".set")))) {
      s.ignored(name + ".set is 0");
      return;
    }
    switch (name) {
      case "device.auth.localadminpassword" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "device.syslog.servername" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "device.net.vlanid" -> Fill.number(s, Field.VLAN, 0, v, 0, 4094);
      case "device.sntp.servername" -> {
        if (value("tcpipapp.sntp.address").isEmpty()) {
          Fill.list(s, Field.NTP, List.of(v));
        } else {
          s.ignored("tcpIpApp.sntp.address counts");
        }
      }
      case "device.sntp.gmtoffset" -> offset(s, v);
      default -> PolycomAreas.GENERAL.end(s, name);
    }
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "voipprot.server.1.address" -> {
        Fill.endpoint(s, PolycomFormat.SERVER_OF_ALL, 0, v, value("voipprot.server.1.port"));
      }
      case "voipprot.server.2.address" ->
          Fill.endpoint(s, Field.ALL_BACKUP, 0, v, value("voipprot.server.2.port"));
      case "voipprot.sip.outboundproxy.address" ->
          Fill.endpoint(
              s, Field.ALL_OUTBOUND_PROXY, 0, v, value("voipprot.sip.outboundproxy.port"));
      case "voipprot.server.1.port", "voipprot.server.2.port", "voipprot.sip.outboundproxy.port" ->
          s.mapped();
      case "voipprot.server.1.transport" ->
          Fill.transport(s, Field.ALL_TRANSPORT, 0, Fill.transport(v));
      case "voipprot.server.1.expires" -> Fill.seconds(s, Field.REGISTER_EXPIRES, 0, v);
      case "voipprot.server.1.register" -> Fill.bool(s, Field.REGISTER_ALL, 0, v);
      case "voipprot.local.port", "voipprot.sip.local.port" -> {
        if (v.equals("0")) {
          s.ignored("0 is the phone's own choice");
        } else {
          Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
        }
      }
      case "voipprot.sip.use486forreject" -> {
        Boolean busy = Plain.bool(v);
        s.set(Field.REJECT_STATUS, Boolean.FALSE.equals(busy) ? 603 : 486).mapped();
      }
      case "tcpipapp.sntp.address" -> Fill.list(s, Field.NTP, List.of(v.strip()));
      case "tcpipapp.sntp.gmtoffset" -> offset(s, v);
      case "tcpipapp.port.rtp.mediaportrangestart", "tcpipapp.port.rtp.mediaportrangeend" ->
          Fill.parsed(s, Field.RTP_PORTS, 0, v, t -> ports(), "a port");
      case "sec.srtp.enable", "sec.srtp.offer", "sec.srtp.require" ->
          Fill.part(s, Field.MEDIA_SECURITY, security());
      case "attendant.uri" -> Fill.text(s, Field.LAMP_LIST, 0, v);
      case "prov.polling.period" -> Fill.seconds(s, Field.POLL, 0, v);
      case "dialplan.digitmap" -> DialPlans.fill(s, v, DialPlans.Grammar.DIGIT_MAP);
      case "dialplan.digitmap.timeout" -> timeout(s, v);
      case "lcl.ml.lang" ->
          Fill.parsed(s, Field.LANGUAGE, 0, v, PolycomReader::language, "a language");
      case "lcl.datetime.time.24hourclock" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      case "lcl.datetime.date.format" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "nat.ip" -> Fill.text(s, Field.NAT_ADDRESS, 0, v);
      case "qos.ip.rtp.dscp" ->
          Fill.parsed(s, Field.DSCP_MEDIA, 0, v, PolycomReader::dscp, "a DSCP");
      case "qos.ip.callcontrol.dscp" ->
          Fill.parsed(s, Field.DSCP_SIGNALLING, 0, v, PolycomReader::dscp, "a DSCP");
      case "call.callwaiting.enable" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "call.directedcallpickupstring" -> s.mapped();
      case "voice.vadenable", "voice.vad.enable" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "tone.dtmf.rfc2833payload" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "tone.dtmf.viartp",
          "tone.dtmf.rfc2833control",
          "voipprot.sip.dtmfviasignaling.rfc2976" ->
          Fill.part(s, Field.DTMF, dtmf());
      case "log.render.server", "device.syslog" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      default -> PolycomAreas.GENERAL.end(s, name);
    }
  }

  private static void offset(Collector.Open s, String seconds) {
    Fill.parsed(
        s,
        Field.TIME_ZONE,
        0,
        seconds,
        PolycomReader::gmt,
        "a number of seconds from −43200 to 50400");
  }

  /** Seconds east of Greenwich as {@code GMT+01:00}. */
  private static @Nullable String gmt(String seconds) {
    Integer value =
        Plain.integer(seconds.startsWith("+") ? seconds.substring(1) : seconds, -43_200, 50_400);
    if (value == null) {
      return null;
    }
    int minutes = Math.abs(value) / 60;
    return String.format(
        Locale.ROOT, "GMT%s%02d:%02d", value < 0 ? "-" : "+", minutes / 60, minutes % 60);
  }

  private @Nullable PortRange ports() {
    Integer first = Plain.integer(value("tcpipapp.port.rtp.mediaportrangestart"), 1, 65535);
    Integer last = Plain.integer(value("tcpipapp.port.rtp.mediaportrangeend"), 1, 65535);
    if (first == null) {
      return null;
    }
    int end = last == null ? Math.min(65535, first + MEDIA_PORTS - 1) : last;
    return end < first ? null : new PortRange(first, end);
  }

  private MediaSecurity security() {
    if (on("sec.srtp.require")) {
      return MediaSecurity.REQUIRED;
    }
    return on("sec.srtp.offer") ? MediaSecurity.OPTIONAL : MediaSecurity.OFF;
  }

  private DtmfMode dtmf() {
    if (on("voipprot.sip.dtmfviasignaling.rfc2976")) {
      return DtmfMode.INFO;
    }
    boolean events = !value("tone.dtmf.rfc2833control").equals("0");
    return events ? DtmfMode.EVENTS : DtmfMode.INBAND;
  }

  private boolean on(String name) {
    return Boolean.TRUE.equals(Plain.bool(value(name)));
  }

  /** A number, or one for each part of the digit map: {@code 3|3|10}. */
  private static void timeout(Collector.Open s, String v) {
    String[] parts = v.split("\\|");
    if (parts.length > 1) {
      s.approximately("One time-out goes for the whole dial plan, that of its first part.");
    }
    Fill.seconds(s, Field.DIAL_TIMEOUT, 0, parts.length == 0 ? "" : parts[0]);
  }

  /** {@code English_United_States}. */
  private static @Nullable String language(String v) {
    int bar = v.indexOf('_');
    String tag = Names.language(bar < 0 ? v : v.substring(0, bar));
    String country = bar < 0 ? null : Names.country(v.substring(bar + 1));
    return tag == null || country == null ? tag : tag + "-" + country;
  }

  private static @Nullable Integer dscp(String v) {
    return switch (v.toUpperCase(Locale.ROOT)) {
      case "EF" -> 46;
      case "AF11" -> 10;
      case "AF12" -> 12;
      case "AF13" -> 14;
      case "AF21" -> 18;
      case "AF22" -> 20;
      case "AF23" -> 22;
      case "AF31" -> 26;
      case "AF32" -> 28;
      case "AF33" -> 30;
      case "AF41" -> 34;
      case "AF42" -> 36;
      case "AF43" -> 38;
      default -> Plain.integer(v, 0, 63);
    };
  }
}

package org.trucephone.provisioning.format.avaya;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Gives each SET its meaning. These files know one account. */
final class AvayaReader {
  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private boolean own;

  AvayaReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    entries.forEach(e -> values.put(e.name().toUpperCase(Locale.ROOT), e.value()));
  }

  /** {@return whether there is an account in it} */
  boolean own() {
    return own;
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  void read() {
    for (Entry e : entries) {
      String name = e.name().toUpperCase(Locale.ROOT);
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      String v = e.value();
      if (!account(s, name, v) && !general(s, name, v)) {
        s.ignored("this phone does without it");
      }
    }
  }

  private boolean account(Collector.Open s, String name, String v) {
    switch (name) {
      case "FORCE_SIP_EXTENSION" -> {
        own = true;
        s.set(Field.USER, 1, none(Plain.userPart(v))).mapped();
      }
      case "SIP_USER_ACCOUNT" -> {
        if (value("FORCE_SIP_EXTENSION").isEmpty() && !v.isEmpty()) {
          own = true;
          s.set(Field.USER, 1, Plain.userPart(v)).mapped();
        } else {
          s.ignored("FORCE_SIP_EXTENSION counts");
        }
      }
      case "FORCE_SIP_USERNAME" -> Fill.text(s, Field.AUTH_USER, 1, v);
      case "SIP_USER_ID" -> {
        if (value("FORCE_SIP_USERNAME").isEmpty()) {
          Fill.text(s, Field.AUTH_USER, 1, v);
        } else {
          s.ignored("FORCE_SIP_USERNAME counts");
        }
      }
      case "FORCE_SIP_PASSWORD" ->
          s.set(Field.PASSWORD, 1, v.isEmpty() ? null : new Secret(v)).mapped();
      case "DISPLAY_NAME" -> Fill.text(s, Field.DISPLAY_NAME, 1, v);
      case "PRIMARY_LINE_EXTENSION" -> Fill.text(s, Field.LABEL, 1, v);
      case "SIPDOMAIN" -> Fill.text(s, Field.DOMAIN, 1, v);
      case "SIP_CONTROLLER_LIST" -> controllers(s, v);
      case "SIPPROXYSRVR" -> {
        if (value("SIP_CONTROLLER_LIST").isEmpty()) {
          String[] hosts = v.split(",", -1);
          s.set(Field.REGISTRAR, 1, Plain.endpoint(hosts[0], value("SIPPORT")));
          if (hosts.length > 1) {
            s.set(Field.BACKUP, 1, Plain.endpoint(hosts[1], value("SIPPORT")));
          }
          s.mapped();
        } else {
          s.ignored("SIP_CONTROLLER_LIST counts");
        }
      }
      case "SIPPORT" -> s.mapped();
      case "SIPSIGNAL" -> {
        if (value("SIP_CONTROLLER_LIST").contains("transport=")) {
          s.ignored("SIP_CONTROLLER_LIST counts");
        } else {
          Transport transport =
              switch (v) {
                case "0" -> Transport.UDP;
                case "1" -> Transport.TCP;
                case "2" -> Transport.TLS;
                default -> null;
              };
          Fill.transport(s, Field.ALL_TRANSPORT, 0, transport);
        }
      }
      case "REGISTERWAIT" -> Fill.seconds(s, Field.REGISTER_EXPIRES, 0, v);
      case "PHONEKEY" -> key(s, v);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** {@code host[:port][;transport=tls],…}; the first registers, the second takes over. */
  private static void controllers(Collector.Open s, String v) {
    String[] parts = v.split(",", -1);
    for (int i = 0; i < Math.min(2, parts.length); i++) {
      String[] words = parts[i].strip().split(";", -1);
      Endpoint endpoint = Plain.endpoint(words[0]);
      s.set(i == 0 ? Field.REGISTRAR : Field.BACKUP, 1, endpoint);
      for (String word : words) {
        if (i == 0 && word.toLowerCase(Locale.ROOT).startsWith("transport=")) {
          s.set(Field.TRANSPORT, 1, Fill.transport(word.substring(10)));
        }
      }
    }
    s.mapped();
  }

  /** {@code Key=7;Type=feature;Name=blf;attr1=2002;Label=Carol;Forced}. */
  private static void key(Collector.Open s, String v) {
    Map<String, String> words = new HashMap<>();
    for (String word : v.split(";", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        words.put(
            word.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            word.substring(equals + 1).strip());
      }
    }
    Integer index = Plain.integer(words.getOrDefault("key", ""), 1, 999);
    if (index == null) {
      s.invalid("PHONEKEY without Key=number: it is left out.").mapped();
      return;
    }
    String what =
        (words.getOrDefault("type", "") + " " + words.getOrDefault("name", ""))
            .toLowerCase(Locale.ROOT);
    KeyType type =
        what.contains("blf")
            ? KeyType.BLF
            : what.contains("autodial")
                ? KeyType.SPEED_DIAL
                : what.contains("park")
                    ? KeyType.PARK
                    : what.contains("pickup")
                        ? KeyType.PICKUP
                        : what.contains("primary") || what.contains("line")
                            ? KeyType.LINE
                            : what.contains("dnd") ? KeyType.DO_NOT_DISTURB : KeyType.OTHER;
    s.key(index, type, words.getOrDefault("attr1", ""), words.getOrDefault("label", ""), 1, "");
    if (type == KeyType.OTHER) {
      s.approximately("A key of “" + what.strip() + "” has no function on this phone.");
    }
    s.mapped();
  }

  private boolean general(Collector.Open s, String name, String v) {
    switch (name) {
      case "SNTPSRVR" -> {
        List<String> hosts = new ArrayList<>();
        for (String host : v.split("[, ]+", -1)) {
          if (!host.isEmpty() && !host.equals("0.0.0.0")) {
            hosts.add(host);
          }
        }
        Fill.list(s, Field.NTP, hosts);
      }
      case "TIMEZONE" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "GMTOFFSET" -> {
        if (value("TIMEZONE").isEmpty()) {
          Fill.text(s, Field.TIME_ZONE, 0, v.isEmpty() ? "" : "UTC" + v);
        } else {
          s.ignored("TIMEZONE counts");
        }
      }
      case "ADMINTIMEFORMAT", "TIMEFORMAT" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      case "DATEFORMAT" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "L2QVLAN" -> {
        if (value("L2Q").equals("2")) {
          s.ignored("L2Q is 2: no tags");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        }
      }
      case "LOGSRVR" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "APPNAME" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "PSTN_VM_NUM" -> Fill.text(s, Field.VOICEMAIL, 0, v);
      case "MSGNUM" -> {
        if (value("PSTN_VM_NUM").isEmpty()) {
          Fill.text(s, Field.VOICEMAIL, 0, v);
        } else {
          s.ignored("PSTN_VM_NUM counts");
        }
      }
      case "FORCE_WEB_ADMIN_PASSWORD" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "ADMIN_PASSWORD", "PROCPSWD" -> {
        if (value("FORCE_WEB_ADMIN_PASSWORD").isEmpty()) {
          Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
        } else {
          s.ignored("FORCE_WEB_ADMIN_PASSWORD counts");
        }
      }
      case "CODEC_PRIORITY" -> codecs(s, v);
      case "ENABLE_G711A",
          "ENABLE_G711U",
          "ENABLE_G722",
          "ENABLE_G726",
          "ENABLE_G729",
          "ENABLE_OPUS" -> {
        if (value("CODEC_PRIORITY").isEmpty()) {
          s.ignored("without CODEC_PRIORITY this phone's own order stays");
        } else {
          s.mapped();
        }
      }
      case "DTMF_PAYLOAD_TYPE" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "SEND_DTMF_TYPE" ->
          Fill.parsed(s, Field.DTMF, 0, v, AvayaReader::dtmf, "1 in-band or 2 events");
      case "MEDIAENCRYPTION" ->
          Fill.parsed(s, Field.MEDIA_SECURITY, 0, v, AvayaReader::security, "numbers 1 to 11");
      case "RTP_PORT_LOW", "RTP_PORT_RANGE" -> {
        Integer low = Plain.integer(value("RTP_PORT_LOW"), 1024, 65_535);
        Integer range = Plain.integer(value("RTP_PORT_RANGE"), 1, 65_535);
        if (low == null) {
          s.ignored("a range without its beginning");
        } else {
          int high = Math.min(65_535, low + (range == null ? 40 : range));
          s.set(Field.RTP_PORTS, Fill.ports("" + low, "" + high)).mapped();
        }
      }
      case "BLF_LIST_URI" -> Fill.text(s, Field.LAMP_LIST, 0, v);
      case "DIALPLAN" ->
          // z is where the phone sounds a second dial tone
          DialPlans.fill(s, v.replaceAll("[zZ]", ","), DialPlans.Grammar.DIGIT_MAP);
      case "INTER_DIGIT_TIMEOUT" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "RTCPMON" -> Fill.endpoint(s, Field.RTCP_MONITOR, 0, v, value("RTCPMONPORT"));
      case "RTCPMONPORT" -> s.mapped();
      case "DSCPAUD" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "DSCPSIG" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "COUNTRY" -> Fill.part(s, Field.COUNTRY, Names.country(v));
      case "ENABLE_AUTO_ANSWER_SUPPORT" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "DOWNLOADABLE_DIRECTORY" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void codecs(Collector.Open s, String v) {
    List<String> names = new ArrayList<>();
    for (String word : v.split("[, ]+", -1)) {
      String codec = Fill.codec(word);
      boolean off = value("ENABLE_" + word.toUpperCase(Locale.ROOT)).equals("0");
      if (codec != null && !off && !names.contains(codec)) {
        names.add(codec);
      }
    }
    Fill.list(s, Field.CODECS, names);
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "1" -> DtmfMode.INBAND;
      case "2" -> DtmfMode.EVENTS;
      default -> null;
    };
  }

  /** A list of SRTP suites by number; 9 is: none. */
  private static @Nullable MediaSecurity security(String v) {
    if (!v.matches("[0-9]{1,2}(,[0-9]{1,2})*")) {
      return null;
    }
    List<String> numbers = List.of(v.split(",", -1));
    if (numbers.equals(List.of("9"))) {
      return MediaSecurity.OFF;
    }
    return numbers.contains("9") ? MediaSecurity.OPTIONAL : MediaSecurity.REQUIRED;
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }
}

package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * Device configuration of the 11xx and 12xx ({@code SIP<MAC>.cfg}): {@code KEY value}. An account
 * is {@code AUTOLOGIN_ID_KEYnn}; its server is that of the domain after its {@code @}, or of the
 * first domain.
 */
public final class NortelFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+(SERVER_IP\\d_\\d|AUTOLOGIN_(ID|PASSWD|AUTHID)_KEY\\d+|SIP_DOMAIN\\d|SERVER_RETRIES\\d)\\s");
  private static final Pattern LOGIN =
      Pattern.compile("autologin_(id|authid|passwd)_key(\\d{1,2})");

  @Override
  public String name() {
    return "nortel-device-config";
  }

  @Override
  public String persona() {
    return "nortel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return SIGN.matcher(Text.decode(bytes).text()).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    String text = Text.decode(bytes).text();
    NortelSectionsFormat.tooLong(text, out);
    List<Entry> entries = NortelText.read(text, "#");
    Map<String, String> values = new HashMap<>();
    for (Entry e : entries) {
      values.put(key(e), e.value().equals("0.0.0.0") ? "" : e.value());
    }
    boolean own = false;
    for (Entry e : entries) {
      String name = key(e);
      String v = clear(e.value());
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher login = LOGIN.matcher(name);
      if (login.matches()) {
        own = true;
        login(s, Integer.parseInt(login.group(2)), login.group(1), v, values);
      } else {
        general(s, name, v, values);
      }
    }
    return out.file(name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, false);
  }

  private static String key(Entry e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private static String clear(String v) {
    return v.equals("0.0.0.0") ? "" : v;
  }

  private static void login(
      Collector.Open s, int n, String what, String v, Map<String, String> values) {
    switch (what) {
      case "id" -> {
        if (v.isEmpty()) {
          s.ignored("empty: this account is not set up");
          return;
        }
        String domain = Plain.domainPart(v);
        int d = domain(domain, values);
        String named = values.getOrDefault("sip_domain" + d, "");
        s.set(Field.USER, n, Plain.userPart(v));
        s.set(Field.DOMAIN, n, domain.isEmpty() ? none(named) : domain);
        String of = "server_ip" + d;
        s.set(Field.REGISTRAR, n, server(values, of + "_1", "server_port" + d + "_1"));
        String first = values.getOrDefault(of + "_1", "");
        String second = values.getOrDefault(of + "_2", "");
        if (!second.isEmpty() && !second.equals(first)) {
          s.set(Field.BACKUP, n, server(values, of + "_2", "server_port" + d + "_2"));
        }
        s.set(Field.TRANSPORT, n, transport(values.getOrDefault("sip_domain" + d + "_protos", "")));
        s.mapped();
      }
      case "authid" -> Fill.text(s, Field.AUTH_USER, n, v);
      default -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
    }
  }

  private static @Nullable Endpoint server(Map<String, String> values, String host, String port) {
    return Plain.endpoint(values.getOrDefault(host, ""), values.getOrDefault(port, ""));
  }

  private static int domain(String domain, Map<String, String> values) {
    for (int d = 1; d <= 5; d++) {
      if (!domain.isEmpty() && domain.equalsIgnoreCase(values.getOrDefault("sip_domain" + d, ""))) {
        return d;
      }
    }
    return 1;
  }

  private static @Nullable Transport transport(String protocols) {
    String first = protocols.split("[, ]+", 2)[0];
    return Fill.transport(first);
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }

  private static void general(Collector.Open s, String name, String v, Map<String, String> values) {
    switch (name) {
      case "admin_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "vmail" -> Fill.text(s, Field.VOICEMAIL, 0, v);
      case "sntp_server" -> {
        boolean off = values.getOrDefault("sntp_enable", "").equalsIgnoreCase("NO");
        Fill.list(s, Field.NTP, off || v.isEmpty() ? List.of() : List.of(v));
      }
      case "timezone_offset" -> {
        Integer seconds = Plain.integer(v, -54_000, 54_000);
        s.set(
                Field.TIME_ZONE,
                seconds == null
                    ? null
                    : String.format(
                        Locale.ROOT,
                        "UTC%s%02d:%02d",
                        seconds < 0 ? "-" : "+",
                        Math.abs(seconds) / 3600,
                        Math.abs(seconds) / 60 % 60))
            .mapped();
      }
      case "rtp_min_port", "rtp_max_port" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t ->
                  Fill.ports(
                      values.getOrDefault("rtp_min_port", ""),
                      values.getOrDefault("rtp_max_port", "")),
              "a range of ports with its other end");
      case "dscp_control" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "dscp_media" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "def_lang" -> Fill.part(s, Field.LANGUAGE, Names.language(v));
      case "banner" -> Fill.text(s, Field.PHONE_LABEL, 0, v);
      case "sip_udp_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "srtp_enabled" -> {
        boolean on = v.equalsIgnoreCase("YES");
        s.set(Field.MEDIA_SECURITY, on ? MediaSecurity.OPTIONAL : MediaSecurity.OFF).mapped();
      }
      case "max_ring_time", "autologin_enable" -> s.mapped();
      default -> {
        if (name.matches("audio_codec\\d+")) {
          codecs(s, values);
        } else if (name.matches("server_(ip|port)\\d_\\d|sip_domain\\d(_protos)?")) {
          s.mapped();
        } else {
          s.ignored("this phone does without it");
        }
      }
    }
  }

  /** {@code AUDIO_CODEC1 G722 wideband codec}. */
  private static void codecs(Collector.Open s, Map<String, String> values) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      String codec = Fill.codec(values.getOrDefault("audio_codec" + i, "").split("\\s+", 2)[0]);
      if (codec != null && !names.contains(codec)) {
        names.add(codec);
      }
    }
    Fill.list(s, Field.CODECS, names);
  }
}

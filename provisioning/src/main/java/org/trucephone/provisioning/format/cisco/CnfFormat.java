package org.trucephone.provisioning.format.cisco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;

/**
 * {@code SIPDefault.cnf} and {@code SIP<MAC>.cnf} of the 7940 and 7960 with SIP images (P0S3-…).
 *
 * <p>Lines of {@code name: value ; comment}; {@code #} begins a comment line; a value may stand in
 * double quotes, the blank after the colon may be missing. An address and its port are statements
 * of their own and may stand in different files.
 */
public final class CnfFormat implements ConfigFormat {
  private static final Pattern STATEMENT = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*:(.*)");
  private static final Pattern SIGN =
      Pattern.compile(
          "(?m)^[ \\t]*+(image_version|proxy[1-6]_address|proxy_register|line[1-6]_"
              + "(?:name|authname|password|displayname|shortname)|timer_register_expires|"
              + "dial_template|tftp_cfg_dir|phone_label|preferred_codec)\\s*:");
  private static final Pattern LINE = Pattern.compile("line([1-6])_([a-z]+)");
  private static final Pattern PROXY = Pattern.compile("proxy([1-6])_(address|port)");
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "proxy_emergency",
          "proxy_emergency_port",
          "user_info",
          "tos_media",
          "dtmf_inband",
          "dtmf_db_level",
          "timer_t1",
          "timer_t2",
          "timer_invite_expires",
          "sip_retx",
          "sip_invite_retx",
          "sip_max_forwards",
          "tftp_cfg_dir",
          "sntp_mode",
          "dst_offset",
          "dst_start_month",
          "dst_start_day",
          "dst_start_day_of_week",
          "dst_start_week_of_month",
          "dst_start_time",
          "dst_stop_month",
          "dst_stop_day",
          "dst_stop_day_of_week",
          "dst_stop_week_of_month",
          "dst_stop_time",
          "dst_auto_adjust",
          "callerid_blocking",
          "anonymous_call_block",
          "sync",
          "nat_received_processing",
          "nat_enable",
          "cnf_join_enable",
          "semi_attended_transfer",
          "telnet_level",
          "phone_prompt",
          "http_proxy_addr",
          "http_proxy_port",
          "dyn_dns_addr_1",
          "dyn_dns_addr_2",
          "dyn_tftp_addr",
          "remote_party_id",
          "call_hold_ringback",
          "stutter_msg_waiting",
          "call_stats",
          "language",
          "autocomplete",
          "garp_enable",
          "ring_tone",
          "distinctive_ring",
          "bye_on_hold",
          "call_manager1_addr");

  @Override
  public String name() {
    return "cisco-cnf";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    if (text.stripLeading().startsWith("<")) {
      return false;
    }
    return SIGN.matcher(text).find() || named(fileName);
  }

  private static boolean named(String fileName) {
    return fileName.matches("(?i)SIP(Default|[0-9A-F]{12})\\.cnf");
  }

  private static final Pattern DIAL_TEMPLATE =
      Pattern.compile("(?m)^\\s*dial_template\\s*:\\s*\"?([A-Za-z0-9_.-]+)");

  /** The dial plan stands in a file of its own, named without its ending. */
  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    Matcher template = DIAL_TEMPLATE.matcher(Text.decode(bytes).text());
    if (!template.find() || template.group(1).equals("UNPROVISIONED")) {
      return List.of();
    }
    String name = template.group(1);
    return List.of(name.endsWith(".xml") ? name : name + ".xml");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text decoded = Text.decode(bytes);
    Collector out = new Collector(source);
    if (decoded.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    List<Entry> entries = entries(decoded.text(), out);
    if (out.isEmpty() && entries.isEmpty()) {
      return ParsedFile.unreadable(
          source,
          Finding.Kind.INVALID,
          1,
          "There is no statement of the form “name: value” in it: put the right file there.");
    }
    Map<String, String> values = new HashMap<>();
    entries.forEach(e -> values.put(e.name, e.value));
    for (Entry entry : entries) {
      map(entry, values, out.statement(entry.line, entry.name, entry.value));
    }
    boolean common = source.toLowerCase(Locale.ROOT).contains("sipdefault");
    return out.file(name(), common ? ParsedFile.Role.COMMON : ParsedFile.Role.PHONE, false);
  }

  private record Entry(int line, String name, String value) {}

  private static List<Entry> entries(String text, Collector out) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      Matcher m = STATEMENT.matcher(line);
      if (m.matches()) {
        entries.add(new Entry(number, m.group(1), value(m.group(2).strip(), number, out)));
      } else {
        String start = bare.split("[\\s=]", 2)[0];
        out.statement(number, start, "").unknown();
      }
    }
    return entries;
  }

  /** The value without quotes and comment; what stands after a closing quote is a comment. */
  private static String value(String raw, int line, Collector out) {
    if (raw.startsWith("\"")) {
      int end = raw.indexOf('"', 1);
      if (end > 0) {
        return raw.substring(1, end);
      }
      out.finding(Finding.Kind.RECOVERED, line, "A closing quote is missing: read without it.");
      return uncommented(raw.substring(1));
    }
    return uncommented(raw);
  }

  private static String uncommented(String raw) {
    int end = raw.length();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean blankBefore = i > 0 && Character.isWhitespace(raw.charAt(i - 1));
      if (c == ';' || (c == '#' && blankBefore)) {
        end = i;
        break;
      }
    }
    return raw.substring(0, end).strip();
  }

  private static void map(Entry e, Map<String, String> values, Collector.Open s) {
    String name = e.name.toLowerCase(Locale.ROOT);
    Matcher line = LINE.matcher(name);
    Matcher proxy = PROXY.matcher(name);
    if (line.matches()) {
      line(Integer.parseInt(line.group(1)), line.group(2), e.value, s);
    } else if (proxy.matches()) {
      int n = Integer.parseInt(proxy.group(1));
      if (proxy.group(2).equals("address")) {
        String port = values.getOrDefault("proxy" + n + "_port", "");
        s.set(Field.REGISTRAR, n, Plain.endpoint(unprovisioned(e.value), port)).mapped();
      } else {
        s.set(port(name), e.value).mapped();
      }
    } else {
      general(name, e.value, values, s);
    }
  }

  private static void line(int n, String what, String value, Collector.Open s) {
    String v = unprovisioned(value);
    switch (what) {
      case "name" ->
          s.set(Field.USER, n, orNull(Plain.userPart(v)))
              .set(Field.DOMAIN, n, orNull(Plain.domainPart(v)))
              .set(Field.ENABLED, n, !v.isEmpty())
              .mapped();
      case "authname" -> s.set(Field.AUTH_USER, n, orNull(v)).mapped();
      case "password" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "displayname" -> s.set(Field.DISPLAY_NAME, n, orNull(v)).mapped();
      case "shortname" -> s.set(Field.LABEL, n, orNull(v)).mapped();
      case "contact" -> s.ignored("The contact is the phone's own.");
      default -> s.unknown();
    }
  }

  private static void general(String name, String v, Map<String, String> values, Collector.Open s) {
    switch (name) {
      case "image_version" -> s.set(Field.FIRMWARE, orNull(v)).mapped();
      case "proxy_register" -> parsed(s, Field.REGISTER_ALL, v, Plain::bool, "0 or 1");
      case "timer_register_expires" ->
          parsed(s, Field.REGISTER_EXPIRES, v, CnfFormat::seconds, "a number of seconds");
      case "proxy_backup" -> paired(s, Field.ALL_BACKUP, v, values, "proxy_backup_port");
      case "outbound_proxy" ->
          paired(s, Field.ALL_OUTBOUND_PROXY, v, values, "outbound_proxy_port");
      case "proxy_backup_port", "outbound_proxy_port" -> s.set(port(name), v).mapped();
      case "phone_label" -> s.set(Field.PHONE_LABEL, orNull(v.strip())).mapped();
      case "phone_password" ->
          s.set(Field.ADMIN_PASSWORD, v.isEmpty() ? null : new Secret(v)).mapped();
      case "preferred_codec" -> parsed(s, Field.CODECS, v, CiscoWords::codec, "a codec's name");
      case "dtmf_outofband" ->
          parsed(s, Field.DTMF, v, CiscoWords::dtmf, "none, avt or avt_always");
      case "dtmf_avt_payload" ->
          parsed(s, Field.DTMF_PAYLOAD_TYPE, v, t -> Plain.integer(t, 96, 127), "96 to 127");
      case "voip_control_port" ->
          parsed(s, Field.SIP_PORT, v, t -> Plain.integer(t, 1, 65535), "a port");
      case "start_media_port", "end_media_port" ->
          parsed(s, Field.RTP_PORTS, v, t -> ports(values), "a range of ports with its other end");
      case "sntp_server" -> s.set(Field.NTP, v.isEmpty() ? null : List.of(v)).mapped();
      case "time_zone" -> s.set(Field.TIME_ZONE, orNull(v)).mapped();
      case "time_format_24hr" -> parsed(s, Field.CLOCK_24H, v, Plain::bool, "0 or 1");
      case "date_format" -> s.set(Field.DATE_FORMAT, orNull(v)).mapped();
      case "messages_uri" -> s.set(Field.VOICEMAIL, orNull(v)).mapped();
      case "directory_url" -> s.set(Field.DIRECTORY_URL, orNull(v)).mapped();
      case "services_url" -> s.set(Field.SERVICES_URL, orNull(v)).mapped();
      case "logo_url" -> s.set(Field.LOGO_URL, orNull(v)).mapped();
      case "dial_template" -> s.set(Field.DIAL_PLAN, orNull(v)).mapped();
      case "enable_vad" -> parsed(s, Field.VOICE_ACTIVITY, v, Plain::bool, "0 or 1");
      case "call_waiting" -> parsed(s, Field.CALL_WAITING, v, Plain::bool, "0 or 1");
      case "nat_address" -> s.set(Field.NAT_ADDRESS, orNull(unprovisioned(v))).mapped();
      case "dnd_control" -> doNotDisturb(v, s);
      default -> {
        if (WITHOUT_EFFECT.contains(name)) {
          s.ignored("without effect");
        } else {
          s.unknown();
        }
      }
    }
  }

  /** 0 off, 1 on, 2 and 3 the same but the user cannot change it. */
  private static void doNotDisturb(String v, Collector.Open s) {
    Integer mode = Plain.integer(v, 0, 3);
    if (mode == null) {
      s.ignored("without effect");
      return;
    }
    s.set(Field.DO_NOT_DISTURB, mode % 2 == 1);
    if (mode >= 2) {
      s.approximately("Do not disturb is set, but the user can still change it.");
    }
    s.mapped();
  }

  private static <T> void parsed(
      Collector.Open s,
      Field<T> field,
      String text,
      Function<String, @Nullable T> reader,
      String wanted) {
    if (text.isBlank()) {
      s.set(field, null).mapped();
      return;
    }
    T value = reader.apply(text);
    if (value == null) {
      s.invalid("“" + text + "” is not " + wanted + ": the statement is left out.").mapped();
    } else {
      s.set(field, value).mapped();
    }
  }

  private static void paired(
      Collector.Open s,
      Field<Endpoint> field,
      String host,
      Map<String, String> values,
      String portName) {
    s.set(field, Plain.endpoint(unprovisioned(host), values.getOrDefault(portName, ""))).mapped();
  }

  private static @Nullable Duration seconds(String text) {
    Integer value = Plain.integer(text, 1, 3_932_100);
    return value == null ? null : Duration.ofSeconds(value);
  }

  private static @Nullable PortRange ports(Map<String, String> values) {
    Integer first = Plain.integer(values.getOrDefault("start_media_port", ""), 1, 65535);
    Integer last = Plain.integer(values.getOrDefault("end_media_port", ""), 1, 65535);
    return first == null || last == null || last < first ? null : new PortRange(first, last);
  }

  private static String unprovisioned(String value) {
    return value.equalsIgnoreCase("UNPROVISIONED") ? "" : value;
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  /** Ports are kept under their own name until all files are read. */
  private static Field<String> port(String name) {
    return new Field<>(name, false);
  }

  /**
   * Joins addresses and ports that stand in different files, and gives lines without a proxy of
   * their own the first one.
   */
  @Override
  public List<Assignment<?>> conclusions(List<Assignment<?>> merged) {
    Map<Object, Assignment<?>> last = new LinkedHashMap<>();
    merged.forEach(a -> last.put(List.of(a.field(), a.index()), a));
    List<Assignment<?>> more = new ArrayList<>();
    for (int n = 1; n <= 6; n++) {
      String from = "proxy" + n;
      join(last, Field.REGISTRAR, n, from + "_port", more);
      if (n > 1 && set(last, Field.USER, n) && !set(last, Field.REGISTRAR, n)) {
        fromFirst(last, n, more);
      }
    }
    join(last, Field.ALL_BACKUP, 0, "proxy_backup_port", more);
    join(last, Field.ALL_OUTBOUND_PROXY, 0, "outbound_proxy_port", more);
    return more;
  }

  private static boolean set(Map<Object, Assignment<?>> last, Field<?> field, int n) {
    Assignment<?> a = last.get(List.of(field, n));
    return a != null && a.value() != null;
  }

  private static void join(
      Map<Object, Assignment<?>> last,
      Field<Endpoint> field,
      int n,
      String portName,
      List<Assignment<?>> more) {
    Assignment<?> address = last.get(List.of(field, n));
    Assignment<?> port = last.get(List.of(port(portName), 0));
    if (address == null || port == null) {
      return;
    }
    if (address.value() instanceof Endpoint e && port.value() instanceof String digits) {
      Endpoint joined = Plain.endpoint(e.host(), digits);
      if (joined != null && !joined.equals(e)) {
        String rule = "the port is that of " + port.provenance().place();
        Assignment<Endpoint> a =
            new Assignment<>(field, n, joined, address.provenance().withRule(rule));
        more.add(a);
        last.put(List.of(field, n), a);
      }
    }
  }

  private static void fromFirst(Map<Object, Assignment<?>> last, int n, List<Assignment<?>> more) {
    Assignment<?> first = last.get(List.of(Field.REGISTRAR, 1));
    if (first != null && first.value() instanceof Endpoint e) {
      Provenance from =
          first.provenance().withRule("a line without a proxy of its own uses proxy1");
      more.add(new Assignment<>(Field.REGISTRAR, n, e, from));
    }
  }
}

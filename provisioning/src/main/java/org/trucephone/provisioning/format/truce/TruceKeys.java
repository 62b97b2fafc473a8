package org.trucephone.provisioning.format.truce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.trucephone.provisioning.format.Jose;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Every key of the format but those of {@code [key.N]}: what it sets and how its value reads. */
final class TruceKeys {

  /** One key: the field, how the value reads (null: it does not), and what was wanted. */
  record Entry<T>(Field<T> field, Function<Object, @Nullable T> reader, String wanted) {}

  /** Keys of {@code [line.N]}. */
  static final Map<String, Entry<?>> LINE = new HashMap<>();

  /** Other keys by their dotted name. */
  static final Map<String, Entry<?>> GENERAL = new HashMap<>();

  static {
    line("enabled", Field.ENABLED, TruceKeys::bool, "true or false");
    line("user", Field.USER, TruceKeys::text, "a text");
    line("auth_user", Field.AUTH_USER, TruceKeys::text, "a text");
    line("password", Field.PASSWORD, TruceKeys::secret, "a text");
    line("display_name", Field.DISPLAY_NAME, TruceKeys::text, "a text");
    line("label", Field.LABEL, TruceKeys::text, "a text");
    line("domain", Field.DOMAIN, TruceKeys::text, "a text");
    line("registrar", Field.REGISTRAR, TruceKeys::endpoint, "\"host\" or \"host:port\"");
    line("backup", Field.BACKUP, TruceKeys::endpoint, "\"host\" or \"host:port\"");
    line("outbound_proxy", Field.OUTBOUND_PROXY, TruceKeys::endpoint, "\"host\" or \"host:port\"");
    line("transport", Field.TRANSPORT, TruceKeys::transport, "\"udp\", \"tcp\" or \"tls\"");
    line("register", Field.REGISTERS, TruceKeys::bool, "true or false");
    line("expires", Field.EXPIRES, TruceKeys::seconds, "a number of seconds");
    line("voicemail", Field.LINE_VOICEMAIL, TruceKeys::text, "a text");
    line("auto_answer", Field.AUTO_ANSWER, TruceKeys::bool, "true or false");
    line("call_waiting", Field.LINE_CALL_WAITING, TruceKeys::bool, "true or false");
    line("dialect", Field.DIALECT, TruceKeys::text, "a telephone system's name");

    general("phone.label", Field.PHONE_LABEL, TruceKeys::text, "a text");
    general("phone.language", Field.LANGUAGE, TruceKeys::text, "a language tag");
    general("phone.country", Field.COUNTRY, TruceKeys::country, "a two-letter country code");
    general("phone.admin_password", Field.ADMIN_PASSWORD, TruceKeys::secret, "a text");
    general("phone.firmware", Field.FIRMWARE, TruceKeys::text, "a text");
    general("phone.version", Field.VERSION, TruceKeys::text, "a text");
    general(
        "provisioning.key",
        Field.PROVISIONING_KEY,
        TruceKeys::joseSecret,
        "32 octets in base64url");
    general(
        "provisioning.signer",
        Field.PROVISIONING_SIGNER,
        TruceKeys::joseKey,
        "32 octets in base64url");
    general("phone.poll", Field.POLL, TruceKeys::seconds, "a number of seconds");
    general("phone.directory_url", Field.DIRECTORY_URL, TruceKeys::text, "a text");
    general("phone.directory_user", Field.DIRECTORY_USER, TruceKeys::text, "a text");
    general("phone.directory_password", Field.DIRECTORY_PASSWORD, TruceKeys::secret, "a text");
    general("phone.services_url", Field.SERVICES_URL, TruceKeys::text, "a text");
    general("phone.logo_url", Field.LOGO_URL, TruceKeys::text, "a text");
    general("calls.voicemail", Field.VOICEMAIL, TruceKeys::text, "a text");
    general("calls.reject_status", Field.REJECT_STATUS, TruceKeys::reject, "486 or 603");
    general("calls.dial_timeout", Field.DIAL_TIMEOUT, TruceKeys::seconds, "a number of seconds");
    general("calls.dial_plan", Field.DIAL_PLAN, TruceKeys::text, "a text");
    general("calls.lamp_list", Field.LAMP_LIST, TruceKeys::text, "a text");
    general("calls.auto_answer", Field.AUTO_ANSWER_ALLOWED, TruceKeys::bool, "true or false");
    general("calls.waiting", Field.CALL_WAITING, TruceKeys::bool, "true or false");
    general("calls.do_not_disturb", Field.DO_NOT_DISTURB, TruceKeys::bool, "true or false");
    general("time.servers", Field.NTP, TruceKeys::texts, "a list of host names");
    general("time.zone", Field.TIME_ZONE, TruceKeys::text, "a time zone's name");
    general("time.clock24h", Field.CLOCK_24H, TruceKeys::bool, "true or false");
    general("time.date_format", Field.DATE_FORMAT, TruceKeys::text, "a text");
    general("network.vlan", Field.VLAN, v -> number(v, 0, 4094), "0 to 4094");
    general("network.syslog", Field.SYSLOG, TruceKeys::endpoint, "\"host\" or \"host:port\"");
    general("network.nat_address", Field.NAT_ADDRESS, TruceKeys::text, "a text");
    general("network.dscp_media", Field.DSCP_MEDIA, v -> number(v, 0, 63), "0 to 63");
    general("network.dscp_signalling", Field.DSCP_SIGNALLING, v -> number(v, 0, 63), "0 to 63");
    general("sip.port", Field.SIP_PORT, v -> number(v, 1, 65535), "a port");
    general(
        "sip.transport", Field.ALL_TRANSPORT, TruceKeys::transport, "\"udp\", \"tcp\" or \"tls\"");
    general("sip.outbound_proxy", Field.ALL_OUTBOUND_PROXY, TruceKeys::endpoint, "\"host:port\"");
    general("sip.backup", Field.ALL_BACKUP, TruceKeys::endpoint, "\"host:port\"");
    general("sip.register", Field.REGISTER_ALL, TruceKeys::bool, "true or false");
    general("sip.dialect", Field.ALL_DIALECT, TruceKeys::text, "a telephone system's name");
    general("sip.expires", Field.REGISTER_EXPIRES, TruceKeys::seconds, "a number of seconds");
    general("media.codecs", Field.CODECS, TruceKeys::texts, "a list of codec names");
    general("media.rtp_ports", Field.RTP_PORTS, TruceKeys::ports, "\"FIRST-LAST\"");
    general(
        "media.dtmf",
        Field.DTMF,
        v -> word(DtmfMode.class, v),
        "\"events\", \"events-always\", \"info\" or \"inband\"");
    general(
        "media.dtmf_payload_type", Field.DTMF_PAYLOAD_TYPE, v -> number(v, 96, 127), "96 to 127");
    general(
        "media.security",
        Field.MEDIA_SECURITY,
        v -> word(MediaSecurity.class, v),
        "\"off\", \"optional\" or \"required\"");
    general("quality.collector", Field.QUALITY_COLLECTOR, TruceKeys::text, "a SIP URI");
    general("quality.interval", Field.QUALITY_INTERVAL, TruceKeys::seconds, "a number of seconds");
    general(
        "quality.rtcp_monitor",
        Field.RTCP_MONITOR,
        TruceKeys::endpoint,
        "\"host\" or \"host:port\"");
    general("media.ice", Field.ICE, TruceKeys::bool, "true or false");
    general(
        "media.stun_server", Field.STUN_SERVER, TruceKeys::endpoint, "\"host\" or \"host:port\"");
    general("media.vad", Field.VOICE_ACTIVITY, TruceKeys::bool, "true or false");
  }

  private TruceKeys() {}

  private static <T> void line(
      String key, Field<T> field, Function<Object, @Nullable T> reader, String wanted) {
    LINE.put(key, new Entry<>(field, reader, wanted));
  }

  private static <T> void general(
      String key, Field<T> field, Function<Object, @Nullable T> reader, String wanted) {
    GENERAL.put(key, new Entry<>(field, reader, wanted));
  }

  static @Nullable String text(Object value) {
    return switch (value) {
      case String s -> s;
      case Long n -> n.toString();
      default -> null;
    };
  }

  private static @Nullable Secret secret(Object value) {
    String s = text(value);
    return s == null ? null : new Secret(s);
  }

  private static @Nullable String joseKey(Object value) {
    return value instanceof String text && Jose.isKey(text) ? text : null;
  }

  private static @Nullable Secret joseSecret(Object value) {
    String key = joseKey(value);
    return key == null ? null : new Secret(key);
  }

  private static @Nullable Boolean bool(Object value) {
    return value instanceof Boolean b ? b : null;
  }

  static @Nullable Integer number(Object value, int low, int high) {
    return value instanceof Long n && n >= low && n <= high ? Integer.valueOf(n.intValue()) : null;
  }

  private static @Nullable Duration seconds(Object value) {
    Integer n = number(value, 1, 7 * 24 * 3600);
    return n == null ? null : Duration.ofSeconds(n);
  }

  private static @Nullable Integer reject(Object value) {
    Integer n = number(value, 486, 603);
    return n != null && (n == 486 || n == 603) ? n : null;
  }

  private static @Nullable Endpoint endpoint(Object value) {
    return value instanceof String s ? Plain.endpoint(s) : null;
  }

  private static @Nullable Transport transport(Object value) {
    return word(Transport.class, value);
  }

  private static @Nullable String country(Object value) {
    return value instanceof String s && s.matches("[A-Za-z]{2}")
        ? s.toUpperCase(Locale.ROOT)
        : null;
  }

  private static @Nullable PortRange ports(Object value) {
    String[] ends = value instanceof String s ? s.split("-", 2) : new String[0];
    if (ends.length != 2) {
      return null;
    }
    Integer first = Plain.integer(ends[0], 1, 65535);
    Integer last = Plain.integer(ends[1], 1, 65535);
    return first == null || last == null || last < first ? null : new PortRange(first, last);
  }

  private static @Nullable List<String> texts(Object value) {
    if (!(value instanceof TomlArray array)) {
      return value instanceof String s ? List.of(s) : null;
    }
    List<String> all = new ArrayList<>();
    for (Object item : array.toList()) {
      if (!(item instanceof String s)) {
        return null;
      }
      all.add(s);
    }
    return List.copyOf(all);
  }

  static <E extends Enum<E>> @Nullable E word(Class<E> type, Object value) {
    if (value instanceof String s) {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().replace('_', '-').equalsIgnoreCase(s.strip())) {
          return constant;
        }
      }
    }
    return null;
  }
}

package org.trucephone.provisioning.format.aastra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Gives each statement its meaning. {@code 0.0.0.0} and an empty value are: none. */
final class AastraReader {
  private static final Pattern LINE = Pattern.compile("sip line(\\d{1,2}) (.+)");

  private static final Areas AREAS =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            download_* use_alternate* alternate_* ftp_* http_* https_* tftp_* auto_resync_* upgrade_*
            contact_rcs redirection* config_* inactive_* force_web_* max_boot* web_recovery* startup*
          the network is set up by the system, not by this file
            dhcp* subnet_* default_gateway dns1 dns2 ethernet_* lldp* upnp_* qos_* 802* eap* priority_* tos_*
            vlan_id_port_1 pc_* pppoe* ip ip_* hostname link_* cdp*
          this phone decides its retries and refreshes itself
            sip_registration_* sip_transaction_* sip_t1* sip_t2* sip_session* sip_explicit* sip_blf_*
            sip_acd_* sip_bla_* sip_as-feature* sip_refer* sip_*retry* sip_update* sip_subscri*
          NAT is handled by symmetric response routing
            sip_symmetric* sip_rport* sip_nortel* sip_nat_port sip_nat_rtp* sip_stun* sip_turn* sip_ice*
          display and keys' looks are those of the vendor's phone
            backlight* bl_* lcd_* background* contrast* brightness* screen_* idle_* softkeys_* image_* collapsed*
            input_* switch_* more_* top_softkey* call_waiting_tone custom_* date_* picture* preferred*
          clock details follow the time zone
            dst_* time_zone_minutes time_zone_code time_server_disabled
          directories other than the first are not read
            directory_* callers_* services_* ldap_* exchange_* contact* external_* call_history* missed*
          sounds are those of this phone
            ring_* tone_* priority_alerting* alert_* headset_* handset_* handsfree_* audio_* play_* stutter_*
            goodbye_* suppress_* display_dtmf* mwi_led* speaker* loudspeaker* bluetooth* dnd_* volume*
          access to the phone is by its own page and PIN
            user_password options_* web_* xml_* action_* telnet* ssh* phone_lock* emergency_* lock_* local_*
          logs go where syslog goes
            log_module* log_server_port log_* debug* core_* crash* support* sip_user-agent* capture*
          forwarding and its codes belong to the server
            call_forward* cfu* cfb* cfna* sip_lcr*
          certificates are the system's
            sips_* cert* 802.1x* ca_* tls_*
          without effect on this phone
            sip_* prgkey* acd_* two_call* incoming_* directed_call* sprecode* pickupsprecode* park_*
            language_* conference* hotdesk* visitor* speed* sms* rtcp* paging* group_* live* feature* media*
            map_* multi* video* usb* dect* wifi* mobile* m6* licens* indial* ptime* blf_* disable_* enable_* show_*
          """);

  private final List<Entry> entries;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final TreeSet<Integer> lines = new TreeSet<>();
  private final AastraKeys keys;

  AastraReader(List<Entry> entries, Collector out) {
    this.entries = entries;
    this.out = out;
    for (Entry e : entries) {
      String name = key(e);
      values.put(name, clear(e.value()));
      Matcher line = LINE.matcher(name);
      if (line.matches() && !clear(e.value()).isEmpty()) {
        lines.add(Integer.parseInt(line.group(1)));
      }
    }
    if (!value("sip user name").isEmpty()) {
      lines.add(1);
    }
    this.keys = new AastraKeys(values);
  }

  private static String key(Entry e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private static String clear(String value) {
    return value.equals("0.0.0.0") ? "" : value;
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  void read() {
    for (Entry e : entries) {
      String name = key(e);
      String v = clear(e.value());
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      Matcher line = LINE.matcher(name);
      if (line.matches()) {
        int n = Integer.parseInt(line.group(1));
        account(s, List.of(n), "sip line" + n + " ", line.group(2), v);
      } else if (!keys.take(s, name) && !general(s, name, v)) {
        String what = name.startsWith("sip ") ? name.substring(4) : "";
        // What is said without a line goes for each line that says nothing of its own.
        List<Integer> silent = new ArrayList<>(lines);
        silent.removeIf(n -> !value("sip line" + n + " " + what).isEmpty());
        account(s, silent, "sip ", what, v);
      }
    }
  }

  private void account(Collector.Open s, List<Integer> of, String prefix, String what, String v) {
    switch (what) {
      case "user name" -> each(s, of, Field.USER, v.isEmpty() ? null : Plain.userPart(v));
      case "auth name" -> each(s, of, Field.AUTH_USER, none(v));
      case "password" -> each(s, of, Field.PASSWORD, v.isEmpty() ? null : new Secret(v));
      case "display name" -> each(s, of, Field.DISPLAY_NAME, none(v));
      case "screen name" -> each(s, of, Field.LABEL, none(v));
      case "vmail" -> {
        if (prefix.equals("sip ")) {
          s.set(Field.VOICEMAIL, none(v));
        }
        each(s, of, Field.LINE_VOICEMAIL, none(v));
      }
      case "registrar ip" -> server(s, of, prefix, "registrar", Field.REGISTRAR, v);
      case "backup registrar ip" -> server(s, of, prefix, "backup registrar", Field.BACKUP, v);
      case "proxy ip" -> proxy(s, of, prefix, v);
      case "outbound proxy" -> {
        String port = value(prefix + "outbound proxy port");
        each(s, of, Field.OUTBOUND_PROXY, Plain.endpoint(v, port));
      }
      case "backup proxy ip",
          "backup proxy port",
          "backup registrar port",
          "registrar port",
          "proxy port",
          "outbound proxy port",
          "screen name 2" ->
          s.mapped();
      case "registration period" -> {
        Integer seconds = Plain.integer(v, 1, 10_000_000);
        each(s, of, Field.EXPIRES, seconds == null ? null : java.time.Duration.ofSeconds(seconds));
      }
      case "transport protocol" -> {
        Transport transport = transport(v);
        if (prefix.equals("sip ")) {
          s.set(Field.ALL_TRANSPORT, transport).mapped();
        } else {
          each(s, of, Field.TRANSPORT, transport);
        }
      }
      case "auto answer", "allow auto answer" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "dtmf method" -> {
        if (of.isEmpty() || of.getFirst() == 1) {
          Fill.parsed(s, Field.DTMF, 0, v, AastraReader::dtmf, "0 RTP, 1 SIP INFO or 2 both");
        } else {
          s.ignored("the first line's value goes for all");
        }
      }
      case "srtp mode" -> {
        if (of.isEmpty() || of.getFirst() == 1) {
          Fill.parsed(s, Field.MEDIA_SECURITY, 0, v, AastraReader::srtp, "0, 1 or 2");
        } else {
          s.ignored("the first line's value goes for all");
        }
      }
      default -> AREAS.end(s, ("sip " + what).replace(' ', '_'));
    }
  }

  private static <T> void each(
      Collector.Open s, List<Integer> of, Field<T> field, @Nullable T value) {
    of.forEach(n -> s.set(field, n, value));
    s.mapped();
  }

  private void server(
      Collector.Open s,
      List<Integer> of,
      String prefix,
      String what,
      Field<Endpoint> field,
      String v) {
    each(s, of, field, v.isEmpty() ? null : Plain.endpoint(v, value(prefix + what + " port")));
  }

  /** Where there is no registrar, the proxy is asked to register. */
  private void proxy(Collector.Open s, List<Integer> of, String prefix, String v) {
    for (int n : of) {
      boolean own =
          !value("sip line" + n + " registrar ip").isEmpty()
              || !value("sip registrar ip").isEmpty();
      if (!own && !v.isEmpty()) {
        s.set(Field.REGISTRAR, n, Plain.endpoint(v, value(prefix + "proxy port")));
      }
      s.set(Field.DOMAIN, n, none(v));
    }
    s.mapped();
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }

  private boolean general(Collector.Open s, String name, String v) {
    switch (name) {
      case "time server1",
          "time server2",
          "time server3",
          "time server 1",
          "time server 2",
          "time server 3" -> {
        if (value("time server disabled").equals("1")) {
          s.ignored("time server disabled is 1");
        } else {
          Fill.list(
              s,
              Field.NTP,
              Stream.of(1, 2, 3)
                  .map(i -> value("time server" + i) + value("time server " + i))
                  .filter(t -> !t.isEmpty())
                  .toList());
        }
      }
      case "time zone name" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "time format" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      case "date format" -> Fill.text(s, Field.DATE_FORMAT, 0, v);
      case "tagging enabled" -> s.mapped();
      case "vlan id" -> {
        if (value("tagging enabled").equals("0")) {
          s.ignored("tagging enabled is 0");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 0, 4094);
        }
      }
      case "log server ip" -> Fill.syslog(s, v, value("log server port"));
      case "admin password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "firmware server" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "tone set" -> Fill.part(s, Field.COUNTRY, Names.country(v));
      case "language" -> Fill.part(s, Field.LANGUAGE, Names.language(v));
      case "sip dial plan" -> DialPlans.fill(s, v, DialPlans.Grammar.PLUS_REPEATS);
      case "sip digit timeout" -> Fill.seconds(s, Field.DIAL_TIMEOUT, 0, v);
      case "sip rtp port" ->
          Fill.parsed(
              s,
              Field.RTP_PORTS,
              0,
              v,
              t -> {
                Integer first = Plain.integer(t, 1024, 65_000);
                return first == null ? null : new PortRange(first, first + 99);
              },
              "a port");
      case "sip customized codec" -> codecs(s, v);
      case "sip silence suppression" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "sip local port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "sip out-of-band dtmf" -> s.ignored("events are used where the other side takes them");
      case "sip nat ip" -> Fill.text(s, Field.NAT_ADDRESS, 0, v);
      case "tos sip" -> Fill.number(s, Field.DSCP_SIGNALLING, 0, v, 0, 63);
      case "tos rtp" -> Fill.number(s, Field.DSCP_MEDIA, 0, v, 0, 63);
      case "call waiting" -> Fill.bool(s, Field.CALL_WAITING, 0, v);
      case "directory 1" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      case "xml application uri", "xml application url" -> Fill.text(s, Field.SERVICES_URL, 0, v);
      default -> {
        if (name.startsWith("sip ")) {
          return false;
        }
        AREAS.end(s, name.replace(' ', '_'));
      }
    }
    return true;
  }

  /** {@code payload=9;ptime=20;silsupp=on,payload=0;…}. */
  private static void codecs(Collector.Open s, String v) {
    List<String> names = new ArrayList<>();
    Matcher m = Pattern.compile("payload=(\\d{1,3})").matcher(v);
    while (m.find()) {
      String codec =
          switch (m.group(1)) {
            case "0", "110" -> "PCMU";
            case "8", "111" -> "PCMA";
            case "9" -> "G722";
            case "18" -> "G729";
            case "2" -> "G726-32";
            default -> "";
          };
      if (!codec.isEmpty() && !names.contains(codec)) {
        names.add(codec);
      }
    }
    Fill.list(s, Field.CODECS, names);
  }

  private static @Nullable Transport transport(String v) {
    return switch (v) {
      case "1" -> Transport.UDP;
      case "2" -> Transport.TCP;
      case "4" -> Transport.TLS;
      default -> null;
    };
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0", "2" -> DtmfMode.EVENTS;
      case "1" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private static @Nullable MediaSecurity srtp(String v) {
    return switch (v) {
      case "0" -> MediaSecurity.OFF;
      case "1" -> MediaSecurity.OPTIONAL;
      case "2" -> MediaSecurity.REQUIRED;
      default -> null;
    };
  }
}

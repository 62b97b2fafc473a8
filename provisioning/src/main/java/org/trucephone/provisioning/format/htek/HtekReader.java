package org.trucephone.provisioning.format.htek;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.pvalue.Parameter;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Transport;

/**
 * Gives each parameter its meaning. Servers stand in profiles, users in accounts; an account names
 * its profile, counted from 0, and uses the first when it names none.
 */
final class HtekReader {
  private static final Pattern ACCOUNT = Pattern.compile("account(\\d{1,2})_(\\w+)");
  private static final Pattern PROFILE = Pattern.compile("profile(\\d{1,2})_(\\w+)");
  private static final Pattern KEY =
      Pattern.compile("linekey(\\d{1,2})_(type|value|label|account|extension|mode)");
  private static final Areas IGNORED =
      Areas.of(
          """
          a detail this phone decides itself
            profile* account* transfer_* setting* call* sip* rtp* nat* transp* voice*
          keys' details are those of the vendor's phone
            softkey* programmablekey* linekey* memorykey* expansion* extkey* dsskey* preference_* exp*
          other directories are not read
            remotephonebook* phonebook* ldap* directory* contact* broadsoft* bw*
          the network is set up by the system, not by this file
            ipv4* ipv6* ipv* network* vlan* layer* lldp* active packedinterval dhcp* httpaccess datavlantag
            iplease* qos* stun* webserver* http* openvpn* pcport* port* packet* 8021x* snmp* p8 p9
          this phone fetches its configuration by its own rules
            firmwareupgrade_* autoupgrade* provision* autoprovision* upgrade* tr069* pnp* management*
          access to the phone is by its own page and PIN
            userpassword loguser_* actionurl* push* security* password* login* web*
          sounds and screens are those of this phone
            ring* tone* audio* backlight* screen* wallpaper* display* language* date* time* led* multicast* paging*
            volume* headset* handset* speaker* logo* phone* hot* intercom* power* watch* ehs* bluetooth* wifi*
            dnd* forward* dial* auto* emergency* features* lock* log* syslog*
          """);

  private final List<Parameter> parameters;
  private final Collector out;
  private final Map<String, String> values = new HashMap<>();
  private final Set<Integer> accounts = new TreeSet<>();
  private final Set<String> keysDone = new HashSet<>();

  HtekReader(List<Parameter> parameters, Collector out) {
    this.parameters = parameters;
    this.out = out;
    for (Parameter p : parameters) {
      String name = HtekWords.of(p);
      values.put(name, p.value());
      Matcher account = ACCOUNT.matcher(name);
      if (account.matches() && account.group(2).equals("sipuserid") && !p.value().isEmpty()) {
        accounts.add(Integer.parseInt(account.group(1)));
      }
    }
  }

  boolean own() {
    return !accounts.isEmpty();
  }

  void read() {
    for (Parameter p : parameters) {
      String name = HtekWords.of(p);
      String shown = p.word().isEmpty() ? p.name() : p.name() + " " + p.word();
      Collector.Open s = out.statement(p.line(), shown, p.value());
      Matcher account = ACCOUNT.matcher(name);
      Matcher profile = PROFILE.matcher(name);
      Matcher key = KEY.matcher(name);
      if (p.value().isEmpty()) {
        s.ignored("empty: nothing changes");
      } else if (account.matches()) {
        account(s, Integer.parseInt(account.group(1)), account.group(2), p.value());
      } else if (profile.matches()) {
        profile(s, Integer.parseInt(profile.group(1)), profile.group(2), p.value());
      } else if (key.matches()) {
        key(s, Integer.parseInt(key.group(1)));
      } else {
        general(s, name, p.value());
      }
    }
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private static void account(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "active" -> Fill.bool(s, Field.ENABLED, n, v);
      case "label" -> Fill.text(s, Field.LABEL, n, v);
      case "sipuserid" -> Fill.text(s, Field.USER, n, Plain.userPart(v));
      case "authenticateid" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "authenticatepassword" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "dispalyname", "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "voicemailid" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "profile" -> s.mapped();
      case "dialplan" -> {
        if (n == 1) {
          DialPlans.fill(s, v, DialPlans.Grammar.PLUS_REPEATS);
        } else {
          s.ignored("the first account's dial plan goes for all");
        }
      }
      default -> IGNORED.end(s, "account_" + what);
    }
  }

  /** The accounts that use a profile; the first profile goes for those that name none. */
  private List<Integer> users(int profile) {
    List<Integer> users = new ArrayList<>();
    for (int n : accounts) {
      Integer number = Plain.integer(value("account" + n + "_profile"), 0, 15);
      if ((number == null ? 0 : number) + 1 == profile) {
        users.add(n);
      }
    }
    return users.isEmpty() && accounts.isEmpty() ? List.of(profile) : users;
  }

  private void profile(Collector.Open s, int profile, String what, String v) {
    List<Integer> users = users(profile);
    switch (what) {
      case "sipserver" -> users.forEach(n -> s.set(Field.REGISTRAR, n, Plain.endpoint(v)));
      case "failoversipserver" -> users.forEach(n -> s.set(Field.BACKUP, n, Plain.endpoint(v)));
      case "outboundproxy" -> users.forEach(n -> s.set(Field.OUTBOUND_PROXY, n, Plain.endpoint(v)));
      case "siptransport" -> transport(s, users, v);
      case "sipregistration" -> {
        Boolean registers = Plain.bool(v);
        users.forEach(n -> s.set(Field.REGISTERS, n, registers));
      }
      case "registerexpiration" -> {
        Integer minutes = Plain.integer(v, 1, 65535);
        if (minutes == null) {
          s.invalid("“" + v + "” is not a number of minutes: the statement is left out.");
        } else {
          users.forEach(n -> s.set(Field.EXPIRES, n, Duration.ofMinutes(minutes)));
        }
      }
      case "autoanswer" -> {
        Boolean answers = Plain.bool(v);
        users.forEach(n -> s.set(Field.AUTO_ANSWER, n, answers));
      }
      default -> {
        shared(s, profile, what, v);
        return;
      }
    }
    if (users.isEmpty()) {
      s.ignored("no account uses this profile");
    } else {
      s.mapped();
    }
  }

  private static void transport(Collector.Open s, List<Integer> users, String v) {
    Transport transport =
        switch (v) {
          case "0" -> Transport.UDP;
          case "1" -> Transport.TCP;
          case "2" -> Transport.TLS;
          default -> null;
        };
    if (transport == null) {
      s.invalid("“" + v + "” is no transport (0 UDP, 1 TCP, 2 TLS).");
    } else {
      users.forEach(n -> s.set(Field.TRANSPORT, n, transport));
    }
  }

  /** What the vendor has for each profile and this phone once: the first profile's goes. */
  private void shared(Collector.Open s, int profile, String what, String v) {
    boolean codec = what.matches("choice\\d");
    switch (codec ? "choice" : what) {
      case "choice",
          "dtmfpayloadtype",
          "srtpmode",
          "vad",
          "dtmfinaudio",
          "dtmfvia2833",
          "dtmfviasipinfo",
          "answerviacallinfo" -> {
        if (profile > 1) {
          s.ignored("the first profile's value goes for all");
        } else if (codec) {
          Fill.list(s, Field.CODECS, codecs());
        } else {
          first(s, what, v);
        }
      }
      default -> IGNORED.end(s, "profile_" + what);
    }
  }

  private void first(Collector.Open s, String what, String v) {
    switch (what) {
      case "dtmfpayloadtype" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "srtpmode" ->
          Fill.parsed(
              s,
              Field.MEDIA_SECURITY,
              0,
              v,
              t ->
                  switch (t) {
                    case "0" -> MediaSecurity.OFF;
                    case "1" -> MediaSecurity.OPTIONAL;
                    case "2" -> MediaSecurity.REQUIRED;
                    default -> null;
                  },
              "0, 1 or 2");
      case "vad" -> Fill.bool(s, Field.VOICE_ACTIVITY, 0, v);
      case "answerviacallinfo" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      default -> Fill.part(s, Field.DTMF, dtmf());
    }
  }

  private DtmfMode dtmf() {
    if (value("profile1_dtmfvia2833").equals("1")) {
      return DtmfMode.EVENTS;
    }
    return value("profile1_dtmfviasipinfo").equals("1") ? DtmfMode.INFO : DtmfMode.INBAND;
  }

  private List<String> codecs() {
    List<String> list = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      String codec =
          switch (value("profile1_choice" + i)) {
            case "0" -> "PCMU";
            case "8" -> "PCMA";
            case "9" -> "G722";
            case "18" -> "G729";
            case "2" -> "G726-32";
            case "4" -> "G723";
            case "97", "98", "20" -> "iLBC";
            case "120", "123" -> "opus";
            default -> "";
          };
      if (!codec.isEmpty()) {
        list.add(codec);
      }
    }
    return list.stream().distinct().toList();
  }

  private void key(Collector.Open s, int n) {
    String of = "linekey" + n + "_";
    if (keysDone.add(of)) {
      String code = value(of + "type");
      String extension = value(of + "extension");
      String value = value(of + "value").isEmpty() ? extension : value(of + "value");
      KeyType type = type(code);
      Integer account = Plain.integer(value(of + "account"), 0, 15);
      if (type != KeyType.NONE || !value.isEmpty()) {
        int line = account == null ? 0 : account + 1;
        s.key(
            n, type, value, value(of + "label"), type == KeyType.LINE && line == 0 ? n : line, "");
        if (type == KeyType.OTHER) {
          s.approximately(
              "A key of type " + code + " has no function on this phone: it stays dark.");
        }
      }
    }
    s.mapped();
  }

  private static KeyType type(String code) {
    return switch (code) {
      case "", "0" -> KeyType.NONE;
      case "1" -> KeyType.LINE;
      case "2" -> KeyType.SPEED_DIAL;
      case "3", "4" -> KeyType.BLF;
      case "7" -> KeyType.VOICEMAIL;
      case "8" -> KeyType.PARK;
      case "9" -> KeyType.PICKUP;
      case "10" -> KeyType.INTERCOM;
      case "11" -> KeyType.DTMF;
      case "15" -> KeyType.DO_NOT_DISTURB;
      default -> KeyType.OTHER;
    };
  }

  private void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "adminpassword" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "urloripaddress" -> Fill.list(s, Field.NTP, List.of(v));
      case "preference_timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "layer2qos_802_1q_vlantag" -> {
        if (value("network_advanced_vlan_wanvlan").equals("0") || v.equals("0")) {
          s.ignored("the VLAN is switched off");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 1, 4094);
        }
      }
      case "network_advanced_vlan_wanvlan" -> s.mapped();
      case "firmwareupgrade_firmwareserverpath" -> Fill.text(s, Field.FIRMWARE, 0, v);
      case "syslogserver" -> Fill.endpoint(s, Field.SYSLOG, 0, v);
      case "remotephonebook1_url" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      case "phonebookxmldownload_serverpath" -> Fill.text(s, Field.DIRECTORY_URL, 0, v);
      default -> IGNORED.end(s, name);
    }
  }
}

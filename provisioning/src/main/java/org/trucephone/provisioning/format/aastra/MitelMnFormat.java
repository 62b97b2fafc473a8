package org.trucephone.provisioning.format.aastra;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.Secret;

/**
 * {@code MN_Generic.cfg} and {@code MN_<MAC>.cfg} of Mitel's 53xx: {@code <Parameter Model="…">}.
 */
public final class MitelMnFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile("<Parameter\\s+Model\\s*=|<user_list>\\s*<User\\s", Pattern.CASE_INSENSITIVE);

  private static final Areas AREAS =
      Areas.of(
          """
          the network is set up by the system, not by this file
            dhcp* ip* pppoe* host_* lanport pcport subnet* video_ip snmp*
          this phone fetches its configuration by its own rules
            tftp* http* cfg_* firmware* reboot_phone ftp* remote_reboot
          access to the phone is by its own page and PIN
            admin* html* telnet* user_passwd csta* webdial* tls_* checkpeercert
          forwarding and its codes belong to the server
            busy_fwd* always_fwd* noans_fwd* callforwardctl try_ring* fac*
          sounds and looks are those of this phone
            rd* dt* lcd* beep* on_hold* cw_tone ring* tone* rss* logo* screen* backlight*
          the person's own lists are not taken from here
            pb* callCount* missedcalls*
          """);

  @Override
  public String name() {
    return "mitel-mn";
  }

  @Override
  public String persona() {
    return "aastra";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<") && SIGN.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = XmlReader.read(Text.decode(bytes).text());
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    XmlElement root = document.root();
    if (root == null) {
      return ParsedFile.unreadable(
          source, Finding.Kind.INVALID, 1, "There is no element in it: put the right file there.");
    }
    for (XmlElement e : root.children()) {
      if (e.is("user_list")) {
        int n = 0;
        for (XmlElement user : e.all("User")) {
          user(out, user, ++n);
        }
      } else if (e.is("pkDescription")) {
        e.all("Key").forEach(key -> key(out, key));
      } else {
        general(out, e);
      }
    }
    boolean own = root.child("user_list").isPresent();
    return out.file(
        name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, document.cutOff());
  }

  private static void user(Collector out, XmlElement user, int n) {
    for (XmlElement.Attribute a : user.attributes()) {
      Collector.Open s = out.statement(a.line(), "User." + a.name(), a.value());
      String v = a.value().strip();
      switch (a.name().toLowerCase(Locale.ROOT)) {
        case "state" -> Fill.bool(s, Field.ENABLED, n, v);
        case "id" -> s.set(Field.USER, n, none(Plain.userPart(v))).mapped();
        case "dispname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
        case "pwd" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
        case "authname" -> Fill.text(s, Field.AUTH_USER, n, v);
        case "regsvr" -> Fill.endpoint(s, Field.REGISTRAR, n, v, user.attribute("RegPort"));
        case "outsvr" -> Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, user.attribute("OutPort"));
        case "regport", "outport", "proxysvr", "proxyport" -> s.mapped();
        default -> s.ignored("without effect on this phone");
      }
    }
  }

  private static void key(Collector out, XmlElement key) {
    Integer index = Plain.integer(key.attribute("Line"), 1, 999);
    Collector.Open s = out.statement(key.line(), "Key", key.attribute("Addr"));
    if (index == null) {
      s.invalid("Key without a Line from 1: it is left out.").mapped();
      return;
    }
    KeyType type =
        switch (key.attribute("Fea")) {
          case "0", "" -> KeyType.NONE;
          case "1" -> KeyType.SPEED_DIAL;
          case "2" -> KeyType.BLF;
          case "6", "7" -> KeyType.LINE;
          default -> KeyType.OTHER;
        };
    s.key(index, type, key.attribute("Addr"), key.attribute("Des"), 0, "").mapped();
  }

  private static void general(Collector out, XmlElement e) {
    String v = e.text();
    Collector.Open s = out.statement(e.line(), e.name(), v);
    switch (e.name().toLowerCase(Locale.ROOT)) {
      case "sntp" -> Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "time_zone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "register_expire" -> Fill.seconds(s, Field.REGISTER_EXPIRES, 0, v);
      case "vlan_id" -> {
        Integer vlan = Plain.integer(v, 1, 4094);
        s.set(Field.VLAN, vlan).mapped();
      }
      case "voicemail_key" -> Fill.text(s, Field.VOICEMAIL, 0, v);
      case "local_sip_port" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "dtmf_payload" -> Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "dtmf_type" ->
          Fill.parsed(s, Field.DTMF, 0, v, MitelMnFormat::dtmf, "0 events, 1 tones or 2 INFO");
      case "do_not_disturb" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      case "time_format" -> Fill.bool(s, Field.CLOCK_24H, 0, v);
      default -> {
        String reason = AREAS.reason(e.name());
        s.ignored(reason == null ? "without effect on this phone" : reason);
      }
    }
  }

  private static @Nullable DtmfMode dtmf(String v) {
    return switch (v) {
      case "0" -> DtmfMode.EVENTS;
      case "1" -> DtmfMode.INBAND;
      case "2" -> DtmfMode.INFO;
      default -> null;
    };
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }
}

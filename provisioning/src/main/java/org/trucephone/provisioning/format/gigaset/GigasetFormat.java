package org.trucephone.provisioning.format.gigaset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * {@code <MAC>.xml}: {@code <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_USER_ID_2" value='"1002"'/>}, whose
 * values carry quotes of their own and whose numbers are hexadecimal; or {@code <param
 * name="SipAccount.00002.UserName" value="1002"/>} with providers that accounts point to.
 */
public final class GigasetFormat implements ConfigFormat {
  private static final Pattern OLD =
      Pattern.compile(
          "BS_(?:IP_Data\\d|Accounts)\\.(?:auc|uc|ui|ul)\\w*?_([A-Z][A-Z0-9_]*?)(?:_([1-9]))?(?:\\[0])?");
  private static final Pattern ACCOUNT = Pattern.compile("sipaccount\\.0*(\\d{1,4})\\.(\\w+)");
  private static final Pattern PROVIDER = Pattern.compile("sipprovider\\.(\\d{1,3})\\.(\\w+)");

  @Override
  public String name() {
    return "gigaset";
  }

  @Override
  public String persona() {
    return "gigaset";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        && (text.contains("<ProviderFrame")
            || text.contains("<SYMB_ITEM")
            || text.contains("<nvm") && text.contains("<param "));
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
    List<Entry> entries = new ArrayList<>();
    collect(root, entries, 0);
    Map<String, String> values = new HashMap<>();
    entries.forEach(e -> values.put(e.name().toLowerCase(Locale.ROOT), e.value()));
    boolean own = false;
    for (Entry e : entries) {
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      own |= take(s, e, values);
    }
    return out.file(
        name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, document.cutOff());
  }

  private static void collect(XmlElement element, List<Entry> entries, int depth) {
    String id = element.is("SYMB_ITEM") ? element.attribute("ID") : element.attribute("name");
    if (!id.isEmpty() && (element.is("SYMB_ITEM") || element.is("param"))) {
      String value = element.attribute("value").strip();
      if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
        value = value.substring(1, value.length() - 1);
      }
      entries.add(new Entry(element.line(), id, value));
    } else if (element.is("file") && !element.attribute("url").isEmpty()) {
      entries.add(new Entry(element.line(), "firmware.url", element.attribute("url")));
    }
    if (depth < 32) {
      element.children().forEach(child -> collect(child, entries, depth + 1));
    }
  }

  private static boolean take(Collector.Open s, Entry e, Map<String, String> values) {
    String name = e.name().toLowerCase(Locale.ROOT);
    Matcher old = OLD.matcher(e.name());
    Matcher account = ACCOUNT.matcher(name);
    Matcher provider = PROVIDER.matcher(name);
    if (old.matches()) {
      int n = old.group(2) == null ? 1 : Integer.parseInt(old.group(2));
      return old(s, n, old.group(1), e.value(), values);
    }
    if (account.matches()) {
      return account(s, Integer.parseInt(account.group(1)), account.group(2), e.value());
    }
    if (provider.matches()) {
      provider(s, provider.group(1), provider.group(2), e.value(), values);
    } else {
      general(s, name, e.value());
    }
    return false;
  }

  /** The N510's items. */
  private static boolean old(
      Collector.Open s, int n, String what, String v, Map<String, String> values) {
    String suffix = n == 1 ? "" : "_" + n;
    boolean used = !value(values, "bs_ip_data1.aucs_sip_user_id" + suffix).isEmpty();
    switch (what) {
      case "SIP_USER_ID" -> Fill.text(s, Field.USER, n, v);
      case "SIP_LOGIN_ID" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "SIP_PASSWORD" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "SIP_DISPLAYNAME" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "SIP_DOMAIN" -> Fill.text(s, Field.DOMAIN, n, v);
      case "SIP_REGISTRAR" -> {
        String server = value(values, "bs_ip_data1.aucs_sip_server" + suffix);
        String port = value(values, "bs_ip_data1.uii_sip_registrar_port" + suffix);
        Fill.endpoint(s, Field.REGISTRAR, n, v.isEmpty() ? server : v, number(port));
      }
      case "SIP_SERVER", "SIP_REGISTRAR_PORT", "SIP_SERVER_PORT", "OUTBOUND_PROXY_PORT" ->
          s.mapped();
      case "OUTBOUND_PROXY" -> {
        String port = value(values, "bs_ip_data1.uii_outbound_proxy_port" + suffix);
        Fill.endpoint(s, Field.OUTBOUND_PROXY, n, v, number(port));
      }
      case "RE_REGISTRATION_TIMER" -> {
        if (used) {
          Fill.seconds(s, Field.EXPIRES, n, number(v));
        } else {
          s.ignored("this account is not set up");
        }
      }
      case "SIP_ACCOUNT_IS_ACTIVE" -> {
        if (used) {
          s.set(Field.ENABLED, n, !number(v).equals("0")).mapped();
        } else {
          s.ignored("this account is not set up");
        }
      }
      case "VOIP_NET_AM_NUMBER" -> {
        if (used) {
          Fill.text(s, Field.LINE_VOICEMAIL, n, v);
        } else {
          s.ignored("this account is not set up");
        }
      }
      case "TIME_NTP_SERVER" -> Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "VLAN_ID" -> {
        String on = number(value(values, "bs_ip_data1.ucb_vlan_enabled"));
        if (on.equals("0")) {
          s.ignored("VLAN is switched off");
        } else {
          Fill.number(s, Field.VLAN, 0, number(v), 0, 4094);
        }
      }
      default -> s.ignored("this phone does without it");
    }
    return used;
  }

  private static String value(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }

  /** {@code 0x13c4} as decimal. */
  private static String number(String v) {
    if (v.matches("0[xX][0-9A-Fa-f]{1,7}")) {
      return String.valueOf(Integer.parseInt(v.substring(2), 16));
    }
    return v;
  }

  private static boolean account(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "username" -> Fill.text(s, Field.USER, n, v);
      case "authname" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "authpassword" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "voicemailmailbox" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "providerid" -> s.mapped();
      default -> s.ignored("this phone does without it");
    }
    return true;
  }

  /** What a provider says goes for each account that points to it. */
  private static void provider(
      Collector.Open s, String id, String what, String v, Map<String, String> values) {
    TreeSet<Integer> of = new TreeSet<>();
    values.forEach((name, value) -> {
      Matcher m = ACCOUNT.matcher(name);
      if (m.matches() && m.group(2).equals("username") && name(values, m.group(1)).equals(id)) {
        of.add(Integer.parseInt(m.group(1)));
      }
    });
    String prefix = "sipprovider." + id + ".";
    for (int n : of) {
      switch (what) {
        case "domain" -> s.set(Field.DOMAIN, n, none(v));
        case "regserveraddress" ->
            s.set(Field.REGISTRAR, n, Plain.endpoint(v, value(values, prefix + "regserverport")));
        case "proxyserveraddress" -> {
          if (value(values, prefix + "regserveraddress").isEmpty()) {
            String port = value(values, prefix + "proxyserverport");
            s.set(Field.REGISTRAR, n, Plain.endpoint(v, port));
          }
        }
        case "outboundproxyaddress" -> {
          String port = value(values, prefix + "outboundproxyport");
          s.set(Field.OUTBOUND_PROXY, n, Plain.endpoint(v, port));
        }
        case "failoverserveraddress" -> {
          if (!value(values, prefix + "failoverserverenabled").equals("0")) {
            String port = value(values, prefix + "failoverserverport");
            s.set(Field.BACKUP, n, Plain.endpoint(v, port));
          }
        }
        case "regserverrefreshtimer" -> {
          Integer seconds = Plain.integer(v, 1, 10_000_000);
          s.set(Field.EXPIRES, n, seconds == null ? null : Duration.ofSeconds(seconds));
        }
        case "transportprotocol" -> s.set(Field.TRANSPORT, n, transport(v));
        default -> {
          // ended below
        }
      }
    }
    switch (what) {
      case "domain",
          "regserveraddress",
          "regserverport",
          "proxyserveraddress",
          "proxyserverport",
          "outboundproxyaddress",
          "outboundproxyport",
          "failoverserveraddress",
          "failoverserverport",
          "failoverserverenabled",
          "regserverrefreshtimer",
          "transportprotocol" ->
          s.mapped();
      default -> s.ignored("this phone does without it");
    }
  }

  private static String name(Map<String, String> values, String account) {
    for (String width : new String[] {"%s", "%05d"}) {
      String key =
          width.equals("%s")
              ? "sipaccount." + account + ".providerid"
              : String.format(Locale.ROOT, "sipaccount.%05d.providerid", Integer.parseInt(account));
      String found = values.get(key);
      if (found != null) {
        return found;
      }
    }
    return "0";
  }

  private static @Nullable Transport transport(String v) {
    return switch (v) {
      case "1" -> Transport.UDP;
      case "2" -> Transport.TCP;
      case "3" -> Transport.TLS;
      default -> null;
    };
  }

  private static @Nullable String none(String v) {
    return v.isBlank() ? null : v;
  }

  private static void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "dmglobal.0.ntpserver", "system.settings.ntpserver", "global.ntpserver" ->
          Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "dmglobal.0.timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "webuiaccounts.1.password", "webuiaccount.admin.password" ->
          Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "firmware.url" -> Fill.text(s, Field.FIRMWARE, 0, v);
      default -> s.ignored("this phone does without it");
    }
  }
}

package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Names;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlLeaf;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Secret;

/** The 12x0's XML: {@code <configuration><sipAccounts><account_L1>…}. */
public final class Nortel12x0Format implements ConfigFormat {
  private static final Pattern ACCOUNT = Pattern.compile("sipaccounts/account_l(\\d{1,2})/(.+)");

  @Override
  public String name() {
    return "nortel-12x0-xml";
  }

  @Override
  public String persona() {
    return "nortel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        && text.contains("<configuration")
        && (text.contains("<sipAccounts") || text.contains("<phoneSettings"));
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = XmlReader.read(Text.decode(bytes).text());
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    List<XmlLeaf> leaves = document.root() == null ? List.of() : XmlLeaf.of(document.root());
    Map<String, String> values = new HashMap<>();
    leaves.forEach(l -> values.put(l.path(), l.value()));
    boolean own = false;
    for (XmlLeaf leaf : leaves) {
      Collector.Open s = out.statement(leaf.line(), leaf.name(), leaf.value());
      Matcher account = ACCOUNT.matcher(leaf.path());
      if (account.matches()) {
        own = true;
        account(s, Integer.parseInt(account.group(1)), account.group(2), leaf.value());
      } else {
        general(s, leaf.path(), leaf.value(), values);
      }
    }
    return out.file(
        name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, document.cutOff());
  }

  private static void account(Collector.Open s, int n, String what, String v) {
    switch (what) {
      case "authname" -> s.set(Field.USER, n, v.isEmpty() ? null : Plain.userPart(v)).mapped();
      case "authid" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "authpassword" -> s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
      case "displayname" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "registrar/registraraddress" -> Fill.endpoint(s, Field.REGISTRAR, n, v);
      case "registrar/registertimer" -> Fill.seconds(s, Field.EXPIRES, n, v);
      case "voicemailserveraddress" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "acctransport" -> Fill.transport(s, Field.TRANSPORT, n, Fill.transport(v));
      case "accproxyaddress" -> s.mapped();
      default -> s.ignored("this phone does without it");
    }
  }

  private static void general(Collector.Open s, String path, String v, Map<String, String> values) {
    switch (path) {
      case "networksettings/qosvlanid" -> s.set(Field.VLAN, Plain.integer(v, 1, 4094)).mapped();
      case "phonesettings/syslogserver" -> {
        String on = values.getOrDefault("phonesettings/enablesyslog", "");
        if (on.equalsIgnoreCase("FALSE")) {
          s.set(Field.SYSLOG, Plain.endpoint(v))
              .approximately("enableSyslog is FALSE: the server is noted.")
              .mapped();
        } else {
          Fill.endpoint(s, Field.SYSLOG, 0, v);
        }
      }
      case "phonesettings/timesettings/ntpip" ->
          Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "phonesettings/timesettings/timezone" -> Fill.text(s, Field.TIME_ZONE, 0, v);
      case "phonesettings/languageselected" -> Fill.part(s, Field.LANGUAGE, Names.language(v));
      case "phonesettings/dndcontrol" -> Fill.bool(s, Field.DO_NOT_DISTURB, 0, v);
      case "phonesettings/enableautoanswer" -> Fill.bool(s, Field.AUTO_ANSWER_ALLOWED, 0, v);
      case "phonesettings/sipport" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      case "phonesettings/rfc2833dynamicpayloadtype" ->
          Fill.number(s, Field.DTMF_PAYLOAD_TYPE, 0, v, 96, 127);
      case "phonesettings/rtpport" -> {
        Integer first = Plain.integer(v, 1024, 65_000);
        s.set(Field.RTP_PORTS, first == null ? null : Fill.ports(v, "" + (first + 99))).mapped();
      }
      case "phonesettings/disablecallwaiting" -> {
        Boolean off = Plain.bool(v);
        s.set(Field.CALL_WAITING, off == null ? null : !off).mapped();
      }
      case "phonesettings/preferredcodec" -> {
        List<String> names = new ArrayList<>();
        for (String word : v.split("\\|", -1)) {
          String codec = Fill.codec(word);
          if (codec != null) {
            names.add(codec);
          }
        }
        Fill.list(s, Field.CODECS, names);
      }
      default -> s.ignored("this phone does without it");
    }
  }
}

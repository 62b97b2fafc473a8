package org.trucephone.provisioning.format.alcatel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Secret;

/**
 * {@code lanpbx.cfg}, {@code sipconfig.txt} and {@code sipconfig-<mac>.txt} of the 40x8 with a SIP
 * image: {@code name=value} in sections.
 */
public final class AlcatelNoeFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+(APPLICATION_TYPE\\s*=\\s*APPL_|application_mode\\s*=|preferred_vocoder\\s*="
              + "|binary_polling_timer\\s*=|proxy_addr\\s*=)");

  @Override
  public String name() {
    return "alcatel-noe-sip";
  }

  @Override
  public String persona() {
    return "alcatel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return !text.stripLeading().startsWith("<")
        && (SIGN.matcher(text).find()
            || fileName.matches("(?i)lanpbx\\.cfg|sipconfig(-[0-9a-f]{12})?\\.txt"));
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    String[] lines = Text.decode(bytes).text().split("\n", -1);
    boolean own = false;
    String port = "";
    for (String line : lines) {
      if (line.strip().startsWith("proxy_port=")) {
        port = line.strip().substring(11).strip();
      }
    }
    for (int i = 0; i < lines.length; i++) {
      String bare = lines[i].strip();
      int equals = bare.indexOf('=');
      if (equals > 0 && !bare.startsWith("#") && !bare.startsWith("[")) {
        String name = bare.substring(0, equals).strip();
        String v = bare.substring(equals + 1).strip();
        own |= statement(out.statement(i + 1, name, v), name.toLowerCase(Locale.ROOT), v, port);
      }
    }
    return out.file(name(), own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, false);
  }

  private static boolean statement(Collector.Open s, String name, String v, String port) {
    switch (name) {
      case "user_name", "uri" -> {
        s.set(Field.USER, 1, v.isEmpty() ? null : Plain.userPart(v)).mapped();
        return true;
      }
      case "authentication_name" -> Fill.text(s, Field.AUTH_USER, 1, v);
      case "authentication_password" ->
          s.set(Field.PASSWORD, 1, v.isEmpty() ? null : new Secret(v)).mapped();
      case "display_name" -> Fill.text(s, Field.DISPLAY_NAME, 1, v);
      case "proxy_addr", "registrar_addr" -> Fill.endpoint(s, Field.REGISTRAR, 1, v, port);
      case "outbound_proxy_addr" -> Fill.endpoint(s, Field.OUTBOUND_PROXY, 1, v, "");
      case "domain_name" -> Fill.text(s, Field.DOMAIN, 1, v);
      case "proxy_port" -> s.mapped();
      case "register_expire" -> Fill.seconds(s, Field.REGISTER_EXPIRES, 0, v);
      case "voice_mail_uri", "mwi_uri" -> Fill.text(s, Field.VOICEMAIL, 0, Plain.userPart(v));
      case "sntp_addr", "sntp_server" ->
          Fill.list(s, Field.NTP, v.isEmpty() ? List.of() : List.of(v));
      case "admin_password", "default_password" -> Fill.secret(s, Field.ADMIN_PASSWORD, 0, v);
      case "preferred_vocoder" -> {
        List<String> names = new ArrayList<>();
        for (String type : v.split(",", -1)) {
          switch (type.strip()) {
            case "0" -> names.add("PCMU");
            case "8" -> names.add("PCMA");
            case "9" -> names.add("G722");
            case "18" -> names.add("G729");
            case "4" -> names.add("G723");
            default -> {
              // a number without a codec
            }
          }
        }
        Fill.list(s, Field.CODECS, names);
      }
      default -> s.ignored("this phone does without it");
    }
    return false;
  }
}

package org.trucephone.provisioning.format.yealink;

import java.util.List;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code y000000000000.boot}, {@code y0000000000NN.cfg} and {@code <mac>.cfg}: {@code name =
 * value}, {@code #} begins a comment, the later statement wins, {@code %NULL%} empties, an empty
 * value leaves things as they are.
 */
public final class YealinkFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+(static\\.)?(account\\.\\d+\\.[\\w.]+|linekey\\.\\d+\\.[a-z]+|memorykey\\.\\d+\\.[a-z]+"
              + "|program+ablekey\\.\\d+\\.[a-z]+|expansion_module\\.\\d+\\.key\\.\\d+\\.\\w+"
              + "|local_time\\.\\w+|voice_mail\\.number\\.\\d+|auto_provision\\.[a-z_.]+"
              + "|network\\.(vlan|internet_port|pc_port|port)\\.\\w+|security\\.user_password"
              + "|phone_setting\\.\\w+|remote_phonebook\\.data\\.\\d+\\.\\w+|features\\.\\w+"
              + "|distinctive_ring_tones\\.[\\w.]+|wui\\.https?_enable|lang\\.gui|voice\\.tone\\.\\w+"
              + "|dialplan\\.\\w+\\.\\S+|ldap\\.\\w+|firmware\\.url)\\s*=");
  private static final Pattern BOOT =
      Pattern.compile("(?im)^[ \\t]*+(\\[[^\\]\\n]{0,200}\\][ \\t]*+)?include:config\\s");
  private static final Pattern OLD =
      Pattern.compile(
          "(?im)^[ \\t]*+path\\s*=\\s*/(yealink|config)/\\S+\\.(cfg|ini|xml|bin|rom)\\s*$");

  @Override
  public String name() {
    return "yealink";
  }

  @Override
  public String persona() {
    return "yealink";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    String start = text.stripLeading();
    if (start.startsWith("<") || start.startsWith("{")) {
      return false;
    }
    return start.startsWith("#!version:")
        || SIGN.matcher(text).find()
        || BOOT.matcher(text).find()
        || OLD.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text decoded = Text.decode(bytes);
    Collector out = new Collector(source);
    if (decoded.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    YealinkText.Content content = YealinkText.read(decoded.text(), out);
    for (YealinkText.Include include : content.includes()) {
      include(include, context, out);
    }
    new YealinkReader(content.entries(), out).read();
    boolean boot = !content.includes().isEmpty();
    boolean own =
        content.entries().stream().map(Entry::name).anyMatch(n -> n.startsWith("account."));
    ParsedFile.Role role =
        boot
            ? ParsedFile.Role.AUXILIARY
            : own && !common(source) ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, false);
  }

  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    YealinkText.Content content =
        YealinkText.read(Text.decode(bytes).text(), new Collector("the boot file"));
    return content.includes().stream()
        .filter(i -> YealinkIncludes.goesFor(i, context))
        .map(i -> i.file().replace("$mac", context.mac()).replace("$MAC", context.mac()))
        .filter(f -> !f.isEmpty())
        .toList();
  }

  private static boolean common(String source) {
    return Formats.fileName(source).matches("(?i)y0{9}\\w+\\.cfg");
  }

  private static void include(YealinkText.Include include, ParseContext context, Collector out) {
    Collector.Open s = out.statement(include.line(), "include:config", include.file());
    if (YealinkIncludes.goesFor(include, context)) {
      s.mapped();
    } else {
      s.ignored("for the model " + include.models() + " only");
    }
  }
}

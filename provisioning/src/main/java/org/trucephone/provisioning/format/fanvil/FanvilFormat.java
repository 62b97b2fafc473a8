package org.trucephone.provisioning.format.fanvil;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlLeaf;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code f0….cfg} and {@code <mac>.cfg}: {@code <<VOIP CONFIG FILE>>} text, {@code
 * <VOIP_CONFIG_FILE>} or {@code <sysConf>}. Names are read without blanks and underlines, so that
 * {@code SIP1 Phone Number}, {@code SIP1_Phone_Number} and {@code line index="1"/PhoneNumber} are
 * one.
 */
public final class FanvilFormat implements ConfigFormat {
  private static final String END = "<<END OF FILE>>";
  private static final Pattern NOTICE =
      Pattern.compile("(?is)\\A\\s*(\\[[^\\]]*\\]\\s*)?Version=\\S+\\s+Firmware=.*");
  private static final Pattern STATEMENT = Pattern.compile("\\s*([^:<>]+?)\\s*:(.*)");

  @Override
  public String name() {
    return "fanvil";
  }

  @Override
  public String persona() {
    return "fanvil";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    String head = text.substring(0, Math.min(text.length(), 2000)).toLowerCase(Locale.ROOT);
    return head.contains("<<voip config file>>")
        || head.contains("<voip_config_file")
        || head.contains("<sysconf")
        || NOTICE.matcher(head).matches();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text decoded = Text.decode(bytes);
    Collector out = new Collector(source);
    if (decoded.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    String text = decoded.text();
    boolean cutOff = false;
    List<Entry> entries;
    if (text.stripLeading().startsWith("<<") || NOTICE.matcher(text).matches()) {
      entries = lines(text);
    } else {
      int end = text.indexOf(END);
      XmlDocument document = XmlReader.read(end < 0 ? text : text.substring(0, end));
      document.recoveries().stream()
          .filter(r -> end < 0 || !document.cutOff())
          .forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
      if (end >= 0) {
        int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
        out.finding(
            Finding.Kind.RECOVERED, line, END + " ends the XML, as this vendor's phones take it.");
      }
      cutOff = document.cutOff() && end < 0;
      entries = new ArrayList<>();
      if (document.root() != null) {
        for (XmlLeaf leaf : XmlLeaf.of(document.root())) {
          entries.add(new Entry(leaf.line(), leaf.path(), leaf.value()));
        }
      }
    }
    FanvilReader reader = new FanvilReader(entries, out);
    reader.read();
    return out.file(name(), reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, cutOff);
  }

  private static List<Entry> lines(String text) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher m = STATEMENT.matcher(line);
      if (!line.startsWith("<") && m.matches() && !m.group(1).startsWith("--")) {
        entries.add(new Entry(number, m.group(1), m.group(2).strip()));
      } else if (line.matches("[A-Za-z]+=.*")) {
        int equals = line.indexOf('=');
        entries.add(
            new Entry(number, line.substring(0, equals), line.substring(equals + 1).strip()));
      }
    }
    return entries;
  }
}

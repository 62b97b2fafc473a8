package org.trucephone.provisioning.format.panasonic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code <model>.cfg}, {@code Config<MAC>.cfg} and the like: the first line says so, then {@code
 * NAME="value"}; {@code #} begins a comment. The later statement wins. The XML form names the same
 * parameters.
 */
public final class PanasonicFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)\\A\\s*#\\s*Panasonic SIP Phone Standard Format File"
              + "|^[ \\t]*+(CFG_(STANDARD|PRODUCT|MASTER)_FILE_PATH|SIP_RGSTR_ADDR_\\d|SIP_AUTHID_\\d"
              + "|FLEX_BUTTON_FACILITY_ACT\\d+|OPTION66_ENABLE)\\s*=\\s*\"");
  private static final Pattern XML =
      Pattern.compile("<(SIP_RGSTR_ADDR|SIP_AUTHID|CFG_STANDARD_FILE_PATH|SIP_PASS)(_\\d)?\\b");
  private static final Pattern STATEMENT =
      Pattern.compile("\\s*([A-Za-z0-9_]+)\\s*=\\s*(?:\"([^\"]*)\"?.*|([^#\"]*).*)");

  @Override
  public String name() {
    return "panasonic";
  }

  @Override
  public String persona() {
    return "panasonic";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        ? XML.matcher(text).find()
        : SIGN.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text text = Text.decode(bytes);
    Collector out = new Collector(source);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    boolean xml = text.text().stripLeading().startsWith("<");
    List<Entry> entries = xml ? elements(text.text(), out) : lines(text.text(), out);
    if (!xml && !text.text().stripLeading().startsWith("# Panasonic SIP Phone Standard Format")) {
      out.finding(
          Finding.Kind.RECOVERED,
          1,
          "The first line is not “# Panasonic SIP Phone Standard Format File #”: the vendor's phone"
              + " would refuse the file.");
    }
    PanasonicReader reader = new PanasonicReader(entries, out);
    reader.read();
    boolean model = Formats.fileName(source).matches("(?i)KX-[A-Z0-9]+\\.(cfg|txt)");
    return out.file(
        name(), reader.own() && !model ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, false);
  }

  private static List<Entry> lines(String text, Collector out) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#")) {
        continue;
      }
      Matcher m = STATEMENT.matcher(line);
      if (m.matches()) {
        String value = m.group(2) != null ? m.group(2) : m.group(3);
        entries.add(new Entry(number, m.group(1), value.strip()));
      } else {
        out.finding(
            Finding.Kind.RECOVERED, number, "This line is no “NAME=\"value\"”: it is skipped.");
      }
    }
    return entries;
  }

  private static List<Entry> elements(String text, Collector out) {
    XmlDocument document = XmlReader.read(text);
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    List<Entry> entries = new ArrayList<>();
    XmlElement root = document.root();
    if (root != null) {
      collect(root, entries, 0);
    }
    return entries;
  }

  private static void collect(XmlElement element, List<Entry> entries, int depth) {
    for (XmlElement.Attribute a : element.attributes()) {
      if (a.name().contains("_")) {
        entries.add(new Entry(a.line(), a.name(), a.value()));
      }
    }
    if (element.isLeaf()) {
      entries.add(
          new Entry(element.line(), element.name().toUpperCase(Locale.ROOT), element.text()));
    } else if (depth < 32) {
      element.children().forEach(child -> collect(child, entries, depth + 1));
    }
  }
}

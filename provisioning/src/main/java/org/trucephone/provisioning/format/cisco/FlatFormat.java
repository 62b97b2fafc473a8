package org.trucephone.provisioning.format.cisco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Secret;

/**
 * The flat profile of SPA and multiplatform (3PCC) phones and adapters: {@code <flat-profile>} with
 * an element a parameter, named as on the phone's page, {@code _n_} for the line. Of a parameter
 * given twice the last counts. {@code Profile_Rule}s name the files to read after it.
 */
public final class FlatFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "<(flat-profile|router-configuration|Profile_Rule(_[B-D])?|User_ID_\\d+_|Proxy_\\d+_)[\\s>/]",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern KEY = Pattern.compile("--key[ \\t]+([^\\s\\]<]{1,256})");
  private static final int MOST_KEYS = 8;

  @Override
  public String name() {
    return "cisco-flat-profile";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<") && SIGN.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = CiscoXml.open(bytes, out);
    XmlElement root = document.root();
    if (root == null) {
      return CiscoXml.notXml(source, bytes, "flat-profile");
    }
    List<Entry> entries = new ArrayList<>();
    collect(root, entries);
    FlatReader reader = new FlatReader(entries, out);
    reader.read();
    ParsedFile.Role role = reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, document.cutOff());
  }

  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    XmlElement root = XmlReader.read(Text.decode(bytes).text()).root();
    if (root == null) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    collect(root, entries);
    Map<String, String> rules = new TreeMap<>();
    for (Entry e : entries) {
      String name = e.name().toLowerCase(Locale.ROOT);
      if (name.matches("profile_rule(_[b-p])?") && !e.value().isBlank()) {
        rules.put(name, e.value());
      }
    }
    // The first rule is the one this file came by; what it asks for again is not read again.
    return rules.values().stream().flatMap(r -> FlatRule.urls(r, context).stream()).toList();
  }

  @Override
  public List<Secret> keys(byte[] bytes) {
    return KEY.matcher(Text.decode(bytes).text())
        .results()
        .limit(MOST_KEYS)
        .map(m -> new Secret(m.group(1)))
        .toList();
  }

  private static void collect(XmlElement parent, List<Entry> entries) {
    for (XmlElement e : parent.children()) {
      if (e.isLeaf()) {
        entries.add(new Entry(e.line(), e.name(), e.text()));
      } else {
        collect(e, entries);
      }
    }
  }
}

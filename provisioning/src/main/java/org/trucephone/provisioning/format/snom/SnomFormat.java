package org.trucephone.provisioning.format.snom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code snom<model>.htm}, {@code snom<model>-<MAC>.htm} and what they name: {@code <settings>}
 * with a setting an element and {@code idx} for the line, {@code <setting-files>}, or lines {@code
 * user_name1$: 201}.
 */
public final class SnomFormat implements ConfigFormat {
  private static final Pattern ROOT =
      Pattern.compile(
          "<(settings|setting-files|phone-settings|functionKeys)[\\s>/]", Pattern.CASE_INSENSITIVE);
  private static final Pattern INSIDE =
      Pattern.compile(
          "<(phone-settings|setting-files|functionKeys|function-keys|fkey|tbook|firmware-settings"
              + "|user_(name|host|realname|pass)|file\\s+url|gui-languages|web-languages|dialplan|uploads"
              + "|certificates)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LINE =
      Pattern.compile("(?m)^[ \\t]*+([a-z][a-z0-9_]*?)(\\d*)\\s*([$!&]?):[ \\t]*(.*)$");
  private static final Pattern OLD_SIGN =
      Pattern.compile(
          "(?m)^[ \\t]*+(user_(name|host|pass|pname|realname)\\d+|setting_server)\\s*[$!&]?:");

  /** Real lines have at most some hundred characters; longer ones are left. */
  private static final int LONGEST_LINE = 8192;

  /** One setting. {@code index} is 0 where the setting is not one line's. */
  record Item(int line, String name, int index, String value, Map<String, String> attributes) {}

  @Override
  public String name() {
    return "snom";
  }

  @Override
  public String persona() {
    return "snom";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    if (SnomM3.recognises(text) || OLD_SIGN.matcher(text).find()) {
      return true;
    }
    return text.stripLeading().startsWith("<")
        && ROOT.matcher(text).find()
        && (INSIDE.matcher(text).find()
            || Formats.fileName(fileName).matches("(?i)snom.*\\.(htm|xml)"));
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text decoded = Text.decode(bytes);
    Collector out = new Collector(source);
    if (decoded.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    String text = decoded.text();
    if (SnomM3.recognises(text)) {
      new SnomM3(out).read(text);
      return out.file(name(), ParsedFile.Role.PHONE, false);
    }
    if (OLD_SIGN.matcher(text).find()) {
      new SnomReader(lines(text), out).read();
      return out.file(name(), ParsedFile.Role.PHONE, false);
    }
    XmlDocument document = XmlReader.read(text);
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    XmlElement root = document.root();
    if (root == null) {
      return ParsedFile.unreadable(
          source, Finding.Kind.INVALID, 1, "There is no element in it: put the right file there.");
    }
    if (root.is("setting-files")) {
      root.all("file").forEach(f -> out.statement(f.line(), "file", f.attribute("url")).mapped());
      return out.file(name(), ParsedFile.Role.AUXILIARY, document.cutOff());
    }
    List<Item> items = new ArrayList<>();
    collect(root, items);
    SnomReader reader = new SnomReader(items, out);
    reader.read();
    ParsedFile.Role role = reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, document.cutOff());
  }

  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    XmlElement root = XmlReader.read(Text.decode(bytes).text()).root();
    if (root == null || !root.is("setting-files")) {
      return List.of();
    }
    return root.all("file").stream()
        .map(f -> f.attribute("url").replace("{mac}", context.mac().toUpperCase(Locale.ROOT)))
        .filter(f -> !f.isEmpty())
        .toList();
  }

  private static void collect(XmlElement parent, List<Item> items) {
    for (XmlElement e : parent.children()) {
      boolean group =
          switch (e.name().toLowerCase(Locale.ROOT)) {
            case "phone-settings",
                "functionkeys",
                "function-keys",
                "settings",
                "speeddial",
                "firmware-settings",
                "tbook",
                "dialplan",
                "gui-languages",
                "web-languages",
                "certificates",
                "uploads",
                "setting-files",
                "phone-book" ->
                true;
            default -> !e.isLeaf() && !e.is("item");
          };
      if (group) {
        collect(e, items);
        continue;
      }
      Integer index = Plain.integer(e.attribute("idx"), 0, 999);
      Map<String, String> attributes =
          Map.of(
              "label", e.attribute("label"),
              "short_label", e.attribute("short_label"),
              "context", e.attribute("context"),
              "url", e.attribute("url"));
      items.add(new Item(e.line(), e.name(), index == null ? 0 : index, e.text(), attributes));
    }
  }

  private static List<Item> lines(String text) {
    List<Item> items = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher m = LINE.matcher(line.length() > LONGEST_LINE ? "" : line);
      if (m.matches()) {
        Integer index = Plain.integer(m.group(2), 0, 999);
        int account = index == null ? 0 : index;
        boolean one = index != null && m.group(1).matches("user_.*|fkey");
        String name = one || index == null ? m.group(1) : m.group(1) + m.group(2);
        items.add(new Item(number, name, one ? account : 0, m.group(4).strip(), Map.of()));
      }
    }
    return items;
  }
}

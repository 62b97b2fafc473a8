package org.trucephone.provisioning.format.polycom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;

/**
 * Configuration by attributes: {@code reg.1.address="201"}. Elements may have any name and be
 * nested as one likes; of a parameter given twice the first counts, in one file and among several.
 * A master file ({@code <APPLICATION CONFIG_FILES="…">}) names the files to read.
 */
public final class PolycomFormat implements ConfigFormat {
  /** Registrar of lines that name none of their own. */
  static final Field<Endpoint> SERVER_OF_ALL = new Field<>("registrarForAll", false);

  private static final Pattern SIGN =
      Pattern.compile(
          "[\\s<](reg\\.\\d+\\.[\\w.-]+|voIpProt\\.[\\w.-]+|device\\.[\\w.]+|voice\\.\\w+\\.[\\w.]+"
              + "|tcpIpApp\\.[\\w.]+|attendant\\.[\\w.]+|call\\.[\\w.]+|msg\\.mwi\\.\\d+\\.\\w+"
              + "|dialplan\\.[\\w.]+|feature\\.[\\w.]+|se\\.(rt|pat)\\.[\\w.]+|up\\.\\w+|dir\\.\\w+\\.[\\w.]+"
              + "|sec\\.[\\w.]+|lcl\\.[\\w.]+|httpd\\.[\\w.]+|mb\\.[\\w.]+|video\\.[\\w.]+|apps\\.[\\w.]+"
              + "|prov\\.[\\w.]+|log\\.\\w+\\.[\\w.]+|efk\\.[\\w.]+|lineKey\\.\\d+\\.\\w+|bg\\.\\w+\\.[\\w.]+)"
              + "\\s*=\\s*[\"']",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ROOT =
      Pattern.compile(
          "<(polycomConfig\\b|PHONE_CONFIG\\b"
              + "|localcfg[\\s>]|licenses?[\\s>]|directory>\\s*<item_list)");

  @Override
  public String name() {
    return "polycom";
  }

  @Override
  public String persona() {
    return "polycom";
  }

  @Override
  public boolean firstWins() {
    return true;
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        && (ROOT.matcher(text).find() || master(text) || SIGN.matcher(text).find());
  }

  private static boolean master(String text) {
    return text.contains("<APPLICATION")
        && (text.contains("CONFIG_FILES") || text.contains("APP_FILE_PATH"));
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text text = Text.decode(bytes);
    Collector out = new Collector(source);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    XmlDocument document = XmlReader.read(text.text());
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    XmlElement root = document.root();
    if (root == null) {
      return ParsedFile.unreadable(
          source, Finding.Kind.INVALID, 1, "There is no element in it: put the right file there.");
    }
    if (root.is("APPLICATION")) {
      new PolycomMaster(context).read(root, out);
      return out.file(name(), ParsedFile.Role.AUXILIARY, document.cutOff());
    }
    if (root.is("directory") || root.is("licenses") || root.is("license")) {
      auxiliary(root, out);
      return out.file(name(), ParsedFile.Role.AUXILIARY, document.cutOff());
    }
    List<Entry> entries = new ArrayList<>();
    collect(root, entries, new HashMap<>(), out);
    new PolycomReader(entries, out).read();
    boolean own =
        entries.stream()
            .anyMatch(
                e -> e.name().toLowerCase(Locale.ROOT).matches("reg\\.\\d+\\.(address|auth\\..*)"));
    ParsedFile.Role role = own ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, document.cutOff());
  }

  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    XmlElement root = XmlReader.read(Text.decode(bytes).text()).root();
    return root == null || !root.is("APPLICATION")
        ? List.of()
        : new PolycomMaster(context).files(root);
  }

  private static void collect(
      XmlElement element, List<Entry> entries, Map<String, Integer> seen, Collector out) {
    for (XmlElement.Attribute a : element.attributes()) {
      if (a.name().indexOf('.') < 0 || a.name().indexOf(':') >= 0) {
        continue; // xmlns and the like: no parameter is without a dot
      }
      Integer before = seen.putIfAbsent(a.name().toLowerCase(Locale.ROOT), a.line());
      if (before == null) {
        entries.add(new Entry(a.line(), a.name(), a.value()));
      } else {
        out.statement(a.line(), a.name(), a.value())
            .ignored("line " + before + " sets it already, and the first one wins");
      }
    }
    element.children().forEach(c -> collect(c, entries, seen, out));
  }

  private static void auxiliary(XmlElement element, Collector out) {
    for (XmlElement child : element.children()) {
      if (child.is("item")) {
        String name = child.childText("fn") + " " + child.childText("ln");
        out.statement(child.line(), "item", name.strip())
            .ignored("contacts are not taken from this file");
      } else if (child.isLeaf()) {
        out.statement(child.line(), child.name(), "").ignored("licences are of the vendor's phone");
      } else {
        auxiliary(child, out);
      }
    }
  }

  /** A line without a server of its own registers with the one of all, from whichever file. */
  @Override
  public List<Assignment<?>> conclusions(List<Assignment<?>> merged) {
    Assignment<?> all = null;
    Map<Integer, Assignment<?>> users = new HashMap<>();
    Map<Integer, Assignment<?>> registrars = new HashMap<>();
    for (Assignment<?> a : merged) {
      if (a.field().equals(SERVER_OF_ALL)) {
        all = a;
      } else if (a.field().equals(Field.USER) && a.value() != null) {
        users.put(a.index(), a);
      } else if (a.field().equals(Field.REGISTRAR) && a.value() != null) {
        registrars.put(a.index(), a);
      }
    }
    List<Assignment<?>> more = new ArrayList<>();
    if (all != null && all.value() instanceof Endpoint server) {
      for (int n : users.keySet()) {
        if (!registrars.containsKey(n)) {
          more.add(
              new Assignment<>(
                  Field.REGISTRAR,
                  n,
                  server,
                  all.provenance().withRule("a line without a server of its own uses this one")));
        }
      }
    }
    return more;
  }
}

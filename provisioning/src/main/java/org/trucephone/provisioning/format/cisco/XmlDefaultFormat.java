package org.trucephone.provisioning.format.cisco;

import java.util.Locale;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Field;

/**
 * {@code XMLDefault.cnf.xml}: what a phone without a file of its own is told. It names a server and
 * a firmware load for each model; it has no account.
 */
public final class XmlDefaultFormat implements ConfigFormat {

  @Override
  public String name() {
    return "cisco-xmldefault";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    String root = CiscoXml.rootName(text);
    String lower = text.toLowerCase(Locale.ROOT);
    return root.equals("default")
            && (lower.contains("<callmanagergroup") || lower.contains("<loadinformation"))
        || fileName.equalsIgnoreCase("XMLDefault.cnf.xml");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = CiscoXml.open(bytes, out);
    XmlElement root = document.root();
    if (root == null || !root.is("Default")) {
      return CiscoXml.notXml(source, bytes, "Default");
    }
    for (XmlElement child : root.children()) {
      String name = child.name().toLowerCase(Locale.ROOT);
      Collector.Open s = out.statement(child.line(), child.name(), child.text());
      if (name.startsWith("loadinformation")) {
        load(child, context.model(), s);
      } else if (name.equals("servicesurl")) {
        s.set(Field.SERVICES_URL, child.text().isEmpty() ? null : child.text()).mapped();
      } else if (name.equals("directoryurl")) {
        s.set(Field.DIRECTORY_URL, child.text().isEmpty() ? null : child.text()).mapped();
      } else if (child.isLeaf()) {
        s.ignored("without effect");
      } else {
        CiscoXml.ignoreLeaves(
            child, child.name(), "It would let a phone without an account register itself.", out);
      }
    }
    return out.file(name(), ParsedFile.Role.COMMON, document.cutOff());
  }

  private static void load(XmlElement element, String model, Collector.Open s) {
    String digits = model.replaceAll("[^0-9]", "");
    String named = element.attribute("model");
    if (!digits.isEmpty() && named.contains(digits)) {
      s.set(Field.FIRMWARE, element.text().isEmpty() ? null : element.text()).mapped();
    } else {
      s.ignored("It is for another model" + (named.isEmpty() ? "." : ", " + named + "."));
    }
  }
}

package org.trucephone.provisioning.format.cisco;

import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Finding;

/** Dial templates, {@code dialplan.xml}: recognised and counted; dialing does not follow them. */
public final class DialTemplateFormat implements ConfigFormat {

  @Override
  public String name() {
    return "cisco-dialplan";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return CiscoXml.rootName(Text.decode(bytes).text()).equals("dialtemplate");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = CiscoXml.open(bytes, out);
    XmlElement root = document.root();
    if (root == null) {
      return CiscoXml.notXml(source, bytes, "DIALTEMPLATE");
    }
    int templates = 0;
    for (XmlElement template : root.children()) {
      Collector.Open s =
          out.statement(template.line(), template.name(), template.attribute("match"));
      if (template.is("template")) {
        templates++;
        s.ignored("Numbers are complete after # or a pause, whatever they begin with.");
      } else {
        s.unknown();
      }
    }
    if (templates > 0) {
      out.finding(
          Finding.Kind.IGNORED,
          root.line(),
          "The dial plan's "
              + templates
              + " templates are not followed: a number is complete after # or a pause.");
    }
    return out.file(name(), ParsedFile.Role.AUXILIARY, document.cutOff());
  }
}

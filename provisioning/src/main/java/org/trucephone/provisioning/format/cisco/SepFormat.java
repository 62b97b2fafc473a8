package org.trucephone.provisioning.format.cisco;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code SEP<MAC>.cnf.xml} of the enterprise phones (79x1, 69xx, 78xx, 88xx, …), and the adapters'
 * {@code ATA<MAC>.cnf.xml}.
 */
public final class SepFormat implements ConfigFormat {

  @Override
  public String name() {
    return "cisco-sep";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    if (CiscoXml.rootName(text).equals("device")) {
      String lower = text.toLowerCase(Locale.ROOT);
      boolean flat = lower.contains("<flat-profile");
      return !flat
          && (named(fileName)
              || lower.contains("<devicepool")
              || lower.contains("<deviceprotocol")
              || lower.contains("<sipprofile"));
    }
    return named(fileName);
  }

  private static final Pattern DIAL_TEMPLATE =
      Pattern.compile("(?i)<dialTemplate>\\s*([^<\\s]+)\\s*</dialTemplate>");

  /** The dial plan stands in a file of its own. */
  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    Matcher template = DIAL_TEMPLATE.matcher(Text.decode(bytes).text());
    return template.find() ? List.of(template.group(1)) : List.of();
  }

  private static boolean named(String fileName) {
    return fileName.matches("(?i)(SEP|ATA)[0-9A-F]{10,14}\\.cnf\\.xml(\\.sgn)?");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = CiscoXml.open(bytes, out);
    XmlElement root = document.root();
    if (root == null || !root.is("device")) {
      return CiscoXml.notXml(source, bytes, "device");
    }
    root.child("deviceProtocol").ifPresent(p -> protocol(p, out));
    new SepReader(root, out).read();
    return out.file(name(), ParsedFile.Role.PHONE, document.cutOff());
  }

  private static void protocol(XmlElement element, Collector out) {
    if (!element.text().isEmpty() && !element.text().equalsIgnoreCase("SIP")) {
      out.finding(
          Finding.Kind.INVALID,
          element.line(),
          "This file is for "
              + element.text()
              + " phones, and Truce speaks SIP: set deviceProtocol to SIP and give it SIP lines.");
    }
  }
}

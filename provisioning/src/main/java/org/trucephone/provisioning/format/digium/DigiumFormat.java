package org.trucephone.provisioning.format.digium;

import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/** {@code <mac>.cfg}: {@code <config>} with {@code <setting id= value=>} and {@code <accounts>}. */
public final class DigiumFormat implements ConfigFormat {
  private static final Pattern ROOT =
      Pattern.compile("<config\\b[^>]*>|<phonebooks\\b|<smart_blf\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern INSIDE =
      Pattern.compile(
          "<setting\\s+id\\s*=|<host_primary\\b|<smart_blf\\b|<phonebooks\\b",
          Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "digium";
  }

  @Override
  public String persona() {
    return "digium";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<")
        && ROOT.matcher(text).find()
        && INSIDE.matcher(text).find();
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
    new DigiumReader(out, context).read(root);
    boolean own = !root.all("accounts/account").isEmpty();
    ParsedFile.Role role = own ? ParsedFile.Role.PHONE : ParsedFile.Role.AUXILIARY;
    return out.file(name(), role, document.cutOff());
  }
}

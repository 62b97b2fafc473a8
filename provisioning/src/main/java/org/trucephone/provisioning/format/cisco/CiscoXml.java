package org.trucephone.provisioning.format.cisco;

import java.util.Locale;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/** What the vendor's XML files have in common: opening one, telling its damage. */
final class CiscoXml {
  private CiscoXml() {}

  /** Name of the outermost element in lower case, or empty. */
  static String rootName(String text) {
    int at = 0;
    while (true) {
      at = text.indexOf('<', at);
      if (at < 0 || at + 1 >= text.length()) {
        return "";
      }
      char c = text.charAt(at + 1);
      if (Character.isLetter(c)) {
        int end = at + 1;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
          end++;
        }
        return text.substring(at + 1, end).toLowerCase(Locale.ROOT);
      }
      String close = text.startsWith("<!--", at) ? "-->" : ">";
      int end = text.indexOf(close, at);
      if (end < 0) {
        return "";
      }
      at = end + close.length();
    }
  }

  /** Reads the document and puts its damage among the findings. */
  static XmlDocument open(byte[] bytes, Collector out) {
    Text text = Text.decode(bytes);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    XmlDocument document = XmlReader.read(text.text());
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    return document;
  }

  /** A file named as ours whose contents are something else. */
  static ParsedFile notXml(String source, byte[] bytes, String expectedRoot) {
    String text = Text.decode(bytes).text();
    String root = rootName(text);
    String is;
    if (root.equals("html")) {
      is = "is a web page, perhaps the server's error message";
    } else if (root.isEmpty()) {
      is = text.stripLeading().startsWith("<") ? "is cut off at its beginning" : "is not XML";
    } else {
      is = "begins with <" + root + "> instead of <" + expectedRoot + ">";
    }
    return ParsedFile.unreadable(
        source,
        Finding.Kind.INVALID,
        1,
        Formats.fileName(source) + " " + is + ": put the right file on the server.");
  }

  /** Adds each leaf below {@code element} as a statement without effect. */
  static void ignoreLeaves(XmlElement element, String path, String note, Collector out) {
    for (XmlElement child : element.children()) {
      String name = path.isEmpty() ? child.name() : path + "/" + child.name();
      if (child.isLeaf()) {
        out.statement(child.line(), name, child.text()).ignored(note);
      } else {
        ignoreLeaves(child, name, note, out);
      }
    }
  }
}

package org.trucephone.provisioning.format.pvalue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.format.xml.XmlReader;
import org.trucephone.provisioning.settings.Finding;

/**
 * Parameters of a file in one of three forms.
 *
 * <pre>
 * XML     &lt;gs_provision&gt;&lt;mac/&gt;&lt;config version="1"&gt;&lt;P47&gt;value&lt;/P47&gt; or &lt;item name="alias"&gt;value&lt;/item&gt;
 * text    P47 = value        # comment
 * binary  u32 length in 16-bit words · u16 checksum · 6 bytes MAC · CR LF CR LF · P47=value&amp;P2=…
 * </pre>
 *
 * @param root name of the outermost element, lower case; empty for text and binary
 * @param mac twelve lower-case digits of the phone it is for; empty when not said
 * @param cutOff whether the file ends before its end
 * @param parameters in file order
 */
public record PValueFile(String root, String mac, boolean cutOff, List<Parameter> parameters) {
  private static final Pattern LINE =
      Pattern.compile("\\s*(P\\d{1,6}|[a-z][\\w.]*\\.[\\w.]+)\\s*=(.*)");
  private static final Pattern NUMBER = Pattern.compile("[Pp]\\d{1,6}");
  private static final Pattern PAIR = Pattern.compile("(P\\d{1,6}|[a-z]\\w*)=([^&\\x00]*)");
  private static final int HEADER = 16;

  /** Copies the list. */
  public PValueFile {
    parameters = List.copyOf(parameters);
  }

  /** {@return whether the bytes are the packed form: its length and checksum fit} */
  public static boolean binary(byte[] bytes) {
    if (bytes.length < HEADER + 3 || bytes[12] != '\r' || bytes[13] != '\n') {
      return false;
    }
    return bytes[14] == '\r' && bytes[15] == '\n' && bytes[HEADER] == 'P';
  }

  /** Reads a file; its damage goes to the findings. */
  public static PValueFile read(byte[] bytes, Collector out) {
    if (binary(bytes)) {
      return unpacked(bytes, out);
    }
    Text text = Text.decode(bytes);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    return text.text().stripLeading().startsWith("<")
        ? xml(text.text(), out)
        : lines(text.text(), out);
  }

  private static PValueFile xml(String text, Collector out) {
    XmlDocument document = XmlReader.read(text);
    document.recoveries().forEach(r -> out.finding(Finding.Kind.RECOVERED, r.line(), r.text()));
    XmlElement root = document.root();
    if (root == null) {
      return new PValueFile("", "", document.cutOff(), List.of());
    }
    List<Parameter> found = new ArrayList<>();
    collect(root, found);
    String mac = root.childText("mac").replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
    String name = root.name().toLowerCase(Locale.ROOT);
    return new PValueFile(name, mac, document.cutOff(), found);
  }

  private static void collect(XmlElement parent, List<Parameter> found) {
    for (XmlElement e : parent.children()) {
      if (e.is("item")) {
        String name = e.attribute("name");
        List<XmlElement> parts = e.children().stream().filter(c -> c.is("part")).toList();
        for (XmlElement part : parts) {
          String whole = name + "." + part.attribute("name");
          found.add(new Parameter(part.line(), whole, "", part.text()));
        }
        if (parts.isEmpty()) {
          found.add(new Parameter(e.line(), name, "", e.text()));
        }
      } else if (NUMBER.matcher(e.name()).matches()) {
        String number = e.name().toUpperCase(Locale.ROOT);
        found.add(new Parameter(e.line(), number, e.attribute("para"), e.text()));
      } else {
        collect(e, found);
      }
    }
  }

  private static PValueFile lines(String text, Collector out) {
    List<Parameter> found = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.strip();
      Matcher m = LINE.matcher(bare.length() > 8192 ? "" : bare);
      if (m.matches()) {
        found.add(new Parameter(number, m.group(1), "", uncommented(m.group(2))));
      } else if (!bare.isEmpty() && !bare.startsWith("#") && !bare.startsWith(";")) {
        out.finding(
            Finding.Kind.RECOVERED, number, "This line is no “P47 = value”: it is skipped.");
      }
    }
    return new PValueFile("", "", false, found);
  }

  /** A comment needs a blank before it: dial plans and passwords hold {@code #} too. */
  private static String uncommented(String value) {
    int comment = value.indexOf(" #");
    return (comment < 0 ? value : value.substring(0, comment)).strip();
  }

  private static PValueFile unpacked(byte[] bytes, Collector out) {
    int words = 0;
    for (int i = 0; i < 4; i++) {
      words = (words << 8) | (bytes[i] & 0xff);
    }
    int sum = 0;
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
    }
    boolean cutOff = words * 2L > bytes.length;
    if (!cutOff && (sum & 0xffff) != 0) {
      out.finding(
          Finding.Kind.RECOVERED, 1, "The checksum is wrong: the file was changed on its way.");
    } else if (cutOff) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is shorter than it says: it was cut off.");
    }
    StringBuilder mac = new StringBuilder();
    for (int i = 6; i < 12; i++) {
      mac.append(String.format(Locale.ROOT, "%02x", bytes[i] & 0xff));
    }
    String body = new String(bytes, HEADER, bytes.length - HEADER, StandardCharsets.ISO_8859_1);
    List<Parameter> found = new ArrayList<>();
    Matcher m = PAIR.matcher(body);
    while (m.find()) {
      if (!m.group(1).equals("gnkey")) {
        found.add(new Parameter(1, m.group(1), "", decoded(m.group(2), out)));
      }
    }
    return new PValueFile("", mac.toString(), cutOff, found);
  }

  private static String decoded(String value, Collector out) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      out.finding(Finding.Kind.RECOVERED, 1, "A “%” stands unescaped: read as itself.");
      return value;
    }
  }
}

package org.trucephone.provisioning.format.aastra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code aastra.cfg}, {@code startup.cfg}, {@code <model>.cfg} and {@code <MAC>.cfg}: {@code name:
 * value}, names with blanks in them; {@code #} begins a comment, after a value too; {@code !}
 * before a name locks it, {@code ^} overrides what the person changed. The later statement wins.
 */
public final class AastraFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^[ \\t]*+[!^]?(sip (line\\d+ )?(user name|auth name|password|proxy ip|registrar ip"
              + "|transport protocol|rtp port|registration period|registration retry timer|vmail"
              + "|dial plan|screen name|outbound proxy|customized codec|digit timeout|register blocking"
              + "|explicit mwi subscription|blf subscription period|allow auto answer|t1 timer)"
              + "|(top)?softkey\\d+ (type|value|label)|prgkey\\d+ (type|value|locked)"
              + "|expmod\\d+ key\\d+ type|time server ?\\d|time server disabled|download protocol|auto resync \\w+"
              + "|tagging enabled|log module [\\w ]+|admin password|options password enabled|bl on time"
              + "|web interface enabled|firmware server|contact rcs|upnp manager|call forward disabled"
              + "|sips [\\w ]+)\\s*:");

  /** A file whose first lines say whose it is, and that sets nothing. */
  private static final Pattern BANNER =
      Pattern.compile(
          "(?i)\\A\\s*#[^\\n]*(aastra\\.cfg|aastra|mitel)[^\\n]*(phone|must contain|config)");

  private static final Pattern STATEMENT =
      Pattern.compile("\\s*[!^]?\\s*([A-Za-z][^:#]*?)\\s*:(.*)");

  @Override
  public String name() {
    return "aastra";
  }

  @Override
  public String persona() {
    return "aastra";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    String start = text.stripLeading();
    if (start.startsWith("<") || start.startsWith("{") || start.startsWith("[")) {
      return false;
    }
    return SIGN.matcher(text).find()
        || fileName.equalsIgnoreCase("aastra.cfg")
        || BANNER.matcher(text).find() && text.length() < 4096;
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text text = Text.decode(bytes);
    Collector out = new Collector(source);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    List<Entry> entries = entries(text.text(), out);
    new AastraReader(entries, out).read();
    boolean own =
        entries.stream()
            .anyMatch(e -> e.name().matches("(?i)sip (line\\d+ )?(user name|auth name|password)"));
    String file = Formats.fileName(source);
    boolean common = file.matches("(?i)(aastra|startup|[0-9]{2,4}i?(ct|w)?)\\.cfg");
    return out.file(name(), own && !common ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON, false);
  }

  private static List<Entry> entries(String text, Collector out) {
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
        String name = m.group(1).strip().replaceAll("\\s+", " ");
        entries.add(new Entry(number, name, value(m.group(2).strip())));
      } else {
        out.finding(
            Finding.Kind.RECOVERED, number, "This line is no “name: value”: it is skipped.");
      }
    }
    return entries;
  }

  /** Without quotes around it and without the comment behind it. */
  private static String value(String raw) {
    if (raw.startsWith("\"")) {
      int end = raw.indexOf('"', 1);
      if (end > 0) {
        return raw.substring(1, end);
      }
    }
    if (raw.startsWith("#")) {
      return "";
    }
    for (int i = 1; i < raw.length(); i++) {
      if (raw.charAt(i) == '#' && Character.isWhitespace(raw.charAt(i - 1))) {
        return raw.substring(0, i).strip();
      }
    }
    return raw;
  }
}

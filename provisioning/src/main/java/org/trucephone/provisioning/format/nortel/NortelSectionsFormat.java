package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;

/**
 * {@code 1140eSIP.cfg} and the like: sections that name the files to read. The vendor's phone drops
 * what follows a line of more than 80 characters.
 */
public final class NortelSectionsFormat implements ConfigFormat {
  static final int LONGEST_LINE = 80;

  private static final Pattern SECTION =
      Pattern.compile(
          "(?im)^[ \\t]*+\\[(DEVICE_CONFIG|FW|USER_CONFIG|DIALING_PLAN|LANGUAGE|IMAGES|TONES|LICENSING"
              + "|SEC_POLICY|DEV_CERT|USER_KEYS|LOGIN_BANNER)][ \\t]*$");

  @Override
  public String name() {
    return "nortel-sections";
  }

  @Override
  public String persona() {
    return "nortel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return SECTION.matcher(Text.decode(bytes).text()).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    String text = Text.decode(bytes).text();
    tooLong(text, out);
    for (Entry e : NortelText.read(text, "#")) {
      Collector.Open s = out.statement(e.line(), e.name(), e.value());
      switch (e.name().toUpperCase(Locale.ROOT)) {
        case "FW/FILENAME" -> Fill.text(s, Field.FIRMWARE, 0, e.value());
        case "DEVICE_CONFIG/FILENAME" -> s.mapped();
        case "DEVICE_CONFIG/VERSION" -> Fill.text(s, Field.VERSION, 0, e.value());
        default -> s.ignored("this phone fetches its configuration by its own rules");
      }
    }
    return out.file(name(), ParsedFile.Role.AUXILIARY, false);
  }

  static void tooLong(String text, Collector out) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.length() > LONGEST_LINE) {
        out.finding(
            Finding.Kind.INVALID,
            number,
            "The line has "
                + line.length()
                + " characters: the vendor's phone reads no further than a line of more than "
                + LONGEST_LINE
                + ".");
        return;
      }
    }
  }

  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    List<String> names = new ArrayList<>();
    String text = Text.decode(bytes).text();
    for (Entry e : NortelText.read(text, "#")) {
      if (e.name().equalsIgnoreCase("DEVICE_CONFIG/FILENAME") && !e.value().isEmpty()) {
        names.add(e.value());
      }
    }
    if (text.toUpperCase(Locale.ROOT).contains("[USER_CONFIG]")) {
      names.add("SIP" + context.mac().toUpperCase(Locale.ROOT) + ".cfg");
    }
    return names;
  }
}

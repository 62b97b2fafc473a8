package org.trucephone.provisioning.format.grandstream;

import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.pvalue.PValueFile;
import org.trucephone.provisioning.settings.Finding;

/** {@code cfg<mac>} (binary), {@code cfg<mac>.xml}, {@code cfg<model>.xml}, {@code cfg.xml}. */
public final class GrandstreamFormat implements ConfigFormat {
  private static final Pattern ROOT = Pattern.compile("<gs_provision\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINES = Pattern.compile("(?m)^[ \\t]*+P\\d{1,6}[ \\t]*+=");

  @Override
  public String name() {
    return "grandstream";
  }

  @Override
  public String persona() {
    return "grandstream";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    if (PValueFile.binary(bytes)) {
      return true;
    }
    String text = Text.decode(bytes).text();
    if (text.stripLeading().startsWith("<")) {
      return ROOT.matcher(text).find();
    }
    return LINES.matcher(text).results().limit(2).count() == 2;
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    PValueFile file = PValueFile.read(bytes, out);
    if (!file.mac().isEmpty() && !context.mac().isEmpty() && !file.mac().equals(context.mac())) {
      out.finding(
          Finding.Kind.INVALID,
          1,
          "This file is for the phone with the address " + file.mac() + ": it is another phone's.");
    }
    GrandstreamReader reader = new GrandstreamReader(file.parameters(), out);
    reader.read();
    ParsedFile.Role role = reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, file.cutOff());
  }
}

package org.trucephone.provisioning.format.htek;

import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.pvalue.PValueFile;

/** {@code cfg0016.xml} (of a model) and {@code cfg<mac>.xml}. */
public final class HtekFormat implements ConfigFormat {
  private static final Pattern ROOT =
      Pattern.compile(
          "<(hl_provision|sangoma_provision|ht_provision)\\b", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "htek";
  }

  @Override
  public String persona() {
    return "htek";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.stripLeading().startsWith("<") && ROOT.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    PValueFile file = PValueFile.read(bytes, out);
    HtekReader reader = new HtekReader(file.parameters(), out);
    reader.read();
    ParsedFile.Role role = reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, file.cutOff());
  }
}

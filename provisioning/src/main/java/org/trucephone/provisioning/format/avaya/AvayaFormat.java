package org.trucephone.provisioning.format.avaya;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * {@code 46xxsettings.txt}, {@code J100Supgrade.txt} and the like: {@code SET NAME value}, {@code
 * IF $PARAM SEQ value GOTO LABEL}, {@code GOTO LABEL}, {@code # LABEL}, {@code GET file}; every
 * other line is a comment. The later SET wins.
 */
public final class AvayaFormat implements ConfigFormat {
  private static final Pattern SIGN =
      Pattern.compile(
          "(?im)^(SET\\s+[\"']?[A-Z0-9_]{3,}|IF\\s+\\$\\w+\\s+SEQ\\s|GET\\s+[\\w$./-]+\\.txt[ \\t]*$)");

  @Override
  public String name() {
    return "avaya-46xx";
  }

  @Override
  public String persona() {
    return "avaya";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return !text.stripLeading().startsWith("<")
        && (SIGN.matcher(text).find()
            || fileName.matches("(?i)46xxsettings\\.txt|.*upgrade\\.txt|96xxupgrade\\.txt"));
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Text text = Text.decode(bytes);
    Collector out = new Collector(source);
    if (text.recovered()) {
      out.finding(Finding.Kind.RECOVERED, 1, "The file is not UTF-8: read as Windows-1252.");
    }
    AvayaScript.Run run = AvayaScript.run(text.text(), context, out);
    AvayaReader reader = new AvayaReader(run.settings(), out);
    reader.read();
    boolean upgrade = Formats.fileName(source).toLowerCase(Locale.ROOT).contains("upgrade");
    ParsedFile.Role role =
        run.settings().isEmpty() && !run.gets().isEmpty() || upgrade
            ? ParsedFile.Role.AUXILIARY
            : reader.own() ? ParsedFile.Role.PHONE : ParsedFile.Role.COMMON;
    return out.file(name(), role, false);
  }

  /** Of several GETs the first that the server has is run in place of the rest. */
  @Override
  public List<String> includes(byte[] bytes, ParseContext context) {
    AvayaScript.Run run =
        AvayaScript.run(Text.decode(bytes).text(), context, new Collector("the settings file"));
    List<String> names = new ArrayList<>();
    for (Entry get : run.gets()) {
      names.add(get.value().replace("$MACADDR", context.mac()).replace("$macaddr", context.mac()));
    }
    return names;
  }
}

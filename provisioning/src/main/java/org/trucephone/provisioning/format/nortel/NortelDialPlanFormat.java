package org.trucephone.provisioning.format.nortel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.DialPlans;
import org.trucephone.provisioning.format.DialPlans.Grammar;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.settings.Field;

/**
 * The dialling plan of 11xx and 12xx phones: {@code $name="value"} lines, {@code %%}, then {@code
 * pattern && address && t=milliseconds} lines; {@code /* … *}{@code /} comments.
 */
public final class NortelDialPlanFormat implements ConfigFormat {
  private static final Pattern SIGN = Pattern.compile("(?m)^\\s*%%\\s*$");
  private static final Pattern COMMENT = Pattern.compile("/\\*[^*]*(?:\\*(?!/)[^*]*)*\\*/");
  private static final Pattern SAME = Pattern.compile("sip:\\$\\$@.*");

  @Override
  public String name() {
    return "nortel-dialplan";
  }

  @Override
  public String persona() {
    return "nortel";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    String text = Text.decode(bytes).text();
    return text.contains("&&") && SIGN.matcher(text).find();
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    // Comments become as many line ends as they had, so that lines keep their numbers.
    String text =
        COMMENT
            .matcher(Text.decode(bytes).text())
            .replaceAll(m -> m.group().replaceAll("[^\\n]", ""));
    List<String> rules = new ArrayList<>();
    boolean body = false;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String plain = line.strip();
      if (plain.isEmpty()) {
        continue;
      }
      if (plain.equals("%%")) {
        body = true;
      } else if (!body) {
        out.statement(number, plain.replaceFirst("=.*", ""), plain.replaceFirst("^[^=]*=?", ""))
            .ignored("this phone has its own domain and pauses");
      } else {
        rule(out.statement(number, "rule", plain), plain, rules);
      }
    }
    return out.file(name(), ParsedFile.Role.AUXILIARY, false);
  }

  private static void rule(Collector.Open s, String line, List<String> rules) {
    String[] parts = line.split("&&", -1);
    List<String> left = new ArrayList<>();
    String text = DialPlans.translate(parts[0], Grammar.EXPRESSION, left);
    if (text.isEmpty() || !left.isEmpty()) {
      s.approximately("“" + parts[0].strip() + "” cannot be followed: the rule is left out.")
          .mapped();
      return;
    }
    boolean pause = parts.length > 2 && !parts[2].isBlank();
    rules.add(pause ? text.replace("|", "T|") + "T" : text);
    String to = parts.length > 1 ? parts[1].strip() : "";
    if (!SAME.matcher(to).matches()) {
      s.approximately("Numbers of this rule are dialled as typed, not as “" + to + "”.");
    }
    s.set(Field.DIAL_PLAN, String.join("|", rules)).mapped();
  }
}

package org.trucephone.provisioning.format.cisco;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Text;
import org.trucephone.provisioning.format.xml.XmlDocument;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.DigitMap;
import org.trucephone.provisioning.settings.Field;

/** Dial templates, {@code dialplan.xml}: recognised and counted; dialing does not follow them. */
public final class DialTemplateFormat implements ConfigFormat {

  @Override
  public String name() {
    return "cisco-dialplan";
  }

  @Override
  public String persona() {
    return "cisco";
  }

  @Override
  public boolean recognises(String fileName, byte[] bytes) {
    return CiscoXml.rootName(Text.decode(bytes).text()).equals("dialtemplate");
  }

  @Override
  public ParsedFile parse(String source, byte[] bytes, ParseContext context) {
    Collector out = new Collector(source);
    XmlDocument document = CiscoXml.open(bytes, out);
    XmlElement root = document.root();
    if (root == null) {
      return CiscoXml.notXml(source, bytes, "DIALTEMPLATE");
    }
    List<String> rules = new ArrayList<>();
    for (XmlElement template : root.children()) {
      String match = template.attribute("match");
      Collector.Open s = out.statement(template.line(), template.name(), match);
      if (!template.is("template")) {
        s.unknown();
        continue;
      }
      String rule = rule(match, template.attribute("timeout"));
      String rewrite = template.attribute("rewrite");
      if (DigitMap.of(rule) == DigitMap.NONE) {
        s.approximately("“" + match + "” cannot be followed and is left out.").mapped();
        continue;
      }
      if (!rewrite.isEmpty() && !rewrite.equals("%0")) {
        String changed = rewritten(match, rewrite, rule);
        if (changed == null) {
          s.approximately("“" + match + "” is dialled as typed, not as “" + rewrite + "”.");
        } else {
          rule = changed;
        }
      }
      rules.add(rule);
      s.set(Field.DIAL_PLAN, String.join("|", rules)).mapped();
    }
    return out.file(name(), ParsedFile.Role.AUXILIARY, document.cutOff());
  }

  /**
   * {@code .} is any key but the last, {@code *} any keys, {@code ,} a second dial tone; a rule
   * without a pause is complete at once though a longer one fits too.
   */
  private static String rule(String match, String timeout) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < match.length(); i++) {
      char c = match.charAt(i);
      switch (c) {
        case '.' -> out.append("[0-9*]");
        case '*' -> out.append("[0-9*].");
        case '\\' -> {
          i++;
          out.append(i < match.length() ? match.charAt(i) : '?');
        }
        default -> out.append(c);
      }
    }
    return out.append(timeout.strip().equals("0") ? "S0" : "T").toString();
  }

  /**
   * {@return the rule with digits put in front or in place of its first ones, or null for other
   * changes} In {@code 9,1..} the rewriting {@code 1..} drops the 9.
   */
  private static @Nullable String rewritten(String match, String rewrite, String rule) {
    String wild = match.replaceFirst("^[0-9,]*", "");
    String before = match.substring(0, match.length() - wild.length()).replace(",", "");
    if (wild.isEmpty()) {
      return rewrite.matches("[0-9*#+]*")
          ? "<" + before + ":" + rewrite + ">" + (rule.endsWith("T") ? "T" : "S0")
          : null;
    }
    String rest = rule.substring(match.length() - wild.length());
    String front =
        rewrite.endsWith(wild) ? rewrite.substring(0, rewrite.length() - wild.length()) : null;
    if (front == null && rewrite.endsWith("%0")) {
      front = rewrite.substring(0, rewrite.length() - 2) + before;
    }
    return front != null && front.matches("[0-9*#+]*")
        ? "<" + before + ":" + front + ">" + rest
        : null;
  }
}

package org.trucephone.provisioning.format.polycom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Field;

/**
 * The master file. What goes for one model stands in a child element or in attributes with the
 * model's name behind: {@code CONFIG_FILES_SPIP300}.
 */
final class PolycomMaster {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\[(PHONE_MAC_ADDRESS|MACADDRESS|MAC_ADDRESS|PHONE_SERIAL)]", Pattern.CASE_INSENSITIVE);
  private static final Pattern MODEL = Pattern.compile("\\[PHONE_MODEL]", Pattern.CASE_INSENSITIVE);

  private final ParseContext context;

  PolycomMaster(ParseContext context) {
    this.context = context;
  }

  void read(XmlElement application, Collector out) {
    Map<String, XmlElement.Attribute> mine = PolycomMaster.ofModel(application, context);
    statements(application, mine, out);
  }

  private static void statements(
      XmlElement element, Map<String, XmlElement.Attribute> mine, Collector out) {
    for (XmlElement.Attribute a : element.attributes()) {
      String name = a.name().toUpperCase(Locale.ROOT);
      Collector.Open s = out.statement(a.line(), a.name(), a.value());
      boolean counts = mine.containsValue(a);
      if (a.value().isBlank()) {
        s.ignored("empty");
      } else if (name.startsWith("CONFIG_FILES")) {
        if (counts) {
          s.mapped();
        } else {
          s.ignored("another model's, or overridden for this model");
        }
      } else if (name.startsWith("APP_FILE_PATH")) {
        if (counts) {
          s.set(Field.FIRMWARE, a.value()).mapped();
        } else {
          s.ignored("another model's, or overridden for this model");
        }
      } else if (name.contains("FILE") || name.contains("DIRECTORY") || name.startsWith("XMLNS")) {
        s.ignored("this phone neither uploads nor reads such files");
      } else {
        s.unknown();
      }
    }
    element.children().forEach(c -> statements(c, mine, out));
  }

  /** The attributes that count for the model, by the names they have without it. */
  private static Map<String, XmlElement.Attribute> ofModel(
      XmlElement application, ParseContext context) {
    Map<String, XmlElement.Attribute> found = new HashMap<>();
    String model = context.model().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    List<XmlElement.Attribute> all = new ArrayList<>(application.attributes());
    application.children().forEach(c -> all.addAll(c.attributes()));
    for (String name : List.of("CONFIG_FILES", "APP_FILE_PATH")) {
      XmlElement.Attribute general = null;
      XmlElement.Attribute own = null;
      for (XmlElement.Attribute a : all) {
        String upper = a.name().toUpperCase(Locale.ROOT);
        if (upper.equals(name)) {
          general = a;
        } else if (!model.isEmpty()
            && upper.startsWith(name + "_")
            && upper.substring(name.length() + 1).replaceAll("[^A-Z0-9]", "").equals(model)) {
          own = a;
        }
      }
      XmlElement.Attribute counts = own != null ? own : general;
      if (counts != null) {
        found.put(name, counts);
      }
    }
    return found;
  }

  /** {@return the files to read, in order, names filled in} */
  List<String> files(XmlElement application) {
    XmlElement.Attribute list = ofModel(application, context).get("CONFIG_FILES");
    if (list == null) {
      return List.of();
    }
    return Arrays.stream(list.value().split(","))
        .map(String::strip)
        .filter(f -> !f.isEmpty())
        .map(f -> ADDRESS.matcher(f).replaceAll(context.mac()))
        .map(f -> MODEL.matcher(f).replaceAll(Matcher.quoteReplacement(context.model())))
        .toList();
  }
}

package org.trucephone.provisioning.format.cisco;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.Secret;

/** The elements {@code <line>} of {@code <sipLines>}: accounts (feature 9) and keys (others). */
final class SepLines {
  private static final int LINE_FEATURE = 9;

  private final Collector out;
  private final List<Endpoint> callManagers;
  private int accounts;
  private int positions;

  SepLines(Collector out, List<Endpoint> callManagers) {
    this.out = out;
    this.callManagers = callManagers;
  }

  void read(XmlElement line, String path) {
    positions++;
    Integer button = Plain.integer(line.attribute("button"), 1, 999);
    int position = button == null ? positions : button;
    String feature = line.childText("featureID");
    Integer id = feature.isEmpty() ? Integer.valueOf(LINE_FEATURE) : Plain.integer(feature, 0, 999);
    if (id != null && id == LINE_FEATURE) {
      accounts++;
      Integer lineIndex = Plain.integer(line.attribute("lineIndex"), 1, 99);
      int n = lineIndex == null ? accounts : lineIndex;
      out.statement(line.line(), path, "button " + position)
          .key(position, KeyType.LINE, "", line.childText("featureLabel"), n, "")
          .mapped();
      account(line, path, n);
    } else {
      key(line, path, position, id);
    }
  }

  private void account(XmlElement line, String path, int n) {
    for (XmlElement e : line.children()) {
      String name = path + "/" + e.name();
      if (!e.isLeaf()) {
        nested(e, name, n);
        continue;
      }
      String v = e.text();
      Collector.Open s = out.statement(e.line(), name, v);
      switch (e.name().toLowerCase(Locale.ROOT)) {
        case "featureid", "port" -> s.mapped();
        case "featurelabel" -> s.set(Field.LABEL, n, orNull(v)).mapped();
        case "proxy" -> proxy(s, n, v, line.childText("port"));
        case "name" ->
            s.set(Field.USER, n, orNull(Plain.userPart(v)))
                .set(Field.DOMAIN, n, orNull(Plain.domainPart(v)))
                .mapped();
        case "displayname" -> s.set(Field.DISPLAY_NAME, n, orNull(v)).mapped();
        case "authname" -> s.set(Field.AUTH_USER, n, orNull(v)).mapped();
        case "authpassword" ->
            s.set(Field.PASSWORD, n, v.isEmpty() ? null : new Secret(v)).mapped();
        case "messagesnumber" -> s.set(Field.LINE_VOICEMAIL, n, orNull(v)).mapped();
        case "callwaiting" -> callWaiting(s, n, v);
        default -> {
          if (SepIgnored.inLine(e.name())) {
            s.ignored("without effect");
          } else {
            s.unknown();
          }
        }
      }
    }
  }

  private void proxy(Collector.Open s, int n, String host, String port) {
    if (!SepReader.usesCallManager(host)) {
      s.set(Field.REGISTRAR, n, Plain.endpoint(host, port)).mapped();
    } else if (callManagers.isEmpty()) {
      s.invalid("USECALLMANAGER needs a processNodeName in callManagerGroup: there is none.")
          .mapped();
    } else {
      s.set(Field.REGISTRAR, n, callManagers.get(0));
      if (callManagers.size() > 1 && !callManagers.get(1).equals(callManagers.get(0))) {
        s.set(Field.BACKUP, n, callManagers.get(1));
      }
      s.mapped();
    }
  }

  /** 3 lets a second call ring, 1 refuses it. */
  private static void callWaiting(Collector.Open s, int n, String v) {
    switch (v) {
      case "3" -> s.set(Field.LINE_CALL_WAITING, n, true).mapped();
      case "1" -> s.set(Field.LINE_CALL_WAITING, n, false).mapped();
      default -> s.ignored("without effect");
    }
  }

  private void nested(XmlElement group, String path, int n) {
    for (XmlElement e : group.children()) {
      Collector.Open s = out.statement(e.line(), path + "/" + e.name(), e.text());
      if (e.is("autoAnswerEnabled") && (e.text().equals("0") || e.text().equals("1"))) {
        s.set(Field.AUTO_ANSWER, n, e.text().equals("1")).mapped();
      } else if (group.is("autoAnswer") || group.is("forwardCallInfoDisplay")) {
        s.ignored("without effect");
      } else {
        s.unknown();
      }
    }
  }

  private void key(XmlElement line, String path, int position, @Nullable Integer id) {
    KeyType type = type(id);
    String value = line.childText("speedDialNumber");
    if (value.isEmpty()) {
      value = line.childText("serviceURI");
    }
    Collector.Open first = out.statement(line.line(), path, "button " + position);
    first.key(position, type, value, line.childText("featureLabel"), 0, "");
    if (type == KeyType.OTHER) {
      first.approximately(
          "Button "
              + position
              + " has feature "
              + (id == null ? "without a number" : id)
              + ", which this phone does not have: the key stays dark.");
    }
    first.mapped();
    for (XmlElement e : line.children()) {
      Collector.Open s = out.statement(e.line(), path + "/" + e.name(), e.text());
      switch (e.name().toLowerCase(Locale.ROOT)) {
        case "featureid", "featurelabel", "speeddialnumber", "serviceuri" -> s.mapped();
        default -> {
          if (SepIgnored.inLine(e.name()) || !e.isLeaf()) {
            s.ignored("without effect");
          } else {
            s.unknown();
          }
        }
      }
    }
  }

  private static KeyType type(@Nullable Integer id) {
    return switch (id == null ? 0 : id) {
      case 1 -> KeyType.REDIAL;
      case 2 -> KeyType.SPEED_DIAL;
      case 3 -> KeyType.HOLD;
      case 4 -> KeyType.TRANSFER;
      case 5 -> KeyType.FORWARD;
      case 20 -> KeyType.URL;
      case 21 -> KeyType.BLF;
      default -> KeyType.OTHER;
    };
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}

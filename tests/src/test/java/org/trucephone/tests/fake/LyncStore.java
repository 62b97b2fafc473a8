package org.trucephone.tests.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Lync server keeps for a user: settings, messages, what was published (MS-PRES). */
final class LyncStore {
  private static final String SCHEMAS = "http://schemas.microsoft.com/2006/09/sip/";

  /** Real answers have so many octets. */
  private static final int LONG = 52 * 1024;

  private static final Pattern PUBLICATION =
      Pattern.compile(
          "<publication categoryName=\"([a-z]+)\" instance=\"([0-9]+)\" container=\"([0-9]+)\""
              + " version=\"([0-9]+)\" expireType=\"(static|endpoint)\">(.*?)</publication>");
  private static final Pattern STATE =
      Pattern.compile("xsi:type=\"([A-Za-z]+)\"><availability>([0-9]+)</availability>");

  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, Integer> availability = new HashMap<>();
  private int fresh;
  private String encryption = "SupportEncryption";

  LyncStore() {
    // The user was signed in before with another device: a version no phone can guess.
    versions.put("state " + 0x20000000L + " 2", 5);
    versions.put("state " + 0x20000000L + " 3", 7);
  }

  void messages(int count) {
    fresh = count;
  }

  void encryption(String level) {
    encryption = level;
  }

  String encryption() {
    return encryption;
  }

  int availability(String kind) {
    return availability.getOrDefault(kind, 0);
  }

  String provisioning() {
    StringBuilder out =
        new StringBuilder("<provisionGroupList xmlns=\"" + SCHEMAS)
            .append("provisiongrouplist-notification\">")
            .append("<provisionGroup name=\"ServerConfiguration\" signature=\"{1}\">")
            .append("<absInternalServerUrl>https://fe1.corp.example/abs/</absInternalServerUrl>")
            .append("<ucPC2PCAVEncryption>" + encryption + "</ucPC2PCAVEncryption>")
            .append("<qosEnabled>true</qosEnabled></provisionGroup>")
            .append("<provisionGroup name=\"ucPolicy\" signature=\"{2}\"><propertyEntryList>");
    for (int i = 0; out.length() < LONG; i++) {
      out.append("<property name=\"Rule")
          .append(i)
          .append("\">^\\+?([0-9]{1,15})$ ")
          .append("a rule of the dial plan that no phone reads</property>");
    }
    return out.append("</propertyEntryList></provisionGroup></provisionGroupList>").toString();
  }

  String self(String address) {
    return "<roamingData xmlns=\""
        + SCHEMAS
        + "roaming-self\"><categories xmlns=\""
        + SCHEMAS
        + "categories\" uri=\""
        + address
        + "\"><category name=\"userProperties\" instance=\"0\" container=\"1\" version=\"1\"/>"
        + "<category name=\"mwi\" instance=\"0\" publishTime=\"2026-01-02T03:04:05.387\""
        + " container=\"1\" version=\"32\" expireType=\"static\"><mwi xmlns=\""
        + SCHEMAS
        + "mwi\" messageWaiting=\""
        + (fresh > 0)
        + "\" unreadVoiceMailCount=\""
        + fresh
        + "\" readVoiceMailCount=\"3\"/></category></categories></roamingData>";
  }

  /** Takes what is published. {@return the body of a refusal, "" if it was taken} */
  String publish(String body, String address) {
    Map<String, Integer> next = new HashMap<>();
    Map<String, Integer> states = new HashMap<>();
    StringBuilder wrong = new StringBuilder();
    Matcher one = PUBLICATION.matcher(body);
    int index = 0;
    while (one.find()) {
      index++;
      String key = one.group(1) + " " + one.group(2) + " " + one.group(3);
      int version = Integer.parseInt(one.group(4));
      int current = versions.getOrDefault(key, 0);
      if (version != current) {
        wrong.append(
            "<operation index=\"%d\" version=\"%d\" curVersion=\"%d\"/>"
                .formatted(index, version, current));
      }
      next.put(key, current + 1);
      Matcher state = STATE.matcher(one.group(6));
      if (state.find()) {
        states.put(state.group(1), Integer.valueOf(state.group(2)));
      }
    }
    if (index == 0 || !body.contains("<publications uri=\"" + address + "\">")) {
      return "<Fault><Faultcode>Client.BadCall.BadXml</Faultcode></Fault>";
    }
    if (!wrong.isEmpty()) {
      return "<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details>"
          + wrong
          + "</details></Fault>";
    }
    versions.putAll(next);
    availability.putAll(states);
    return "";
  }
}

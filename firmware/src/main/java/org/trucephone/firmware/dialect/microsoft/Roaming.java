package org.trucephone.firmware.dialect.microsoft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.XmlTree;

/** Reads what the server keeps of the user (MS-PRES 2.2.2) and how it ends a registration. */
final class Roaming {
  private static final Pattern REASON = Pattern.compile("(?i)reason\\s*=\\s*\"([^\"]*)\"");
  private static final int LONGEST = 120;
  private static final int MOST_MESSAGES = 999_999;

  private Roaming() {}

  /** {@return what a body tells: waiting messages so far; empty if it tells nothing for a phone} */
  static List<News> self(String body) {
    List<News> news = new ArrayList<>();
    XmlTree.read(body)
        .flatMap(tree -> tree.find("categories"))
        .ifPresent(categories -> {
          for (XmlTree category : categories.all("category")) {
            if (category.attribute("name").equals("mwi")) {
              category.child("mwi").ifPresent(mwi -> news.add(messages(mwi)));
            }
          }
        });
    return news;
  }

  /** {@return what the server's settings for phones want; empty if nothing a phone heeds} */
  static List<News> settings(String body) {
    List<News> news = new ArrayList<>();
    XmlTree.read(body)
        .flatMap(tree -> tree.find("ucPC2PCAVEncryption"))
        .ifPresent(level -> news.add(new News.Encryption(SessionText.protection(level.text()))));
    return news;
  }

  private static News messages(XmlTree mwi) {
    boolean waiting = mwi.attribute("messageWaiting").equalsIgnoreCase("true");
    return new News.Messages(
        0,
        waiting,
        waiting ? count(mwi.attribute("unreadVoiceMailCount")) : 0,
        count(mwi.attribute("readVoiceMailCount")));
  }

  private static int count(String text) {
    return text.matches("[0-9]{1,6}") ? Math.min(MOST_MESSAGES, Integer.parseInt(text)) : 0;
  }

  /** {@return how the server ended the registration (MS-SIPREGE 3.1.5); empty if it did not} */
  static List<News> signedOff(String body, Map<String, String> headers) {
    String said = body.strip().toLowerCase(Locale.ROOT);
    if (!said.startsWith("deregistered")) {
      return List.of();
    }
    // "unregistered": the user signed this device out from another one.
    boolean again = !said.contains("event=unregistered");
    return List.of(new News.SignedOff(again, reason(headers)));
  }

  /** {@return the server's own words (MS-OCER 2.2), "" if it says nothing} */
  static String reason(Map<String, String> headers) {
    for (String name :
        new String[] {"ms-diagnostics", "ms-diagnostics-public", "ms-client-diagnostics"}) {
      Matcher reason = REASON.matcher(headers.getOrDefault(name, ""));
      if (reason.find()) {
        String text = reason.group(1).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      }
    }
    return "";
  }
}

package org.trucephone.firmware.dialect.cisco;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.account.Watched;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.XmlTree;

/** Lamps by presence documents (RFC 3863, RFC 4480 with Cisco's activities), and our own state. */
final class Presence {
  private Presence() {}

  /** {@return the lamp a presence document is for: the extension is who sent it} */
  static List<News> read(String from, String body) {
    Optional<XmlTree> document = XmlTree.read(body).filter(tree -> tree.name().equals("presence"));
    if (document.isEmpty()) {
      return List.of();
    }
    XmlTree presence = document.get();
    String sender = from.isEmpty() ? "" : NameAddr.identity(from).user();
    String extension = sender.isEmpty() ? NameAddr.user(presence.attribute("entity")) : sender;
    return List.of(new News.Lamp(extension, condition(presence)));
  }

  private static Condition condition(XmlTree presence) {
    Optional<XmlTree> activities = presence.find("activities");
    for (XmlTree activity : activities.map(XmlTree::children).orElse(List.of())) {
      switch (activity.name()) {
        case "alerting" -> {
          return Condition.RINGING;
        }
        case "on-the-phone", "busy", "dnd" -> {
          return Condition.BUSY;
        }
        default -> {
          // available, away and the like: the basic state tells
        }
      }
    }
    String basic = presence.find("basic").map(XmlTree::text).orElse("open");
    return basic.equals("closed") ? Condition.UNREACHABLE : Condition.IDLE;
  }

  /** {@return the lamp a dialog document nobody asked for is for: the extension is its entity} */
  static List<News> lamp(String body) {
    return DialogInfo.read(body)
        .<List<News>>map(info ->
            List.of(
                new News.Lamp(
                    NameAddr.user(info.entity()),
                    Watched.unknown(Instant.EPOCH)
                        .on(full(info), Instant.EPOCH)
                        .next()
                        .condition())))
        .orElse(List.of());
  }

  /** Nobody subscribed, so there is no document before this one to add to. */
  private static DialogInfo full(DialogInfo info) {
    return new DialogInfo(info.version(), true, info.entity(), info.dialogs());
  }

  /** {@return a document that says whether we take calls} */
  static String own(String user, boolean doNotDisturb) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <presence xmlns="urn:ietf:params:xml:ns:pidf" \
    xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" \
    xmlns:e="urn:ietf:params:xml:ns:pidf:status:rpid" \
    xmlns:ce="urn:cisco:params:xml:ns:pidf:rpid" entity="sip:%s">\
    <dm:person><e:activities><ce:%s/></e:activities></dm:person>\
    <tuple id="1"><status><basic>open</basic></status></tuple></presence>
    """
        .formatted(NameAddr.escapedUser(user), doNotDisturb ? "dnd" : "available");
  }
}

package org.trucephone.firmware.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.XmlTree;

/**
 * Do-not-disturb and forwarding kept the same here and at the server, by the event package
 * as-feature-event: CSTA documents (ECMA-323) in SUBSCRIBE and NOTIFY.
 */
public final class FeatureEvents {
  /** Name of the event package. */
  public static final String EVENT = "as-feature-event";

  /** Type of its documents. */
  public static final String TYPE = "application/x-as-feature-event+xml";

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String SPACE =
      " xmlns=\"http://www.ecma-international.org/standards/ecma-323/csta/ed3\"";
  private static final int RINGS = 3;
  private static final Map<String, News.Which> TYPES =
      Map.of(
          "forwardImmediate", News.Which.ALL,
          "forwardBusy", News.Which.BUSY,
          "forwardNoAns", News.Which.NO_ANSWER);

  private FeatureEvents() {}

  /** {@return what a NOTIFY says, one document or several} */
  public static List<News> read(String contentType, String body) {
    List<News> news = new ArrayList<>();
    for (Bodies.Part part : Bodies.parts(contentType, body)) {
      XmlTree.read(part.body()).flatMap(FeatureEvents::one).ifPresent(news::add);
    }
    return news;
  }

  private static Optional<News> one(XmlTree document) {
    switch (document.name()) {
      case "DoNotDisturbEvent" -> {
        return Optional.of(new News.DoNotDisturb(document.text("doNotDisturbOn").equals("true")));
      }
      case "ForwardingEvent" -> {
        News.Which which = TYPES.get(document.text("forwardingType"));
        boolean on = document.text("forwardStatus").equals("true");
        return which == null
            ? Optional.empty()
            : Optional.of(new News.Forwarded(0, which, on ? document.text("forwardTo") : ""));
      }
      default -> {
        return Optional.empty(); // agents, hotelling and what else there is
      }
    }
  }

  /** {@return the document that switches do-not-disturb} */
  public static String doNotDisturb(String device, boolean on) {
    return HEAD
        + "<SetDoNotDisturb"
        + SPACE
        + ">"
        + element("device", device)
        + element("doNotDisturbOn", String.valueOf(on))
        + "</SetDoNotDisturb>";
  }

  /** {@return the document that forwards calls; "" as number ends it} */
  public static String forward(String device, News.Which which, String number) {
    String type =
        TYPES.entrySet().stream()
            .filter(e -> e.getValue() == which)
            .findFirst()
            .orElseThrow()
            .getKey();
    return HEAD
        + "<SetForwarding"
        + SPACE
        + ">"
        + element("device", device)
        + element("forwardingType", type)
        + element("activateForward", String.valueOf(!number.isEmpty()))
        + (number.isEmpty() ? "" : element("forwardDN", number))
        + (which == News.Which.NO_ANSWER && !number.isEmpty()
            ? element("ringCount", String.valueOf(RINGS))
            : "")
        + "</SetForwarding>";
  }

  private static String element(String name, String text) {
    return "<"
        + name
        + ">"
        + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        + "</"
        + name
        + ">";
  }
}

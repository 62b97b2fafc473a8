package org.trucephone.firmware.dialect.cisco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trucephone.firmware.dialect.Dialect.Saying;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.XmlTree;

/**
 * Remote call control: REFERs whose body, one document or several, tells the phone what to do or
 * the server what the person pressed. Tags are from the phone's point of view.
 */
final class RemoteControl {
  private static final String REQUEST = "application/x-cisco-remotecc-request+xml";
  private static final String MENU = "application/x-cisco-remotecc-cm+xml";
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final int LONGEST_SHOWN = 3600;
  private static final int MOST_LINES = 64;

  private RemoteControl() {}

  // ---- from the server

  static List<News> read(String contentType, String body) {
    List<News> news = new ArrayList<>();
    for (Bodies.Part part : Bodies.parts(contentType, body)) {
      String type = part.contentType().toLowerCase(Locale.ROOT);
      XmlTree.read(part.body())
          .ifPresent(document -> {
            if (type.startsWith(REQUEST)) {
              document.children().forEach(request -> one(request, news));
            } else if (type.startsWith(MENU)) {
              screen(document, news);
            }
          });
    }
    return news;
  }

  private static void one(XmlTree request, List<News> news) {
    switch (request.name()) {
      case "dndupdate" -> news.add(new News.DoNotDisturb(request.text("state").equals("enable")));
      case "hlogupdate" -> news.add(new News.InHuntGroup(request.text("status").equals("on")));
      case "bulkupdate" -> request.all("contact").forEach(contact -> line(contact, news));
      case "cfwdallupdate" -> news.add(forwarded(request, number(request.text("linenumber"), 0)));
      case "statuslineupdatereq" -> {
        String text = Escapes.plain(request.text("statustext"));
        int seconds = number(request.text("displaytimeout"), LONGEST_SHOWN);
        if (!text.isEmpty()) {
          news.add(new News.Display(text, seconds == 0 ? USUAL : Duration.ofSeconds(seconds)));
        }
      }
      case "playtonereq" -> news.add(new News.Tone(!request.text("tonetype").equals("DtBeepBonk")));
      case "answercallreq" -> news.add(act(News.Action.ANSWER, request));
      case "holdretrievereq" -> news.add(act(News.Action.HOLD_OR_RESUME, request));
      case "initiatecallreq" -> {
        String number = request.text("dialstring");
        if (number.matches("[0-9*#+]{1,32}")) {
          news.add(new News.Dial(number));
        }
      }
      default -> {
        // notifyreq, datapassthroughreq and whatever newer servers say
      }
    }
  }

  private static void line(XmlTree contact, List<News> news) {
    int line = number(contact.attribute("line"), MOST_LINES);
    String waiting = contact.text("mwi");
    if (!waiting.isEmpty()) {
      XmlTree voice =
          contact.find("voice-msg").orElse(new XmlTree("voice-msg", Map.of(), "", List.of()));
      boolean told = !voice.attribute("new").isEmpty();
      boolean some = waiting.equals("yes");
      news.add(
          new News.Messages(
              line,
              some,
              told ? number(voice.attribute("new"), 9999) : some ? -1 : 0,
              number(voice.attribute("old"), 9999)));
    }
    contact.child("cfwdallupdate").ifPresent(update -> news.add(forwarded(update, line)));
  }

  private static News forwarded(XmlTree update, int line) {
    return new News.Forwarded(line, News.Which.ALL, update.text("fwdaddress"));
  }

  private static News act(News.Action action, XmlTree request) {
    XmlTree dialog =
        request.child("dialogid").orElse(new XmlTree("dialogid", Map.of(), "", List.of()));
    return new News.Act(
        action, dialog.text("callid"), dialog.text("localtag"), dialog.text("remotetag"));
  }

  /** A text screen is shown; menus need a way back that this phone does not have. */
  private static void screen(XmlTree document, List<News> news) {
    if (document.name().equals("CiscoIPPhoneText")) {
      String text = (document.text("Title") + " " + document.text("Text")).strip();
      news.add(new News.Display(Escapes.plain(text), USUAL));
    }
  }

  private static int number(String text, int most) {
    return text.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(text), Math.max(most, 0)) : 0;
  }

  // ---- to the server

  /** {@return what says that a key was pressed in a call} */
  static Saying softKey(String key, DialogId call) {
    String body =
        head()
            + "<x-cisco-remotecc-request><softkeyeventmsg><softkeyevent>"
            + key
            + "</softkeyevent>"
            + dialog("dialogid", call.callId(), call.localTag(), call.remoteTag())
            + "<linenumber>0</linenumber><participantnum>0</participantnum>"
            + dialog("consultdialogid", "", "", "")
            + "<state>false</state>"
            + dialog("joindialogid", "", "", "")
            + "<eventdata></eventdata><userdata></userdata><softkeyid>0</softkeyid>"
            + "<applicationid>0</applicationid></softkeyeventmsg></x-cisco-remotecc-request>\n";
    return refer("key-" + Integer.toHexString(call.hashCode()), REQUEST, body);
  }

  /** {@return what tells once, after a start, which device this is} */
  static Saying alarm(String mac) {
    String body =
        head()
            + "<x-cisco-alarm><Alarm Name=\"DeviceTLInfo\"><ParameterList>"
            + "<String name=\"DeviceName\">SEP"
            + mac
            + "</String></ParameterList></Alarm></x-cisco-alarm>\n";
    return refer("alarm-" + mac, "application/x-cisco-alarm+xml", body);
  }

  private static Saying refer(String id, String contentType, String body) {
    return new Saying(
        "REFER",
        "",
        Map.of(
            "Refer-To", "<cid:" + id + ">", "Content-Id", "<" + id + ">", "Require", "norefersub"),
        contentType,
        body);
  }

  private static String head() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  }

  private static String dialog(String name, String callId, String localTag, String remoteTag) {
    return "<%1$s><callid>%2$s</callid><localtag>%3$s</localtag><remotetag>%4$s</remotetag></%1$s>"
        .formatted(name, escaped(callId), escaped(localTag), escaped(remoteTag));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

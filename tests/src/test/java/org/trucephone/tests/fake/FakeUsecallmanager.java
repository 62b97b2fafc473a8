package org.trucephone.tests.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk with the usecallmanager patch, as far as its public source shows: the device is known by
 * a parameter of its Contact, settings and lamps are pushed at registration, keys come as REFER.
 */
public final class FakeUsecallmanager extends FakeExchange {
  private static final String REMOTE = "application/x-cisco-remotecc-request+xml";
  private static final String NONCE = "6f1d2c3b";
  private static final String ABLE =
      "X-cisco-serviceuri,X-cisco-escapecodes,X-cisco-service-control,X-cisco-callinfo";

  private final String device;
  private final String user;
  private final String password;
  private final Map<String, Line> lines = new HashMap<>();
  private final Set<String> alarms = new HashSet<>();
  private String published = "";
  private int parked;

  private record Line(String contact, String callId, Peer peer) {}

  /** Listens for one device, such as {@code SEP001122334455}. */
  public FakeUsecallmanager(String device, String user, String password) throws IOException {
    this.device = device;
    this.user = user;
    this.password = password;
    start();
  }

  @Override
  boolean connected(Socket connection, int open) {
    if (open > 1) {
      problem("a second connection while one is open");
      return false;
    }
    return true;
  }

  @Override
  void take(SipText message, Peer from) {
    if (!message.isRequest()) {
      if (message.method().equals("REFER") && message.status() != 202) {
        problem("a REFER of ours was answered " + message.status());
      }
      return;
    }
    switch (message.method()) {
      case "REGISTER" -> register(message, from);
      case "INVITE" -> invite(message, from);
      case "SUBSCRIBE" -> {
        problem("SUBSCRIBE for " + message.header("Event") + ", which is told unasked");
        reply(message, from, 489, "Bad Event");
      }
      case "NOTIFY" -> {
        if (message.header("Event").startsWith("refer")) {
          problem("a NOTIFY of a REFER that required none");
        }
        reply(message, from, 200, "OK");
      }
      case "PUBLISH" -> {
        if (proved(message, from)) {
          published = message.body().contains("ce:dnd/") ? "dnd" : "available";
          send(response(message, 200, "OK").add("SIP-ETag", "e" + number()), from);
        }
      }
      case "REFER" -> {
        if (callOf(message) != null) {
          refer(message, from);
        } else if (proved(message, from)) {
          told(message, from);
        }
      }
      default -> inside(message, from);
    }
  }

  @Override
  boolean proved(SipText request, Peer from) {
    String authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      send(
          response(request, 401, "Unauthorized")
              .add(
                  "WWW-Authenticate",
                  "Digest algorithm=MD5, realm=\"asterisk\", nonce=\"" + NONCE + "\""),
          from);
      return false;
    }
    String fault = Digests.fault(authorization, request.method(), user, password, NONCE);
    if (!fault.isEmpty()) {
      problem(fault);
      reply(request, from, 403, "Forbidden");
    }
    return fault.isEmpty();
  }

  private void register(SipText request, Peer from) {
    if (!proved(request, from)) {
      return;
    }
    String line = SipText.userOf(request.header("To"));
    String contact = request.header("Contact");
    if (!contact.contains("+u.sip!devicename.ccm.cisco.com=\"" + device + "\"")) {
      problem("the Contact names no device: " + contact);
      reply(request, from, 403, "Forbidden");
      return;
    }
    if (SipText.userOf(contact).equals(line)) {
      problem("the Contact's user is the line's, not a name of its own");
    }
    String supported = String.join(",", request.all("Supported")).replace(" ", "");
    for (String able : ABLE.split(",")) {
      if (!supported.contains(able)) {
        problem("REGISTER lacks " + able);
      }
    }
    Line old = lines.get(line);
    if (old == null && !request.header("Reason").contains("Name=" + device)) {
      problem("the first REGISTER has no reason: " + request.header("Reason"));
    }
    boolean leaves = request.header("Expires").equals("0");
    SipText answer =
        response(request, 200, "OK")
            .add("Expires", leaves ? "0" : "120")
            .add("Contact", "<" + SipText.uriOf(contact) + ">;expires=" + (leaves ? 0 : 120));
    if (leaves) {
      lines.remove(line);
      send(answer, from);
      return;
    }
    lines.put(line, new Line(SipText.uriOf(contact), request.header("Call-ID"), from));
    if (old == null) {
      answer.body(
          "application/x-cisco-remotecc-response+xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x-cisco-remotecc-response><response>"
              + "<code>200</code><optionsind><combine max=\"6\"><remotecc><status/></remotecc>"
              + "<service-control/></combine><presence usage=\"blf speed dial\"><unot/><sub/>"
              + "</presence></optionsind></response></x-cisco-remotecc-response>");
    }
    send(answer, from);
  }

  /** What the phone tells outside calls. */
  private void told(SipText request, Peer from) {
    if (!request.header("Require").contains("norefersub")
        || request.header("Content-Id").isEmpty()) {
      problem("a REFER without norefersub or Content-Id");
    }
    String body = request.body();
    String type = request.header("Content-Type");
    if (type.equals("application/x-cisco-alarm+xml")) {
      alarms.add(element(body, "String name=\"DeviceName\"", "String"));
      reply(request, from, 202, "Accepted");
    } else if (!type.equals(REMOTE)) {
      problem("a REFER of type " + type);
      reply(request, from, 603, "Declined");
    } else if (element(body, "softkeyevent", "softkeyevent").equals("Park")) {
      FakeCall call = named(body);
      reply(request, from, call == null ? 603 : 202, "Accepted");
      if (call != null) {
        parked++;
        Thread.ofVirtual().start(call::bye);
        status("\u0080! 701");
      } else {
        problem("Park names no call as the phone knows it: " + body);
      }
    } else {
      reply(request, from, 603, "Declined");
    }
  }

  /** {@return the call a key was pressed in, if its tags are from the phone's point of view} */
  private @Nullable FakeCall named(String body) {
    String dialog = element(body, "dialogid", "dialogid");
    return callWith(
        element(dialog, "callid", "callid"),
        element(dialog, "remotetag", "remotetag"),
        element(dialog, "localtag", "localtag"));
  }

  private static String element(String xml, String open, String close) {
    int from = xml.indexOf("<" + open + ">");
    int to = xml.indexOf("</" + close + ">", from);
    return from < 0 || to < 0 ? "" : xml.substring(from + open.length() + 2, to);
  }

  // ---- what the system tells by itself

  private void remote(String line, String type, byte[] body) {
    Reached reached = reached(line);
    String id = "%08x".formatted(number());
    send(
        via(SipText.request("REFER", reached.contact()), reached.peer())
            .add("From", "<sip:" + line + "@" + here() + ">;tag=r" + id)
            .add("To", "<" + reached.contact() + ">")
            .add("Call-ID", "refer-" + id)
            .add("CSeq", "102 REFER")
            .add("Contact", "<sip:" + line + "@" + here() + ";transport=tcp>")
            .add("Refer-To", "cid:" + id)
            .add("Content-Id", id)
            .add("Referred-By", "<sip:" + line + "@" + here() + ">")
            .add("Require", "norefersub")
            .body(type, body),
        reached.peer());
  }

  private static String part(String xml) {
    return "--uniqueBoundary\r\nContent-Type: "
        + REMOTE
        + "\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x-cisco-remotecc-request>"
        + xml
        + "</x-cisco-remotecc-request>\r\n\r\n";
  }

  /** Pushes all settings of a line in one REFER. */
  public void bulk(boolean refuse, int fresh, String forward) {
    String body =
        part(
                "<dndupdate><state>"
                    + (refuse ? "enable" : "disable")
                    + "</state><option>ringeroff</option></dndupdate>")
            + part("<hlogupdate><status>on</status></hlogupdate>")
            + part(
                "<bulkupdate><contact line=\"1\"><mwi>"
                    + (fresh > 0 ? "yes" : "no")
                    + "</mwi><emwi><voice-msg new=\""
                    + fresh
                    + "\" old=\"5\" /></emwi><cfwdallupdate><fwdaddress>"
                    + forward
                    + "</fwdaddress><tovoicemail>off</tovoicemail></cfwdallupdate></contact>"
                    + "</bulkupdate>")
            + "--uniqueBoundary--\r\n";
    remote(user, "multipart/mixed;boundary=uniqueBoundary", body.getBytes(UTF_8));
  }

  /** Writes on the phone's status line; a mark-up octet goes as that one octet. */
  public void status(String text) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x-cisco-remotecc-request>"
            + "<statuslineupdatereq><action>notify_display</action><dialogid><callid></callid>"
            + "<localtag></localtag><remotetag></remotetag></dialogid><statustext>"
            + text
            + "</statustext><displaytimeout>10</displaytimeout><linenumber>0</linenumber>"
            + "<priority>1</priority></statuslineupdatereq></x-cisco-remotecc-request>";
    remote(user, REMOTE, body.getBytes(ISO_8859_1));
  }

  /** Has the phone answer the call that rings. */
  public void answer(FakeCall call, String phonesTag) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x-cisco-remotecc-request><answercallreq>"
            + "<dialogid><callid>"
            + call.callId()
            + "</callid><localtag>"
            + phonesTag
            + "</localtag><remotetag>"
            + call.localTag()
            + "</remotetag></dialogid></answercallreq></x-cisco-remotecc-request>";
    remote(user, REMOTE, body.getBytes(UTF_8));
  }

  /**
   * Lights or puts out a lamp nobody subscribed to.
   *
   * @param activity {@code ce:alerting}, {@code e:on-the-phone} …; "" for none
   */
  public void lamp(String extension, String activity) {
    String activities =
        activity.isEmpty()
            ? ""
            : "<dm:person><e:activities><" + activity + "/></e:activities></dm:person>";
    notify(
        extension,
        "presence",
        "application/pidf+xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\""
            + " xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\""
            + " xmlns:e=\"urn:ietf:params:xml:ns:pidf:status:rpid\""
            + " xmlns:ce=\"urn:cisco:params:xml:ns:pidf:rpid\" entity=\"sip:"
            + extension
            + "@x\">"
            + activities
            + "<tuple id=\"1\"><status><basic>open</basic></status></tuple></presence>");
  }

  /** The same by a dialog document with the prolog this system really writes. */
  public void brokenDialog(String extension, String state) {
    notify(
        extension,
        "dialog",
        "application/dialog-info+xml",
        "<?xml version=\"1.0\"? encoding=\"UTF-8\"?>\n"
            + "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"0\""
            + " state=\"full\" entity=\"sip:"
            + extension
            + "@x\"><dialog id=\"1\"><state>"
            + state
            + "</state></dialog></dialog-info>");
  }

  /** Says a service-control action; {@code ours} with the Call-ID of the phone's registration. */
  public void control(String action, boolean ours) {
    String callId;
    synchronized (this) {
      Line line = lines.get(user);
      callId = !ours || line == null ? "someone-elses" : line.callId;
    }
    notify(
        user,
        "service-control",
        "text/plain",
        "action="
            + action
            + "\r\nRegisterCallId={"
            + callId
            + "}\r\nConfigVersionStamp={00000000-0000-0000-0000-000000000000}\r\n");
  }

  private void notify(String from, String event, String type, String body) {
    Reached reached = reached(user);
    int number = number();
    send(
        via(SipText.request("NOTIFY", reached.contact()), reached.peer())
            .add("From", "<sip:" + from + "@" + here() + ">;tag=n" + number)
            .add("To", "<" + reached.contact() + ">")
            .add("Call-ID", "notify-" + number)
            .add("CSeq", "102 NOTIFY")
            .add("Contact", "<sip:" + from + "@" + here() + ">")
            .add("Event", event)
            .add("Subscription-State", "active")
            .body(type, body),
        reached.peer());
  }

  // ---- what tests ask

  @Override
  synchronized Reached reached(String line) {
    Line known = lines.get(line);
    if (known == null) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return new Reached(known.contact, known.peer);
  }

  @Override
  String product() {
    return "Asterisk PBX 22.8.1";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return number.equals("404") ? response(request, 404, "Not Found") : null;
  }

  /** {@return what the phone published of itself last: {@code dnd}, {@code available} or ""} */
  public synchronized String published() {
    return published;
  }

  /** {@return calls parked so far} */
  public synchronized int parked() {
    return parked;
  }

  /** {@return whether the device said it has started} */
  public synchronized boolean alarmed() {
    return alarms.contains(device);
  }
}

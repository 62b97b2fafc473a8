package org.trucephone.tests.fake;

import java.io.IOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The line side of Cisco's call manager for third-party SIP phones, from its SIP Line Messaging
 * Guide: one digest user a device, challenges without qop, one binding a line, one connection,
 * calls without an offer, names by Remote-Party-ID, message light unasked.
 */
public final class FakeCucm extends FakeServer {
  private static final String NONCE = "GBauADss2qoWr6k9y3hGGVDAqnLfoLk5";
  private static final String ALLOW =
      "INVITE, OPTIONS, INFO, BYE, CANCEL, ACK, PRACK, UPDATE, REFER, SUBSCRIBE, NOTIFY";

  private final String user;
  private final String password;
  private final Map<String, Binding> bindings = new HashMap<>();
  private final Map<String, FakeCall> calls = new HashMap<>();
  private final List<String> transfers = new ArrayList<>();
  private final Map<String, Integer> refused = new HashMap<>();
  private boolean waiting = true;
  private boolean down;

  private record Binding(String contact, String callId, int sequence, Peer peer) {}

  /** Listens for one device. */
  public FakeCucm(String user, String password) throws IOException {
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
    if (!message.isRequest() || down) {
      return;
    }
    switch (message.method()) {
      case "REGISTER" -> register(message, from);
      case "INVITE" -> invite(message, from);
      case "REFER" -> refer(message, from);
      case "SUBSCRIBE" -> {
        String event = message.header("Event") + " " + SipText.userOf(message.uri());
        if (refused.merge(event, 1, Integer::sum) > 1) {
          problem("SUBSCRIBE for " + event + " again after 489");
        }
        reply(message, from, 489, "Bad Event");
      }
      case "BYE" -> {
        reply(message, from, calls.containsKey(message.header("Call-ID")) ? 200 : 481, "OK");
      }
      case "ACK" -> {
        FakeCall call = calls.get(message.header("Call-ID"));
        if (call != null) {
          call.tookSdp(message.body());
        }
      }
      default -> reply(message, from, 200, "OK");
    }
  }

  private void reply(SipText request, Peer to, int status, String reason) {
    send(response(request, status, reason), to);
  }

  private SipText response(SipText request, int status, String reason) {
    FakeCall call = calls.get(request.header("Call-ID"));
    String tag = status == 100 ? "" : call == null ? "cm" + number() : call.localTag();
    return SipText.response(request, status, reason, tag)
        .add("Server", "Cisco-CUCM14.0")
        .add("Allow", ALLOW);
  }

  /** {@return whether the request proves who sent it; otherwise it was answered} */
  private boolean proved(SipText request, Peer from) {
    String authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      send(
          response(request, 401, "Unauthorized")
              .add(
                  "WWW-Authenticate",
                  "Digest realm=\"ccmsipline\", nonce=\"" + NONCE + "\", algorithm=MD5"),
          from);
      return false;
    }
    boolean known = SipText.parameter(authorization, "username").equals(user);
    String fault = Digests.fault(authorization, request.method(), user, password, NONCE);
    if (!fault.isEmpty()) {
      if (fault.contains("qop")) {
        problem(fault);
      }
      String text = known ? "Digest user mismatch" : "Unable to find device/user in database";
      send(response(request, 403, "Forbidden").add("Warning", "399 cucm1 \"" + text + "\""), from);
      return false;
    }
    return true;
  }

  private void register(SipText request, Peer from) {
    if (!proved(request, from)) {
      return;
    }
    String line = SipText.userOf(request.header("To"));
    List<String> contacts = request.all("Contact");
    if (contacts.size() != 1 || contacts.getFirst().equals("*")) {
      problem("REGISTER with " + contacts.size() + " contacts");
    }
    String contact = SipText.uriOf(contacts.getFirst());
    Binding old = bindings.get(line);
    if (old != null) {
      if (!old.contact.equals(contact)) {
        problem("Contact became " + contact + " after " + old.contact);
        reply(request, from, 500, "Internal Server Error");
        return;
      }
      if (from.tcp() == null && !old.peer.address().equals(from.address())) {
        problem("REGISTER from " + from.address() + " after " + old.peer.address());
      }
      if (!old.callId.equals(request.header("Call-ID")) || old.sequence >= request.sequence()) {
        problem("REGISTER is refreshed by another Call-ID or a lower CSeq");
      }
    }
    boolean leaves = request.header("Expires").equals("0");
    if (leaves) {
      bindings.remove(line);
    } else {
      bindings.put(line, new Binding(contact, request.header("Call-ID"), request.sequence(), from));
    }
    send(
        response(request, 200, "OK")
            .add("Expires", leaves ? "0" : "120")
            .add("Contact", "<" + contact + ">;expires=" + (leaves ? 0 : 120)),
        from);
    if (old == null && !leaves) {
      messages(line, waiting);
    }
  }

  // ---- calls of the phone's

  private void invite(SipText request, Peer from) {
    FakeCall known = calls.get(request.header("Call-ID"));
    if (known != null) {
      known.tookSdp(request.body());
      String theirs = known.phonesSdp();
      String mine =
          theirs.contains("a=sendonly")
              ? "recvonly"
              : theirs.contains("a=inactive") ? "inactive" : "sendrecv";
      send(
          response(request, 200, "OK")
              .add("Contact", known.contact())
              .body("application/sdp", known.sdp(mine)),
          from);
      return;
    }
    if (!proved(request, from)) {
      return;
    }
    String number = SipText.userOf(request.uri());
    if (number.startsWith("9")) {
      send(
          response(request, 403, "Forbidden")
              .add("Warning", "399 cucm1 \"Calling search space does not allow it\""),
          from);
      return;
    }
    FakeCall call = FakeCall.incoming(this, from, request);
    calls.put(call.callId(), call);
    String name = "\"Bob " + number + "\" <sip:" + number + "@" + here() + ">;party=called";
    reply(request, from, 100, "Trying");
    send(
        response(request, 180, "Ringing")
            .add("Contact", call.contact())
            .add("Remote-Party-ID", name + ";screen=yes;privacy=off"),
        from);
    send(
        response(request, 200, "OK")
            .add("Contact", call.contact())
            .add("Supported", "replaces")
            .add("Remote-party-id", name + ";screen=yes;privacy=off")
            .body("application/sdp", call.sdp("sendrecv")),
        from);
  }

  private void refer(SipText request, Peer from) {
    FakeCall call = calls.get(request.header("Call-ID"));
    String to = SipText.uriOf(request.header("Refer-To"));
    if (call == null || to.isEmpty()) {
      reply(request, from, call == null ? 481 : 400, "Refused");
      return;
    }
    FakeCall other = null;
    int replaces = to.indexOf("Replaces=");
    if (replaces >= 0) {
      other = replaced(to.substring(replaces + 9).split("&")[0]);
      if (other == null) {
        problem("Replaces names no call: " + to);
      }
    } else if (!to.matches("sips?:[^@]+@.+")) {
      problem("Refer-To is no number at this system: " + to);
    }
    transfers.add(other == null ? SipText.userOf(to) : other.number());
    send(response(request, 202, "Accepted").add("Contact", call.contact()), from);
    for (String line : List.of("100 Trying", "200 OK")) {
      send(
          call.request("NOTIFY")
              .add("Event", "refer")
              .add(
                  "Subscription-State",
                  line.startsWith("2") ? "terminated;reason=noresource" : "active;expires=60")
              .body("message/sipfrag;version=2.0", "SIP/2.0 " + line + "\r\n"),
          from);
    }
  }

  private @Nullable FakeCall replaced(String escaped) {
    String[] parts = URLDecoder.decode(escaped, StandardCharsets.UTF_8).split(";");
    FakeCall call = calls.get(parts[0]);
    if (call == null) {
      return null;
    }
    String all = String.join(";", parts);
    // From our point of view: to-tag is the tag of whom the REFER is sent to.
    boolean right =
        SipText.parameter(all, "to-tag").equals(call.localTag())
            && SipText.parameter(all, "from-tag").equals(call.remoteTag());
    return right ? call : null;
  }

  /** {@return numbers the phone transferred calls to} */
  public synchronized List<String> transfers() {
    return List.copyOf(transfers);
  }

  /** {@return the phone's call to a number, once it has acknowledged the answer} */
  public FakeCall called(String number) {
    await(
        "ACK of the call to " + number,
        m -> m.isRequest() && m.method().equals("ACK") && toPhonesCall(m, number));
    synchronized (this) {
      return calls.values().stream()
          .filter(call -> !call.ours() && call.number().equals(number))
          .findFirst()
          .orElseThrow();
    }
  }

  private boolean toPhonesCall(SipText ack, String number) {
    FakeCall call = calls.get(ack.header("Call-ID"));
    return call != null && !call.ours() && call.number().equals(number);
  }

  // ---- what the system does by itself

  /** Rings the phone, without an offer. */
  public SipText ring(String line, String number, String name) {
    Binding binding = binding(line);
    FakeCall call =
        FakeCall.outgoing(
            this,
            binding.peer,
            "\"" + name + "\" <sip:" + number + "@" + here() + ">",
            "sip:" + line + "@" + here(),
            binding.contact);
    SipText invite =
        call.request("INVITE")
            .add("Allow", ALLOW)
            .add("Supported", "timer,resource-priority,replaces")
            .add("Session-Expires", "1800")
            .add("Alert-Info", "<file://Bellcore-dr1/>")
            .add("Remote-Party-ID", party(number, name));
    synchronized (this) {
      calls.put(call.callId(), call);
    }
    send(invite, binding.peer);
    return invite;
  }

  private String party(String number, String name) {
    return "\""
        + name
        + "\" <sip:"
        + number
        + "@"
        + here()
        + ">;party=calling;screen=yes;privacy=off";
  }

  /** {@return the call rung for, once the phone has answered it with an offer} */
  public FakeCall answered(SipText invite) {
    FakeCall call = call(invite);
    SipText answer = answer(invite);
    if (answer.status() != 200) {
      throw new AssertionError("the phone answered " + answer.status() + "\n" + log());
    }
    call.taken(answer);
    if (!answer.body().contains("m=audio ") || answer.body().contains("m=audio 0")) {
      problem("no offer in the 200 to an INVITE without one");
    }
    call.acknowledge(call.sdp("sendrecv"));
    return call;
  }

  private synchronized FakeCall call(SipText invite) {
    FakeCall call = calls.get(invite.header("Call-ID"));
    if (call == null) {
      throw new IllegalStateException("no such call");
    }
    return call;
  }

  /** Acknowledges the phone's refusal. {@return the refusal} */
  public SipText refusal(SipText invite) {
    SipText answer = answer(invite);
    SipText ack = SipText.request("ACK", invite.uri());
    for (String name : List.of("Via", "From", "Call-ID", "Max-Forwards")) {
      ack.add(name, invite.header(name));
    }
    ack.add("To", answer.header("To")).add("CSeq", invite.sequence() + " ACK");
    send(ack, call(invite).peer());
    return answer;
  }

  /** Tells that the other end is someone else now, by UPDATE without a session. */
  public void becomes(FakeCall call, String number, String name) {
    SipText answer = call.ask(call.request("UPDATE").add("Remote-Party-ID", party(number, name)));
    if (!answer.body().isEmpty()) {
      problem("an UPDATE without a session was answered with one");
    }
  }

  /** Moves the media, as this system does at each turn: re-INVITE without an offer. */
  public void moveMedia(FakeCall call, String direction) {
    String before = call.phonesSdp();
    SipText answer = call.ask(call.request("INVITE"));
    call.taken(answer);
    String after = answer.body();
    if (!codecs(before).equals(codecs(after))) {
      problem("the offer's formats changed from " + codecs(before) + " to " + codecs(after));
    }
    if (version(after) != version(before) + 1 && version(after) != version(before)) {
      problem("o= went from version " + version(before) + " to " + version(after));
    }
    call.acknowledge(call.sdp(direction));
  }

  private static String codecs(String sdp) {
    return sdp.lines()
        .filter(line -> line.startsWith("m=audio"))
        .findFirst()
        .orElse("m=audio ? RTP/AVP none")
        .split("RTP/AVP ", 2)[1];
  }

  private static long version(String sdp) {
    String origin = sdp.lines().filter(line -> line.startsWith("o=")).findFirst().orElse("o=- 0 0");
    return Long.parseLong(origin.split(" ")[2]);
  }

  /** Lights the message lamp, or puts it out. */
  public void messages(String line, boolean some) {
    Binding binding = binding(line);
    waiting = some;
    int number = number();
    SipText notify =
        via(SipText.request("NOTIFY", binding.contact), binding.peer)
            .add("From", "<sip:" + line + "@" + here() + ">;tag=m" + number)
            .add("To", "<sip:" + line + "@" + here() + ">")
            .add("Call-ID", "mwi" + number + "@" + here())
            .add("CSeq", "101 NOTIFY")
            .add("Contact", "<sip:" + line + "@" + here() + ">")
            .add("Event", "message-summary")
            .add("Subscription-State", "active")
            .body(
                "application/simple-message-summary",
                "Messages-Waiting: " + (some ? "yes" : "no") + "\r\n");
    send(notify, binding.peer);
  }

  private synchronized Binding binding(String line) {
    Binding binding = bindings.get(line);
    if (binding == null) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return binding;
  }

  /** {@return how many lines are registered} */
  public synchronized int lines() {
    return bindings.size();
  }

  /** Answers nothing any more, or again. */
  public synchronized void down(boolean now) {
    down = now;
  }
}

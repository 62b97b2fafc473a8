package org.trucephone.tests.fake;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What Cisco-shaped systems have in common once a line is registered: calls and transfers. */
abstract class FakeExchange extends FakeServer {
  private static final String ALLOW =
      "INVITE, OPTIONS, INFO, BYE, CANCEL, ACK, PRACK, UPDATE, REFER, SUBSCRIBE, NOTIFY";

  private final Map<String, FakeCall> calls = new HashMap<>();
  private final List<String> transfers = new ArrayList<>();

  FakeExchange() throws IOException {}

  FakeExchange(@Nullable SSLContext tls) throws IOException {
    super(tls);
  }

  /** Where a line is reached. */
  record Reached(String contact, Peer peer) {}

  /** {@return where a line is reached; it must be registered} */
  abstract Reached reached(String line);

  /** {@return what it calls itself} */
  abstract String product();

  /** {@return whether the request proves who sent it; otherwise it was answered} */
  abstract boolean proved(SipText request, Peer from);

  /** {@return how a call to a number is refused, null if it is not} */
  abstract @Nullable SipText refused(SipText request, String number);

  final void reply(SipText request, Peer to, int status, String reason) {
    send(response(request, status, reason), to);
  }

  final SipText response(SipText request, int status, String reason) {
    FakeCall call = calls.get(request.header("Call-ID"));
    String tag = status == 100 ? "" : call == null ? "cm" + number() : call.localTag();
    return SipText.response(request, status, reason, tag)
        .add("Server", product())
        .add("Allow", ALLOW);
  }

  final @Nullable FakeCall callOf(SipText request) {
    return calls.get(request.header("Call-ID"));
  }

  /** Does what a call's own requests ask for. */
  final void inside(SipText message, Peer from) {
    FakeCall call = callOf(message);
    switch (message.method()) {
      case "BYE" -> reply(message, from, call != null ? 200 : 481, "OK");
      case "ACK" -> {
        if (call != null) {
          call.tookSdp(message.body());
        }
      }
      default -> reply(message, from, 200, "OK");
    }
  }

  final void invite(SipText request, Peer from) {
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
    SipText refusal = refused(request, number);
    if (refusal != null) {
      send(refusal, from);
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

  final void refer(SipText request, Peer from) {
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

  /** {@return the phone's tag in its 18x to an INVITE of ours} */
  public final String rings(SipText invite) {
    return await(
            "180",
            m ->
                !m.isRequest()
                    && m.status() == 180
                    && m.header("Call-ID").equals(invite.header("Call-ID")))
        .tag("To");
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
    Reached binding = reached(line);
    FakeCall call =
        FakeCall.outgoing(
            this,
            binding.peer(),
            "\"" + name + "\" <sip:" + number + "@" + here() + ">",
            "sip:" + line + "@" + here(),
            binding.contact());
    SipText invite =
        call.request("INVITE")
            .add("Allow", ALLOW)
            .add("Supported", "timer,resource-priority,replaces")
            .add("Session-Expires", "1800")
            .add("Alert-Info", "<file://Bellcore-dr1/>")
            .add("Remote-Party-ID", party(number, name));
    dress(invite, number, name);
    synchronized (this) {
      calls.put(call.callId(), call);
    }
    send(invite, binding.peer());
    return invite;
  }

  /** Makes an INVITE look like this system's. */
  void dress(SipText invite, String number, String name) {}

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

  /** {@return the call with these tags of the server's and the phone's, or null} */
  final @Nullable FakeCall callWith(String callId, String ours, String phones) {
    FakeCall call = calls.get(callId);
    return call != null && call.localTag().equals(ours) && call.remoteTag().equals(phones)
        ? call
        : null;
  }

  /** {@return the call an INVITE of ours is to begin} */
  public final synchronized FakeCall call(SipText invite) {
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
}

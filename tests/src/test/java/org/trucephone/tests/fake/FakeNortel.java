package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nortel's call servers (CS 1000, MCS 5100) before a SIP phone, as far as public documents show:
 * every request of a phone challenged, its own headers everywhere, numbers with a {@code
 * phone-context}, contacts that lead elsewhere by {@code maddr}, sessions among parts of its own, a
 * method {@code PING}, and bodies packed until told that they cannot be read.
 */
public final class FakeNortel extends FakeExchange {
  private static final String NONCE = "4e6f7274656c31323334";
  private static final String BOUNDARY = "unique-boundary-1";

  private final String domain;
  private final String user;
  private final String password;
  private @Nullable Reached line;
  private @Nullable FakeCall messages;

  /** Listens for one extension of a domain. */
  public FakeNortel(String domain, String user, String password) throws IOException {
    this.domain = domain;
    this.user = user;
    this.password = password;
    start();
  }

  @Override
  void take(SipText message, Peer from) {
    if (!message.isRequest()) {
      if (message.status() == 415) {
        if (!message.header("Accept-Encoding").equals("identity")) {
          problem("a packed body was refused without a word on what can be read");
        }
      } else if (message.status() == 420) {
        problem("an extension that is only supported was taken for a required one");
      }
      return;
    }
    switch (message.method()) {
      case "REGISTER" -> register(message, from);
      case "INVITE" -> invite(message, from);
      case "REFER" -> refer(message, from);
      case "SUBSCRIBE" -> subscribe(message, from);
      case "PUBLISH" -> reply(message, from, 489, "Bad Event");
      default -> inside(message, from);
    }
  }

  @Override
  boolean proved(SipText request, Peer from) {
    boolean registrar = request.method().equals("REGISTER");
    String authorization = request.header(registrar ? "Authorization" : "Proxy-Authorization");
    if (authorization.isEmpty()) {
      SipText challenge =
          registrar
              ? response(request, 401, "Unauthorized")
              : response(request, 407, "Proxy Authentication Required");
      send(
          challenge.add(
              registrar ? "WWW-Authenticate" : "Proxy-Authenticate",
              "Digest realm=\"Realm\",nonce=\"" + NONCE + "\",stale=false,algorithm=MD5"),
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
    List<String> contacts = request.all("Contact");
    if (contacts.size() != 1) {
      problem("contacts: " + contacts);
    }
    String contact = SipText.uriOf(contacts.getFirst());
    boolean leaves =
        request.header("Expires").equals("0")
            || SipText.parameter(contacts.getFirst(), "expires").equals("0");
    line = leaves ? null : new Reached(contact, from);
    send(
        response(request, 200, "OK")
            .add("Contact", "<" + contact + ">;expires=" + (leaves ? 0 : 3600)),
        from);
  }

  private void subscribe(SipText request, Peer from) {
    if (!request.header("Event").equals("message-summary")) {
      reply(request, from, 489, "Bad Event");
      return;
    }
    FakeCall known = messages;
    boolean within = known != null && known.callId().equals(request.header("Call-ID"));
    if (!within && !proved(request, from)) {
      return;
    }
    FakeCall subscription = within ? known : FakeCall.incoming(this, from, request);
    messages = subscription;
    send(
        SipText.response(request, 200, "OK", subscription.localTag())
            .add("Expires", request.header("Expires"))
            .add("Contact", subscription.contact()),
        from);
    if (request.header("Expires").equals("0")) {
      messages = null;
    }
  }

  /** Tells of messages. {@return the number of the request} */
  private int tell(boolean some, boolean pack) {
    FakeCall subscription = messages;
    if (subscription == null) {
      throw new AssertionError("nobody asked for messages\n" + log());
    }
    String text =
        some
            ? "Messages-Waiting: yes\r\nVoice-Message: 2/0 (0/0)\r\n"
            : "Messages-Waiting: no\r\nVoice-Message: 0/2 (0/0)\r\n";
    SipText notify =
        subscription
            .request("NOTIFY")
            .add("Event", "message-summary")
            .add("Subscription-State", "active;expires=3500");
    if (pack) {
      notify.add("Content-Encoding", "x-nortel-short");
    }
    send(
        notify.body("application/simple-message-summary", pack ? "x\u0001y\u0002" : text),
        subscription.peer());
    return notify.sequence();
  }

  /** Tells of messages, packed first, then as the phone can read it. */
  public void messages(boolean some) {
    int sequence;
    FakeCall subscription;
    synchronized (this) {
      sequence = tell(some, true);
      subscription = messages;
    }
    String call = subscription == null ? "" : subscription.callId();
    await(
        "415 to a packed body",
        m ->
            !m.isRequest()
                && m.status() == 415
                && m.header("Call-ID").equals(call)
                && m.sequence() == sequence);
    synchronized (this) {
      tell(some, false);
    }
  }

  /** {@return whether somebody asked to be told of messages} */
  public synchronized boolean watched() {
    return messages != null;
  }

  /** {@return the phone's answer to this system's own question whether it lives} */
  public SipText ping() {
    Reached to = reached(user);
    SipText ping =
        via(SipText.request("PING", to.contact()), to.peer())
            .add("From", "<sip:mcs@" + domain + ">;tag=ping")
            .add("To", "<sip:" + user + "@" + domain + ">")
            .add("Call-ID", "ping-" + number())
            .add("CSeq", "1 PING");
    send(ping, to.peer());
    return answer(ping);
  }

  /** {@return whether the phone is registered} */
  public synchronized boolean registered() {
    return line != null;
  }

  /** {@return the call rung for, once the phone has answered the offer among the parts} */
  public FakeCall taken(SipText invite) {
    FakeCall call = call(invite);
    SipText answer = answer(invite);
    if (answer.status() != 200 || !answer.body().contains("m=audio ")) {
      throw new AssertionError("the phone answered " + answer.status() + "\n" + log());
    }
    call.taken(answer);
    call.acknowledge("");
    return call;
  }

  @Override
  void dress(SipText invite, String number, String name) {
    String sdp = sdp(1, "sendrecv", "0 101");
    invite
        .set(
            "From",
            "\""
                + name
                + "\" <sip:"
                + number
                + ";phone-context=cdp.udp@"
                + domain
                + ";user=phone>;tag="
                + invite.tag("From"))
        .set("Supported", "com.nortelnetworks.firewall,p-3rdpartycontrol,nosec,join,100rel")
        .set("Alert-Info", "<cid:internal@" + domain + ">")
        .add(
            "P-Asserted-Identity",
            "\"" + name + "\" <sip:" + number + ";phone-context=cdp.udp@" + domain + ";user=phone>")
        .add("x-nt-corr-id", "000000e60a1b2c3d4e5f@corp")
        .add("x-nt-e164-clid", number)
        .add("x-nt-party-id", number)
        .body(
            "multipart/mixed;boundary=" + BOUNDARY,
            part("application/sdp", "", sdp)
                + part(
                    "application/x-nt-mcdn-frag-hex;version=ssLinux-5.50.12;base=x2611",
                    "Content-Disposition: signal;handling=optional\r\n",
                    "0500c901\r\n09090f00e9a0830001004200\r\n")
                + part(
                    "application/x-nt-epid-frag-hex;version=ssLinux-5.50.12;base=x2611",
                    "Content-Disposition: signal;handling=optional\r\n",
                    "011201\r\n00:13:21:5b:f8:30\r\n")
                + "--"
                + BOUNDARY
                + "--\r\n");
  }

  private static String part(String type, String more, String body) {
    return "--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
  }

  /** Contacts name a host nobody can find; where to send is said by {@code maddr}. */
  @Override
  SipText finished(SipText message) {
    String contact = message.header("Contact");
    String mine = "@" + here();
    if (contact.contains(mine)) {
      message.set(
          "Contact", contact.replace(mine, "@mcs." + domain + ":" + port() + ";maddr=127.0.0.1"));
    }
    return message;
  }

  @Override
  synchronized Reached reached(String extension) {
    Reached reached = line;
    if (reached == null) {
      throw new AssertionError(extension + " is not registered\n" + log());
    }
    return reached;
  }

  @Override
  String product() {
    return "Nortel CS1000 SIP GW release_5.0 version_ssLinux-5.50.12";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return null;
  }
}

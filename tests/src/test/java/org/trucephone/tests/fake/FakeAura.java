package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Avaya's Session Manager before a generic SIP phone, as far as public documents show: one SIP
 * domain that every address must bear, contacts by IP address only, every request of a phone
 * challenged, headers of its own in each call. Its own telephones' events are not for us: asking
 * for one is noted as a fault, as is a 503, after which it would think the phone dead.
 */
public final class FakeAura extends FakeExchange {
  private static final String NONCE = "61766179614175726131";

  private final String domain;
  private final String user;
  private final String password;
  private final Map<String, Reached> lines = new HashMap<>();
  private final Map<String, FakeCall> subscriptions = new HashMap<>();
  private boolean waiting = true;
  private int lampVersion;
  private final boolean encrypts;
  private boolean down;

  /** Listens for one extension of a domain. */
  public FakeAura(String domain, String user, String password) throws IOException {
    this(domain, user, password, null);
  }

  /**
   * Listens for one extension of a domain.
   *
   * @param tls over which voice is encrypted too; null for UDP and TCP
   */
  public FakeAura(String domain, String user, String password, @Nullable SSLContext tls)
      throws IOException {
    super(tls);
    encrypts = tls != null;
    this.domain = domain;
    this.user = user;
    this.password = password;
    start();
  }

  @Override
  void take(SipText message, Peer from) {
    if (down) {
      return;
    }
    if (!message.isRequest()) {
      if (message.status() == 503) {
        problem("503, which tells this server that the phone is dead");
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
              "Digest realm=\"" + domain + "\", nonce=\"" + NONCE + "\", algorithm=MD5"),
          from);
      return false;
    }
    String fault = Digests.fault(authorization, request.method(), user, password, NONCE);
    if (!SipText.parameter(authorization, "realm").equals(domain)) {
      fault = "realm " + SipText.parameter(authorization, "realm");
    }
    if (!fault.isEmpty()) {
      problem(fault);
      reply(request, from, 403, "Forbidden");
    }
    return fault.isEmpty();
  }

  /** {@return whether both ends of a request bear the domain; otherwise it was refused} */
  private boolean atHome(SipText request, Peer from) {
    for (String name : List.of("From", "To")) {
      String uri = SipText.uriOf(request.header(name));
      if (!uri.substring(uri.indexOf('@') + 1).equals(domain)) {
        problem(request.method() + " with " + name + " " + uri + " outside " + domain);
        reply(request, from, 404, "Not Found");
        return false;
      }
    }
    return true;
  }

  private void register(SipText request, Peer from) {
    if (!atHome(request, from) || !proved(request, from)) {
      return;
    }
    if (!request.uri().equals("sip:" + domain)) {
      problem("REGISTER of " + request.uri());
    }
    List<String> contacts = request.all("Contact");
    String contact = SipText.uriOf(contacts.getFirst());
    String host = contact.substring(contact.indexOf('@') + 1).split("[:;]")[0];
    if (contacts.size() != 1 || !host.matches("[0-9.]+")) {
      problem("contacts this server drops: " + contacts);
      return; // it is silent about a host name
    }
    boolean leaves =
        request.header("Expires").equals("0")
            || SipText.parameter(contacts.getFirst(), "expires").equals("0");
    if (leaves) {
      lines.remove(SipText.userOf(request.header("To")));
    } else {
      lines.put(SipText.userOf(request.header("To")), new Reached(contact, from));
    }
    send(
        response(request, 200, "OK")
            .add("Contact", "<" + contact + ">;expires=" + (leaves ? 0 : 3600))
            .add("Av-Global-Session-ID", "0b1e2c3d-" + number()),
        from);
  }

  private void subscribe(SipText request, Peer from) {
    String event = request.header("Event").split(";")[0];
    if (event.startsWith("avaya-")) {
      problem("SUBSCRIBE for " + event + ", which only this maker's phones may");
    }
    if (!event.equals("message-summary") && !event.equals("dialog")) {
      reply(request, from, 489, "Bad Event");
      return;
    }
    String key = event + " " + SipText.userOf(request.header("To"));
    FakeCall known = subscriptions.get(key);
    boolean within = known != null && known.callId().equals(request.header("Call-ID"));
    if (!within && (!atHome(request, from) || !proved(request, from))) {
      return;
    }
    FakeCall subscription = within ? known : FakeCall.incoming(this, from, request);
    send(
        SipText.response(request, 200, "OK", subscription.localTag())
            .add("Expires", request.header("Expires"))
            .add("Contact", subscription.contact()),
        from);
    if (request.header("Expires").equals("0")) {
      subscriptions.remove(key);
      return;
    }
    subscriptions.put(key, subscription);
    if (event.equals("dialog")) {
      tellLamp(subscription, "terminated");
    } else {
      tellMessages(subscription);
    }
  }

  private static SipText notify(FakeCall subscription, String event) {
    return subscription
        .request("NOTIFY")
        .add("Event", event)
        .add("Subscription-State", "active;expires=3500");
  }

  private void tellMessages(FakeCall subscription) {
    String counts = waiting ? "yes\r\nVoice-Message: 1/0 (0/0)" : "no\r\nVoice-Message: 0/1 (0/0)";
    send(
        notify(subscription, "message-summary")
            .body("application/simple-message-summary", "Messages-Waiting: " + counts + "\r\n"),
        subscription.peer());
  }

  private void tellLamp(FakeCall subscription, String state) {
    send(
        notify(subscription, "dialog")
            .body(
                "application/dialog-info+xml",
                "<?xml version=\"1.0\"?><dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\""
                    + " version=\""
                    + lampVersion++
                    + "\" state=\"full\" entity=\"sip:"
                    + subscription.number()
                    + "@"
                    + domain
                    + "\"><dialog id=\"1\" direction=\"recipient\"><state>"
                    + state
                    + "</state></dialog></dialog-info>"),
        subscription.peer());
  }

  /** Says nothing any more. */
  public synchronized void down() {
    down = true;
  }

  /** {@return whether the phone is registered} */
  public synchronized boolean registered() {
    return lines.containsKey(user);
  }

  /** Lights the message lamp, or puts it out. */
  public synchronized void messages(boolean some) {
    waiting = some;
    tellMessages(subscription("message-summary " + user));
  }

  /** Tells what a watched extension does, in the words of RFC 4235. */
  public synchronized void lamp(String extension, String state) {
    tellLamp(subscription("dialog " + extension), state);
  }

  /** The phone's own key comes back, so that what it hears is what it said. */
  @Override
  String dressed(FakeCall call, String sdp) {
    if (!encrypts) {
      return sdp;
    }
    String key =
        call.phonesSdp()
            .lines()
            .filter(line -> line.matches("a=crypto:[0-9]+ AES_CM_128_HMAC_SHA1_80 .*"))
            .findFirst()
            .orElse("");
    if (key.isEmpty() || !call.phonesSdp().contains("RTP/SAVP ")) {
      problem("voice in the clear: " + call.phonesSdp());
    }
    return sdp.replace(" RTP/AVP ", " RTP/SAVP ") + key + "\r\n";
  }

  private FakeCall subscription(String key) {
    FakeCall subscription = subscriptions.get(key);
    if (subscription == null) {
      throw new AssertionError("no subscription to " + key + "\n" + log());
    }
    return subscription;
  }

  @Override
  void dress(SipText invite, String number, String name) {
    invite
        .set(
            "From",
            "\"" + name + "\" <sip:" + number + "@" + domain + ">;tag=" + invite.tag("From"))
        .set("Alert-Info", "<cid:internal@" + domain + ">;avaya-cm-alert-type=internal")
        .add("P-Asserted-Identity", "\"" + name + "\" <sip:" + number + "@" + domain + ">")
        .add("Av-Global-Session-ID", "0b1e2c3d-" + number())
        .add("P-AV-Message-Id", "1_1")
        .add("P-Location", "SM;origlocname=\"HQ\";termlocname=\"HQ\"")
        .add("History-Info", "<sip:" + user + "@" + domain + ">;index=1");
  }

  @Override
  synchronized Reached reached(String line) {
    Reached reached = lines.get(line);
    if (reached == null) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return reached;
  }

  @Override
  String product() {
    return "AVAYA-SM-8.1.3.0.813014";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return null;
  }
}

package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A BroadWorks-shaped server: keeps do-not-disturb and forwarding itself, takes changes inside the
 * as-feature-event subscription only, and tells by call-info what others do on a shared line.
 */
public final class FakeBroadworks extends FakeExchange {
  private static final String FEATURES = "as-feature-event";
  private static final String TYPE = "application/x-as-feature-event+xml";
  private static final String CSTA =
      " xmlns=\"http://www.ecma-international.org/standards/ecma-323/csta/ed3\"";
  private static final String NONCE = "BroadWorksXabc";

  private final String user;
  private final String password;
  private final Map<String, FakeCall> subscriptions = new HashMap<>();
  private final Set<String> registered = new HashSet<>();
  private @Nullable Reached reached;
  private boolean doNotDisturb;
  private String forward = "";
  private boolean refusesChanges;

  /** Listens for one line. */
  public FakeBroadworks(String user, String password) throws IOException {
    this.user = user;
    this.password = password;
    start();
  }

  @Override
  void take(SipText message, Peer from) {
    if (!message.isRequest()) {
      return;
    }
    switch (message.method()) {
      case "REGISTER" -> register(message, from);
      case "INVITE" -> invite(message, from);
      case "SUBSCRIBE" -> subscribe(message, from);
      case "REFER" -> refer(message, from);
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
                  "Digest realm=\"BroadWorks\", nonce=\"" + NONCE + "\", algorithm=MD5"),
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
    String contact = SipText.uriOf(request.header("Contact"));
    boolean leaves = request.header("Expires").equals("0");
    reached = new Reached(contact, from);
    registered.add(SipText.userOf(request.header("To")));
    send(
        response(request, 200, "OK")
            .add("Contact", "<" + contact + ">;expires=" + (leaves ? 0 : 3600)),
        from);
  }

  private void subscribe(SipText request, Peer from) {
    String event = request.header("Event");
    if (!event.equals(FEATURES) && !event.equals("call-info") && !event.equals("message-summary")) {
      reply(request, from, 489, "Bad Event");
      return;
    }
    FakeCall known = subscriptions.get(event);
    boolean within = known != null && known.callId().equals(request.header("Call-ID"));
    if (!within && !proved(request, from)) {
      return;
    }
    String body = request.body();
    if (!body.isEmpty() && !within) {
      problem("a change outside the subscription");
    }
    if (within && refusesChanges && !body.isEmpty()) {
      reply(request, from, 403, "Forbidden");
      return;
    }
    FakeCall subscription = within ? known : FakeCall.incoming(this, from, request);
    subscriptions.put(event, subscription);
    send(
        SipText.response(request, 200, "OK", subscription.localTag())
            .add("Server", product())
            .add("Expires", request.header("Expires"))
            .add("Contact", subscription.contact()),
        from);
    if (request.header("Expires").equals("0")) {
      subscriptions.remove(event);
      return;
    }
    switch (event) {
      case FEATURES -> {
        if (body.contains("<SetDoNotDisturb")) {
          doNotDisturb = body.contains("<doNotDisturbOn>true<");
        } else if (body.contains("<SetForwarding")) {
          forward =
              body.contains("<activateForward>true<")
                  ? body.replaceAll("(?s).*<forwardDN>(.*)</forwardDN>.*", "$1")
                  : "";
        } else if (!body.isEmpty()) {
          problem("a document this server does not read: " + body);
        }
        tellFeatures();
      }
      case "call-info" -> shared("1", "idle");
      default ->
          notify(
              event,
              "application/simple-message-summary",
              "Messages-Waiting: yes\r\nVoice-Message: 1/0\r\n",
              "");
    }
  }

  private void notify(String event, String type, String body, String callInfo) {
    FakeCall subscription = subscriptions.get(event);
    if (subscription == null) {
      problem("no subscription to " + event);
      return;
    }
    SipText notify =
        subscription
            .request("NOTIFY")
            .add("Event", event)
            .add("Subscription-State", "active;expires=3500");
    if (!callInfo.isEmpty()) {
      notify.add("Call-Info", callInfo);
    }
    send(body.isEmpty() ? notify : notify.body(type, body), subscription.peer());
  }

  private void tellFeatures() {
    String mark = "UniqueBroadWorksBoundary";
    String body =
        part(
                mark,
                "<DoNotDisturbEvent"
                    + CSTA
                    + "><device>"
                    + user
                    + "</device><doNotDisturbOn>"
                    + doNotDisturb
                    + "</doNotDisturbOn></DoNotDisturbEvent>")
            + part(
                mark,
                "<ForwardingEvent"
                    + CSTA
                    + "><device>"
                    + user
                    + "</device><forwardingType>forwardImmediate</forwardingType><forwardStatus>"
                    + !forward.isEmpty()
                    + "</forwardStatus><forwardTo>"
                    + forward
                    + "</forwardTo></ForwardingEvent>")
            + "--"
            + mark
            + "--\r\n";
    notify(FEATURES, "multipart/mixed; boundary=" + mark, body, "");
  }

  private static String part(String mark, String document) {
    return "--"
        + mark
        + "\r\nContent-Type: "
        + TYPE
        + "\r\n\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + document
        + "\r\n";
  }

  // ---- what tests do and ask

  /** Someone changes the features at the server, such as by its web page. */
  public synchronized void features(boolean refuse, String forwardTo) {
    doNotDisturb = refuse;
    forward = forwardTo;
    tellFeatures();
  }

  /** Another phone of the shared line does something. */
  public synchronized void shared(String index, String state) {
    notify(
        "call-info",
        "",
        "",
        "<sip:x>;appearance-index="
            + index
            + ";appearance-state="
            + state
            + ";appearance-uri=\"\\\"Ann, A\\\" <sip:301@x>\",<sip:x>;appearance-index=*;"
            + "appearance-state=idle");
  }

  /** Takes no changes from the phone any more, or again. */
  public synchronized void refusesChanges(boolean now) {
    refusesChanges = now;
  }

  /** {@return whether calls are refused, as the server has it} */
  public synchronized boolean doNotDisturb() {
    return doNotDisturb;
  }

  /** {@return where calls go, as the server has it; "" for nowhere} */
  public synchronized String forward() {
    return forward;
  }

  /** {@return whether all the phone wants to be told of is subscribed to} */
  public synchronized boolean subscribed() {
    return subscriptions.containsKey(FEATURES) && subscriptions.containsKey("call-info");
  }

  @Override
  synchronized Reached reached(String line) {
    Reached known = reached;
    if (known == null || !registered.contains(line)) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return known;
  }

  @Override
  String product() {
    return "Fake-AS";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return null;
  }
}

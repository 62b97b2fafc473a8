package org.trucephone.tests.fake;

import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The line side of Cisco's call manager for third-party SIP phones, from its SIP Line Messaging
 * Guide: one digest user a device, challenges without qop, one binding a line, one connection,
 * calls without an offer, names by Remote-Party-ID, message light unasked.
 */
public final class FakeCucm extends FakeExchange {
  private static final String NONCE = "GBauADss2qoWr6k9y3hGGVDAqnLfoLk5";

  private final String user;
  private final String password;
  private final Map<String, Binding> bindings = new HashMap<>();
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

  @Override
  Reached reached(String line) {
    Binding binding = binding(line);
    return new Reached(binding.contact, binding.peer);
  }

  @Override
  String product() {
    return "Cisco-CUCM14.0";
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return number.startsWith("9")
        ? response(request, 403, "Forbidden")
            .add("Warning", "399 cucm1 \"Calling search space does not allow it\"")
        : null;
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

  /** Asks to be told of the keys pressed in a call, as where no digits go with the sound. */
  public void watchKeys(FakeCall call) {
    call.ask(
        call.request("SUBSCRIBE")
            .add("Event", "kpml")
            .add("Expires", "7200")
            .body(
                "application/kpml-request+xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kpml-request"
                    + " xmlns=\"urn:ietf:params:xml:ns:kpml-request\" version=\"1.0\"><pattern"
                    + " criticaldigittimer=\"1000\" extradigittimer=\"500\""
                    + " interdigittimer=\"500\" persist=\"persist\"><regex"
                    + " tag=\"Backspace OK\">[x#*ABCD]</regex></pattern></kpml-request>"));
  }

  /** {@return keys the phone has told of so far} */
  public String keys() {
    StringBuilder keys = new StringBuilder();
    for (SipText notify : requests("NOTIFY")) {
      if (notify.header("Event").startsWith("kpml") && notify.body().contains("code=\"200\"")) {
        if (!notify.body().contains("tag=\"Backspace OK\"")) {
          problem("keys without the tag asked for: " + notify);
        }
        keys.append(notify.body().replaceFirst("(?s).*digits=\"([^\"]*)\".*", "$1"));
      }
    }
    return keys.toString();
  }
}

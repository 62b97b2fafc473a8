package org.trucephone.tests.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.Wire.Peer;

/** Message-waiting notices (RFC 3842), asked for or not, and check-sync. The lab's thread only. */
final class Mailboxes {
  private record Box(int fresh, int old) {}

  private record Subscription(String user, Dialog dialog) {}

  private final Pbx pbx;
  private final Map<String, Box> boxes = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private int accepted;

  Mailboxes(Pbx pbx) {
    this.pbx = pbx;
  }

  /** {@return how many notices were answered with 200} */
  int accepted() {
    return accepted;
  }

  void set(String user, int fresh, int old) {
    boxes.put(user, new Box(fresh, old));
    boolean subscribed = false;
    for (Subscription s : subscriptions) {
      if (s.user.equals(user)) {
        subscribed = true;
        notice(s, 3600);
      }
    }
    if (!subscribed) {
      unsolicited(user, "message-summary", body(user));
    }
  }

  /** A phone came: it is told what waits, as servers do. */
  void registered(String user) {
    if (boxes.containsKey(user)) {
      unsolicited(user, "message-summary", body(user));
    }
  }

  void unsolicited(String user, String event, @Nullable String body) {
    for (Registrar.Binding phone : pbx.registrar().bindings(user)) {
      String address = "<sip:%s@%s:%d>".formatted(user, pbx.via().host(), pbx.via().port());
      Dialog out =
          Dialog.calling(
              Transactions.token() + "@lab",
              Transactions.token(),
              address,
              address,
              phone.contact(),
              phone.peer());
      SipMessage m = out.request("NOTIFY", pbx.via()).add("Event", event);
      m.add("Subscription-State", "terminated");
      send(body == null ? m : m.body("application/simple-message-summary", body), out);
    }
  }

  void subscribe(SipMessage request, Peer from) {
    if (!request.text("Event").startsWith("message-summary")) {
      pbx.transactions().reply(request, from, SipMessage.response(request, 489, "Bad Event"));
      return;
    }
    Dialog dialog = Dialog.called(request, from, Transactions.token());
    Subscription s = new Subscription(SipMessage.userOf(request.text("From")), dialog);
    answer(s, request, from);
  }

  /** A SUBSCRIBE inside a subscription; false when there is none. */
  boolean refresh(SipMessage request, Peer from) {
    for (Subscription s : List.copyOf(subscriptions)) {
      if (s.dialog.matches(request)) {
        subscriptions.remove(s);
        s.dialog.learn(request, from);
        answer(s, request, from);
        return true;
      }
    }
    return false;
  }

  private void answer(Subscription s, SipMessage request, Peer from) {
    int expires = Math.min(3600, request.number("Expires", 3600));
    SipMessage ok = s.dialog.response(request, 200, "OK", pbx.via()).add("Expires", "" + expires);
    pbx.transactions().reply(request, from, ok);
    if (expires > 0) {
      subscriptions.add(s);
    }
    notice(s, expires);
  }

  private void notice(Subscription s, int expires) {
    SipMessage m = s.dialog.request("NOTIFY", pbx.via()).add("Event", "message-summary");
    m.add(
        "Subscription-State",
        expires > 0 ? "active;expires=" + expires : "terminated;reason=timeout");
    send(m.body("application/simple-message-summary", body(s.user)), s.dialog);
  }

  private void send(SipMessage notice, Dialog dialog) {
    pbx.transactions()
        .send(
            notice,
            dialog.destination(),
            r -> {
              accepted += r.status() == 200 ? 1 : 0;
              if (r.status() == 481) {
                subscriptions.removeIf(s -> s.dialog == dialog);
              }
            });
  }

  private String body(String user) {
    Box box = boxes.getOrDefault(user, new Box(0, 0));
    return "Messages-Waiting: %s\r\nMessage-Account: sip:*97@%s:%d\r\nVoice-Message: %d/%d (0/0)\r\n"
        .formatted(
            box.fresh > 0 ? "yes" : "no", pbx.via().host(), pbx.via().port(), box.fresh, box.old);
  }
}

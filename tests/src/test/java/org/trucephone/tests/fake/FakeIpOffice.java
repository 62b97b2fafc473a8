package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Avaya's IP Office before a third party's SIP phone, as far as public documents show: digest of
 * realm {@code ipoffice}, registrations of three minutes, the message light told unasked and when
 * asked, one list for all lamps, calls parked and taken back by short codes, media moved between
 * the phones by re-INVITE.
 */
public final class FakeIpOffice extends FakeOffice {
  /** Where the lamps of an extension are told of. */
  public static final String LIST = "blf-resource-list";

  private final String user;
  private final List<String> parked = new ArrayList<>();
  private @Nullable FakeCall messages;
  private @Nullable FakeCall lamps;
  private int version;
  private boolean waiting = true;

  /** Listens for one extension. */
  public FakeIpOffice(String domain, String user, String password) throws IOException {
    super(domain, "ipoffice", null);
    this.user = user;
    account(user, password);
    start();
  }

  @Override
  int expires() {
    return 180;
  }

  @Override
  void registered(String extension) {
    if (messages == null) {
      tell(extension, "NOTIFY", "message-summary", "application/simple-message-summary", summary());
    }
  }

  private String summary() {
    return waiting
        ? "Messages-Waiting: yes\r\nVoice-Message: 3/1 (0/0)\r\n"
        : "Messages-Waiting: no\r\nVoice-Message: 0/4 (0/0)\r\n";
  }

  @Override
  void subscribe(SipText request, Peer from) {
    boolean list = SipText.userOf(request.uri()).equals(LIST);
    String event = request.header("Event").split(";")[0];
    if (!event.equals("message-summary") && !(event.equals("dialog") && list)) {
      reply(request, from, 489, "Bad Event");
      return;
    }
    if (list && !String.join(",", request.all("Supported")).contains("eventlist")) {
      reply(request, from, 421, "Extension Required");
      problem("a list was asked for by a phone that reads none");
      return;
    }
    FakeCall known = list ? lamps : messages;
    boolean within = known != null && known.callId().equals(request.header("Call-ID"));
    if (!within && !proved(request, from)) {
      return;
    }
    FakeCall subscription = within ? known : FakeCall.incoming(this, from, request);
    SipText answer =
        SipText.response(request, 200, "OK", subscription.localTag())
            .add("Expires", request.header("Expires"))
            .add("Contact", subscription.contact());
    send(list ? answer.add("Require", "eventlist") : answer, from);
    boolean over = request.header("Expires").equals("0");
    if (list) {
      lamps = over ? null : subscription;
    } else {
      messages = over ? null : subscription;
    }
    if (!over && list) {
      tellLamp("202", "terminated");
    } else if (!over) {
      tellMessages();
    }
  }

  private void tellMessages() {
    FakeCall subscription = messages;
    if (subscription == null) {
      tell(user, "NOTIFY", "message-summary", "application/simple-message-summary", summary());
      return;
    }
    send(
        subscription
            .request("NOTIFY")
            .add("Event", "message-summary")
            .add("Subscription-State", "active;expires=3500")
            .body("application/simple-message-summary", summary()),
        subscription.peer());
  }

  private void tellLamp(String extension, String state) {
    FakeCall subscription = lamps;
    if (subscription == null) {
      throw new AssertionError("nobody asked for the list\n" + log());
    }
    String uri = "sip:" + extension + "@" + domain();
    String body =
        """
        --blf
        Content-ID: <list@ipo>
        Content-Type: application/rlmi+xml;charset="UTF-8"

        <list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:%1$s@%2$s" version="%3$d" fullState="false">
        <resource uri="%4$s"><instance id="1" state="active" cid="one@ipo"/></resource></list>
        --blf
        Content-ID: <one@ipo>
        Content-Type: application/dialog-info+xml

        <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="%3$d" state="full" entity="%4$s">
        <dialog id="1" direction="recipient"><state>%5$s</state></dialog></dialog-info>
        --blf--
        """
            .formatted(LIST, domain(), version++, uri, state)
            .replace("\n", "\r\n");
    send(
        subscription
            .request("NOTIFY")
            .add("Require", "eventlist")
            .add("Event", "dialog")
            .add("Subscription-State", "active;expires=3500")
            .body(
                "multipart/related;type=\"application/rlmi+xml\";start=\"<list@ipo>\";boundary=\"blf\"",
                body),
        subscription.peer());
  }

  /** Lights the message lamp, or puts it out. */
  public synchronized void messages(boolean some) {
    waiting = some;
    tellMessages();
  }

  /** {@return whether the list of lamps was asked for} */
  public synchronized boolean watched() {
    return lamps != null;
  }

  /** Tells what a watched extension does. */
  public synchronized void lamp(String extension, String state) {
    tellLamp(extension, state);
  }

  /** {@return short codes dialed to park and to take back} */
  public synchronized List<String> codes() {
    return List.copyOf(parked);
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    String code = number.replace("%23", "#");
    if (!code.startsWith("*")) {
      return null;
    }
    if (!code.matches("\\*3[78]\\*[0-9]+#")) {
      problem("no short code: " + code);
      return response(request, 404, "Not Found");
    }
    parked.add(code);
    return null;
  }

  @Override
  void dress(SipText invite, String number, String name) {
    String address = "\"%s\" <sip:%s@%s>".formatted(name, number, domain());
    invite
        .set("From", address + ";tag=" + invite.tag("From"))
        .add("P-Asserted-Identity", address)
        .set("Allow", "INVITE, ACK, CANCEL, OPTIONS, BYE, INFO, NOTIFY, UPDATE");
  }

  @Override
  String product() {
    return "IP Office 11.1.3.2.0 build 24";
  }
}

package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SubscriptionWish;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Subscriptions, PUBLISH and MESSAGE against a server played in plain text. */
class JainSipSubscribeTest {
  private static final SubscriptionWish LAMP =
      new SubscriptionWish(
          7, 1, "200", "dialog", List.of("application/dialog-info+xml"), Duration.ofSeconds(600));

  private final Heard hears = new Heard();
  private JainSip phone;
  private RawPeer server;

  @BeforeEach
  void open() throws Exception {
    server = new RawPeer();
    phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "pbx.example",
                "100",
                new Secret("x"),
                "",
                new HostPort("127.0.0.1", server.port()),
                null,
                Transport.UDP,
                true)));
  }

  @AfterEach
  void close() {
    phone.close();
    server.close();
  }

  private RawPeer.Message subscribed() throws Exception {
    phone.subscribe(LAMP);
    RawPeer.Message request = server.next("SUBSCRIBE");
    server.reply(request, "200 OK", "", "Expires: 600", contact());
    assertEquals(
        new SipEvent.Subscribed(7, Duration.ofSeconds(600)), hears.next(SipEvent.Subscribed.class));
    return request;
  }

  private String contact() {
    return "Contact: <sip:200@127.0.0.1:" + server.port() + ">";
  }

  private String notify(RawPeer.Message subscribe, int cseq, String state, String body) {
    return server
        .request(
            "NOTIFY",
            "sip:100@127.0.0.1:" + phone.localPort(),
            subscribe.header("Call-ID"),
            cseq,
            subscribe.parameter("From", "tag"),
            body,
            "Event: dialog",
            "Subscription-State: " + state,
            "Content-Type: application/dialog-info+xml")
        .replace("<sip:peer@127.0.0.1>;tag=peer", "<sip:200@pbx.example>;tag=peer");
  }

  @Test
  void aLampIsSubscribedAndTold() throws Exception {
    RawPeer.Message request = subscribed();
    assertTrue(request.first().startsWith("SUBSCRIBE sip:200@pbx.example"), request.first());
    assertEquals("dialog", request.header("Event"));
    assertEquals("application/dialog-info+xml", request.header("Accept"));
    server.send(notify(request, 1, "active;expires=600", "<dialog-info/>"));
    assertEquals(200, server.answer("NOTIFY").status());
    SipEvent.Notified told = hears.next(SipEvent.Notified.class);
    assertEquals(7, told.subscription());
    assertEquals("dialog", told.event());
    assertEquals("<dialog-info/>", told.body());
    assertEquals("application/dialog-info+xml", told.contentType());
    phone.unsubscribe(7);
    assertEquals("0", server.next("SUBSCRIBE").header("Expires"));
  }

  @Test
  void anEndedSubscriptionIsMadeAgainInANewDialog() throws Exception {
    RawPeer.Message request = subscribed();
    server.send(notify(request, 1, "terminated;reason=deactivated", ""));
    assertEquals(200, server.answer("NOTIFY").status());
    hears.first(SipEvent.SubscriptionLost.class);
    RawPeer.Message again = server.next("SUBSCRIBE");
    assertNotEquals(request.header("Call-ID"), again.header("Call-ID"));
  }

  @Test
  void whatIsToBeSaidIsSaidOnceInsideTheSubscription() throws Exception {
    RawPeer.Message first = subscribed();
    phone.subscribe(
        new SubscriptionWish(
            7,
            1,
            "200",
            "dialog",
            LAMP.accept(),
            LAMP.expires(),
            java.util.Map.of(),
            "text/plain",
            "please"));
    RawPeer.Message change = server.next("SUBSCRIBE");
    assertEquals(first.header("Call-ID"), change.header("Call-ID"));
    assertEquals("please", change.body());
    server.reply(change, "200 OK", "", "Expires: 5", contact());
    RawPeer.Message refresh = server.next("SUBSCRIBE");
    assertEquals(first.header("Call-ID"), refresh.header("Call-ID"));
    assertEquals("", refresh.body(), "a refresh does not ask again");
  }

  @Test
  void aForgottenSubscriptionIsMadeAgainAtOnce() throws Exception {
    subscribed();
    phone.subscribe(LAMP); // refresh
    RawPeer.Message refresh = server.next("SUBSCRIBE");
    server.reply(refresh, "481 No Such Subscription", "");
    SipEvent.SubscriptionLost lost = hears.next(SipEvent.SubscriptionLost.class);
    assertEquals(481, lost.status());
    assertFalse(lost.forGood());
    RawPeer.Message again = server.next("SUBSCRIBE");
    assertNotEquals(refresh.header("Call-ID"), again.header("Call-ID"));
    server.reply(again, "200 OK", "", "Expires: 600", contact());
    hears.next(SipEvent.Subscribed.class);
  }

  @Test
  void aServerWithoutThePackageIsNotAskedAgain() throws Exception {
    phone.subscribe(LAMP);
    server.reply(server.next("SUBSCRIBE"), "489 Bad Event", "");
    SipEvent.SubscriptionLost lost = hears.next(SipEvent.SubscriptionLost.class);
    assertTrue(lost.forGood());
    phone.subscribe(LAMP);
    assertFalse(server.answered(300));
  }

  @Test
  void manySubscriptionsGoAFewAtATime() throws Exception {
    for (int i = 1; i <= 20; i++) {
      phone.subscribe(
          new SubscriptionWish(
              i, 1, "2" + i, "dialog", List.of("application/x"), Duration.ofSeconds(600)));
    }
    for (int i = 1; i <= 20; i++) {
      RawPeer.Message request = server.next("SUBSCRIBE");
      assertTrue(request.first().contains("sip:2" + i + "@"), request.first());
      server.reply(request, "200 OK", "", "Expires: 600", contact());
      assertEquals(i, hears.next(SipEvent.Subscribed.class).subscription());
    }
  }

  @Test
  void whatIsPublishedIsModifiedByItsTag() throws Exception {
    phone.publish(1, "presence", "application/pidf+xml", "<a/>", Duration.ofSeconds(600));
    RawPeer.Message first = server.next("PUBLISH");
    assertEquals("<a/>", first.body());
    assertEquals("", first.header("SIP-If-Match"));
    server.reply(first, "200 OK", "", "SIP-ETag: one", "Expires: 600");
    assertEquals(new SipEvent.Published(1, "presence", 200), hears.next(SipEvent.Published.class));
    phone.publish(1, "presence", "application/pidf+xml", "<b/>", Duration.ofSeconds(600));
    RawPeer.Message second = server.next("PUBLISH");
    assertEquals("one", second.header("SIP-If-Match"));
    server.reply(second, "412 Conditional Request Failed", "");
    RawPeer.Message anew = server.next("PUBLISH");
    assertEquals("", anew.header("SIP-If-Match"));
    assertEquals("<b/>", anew.body());
  }

  @Test
  void aMessageFromTheServerArrives() throws Exception {
    phone.subscribe(LAMP);
    server.reply(server.next("SUBSCRIBE"), "489 Bad Event", ""); // the server is known by now
    hears.next(SipEvent.SubscriptionLost.class);
    server.send(
        server.request(
            "MESSAGE",
            "sip:100@127.0.0.1:" + phone.localPort(),
            "m1",
            1,
            "",
            "Door open",
            "Content-Type: text/plain"),
        phone.localPort());
    assertEquals(200, server.answer("MESSAGE").status());
    SipEvent.MessageReceived said = hears.next(SipEvent.MessageReceived.class);
    assertEquals("Door open", said.body());
    assertEquals("peer", said.from().user());
  }

  @Test
  void anEventNobodyKnowsIs489() throws Exception {
    server.send(
        server.request(
            "NOTIFY",
            "sip:100@127.0.0.1:" + phone.localPort(),
            "n1",
            1,
            "",
            "",
            "Event: weather",
            "Subscription-State: active"),
        phone.localPort());
    assertEquals(489, server.answer("NOTIFY").status());
  }
}

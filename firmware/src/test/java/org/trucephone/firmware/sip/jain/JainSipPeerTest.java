package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.firmware.sip.jain.RawPeer.Message;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Calls with a peer played by the test, which may do what no good phone does. */
class JainSipPeerTest {
  private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n";
  private static final CallId CALL = new CallId(1);

  private final Heard heard = new Heard();
  private RawPeer peer;
  private JainSip phone;
  private String uri;

  @BeforeEach
  void open() throws Exception {
    peer = new RawPeer();
    phone =
        JainSip.open(
            new SipOptions(
                "127.0.0.1", 0, "Test/1", Duration.ofMillis(1500), Duration.ofSeconds(30)),
            heard);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "phone",
                "127.0.0.1",
                "phone",
                new Secret("pw"),
                "",
                new HostPort("127.0.0.1", peer.port()),
                null,
                Transport.UDP,
                false)));
    uri = "sip:phone@127.0.0.1:" + phone.localPort();
  }

  @AfterEach
  void close() {
    phone.close();
    peer.close();
  }

  private void send(String text) throws Exception {
    peer.send(text, phone.localPort());
  }

  private String contact() {
    return "Contact: <sip:peer@127.0.0.1:" + peer.port() + ">";
  }

  private Message dial() throws Exception {
    phone.invite(CALL, 1, "sip:peer@127.0.0.1:" + peer.port(), SDP);
    return peer.next("INVITE");
  }

  // ---- calls we make

  @Test
  void proxyChallengeEarlyMediaAndRepeatedAnswer() throws Exception {
    Message first = dial();
    assertTrue(first.header("Allow").contains("UPDATE"));
    peer.reply(first, "100 Trying", "");
    peer.reply(
        first,
        "407 Proxy",
        "",
        "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
    assertEquals(first.header("Via"), peer.next("ACK").header("Via"));
    Message second = peer.next("INVITE");
    assertEquals("n", second.parameter("Proxy-Authorization", "nonce"));
    assertEquals(first.header("Call-ID"), second.header("Call-ID"));
    assertEquals("2 INVITE", second.header("CSeq"));
    assertEquals(SDP, second.body());
    peer.reply(
        second,
        "183 Progress",
        SDP + "a=early\r\n",
        contact(),
        "Remote-Party-ID: Bob <sip:2002@x>");
    SipEvent.Progress progress = heard.next(SipEvent.Progress.class);
    assertEquals(SDP + "a=early\r\n", progress.answer());
    assertEquals("Bob", progress.remote().name());
    for (int i = 0; i < 3; i++) {
      peer.reply(second, "200 OK", SDP, contact());
      assertEquals("ACK", peer.any().method()); // each repetition is acknowledged again
    }
    assertEquals(SDP, heard.next(SipEvent.Accepted.class).answer());
    phone.bye(CALL);
    Message bye = peer.next("BYE");
    assertEquals("peer", bye.parameter("To", "tag"));
    peer.reply(bye, "200 OK", "");
    assertTrue(heard.quiet());
  }

  @Test
  void twoPhonesAnswerTheSecondIsHungUp() throws Exception {
    Message invite = dial();
    peer.reply(invite, "200 OK", SDP, contact());
    heard.next(SipEvent.Accepted.class);
    peer.next("ACK");
    peer.send(RawPeer.response(invite, "200 OK", SDP, contact()).replace("tag=peer", "tag=other"));
    Message ack = peer.next("ACK");
    assertEquals("other", ack.parameter("To", "tag"));
    Message bye = peer.next("BYE");
    assertEquals("other", bye.parameter("To", "tag"));
    peer.reply(bye, "200 OK", "");
    assertTrue(heard.quiet());
  }

  @Test
  void twoPhonesRingTheSecondAnswers() throws Exception {
    Message invite = dial();
    peer.reply(invite, "180 Ringing", "", contact());
    String other = contact().replace("peer@", "other@");
    peer.send(RawPeer.response(invite, "180 Ringing", "", other).replace("tag=peer", "tag=other"));
    peer.send(RawPeer.response(invite, "200 OK", SDP, other).replace("tag=peer", "tag=other"));
    heard.first(SipEvent.Accepted.class);
    assertEquals("other", peer.next("ACK").parameter("To", "tag"));
    phone.bye(CALL);
    Message bye = peer.next("BYE");
    assertEquals("other", bye.parameter("To", "tag"));
    assertTrue(bye.first().startsWith("BYE sip:other@"), bye.first());
    peer.reply(bye, "200 OK", "");
  }

  @Test
  void cancelWaitsForTheFirstAnswerAndCrossesA200() throws Exception {
    Message invite = dial();
    phone.cancel(CALL);
    peer.reply(invite, "180 Ringing", "", contact());
    Message cancel = peer.next("CANCEL");
    assertEquals(invite.header("Via"), cancel.header("Via"));
    peer.reply(cancel, "200 OK", "");
    peer.reply(invite, "200 OK", SDP, contact());
    assertEquals(487, heard.next(SipEvent.Rejected.class).status());
    peer.next("ACK");
    peer.reply(peer.next("BYE"), "200 OK", "");
  }

  @Test
  void silenceAndWrongPassword() throws Exception {
    phone.invite(CALL, 1, "sip:peer@127.0.0.1:" + peer.port(), SDP);
    SipEvent.CallFailed failed = heard.next(SipEvent.CallFailed.class);
    assertEquals(TransportFault.NO_ANSWER, failed.fault());
    phone.invite(new CallId(3), 1, "sip:other@127.0.0.1:" + peer.port(), SDP);
    for (int i = 0; i < 2; i++) {
      Message invite = peer.next("INVITE");
      while (!invite.first().contains("other")) {
        invite = peer.next("INVITE");
      }
      peer.reply(
          invite, "401 No", "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n" + i + "\"");
    }
    SipEvent.Rejected rejected = heard.next(SipEvent.Rejected.class);
    assertEquals(401, rejected.status());
    assertTrue(rejected.credentialsRefused());
  }

  // ---- calls that come

  private Message answered(String callId, String... more) throws Exception {
    send(peer.request("INVITE", uri, callId, 1, "", SDP, more));
    SipEvent.InviteReceived invite = heard.next(SipEvent.InviteReceived.class);
    phone.accept(invite.call(), SDP);
    return peer.answer("INVITE");
  }

  @Test
  void aStrangersCallDoesNotRing() throws Exception {
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "phone",
                "127.0.0.5",
                "phone",
                new Secret("pw"),
                "",
                new HostPort("127.0.0.5", peer.port()),
                null,
                Transport.UDP,
                true)));
    send(peer.request("INVITE", uri, "ghost", 1, "", SDP));
    assertEquals(403, peer.answer("INVITE").status());
    assertTrue(heard.quiet());
  }

  @Test
  void aDelayedOfferIsAnsweredInTheAck() throws Exception {
    send(
        peer.request(
            "INVITE",
            uri,
            "c1",
            1,
            "",
            "",
            "Alert-Info: <x>;info=a",
            "P-Asserted-Identity: \"Zoë\" <sip:77@x>"));
    SipEvent.InviteReceived invite = heard.next(SipEvent.InviteReceived.class);
    assertNull(invite.offer());
    assertEquals("Zoë", invite.from().name());
    assertEquals("77", invite.from().user());
    assertEquals("<x>;info=a", invite.headers().get("alert-info"));
    phone.accept(invite.call(), SDP);
    Message ok = peer.answer("INVITE");
    assertEquals(SDP, ok.body());
    send(peer.request("ACK", uri, "c1", 1, ok.parameter("To", "tag"), SDP + "a=x\r\n"));
    assertEquals(SDP + "a=x\r\n", heard.next(SipEvent.Acknowledged.class).answer());
  }

  @Test
  void insideACall() throws Exception {
    Message ok = answered("c2");
    String tag = ok.parameter("To", "tag");
    send(peer.request("ACK", uri, "c2", 1, tag, ""));
    CallId call = heard.next(SipEvent.Acknowledged.class).call();
    send(
        peer.request(
            "INFO",
            uri,
            "c2",
            2,
            tag,
            "Signal=5\r\nDuration=160\r\n",
            "Content-Type: application/dtmf-relay"));
    assertEquals(200, peer.answer("INFO").status());
    assertEquals(new SipEvent.InfoDigit(call, '5'), heard.next(SipEvent.InfoDigit.class));
    send(peer.request("UPDATE", uri, "c2", 3, tag, ""));
    assertEquals(200, peer.answer("UPDATE").status());
    send(peer.request("UPDATE", uri, "c2", 4, tag, SDP));
    assertEquals(SDP, heard.next(SipEvent.ReinviteReceived.class).offer());
    phone.acceptReinvite(call, SDP);
    assertEquals(SDP, peer.answer("UPDATE").body());
    send(peer.request("OPTIONS", uri, "c2", 5, tag, ""));
    assertEquals(200, peer.answer("OPTIONS").status());
    send(peer.request("INVITE", uri, "c2", 6, tag, ""));
    assertNull(heard.next(SipEvent.ReinviteReceived.class).offer());
    phone.reinvite(call, SDP);
    assertEquals(491, heard.next(SipEvent.ReinviteAnswered.class).status());
    phone.rejectReinvite(call, 488);
    Message refused = peer.answer("INVITE");
    assertEquals(488, refused.status());
    send(peer.request("ACK", uri, "c2", 6, tag, ""));
    phone.reinvite(call, SDP);
    Message ours = peer.next("INVITE");
    send(peer.request("INVITE", uri, "c2", 7, tag, SDP));
    assertEquals(491, peer.answer("INVITE").status());
    peer.reply(ours, "401 No", "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"");
    Message again = peer.next("INVITE");
    assertEquals("n", again.parameter("Authorization", "nonce"));
    assertEquals(SDP, again.body());
    peer.reply(again, "200 OK", SDP, contact());
    assertEquals(SDP, heard.next(SipEvent.ReinviteAnswered.class).answer());
    send(peer.request("BYE", uri, "c2", 9, tag, "", "Reason: Q.850;cause=16"));
    assertEquals(200, peer.answer("BYE").status());
    assertEquals("Q.850;cause=16", heard.next(SipEvent.ByeReceived.class).reason());
  }

  @Test
  void repeatedInviteRingsOnceAndElsewhereIsTold() throws Exception {
    String invite = peer.request("INVITE", uri, "c3", 1, "", SDP);
    send(invite);
    SipEvent.InviteReceived ringing = heard.next(SipEvent.InviteReceived.class);
    send(invite);
    phone.ring(ringing.call());
    send(invite);
    send(
        peer.request(
                "CANCEL",
                uri,
                "c3",
                1,
                "",
                "",
                "Reason: SIP;cause=200;text=\"Call completed elsewhere\"")
            .replace("c3CANCEL1", "c3INVITE1"));
    assertTrue(heard.next(SipEvent.Cancelled.class).answeredElsewhere());
    assertEquals(487, peer.answer("INVITE").status());
    assertTrue(heard.quiet());
  }

  @Test
  void noAckEndsTheCall() throws Exception {
    answered("c4");
    assertEquals("no ACK", heard.next(SipEvent.ByeReceived.class).reason());
    peer.reply(peer.next("BYE"), "200 OK", "");
  }

  @Test
  void hangingUpBeforeTheAckWaitsForIt() throws Exception {
    send(peer.request("INVITE", uri, "c5", 1, "", SDP));
    CallId call = heard.next(SipEvent.InviteReceived.class).call();
    phone.accept(call, SDP);
    phone.bye(call);
    Message ok = peer.answer("INVITE");
    send(peer.request("ACK", uri, "c5", 1, ok.parameter("To", "tag"), ""));
    peer.reply(peer.next("BYE"), "200 OK", "");
  }

  // ---- what is refused

  private Message refusal(String method, String text) throws Exception {
    send(text);
    return peer.answer(method);
  }

  @Test
  void whatOlderServersSendIsTakenOrRefusedInAWayTheyUnderstand() throws Exception {
    Message ping = refusal("PING", peer.request("PING", uri, "n1", 1, "", ""));
    assertEquals(200, ping.status());
    assertTrue(String.join(",", ping.all("Allow")).contains("INVITE"));
    Message packed =
        refusal(
            "MESSAGE",
            peer.request(
                "MESSAGE",
                uri,
                "n2",
                1,
                "",
                "x",
                "Content-Type: text/plain",
                "Content-Encoding: x-nortel-short"));
    assertEquals(415, packed.status());
    assertEquals("identity", packed.header("Accept-Encoding"));
  }

  @Test
  void oddRequestsAreRefusedByTheBook() throws Exception {
    Message options = refusal("OPTIONS", peer.request("OPTIONS", uri, "o1", 1, "", ""));
    assertEquals(200, options.status());
    assertTrue(options.header("Accept").contains("application/sdp"));
    assertEquals(1, options.all("Supported").size());
    assertEquals(
        200,
        refusal("OPTIONS", peer.request("OPTIONS", uri.replace("phone", "who"), "o2", 1, "", ""))
            .status());
    Message unknown = refusal("MOON", peer.request("MOON", uri, "o3", 1, "", ""));
    assertEquals(405, unknown.status());
    assertTrue(unknown.header("Allow").contains("INVITE"));
    Message require =
        refusal("INVITE", peer.request("INVITE", uri, "o4", 1, "", SDP, "Require: moon, 100rel"));
    assertEquals(420, require.status());
    assertTrue(String.join(",", require.all("Unsupported")).contains("moon"));
    Message type =
        refusal(
            "INVITE",
            peer.request("INVITE", uri, "o5", 1, "", "hello", "Content-Type: text/plain"));
    assertEquals(415, type.status());
    assertEquals("application/sdp", type.header("Accept"));
    assertEquals(
        416, refusal("INVITE", peer.request("INVITE", "moon:x", "o6", 1, "", SDP)).status());
    assertEquals(
        404,
        refusal("INVITE", peer.request("INVITE", uri.replace("phone", "who"), "o7", 1, "", SDP))
            .status());
    assertEquals(481, refusal("BYE", peer.request("BYE", uri, "o8", 1, "x", "")).status());
    assertEquals(481, refusal("INVITE", peer.request("INVITE", uri, "o9", 1, "x", SDP)).status());
    assertEquals(
        483,
        refusal("INVITE", peer.request("INVITE", uri, "o10", 1, "", SDP, "Max-Forwards: 0"))
            .status());
    assertEquals(
        505,
        refusal(
                "OPTIONS",
                peer.request("OPTIONS", uri, "o11", 1, "", "")
                    .replaceFirst(" SIP/2.0\r\n", " SIP/7.0\r\n"))
            .status());
    assertEquals(481, refusal("CANCEL", peer.request("CANCEL", uri, "o12", 1, "", "")).status());
    assertTrue(heard.quiet());
  }

  @Test
  void aDeadUdpReaderIsReplaced() throws Exception {
    assertEquals(200, refusal("OPTIONS", peer.request("OPTIONS", uri, "r1", 1, "", "")).status());
    assertTrue(phone.core.wire().alive());
    phone.core.post(() -> phone.core.wire().closeUdp()); // its reader ends
    for (int i = 0; i < 200 && phone.core.wire().alive(); i++) {
      peer.answered(20);
    }
    assertFalse(phone.core.wire().alive());
    phone.core.post(phone::watch);
    int answered = 0;
    for (int i = 0; i < 60 && answered == 0; i++) {
      send(peer.request("OPTIONS", uri, "again" + i, 1, "", ""));
      answered = peer.answered(100) ? 1 : 0;
    }
    assertEquals(1, answered);
    assertTrue(phone.core.wire().alive());
    peer.reply(dial(), "486 Busy", "");
    assertEquals(486, heard.next(SipEvent.Rejected.class).status());
  }

  @Test
  void aViaOfAnotherTransportIsAnsweredTheWayItCame() throws Exception {
    String odd = peer.request("OPTIONS", uri, "v1", 1, "", "").replace("2.0/UDP", "2.0/TCP");
    assertEquals(200, refusal("OPTIONS", odd).status());
  }

  @Test
  void anAnswerToNothingIsIgnored() throws Exception {
    Message ok =
        new Message(
            "",
            java.util.List.of(
                "Via: SIP/2.0/UDP 127.0.0.1:" + phone.localPort() + ";branch=z9hG4bKnone",
                "From: <sip:phone@127.0.0.1>;tag=none",
                "To: <sip:peer@127.0.0.1>;tag=x",
                "Call-ID: none",
                "CSeq: 1 INVITE"),
            "");
    send(RawPeer.response(ok, "200 OK", SDP, contact()));
    send(peer.request("OPTIONS", uri, "n1", 1, "", ""));
    assertEquals("SIP/2.0 200 OK", peer.next().first());
  }

  @Test
  void garbageKillsNothing() throws Exception {
    Random random = new Random(4475);
    String good = peer.request("INVITE", uri, "g", 1, "", SDP);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = good.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      int hits = 1 + random.nextInt(12);
      for (int k = 0; k < hits; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      peer.send(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)), phone.localPort());
    }
    for (String odd :
        List.of(
            "\r\n\r\n",
            "\0\0\0",
            "GET / HTTP/1.1\r\n\r\n",
            "INVITE sip:phone SIP/2.0\r\n\r\n",
            "SIP/2.0 200 OK\r\n\r\n",
            "SIP/2.0 99999999999 OK\r\nCSeq: 99999999999 X\r\n\r\n",
            good.replace("CSeq: 1 ", "CSeq: 99999999999 "),
            good.replaceFirst("Content-Length: \\d+", "Content-Length: -5"),
            good.replaceFirst("Content-Length: \\d+", "Content-Length: 99999"),
            good.replace("To: <", "To: \"unclosed <"),
            good.replace("Via: ", "Via: ,,,"),
            good.replace("Max-Forwards: 70", "Max-Forwards: x\r\n" + "X: y\r\n".repeat(1500)))) {
      send(odd);
    }
    phone.accounts(List.of()); // fuzzed calls may ring; none of them is of interest
    Message alive = null;
    for (int i = 0; i < 50 && alive == null; i++) {
      send(peer.request("OPTIONS", uri, "alive" + i, 1, "", ""));
      Message answer = peer.next();
      alive = answer.header("Call-ID").startsWith("alive") ? answer : null;
    }
    assertEquals(200, alive == null ? 0 : alive.status());
  }
}

package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Session timers, reliable provisional responses, glare; against a peer in plain text. */
class JainSipSessionTest {
  private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n";
  private static final CallId CALL = new CallId(1);

  private final Heard hears = new Heard();
  private JainSip phone;
  private RawPeer peer;

  @BeforeEach
  void open() throws Exception {
    peer = new RawPeer();
    phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "127.0.0.1",
                "100",
                new Secret(""),
                "",
                new HostPort("127.0.0.1", 5060),
                null,
                Transport.UDP,
                false)));
  }

  @AfterEach
  void close() {
    phone.close();
    peer.close();
  }

  private String contact() {
    return "Contact: <sip:200@127.0.0.1:" + peer.port() + ">";
  }

  private RawPeer.Message invited() throws Exception {
    phone.invite(CALL, 1, "sip:200@127.0.0.1:" + peer.port(), SDP);
    return peer.next("INVITE");
  }

  /** The call, answered with these headers. */
  private RawPeer.Message connected(String... more) throws Exception {
    RawPeer.Message invite = invited();
    String[] headers = new String[more.length + 1];
    System.arraycopy(more, 0, headers, 0, more.length);
    headers[more.length] = contact();
    peer.reply(invite, "200 OK", SDP, headers);
    peer.next("ACK");
    hears.first(SipEvent.Accepted.class);
    return invite;
  }

  @Test
  void anInviteSaysWhatWeCan() throws Exception {
    RawPeer.Message invite = invited();
    String supported = String.join(",", invite.all("Supported"));
    for (String tag : List.of("timer", "100rel", "replaces")) {
      assertTrue(supported.contains(tag), supported);
    }
    assertEquals("1800", invite.header("Session-Expires"));
  }

  @Test
  void aServerThatWantsLongerSessionsGetsThem() throws Exception {
    RawPeer.Message invite = invited();
    peer.reply(invite, "422 Session Interval Too Small", "", "Min-SE: 3600");
    RawPeer.Message again = peer.next("INVITE");
    assertEquals("3600", again.header("Session-Expires"));
    assertEquals("3600", again.header("Min-SE"));
    peer.reply(again, "200 OK", SDP, contact());
    hears.first(SipEvent.Accepted.class);
  }

  @Test
  void weRefreshByUpdateWhereTheOtherSideTakesIt() throws Exception {
    connected("Session-Expires: 4;refresher=uac", "Require: timer", "Allow: INVITE, UPDATE");
    RawPeer.Message update = peer.next("UPDATE");
    assertEquals("4;refresher=uac", update.header("Session-Expires"));
    assertEquals("", update.body());
    // The other side takes over, does nothing, and the call ends by our BYE.
    peer.reply(update, "200 OK", "", "Session-Expires: 3;refresher=uas", contact());
    peer.next("BYE");
    assertTrue(hears.first(SipEvent.ByeReceived.class).reason().contains("no sign"), "says why");
  }

  @Test
  void weRefreshByInviteWithTheSameDescriptionWhereNot() throws Exception {
    connected("Session-Expires: 2;refresher=uac", "Allow: INVITE, BYE");
    RawPeer.Message refresh = peer.next("INVITE");
    assertEquals(SDP, refresh.body());
    peer.reply(refresh, "200 OK", SDP, "Session-Expires: 1800;refresher=uac", contact());
    peer.next("ACK");
  }

  @Test
  void aRefreshThatFindsNoCallEndsIt() throws Exception {
    connected("Session-Expires: 2;refresher=uac", "Allow: INVITE, UPDATE");
    peer.reply(peer.next("UPDATE"), "481 Call Does Not Exist", "");
    assertEquals(CALL, hears.first(SipEvent.ByeReceived.class).call());
  }

  @Test
  void aCallersTimerIsTakenAndATooShortOneRefused() throws Exception {
    String uri = "sip:100@127.0.0.1:" + phone.localPort();
    peer.send(
        peer.request("INVITE", uri, "short", 1, "", SDP, "Session-Expires: 30", "Supported: timer"),
        phone.localPort());
    RawPeer.Message refused = peer.answer("INVITE");
    assertEquals(422, refused.status());
    assertEquals("90", refused.header("Min-SE"));
    peer.send(
        peer.request("INVITE", uri, "long", 1, "", SDP, "Session-Expires: 90", "Supported: timer"),
        phone.localPort());
    phone.accept(hears.next(SipEvent.InviteReceived.class).call(), SDP);
    RawPeer.Message ok = peer.answer("INVITE");
    assertEquals("90;refresher=uac", ok.header("Session-Expires"));
    assertEquals("timer", ok.header("Require"));
  }

  @Test
  void reliableProgressIsAcknowledgedOnce() throws Exception {
    RawPeer.Message invite = invited();
    String[] headers = {"Require: 100rel", "RSeq: 7", contact()};
    peer.reply(invite, "183 Session Progress", SDP, headers);
    RawPeer.Message prack = peer.next("PRACK");
    assertEquals("7 " + invite.header("CSeq"), prack.header("RAck"));
    peer.reply(invite, "183 Session Progress", SDP, headers);
    peer.reply(prack, "200 OK", "");
    peer.reply(invite, "180 Ringing", "", "Require: 100rel", "RSeq: 8", contact());
    RawPeer.Message second = peer.next("PRACK");
    assertEquals("8 " + invite.header("CSeq"), second.header("RAck"));
    assertNotEquals(prack.header("CSeq"), second.header("CSeq"));
    peer.reply(second, "200 OK", "");
    assertEquals(SDP, hears.first(SipEvent.Progress.class).answer());
    peer.reply(invite, "200 OK", SDP, contact());
    peer.next("ACK");
  }

  @Test
  void aCallerWhoInsistsHearsReliableRinging() throws Exception {
    String uri = "sip:100@127.0.0.1:" + phone.localPort();
    peer.send(peer.request("INVITE", uri, "rel", 1, "", SDP, "Require: 100rel"), phone.localPort());
    CallId call = hears.next(SipEvent.InviteReceived.class).call();
    phone.ring(call);
    RawPeer.Message ringing = peer.next();
    while (!ringing.first().startsWith("SIP/2.0 180")) {
      ringing = peer.next();
    }
    assertEquals("100rel", ringing.header("Require"));
    String number = ringing.header("RSeq");
    String tag = ringing.parameter("To", "tag");
    peer.send(
        peer.request("PRACK", uri, "rel", 2, tag, "", "RAck: " + number + " 1 INVITE"),
        phone.localPort());
    assertEquals(200, peer.answer("PRACK").status());
    phone.accept(call, SDP);
    assertEquals(tag, peer.answer("INVITE").parameter("To", "tag"));
  }

  @Test
  void whoMeetsTheOthersOfferTriesAgain() throws Exception {
    connected();
    phone.reinvite(CALL, SDP + "a=sendonly\r\n");
    peer.reply(peer.next("INVITE"), "491 Request Pending", "");
    RawPeer.Message again = peer.next("INVITE");
    assertTrue(again.body().endsWith("a=sendonly\r\n"));
    peer.reply(again, "200 OK", SDP, contact());
    assertEquals(200, hears.first(SipEvent.ReinviteAnswered.class).status());
  }
}

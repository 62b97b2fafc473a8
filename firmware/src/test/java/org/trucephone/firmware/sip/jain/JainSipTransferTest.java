package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** REFER, Replaces, INFO and redirection between phones of ours on loopback. */
class JainSipTransferTest {
  private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=offer\r\n";
  private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=answer\r\n";

  private final Heard annHears = new Heard();
  private final Heard bobHears = new Heard();
  private final Heard cidHears = new Heard();
  private JainSip ann;
  private JainSip bob;
  private JainSip cid;

  @BeforeEach
  void open() throws Exception {
    ann = phone("ann", annHears);
    bob = phone("bob", bobHears);
    cid = phone("cid", cidHears);
  }

  @AfterEach
  void close() {
    ann.close();
    bob.close();
    cid.close();
  }

  private static JainSip phone(String user, Heard hears) throws Exception {
    JainSip phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                user,
                "127.0.0.1",
                user,
                new Secret(""),
                "",
                new HostPort("127.0.0.1", 5060),
                null,
                Transport.UDP,
                false)));
    return phone;
  }

  private static String address(String user, JainSip phone) {
    return "sip:" + user + "@127.0.0.1:" + phone.localPort();
  }

  /** {@return the called side's number of the call} */
  private CallId connect(
      JainSip from, Heard fromHears, CallId call, String user, JainSip to, Heard toHears)
      throws Exception {
    from.invite(call, 1, address(user, to), OFFER);
    CallId his = toHears.next(SipEvent.InviteReceived.class).call();
    to.accept(his, ANSWER);
    fromHears.first(SipEvent.Accepted.class);
    toHears.next(SipEvent.Acknowledged.class);
    return his;
  }

  @Test
  void blindTransferTellsHowItGoes() throws Exception {
    CallId his = connect(ann, annHears, new CallId(1), "bob", bob, bobHears);
    ann.refer(new CallId(1), address("cid", cid), null);
    SipEvent.ReferReceived asked = bobHears.next(SipEvent.ReferReceived.class);
    assertEquals(his, asked.call());
    assertEquals(address("cid", cid), asked.target());
    assertEquals("<sip:ann@127.0.0.1>", asked.headers().get("referred-by"));
    bob.answerRefer(asked.refer(), 202);
    SipEvent.ReferProgress taken = annHears.next(SipEvent.ReferProgress.class);
    assertEquals(202, taken.status());
    assertFalse(taken.over());
    bob.referProgress(asked.refer(), 180, "Ringing");
    assertEquals(180, annHears.next(SipEvent.ReferProgress.class).status());
    bob.referProgress(asked.refer(), 486, "Busy Here");
    SipEvent.ReferProgress busy = annHears.next(SipEvent.ReferProgress.class);
    assertEquals(486, busy.status());
    assertEquals("Busy Here", busy.reason());
    assertTrue(busy.over());
    ann.reinvite(new CallId(1), OFFER); // the call is still there
    assertEquals(his, bobHears.next(SipEvent.ReinviteReceived.class).call());
  }

  @Test
  void aRefusedTransferIsOver() throws Exception {
    connect(ann, annHears, new CallId(1), "bob", bob, bobHears);
    ann.refer(new CallId(1), "300", null);
    bob.answerRefer(bobHears.next(SipEvent.ReferReceived.class).refer(), 603);
    SipEvent.ReferProgress refused = annHears.next(SipEvent.ReferProgress.class);
    assertEquals(603, refused.status());
    assertTrue(refused.over());
  }

  @Test
  void attendedTransferReplacesTheSecondCall() throws Exception {
    CallId bobs = connect(ann, annHears, new CallId(1), "bob", bob, bobHears);
    CallId cids = connect(ann, annHears, new CallId(3), "cid", cid, cidHears);
    ann.refer(new CallId(1), "", new CallId(3));
    SipEvent.ReferReceived asked = bobHears.next(SipEvent.ReferReceived.class);
    assertEquals(bobs, asked.call());
    DialogId known = DialogId.ofReplaces(asked.headers().get("replaces")).orElseThrow();
    assertEquals(cid.dialog(cids), known);
    bob.answerRefer(asked.refer(), 202);
    bob.invite(new CallId(5), 1, address("cid", cid), OFFER, asked.headers());
    SipEvent.InviteReceived instead = cidHears.next(SipEvent.InviteReceived.class);
    assertEquals(cids, instead.replaces());
    cid.accept(instead.call(), ANSWER);
    cid.bye(cids);
    bobHears.first(SipEvent.Accepted.class);
    bob.referProgress(asked.refer(), 200, "OK");
    assertEquals(new CallId(3), annHears.first(SipEvent.ByeReceived.class).call());
  }

  @Test
  void aReplacesForNoCallOfOursIsRefused() throws Exception {
    ann.invite(
        new CallId(1),
        1,
        address("bob", bob),
        OFFER,
        Map.of("Replaces", "nothing;to-tag=a;from-tag=b"));
    assertEquals(481, annHears.first(SipEvent.Rejected.class).status());
    assertTrue(bobHears.quiet());
  }

  @Test
  void aRedirectionSaysWhere() throws Exception {
    ann.invite(new CallId(1), 1, address("bob", bob), OFFER);
    CallId his = bobHears.next(SipEvent.InviteReceived.class).call();
    bob.reject(
        his,
        302,
        Map.of(
            "Contact", "<sip:300@127.0.0.1>",
            "Diversion", "<sip:bob@127.0.0.1>;reason=unconditional"));
    SipEvent.Rejected moved = annHears.first(SipEvent.Rejected.class);
    assertEquals(302, moved.status());
    assertEquals("<sip:300@127.0.0.1>", moved.headers().get("contact"));
    assertTrue(moved.headers().get("diversion").contains("unconditional"));
  }

  @Test
  void infoInACallArrives() throws Exception {
    CallId his = connect(ann, annHears, new CallId(1), "bob", bob, bobHears);
    ann.info(new CallId(1), "text/plain", "hello");
    SipEvent.InfoReceived info = bobHears.next(SipEvent.InfoReceived.class);
    assertEquals(his, info.call());
    assertEquals("hello", info.body());
    assertNotNull(ann.dialog(new CallId(1)));
  }
}

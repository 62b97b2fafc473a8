package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Two phones of ours on loopback. */
class JainSipCallTest {
  private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=offer\r\n";
  private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=answer\r\n";
  private static final CallId CALL = new CallId(1);

  private final Heard annHears = new Heard();
  private final Heard bobHears = new Heard();
  private JainSip ann;
  private JainSip bob;

  @BeforeEach
  void open() throws Exception {
    ann = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), annHears);
    bob = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), bobHears);
    accounts(Transport.UDP);
  }

  @AfterEach
  void close() {
    ann.close();
    bob.close();
  }

  private void accounts(Transport transport) {
    ann.accounts(List.of(direct("ann", transport)));
    bob.accounts(List.of(direct("bob", transport)));
  }

  private static SipAccount direct(String user, Transport transport) {
    return new SipAccount(
        1,
        user,
        "127.0.0.1",
        user,
        new Secret(""),
        user.equals("ann") ? "Änn \"A\" Lee" : "",
        new HostPort("127.0.0.1", 5060),
        null,
        transport,
        false);
  }

  private String bobsAddress(String parameters) {
    return "sip:bob@127.0.0.1:" + bob.localPort() + parameters;
  }

  private CallId connect(String parameters) throws Exception {
    ann.invite(CALL, 1, bobsAddress(parameters), OFFER);
    SipEvent.InviteReceived invite = bobHears.next(SipEvent.InviteReceived.class);
    assertEquals(OFFER, invite.offer());
    assertEquals("ann", invite.from().user());
    assertEquals("Änn \"A\" Lee", invite.from().name());
    assertEquals("bob", invite.toUser());
    bob.ring(invite.call());
    SipEvent.Progress progress = annHears.next(SipEvent.Progress.class);
    assertEquals(180, progress.status());
    assertNull(progress.answer());
    bob.accept(invite.call(), ANSWER);
    assertEquals(ANSWER, annHears.next(SipEvent.Accepted.class).answer());
    assertNull(bobHears.next(SipEvent.Acknowledged.class).answer());
    return invite.call();
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"UDP", "TCP"})
  void callAndHangUpByTheCaller(Transport transport) throws Exception {
    accounts(transport);
    CallId his = connect("");
    ann.bye(CALL);
    assertEquals(his, bobHears.next(SipEvent.ByeReceived.class).call());
    assertTrue(ann.trace().stream().anyMatch(line -> line.contains("INVITE bob")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"UDP", "TCP"})
  void callAndHangUpByTheCalled(Transport transport) throws Exception {
    accounts(transport);
    CallId his = connect("");
    bob.bye(his);
    assertEquals(CALL, annHears.next(SipEvent.ByeReceived.class).call());
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"UDP", "TCP"})
  void holdFromBothSides(Transport transport) throws Exception {
    accounts(transport);
    CallId his = connect("");
    for (int i = 0; i < 2; i++) {
      ann.reinvite(CALL, OFFER + "a=sendonly\r\n");
      assertEquals(
          OFFER + "a=sendonly\r\n", bobHears.next(SipEvent.ReinviteReceived.class).offer());
      bob.acceptReinvite(his, ANSWER + "a=recvonly\r\n");
      SipEvent.ReinviteAnswered answered = annHears.next(SipEvent.ReinviteAnswered.class);
      assertEquals(200, answered.status());
      assertEquals(ANSWER + "a=recvonly\r\n", answered.answer());
      bob.reinvite(his, OFFER);
      annHears.next(SipEvent.ReinviteReceived.class);
      ann.rejectReinvite(CALL, 488);
      answered = bobHears.next(SipEvent.ReinviteAnswered.class);
      assertEquals(488, answered.status());
      assertNull(answered.answer());
    }
    ann.bye(CALL);
    bobHears.next(SipEvent.ByeReceived.class);
  }

  @Test
  void aSecondReinviteOfOursWaitsItsTurn() throws Exception {
    CallId his = connect("");
    ann.reinvite(CALL, OFFER);
    ann.reinvite(CALL, OFFER);
    assertEquals(491, annHears.next(SipEvent.ReinviteAnswered.class).status());
    bobHears.next(SipEvent.ReinviteReceived.class);
    bob.reinvite(his, OFFER);
    assertEquals(491, bobHears.next(SipEvent.ReinviteAnswered.class).status());
    bob.acceptReinvite(his, ANSWER);
    assertEquals(200, annHears.next(SipEvent.ReinviteAnswered.class).status());
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"UDP", "TCP"})
  void cancelled(Transport transport) throws Exception {
    accounts(transport);
    ann.invite(CALL, 1, bobsAddress(""), OFFER);
    SipEvent.InviteReceived invite = bobHears.next(SipEvent.InviteReceived.class);
    bob.ring(invite.call());
    annHears.next(SipEvent.Progress.class);
    ann.cancel(CALL);
    SipEvent.Cancelled cancelled = bobHears.next(SipEvent.Cancelled.class);
    assertEquals(invite.call(), cancelled.call());
    assertFalse(cancelled.answeredElsewhere());
    assertEquals(487, annHears.next(SipEvent.Rejected.class).status());
  }

  @Test
  void cancelledBeforeAnyAnswer() throws Exception {
    ann.invite(CALL, 1, bobsAddress(""), OFFER);
    ann.cancel(CALL);
    assertEquals(487, annHears.first(SipEvent.Rejected.class).status());
    SipEvent.InviteReceived invite = bobHears.next(SipEvent.InviteReceived.class);
    assertEquals(invite.call(), bobHears.next(SipEvent.Cancelled.class).call());
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"UDP", "TCP"})
  void refused(Transport transport) throws Exception {
    accounts(transport);
    ann.invite(CALL, 1, bobsAddress(""), OFFER);
    bob.reject(bobHears.next(SipEvent.InviteReceived.class).call(), 486);
    SipEvent.Rejected rejected = annHears.next(SipEvent.Rejected.class);
    assertEquals(486, rejected.status());
    assertFalse(rejected.credentialsRefused());
  }

  @Test
  void nobodyOfThatName() throws Exception {
    ann.invite(CALL, 1, "sip:carol@127.0.0.1:" + bob.localPort(), OFFER);
    assertEquals(404, annHears.next(SipEvent.Rejected.class).status());
    bob.accounts(List.of());
    ann.invite(CALL, 1, bobsAddress(""), OFFER);
    assertEquals(480, annHears.next(SipEvent.Rejected.class).status());
    assertTrue(bobHears.quiet());
  }

  @Test
  void callsThatComeHaveEvenNumbersOfTheirOwn() throws Exception {
    ann.invite(CALL, 1, bobsAddress(""), OFFER);
    ann.invite(new CallId(3), 1, bobsAddress(""), OFFER);
    CallId one = bobHears.next(SipEvent.InviteReceived.class).call();
    CallId two = bobHears.next(SipEvent.InviteReceived.class).call();
    assertNotEquals(one, two);
    assertEquals(0, one.number() % 2 + two.number() % 2);
  }

  @Test
  void nobodyListensOnTcp() throws Exception {
    int port = bob.localPort();
    bob.close();
    ann.invite(CALL, 1, "sip:bob@127.0.0.1:" + port + ";transport=tcp", OFFER);
    SipEvent.CallFailed failed = annHears.next(SipEvent.CallFailed.class);
    assertEquals(TransportFault.CONNECTION_REFUSED, failed.fault());
    assertEquals("127.0.0.1:" + port + " refuses the connection", failed.detail());
  }

  @Test
  void aLongInviteGoesByTcp() throws Exception {
    String big = OFFER + "a=x\r\n".repeat(400);
    ann.invite(CALL, 1, bobsAddress(""), big);
    SipEvent.InviteReceived invite = bobHears.next(SipEvent.InviteReceived.class);
    assertEquals(big, invite.offer());
    assertTrue(ann.trace().stream().anyMatch(line -> line.endsWith("by TCP")), "by TCP");
    bob.accept(invite.call(), ANSWER);
    annHears.first(SipEvent.Accepted.class);
    bobHears.next(SipEvent.Acknowledged.class);
    ann.bye(CALL);
    bobHears.next(SipEvent.ByeReceived.class);
  }

  @Test
  void aNameThatDoesNotExist() throws Exception {
    ann.invite(CALL, 1, "sip:bob@no-such-host.invalid", OFFER);
    SipEvent.CallFailed failed = annHears.next(SipEvent.CallFailed.class);
    assertEquals(TransportFault.NAME_NOT_FOUND, failed.fault());
    assertEquals("Name no-such-host.invalid not found", failed.detail());
  }

  @Test
  void noLineAndNoAddress() throws Exception {
    ann.invite(CALL, 7, bobsAddress(""), OFFER);
    assertEquals(TransportFault.NOT_SENT, annHears.next(SipEvent.CallFailed.class).fault());
    ann.invite(CALL, 1, "sip:", OFFER);
    assertEquals(TransportFault.NOT_SENT, annHears.next(SipEvent.CallFailed.class).fault());
  }
}

package org.trucephone.tests.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.tests.lab.LabCall.State;

class LabTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Lab lab;
  private RawPhone phone;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start(LabOptions.standard().callBackAfter(Duration.ofMillis(50)));
    phone = new RawPhone("1001", lab.sipPort());
  }

  @AfterEach
  void stop() {
    phone.close();
    lab.close();
  }

  @Test
  void theRightPasswordRegistersAndZeroSecondsUnregister() throws IOException {
    SipMessage ok = phone.register("pw1001", 60);
    assertEquals(200, ok.status());
    assertEquals("60", SipMessage.parameter(ok.text("Contact"), "expires"));
    assertTrue(lab.registered("1001"));
    assertEquals(200, phone.register("pw1001", 0).status());
    assertFalse(lab.registered("1001"));
  }

  @Test
  void aWrongPasswordIsChallengedAgainAndIsNotStale() throws IOException {
    SipMessage refusal = phone.register("wrong", 60);
    assertEquals(401, refusal.status());
    assertFalse(refusal.text("WWW-Authenticate").contains("stale"));
    assertFalse(lab.registered("1001"));
    assertEquals(1, lab.refused());
    lab.setPassword("1001", "wrong");
    assertEquals(200, phone.register("wrong", 60).status());
    assertFalse(lab.logText().contains("pw1001"));
  }

  @Test
  void aNonceThatRanOutIsStale() throws IOException {
    lab.nonceLife(Duration.ofNanos(1));
    SipMessage refusal = phone.register("pw1001", 60);
    assertEquals(401, refusal.status());
    assertTrue(refusal.text("WWW-Authenticate").contains("stale=true"));
    assertEquals(0, lab.refused());
  }

  @Test
  void sha256IsAskedForAndChecked() throws IOException {
    LabOptions options =
        LabOptions.standard().digest(DigestAlgorithm.SHA_256, Duration.ofMinutes(1));
    try (Lab other = Lab.start(options);
        RawPhone strong = new RawPhone("1001", other.sipPort())) {
      assertEquals(200, strong.register("pw1001", 60).status());
      assertEquals(401, strong.register("pw1002", 60).status());
    }
  }

  @Test
  void refusalsOfTheRegistrar() throws IOException {
    SipMessage brief = phone.register("pw1001", 5);
    assertEquals(423, brief.status());
    assertEquals("30", brief.text("Min-Expires"));
    lab.unavailable(true);
    assertEquals(503, phone.register("pw1001", 60).status());
    try (RawPhone stranger = new RawPhone("9999", lab.sipPort())) {
      lab.unavailable(false);
      assertEquals(404, stranger.register("pw", 60).status());
    }
  }

  @Test
  void theEchoSendsBackEachPacketAsItsOwn() throws IOException {
    phone.invite("600", "pw1001");
    SipMessage ok = phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
    phone.ack(ok, "600");
    Sdp sdp = Sdp.parse(ok.body());
    for (int i = 0; i < 20; i++) {
      byte[] voice = new byte[160];
      Arrays.fill(voice, (byte) i);
      phone.sendRtp(sdp.port(), 0, i, voice);
      byte[] back = phone.receiveRtp();
      assertArrayEquals(voice, Arrays.copyOfRange(back, 12, back.length));
      assertNotEquals(42, java.nio.ByteBuffer.wrap(back).getInt(8), "a source of its own");
    }
    phone.sendRtp(sdp.port(), 101, 21, new byte[] {5, 10, 0, (byte) 160});
    assertEquals(101, phone.receiveRtp()[1] & 127);
    LabCall call = lab.awaitCall(LabCall::fromPhone, SOON);
    assertTrue(call.awaitReceived(21, SOON));
    assertTrue(call.awaitDigits("5", SOON));
    phone.next();
    String toTag = SipMessage.parameter(ok.text("To"), "tag");
    phone.send(phone.request("BYE", "600", toTag, "", ""));
    phone.await(m -> m.status() == 200 && m.method().equals("BYE"));
    assertTrue(call.await(State.ENDED, SOON));
  }

  @Test
  void holdingIsAnsweredByReceivingOnly() throws IOException {
    phone.invite("601", "pw1001");
    SipMessage ok = phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
    phone.ack(ok, "601");
    phone.receiveRtp();
    phone.next();
    String toTag = SipMessage.parameter(ok.text("To"), "tag");
    phone.send(phone.request("INVITE", "601", toTag, "", phone.sdp("sendonly")));
    SipMessage held = phone.await(m -> m.status() == 200 && m.cseq() == phone.cseq);
    assertEquals("recvonly", Sdp.parse(held.body()).direction());
    LabCall call = lab.awaitCall(LabCall::fromPhone, SOON);
    assertTrue(call.awaitHeldByPhone(true, SOON));
  }

  @Test
  void theToneIsATone() throws IOException {
    phone.invite("601", "pw1001");
    phone.ack(phone.await(m -> m.status() == 200 && m.method().equals("INVITE")), "601");
    double atTone = 0;
    double beside = 0;
    for (int i = 0; i < 10; i++) {
      byte[] packet = phone.receiveRtp();
      assertEquals(172, packet.length);
      atTone += power(packet, 440);
      beside += power(packet, 1000);
    }
    assertTrue(atTone > 100 * beside, atTone + " at 440 Hz, " + beside + " at 1 kHz");
  }

  /** Goertzel's filter over one packet of µ-law. */
  private static double power(byte[] packet, int hertz) {
    double k = 2 * Math.cos(2 * Math.PI * hertz / 8000);
    double s1 = 0;
    double s2 = 0;
    for (int i = 12; i < packet.length; i++) {
      int u = ~packet[i] & 255;
      int magnitude = ((((u & 15) << 3) + 132) << (u >> 4 & 7)) - 132;
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i - 12) / 160);
      double s0 = window * (u > 127 ? -magnitude : magnitude) + k * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    return s1 * s1 + s2 * s2 - k * s1 * s2;
  }

  @Test
  void busyIsBusyAndNobodyIsNotFound() throws IOException {
    phone.invite("603", "pw1001");
    SipMessage busy = phone.await(m -> m.status() >= 300 && m.cseq() == phone.cseq);
    assertEquals(486, busy.status());
    phone.ack(busy, "603");
    phone.invite("777", "pw1001");
    assertEquals(404, phone.await(m -> m.status() >= 300 && m.cseq() == phone.cseq).status());
    phone.invite("1002", "pw1001");
    assertEquals(480, phone.await(m -> m.status() >= 300 && m.cseq() == phone.cseq).status());
  }

  @Test
  void ringingEndsByCancel() throws IOException {
    phone.invite("604", "pw1001");
    phone.await(m -> m.status() == 180);
    phone.send(phone.request("CANCEL", "604", "", "", ""));
    phone.await(m -> m.status() == 200 && m.method().equals("CANCEL"));
    SipMessage end = phone.await(m -> m.status() == 487);
    phone.ack(end, "604");
    assertTrue(lab.awaitCall(LabCall::fromPhone, SOON).await(State.ENDED, SOON));
  }

  @Test
  void messagesWaitingAreToldUnasked() throws IOException {
    phone.register("pw1001", 60);
    lab.messageWaiting("1001", 2, 5);
    SipMessage notice = phone.await(m -> m.isRequest() && m.method().equals("NOTIFY"));
    phone.answer(notice, 200, "");
    assertEquals("message-summary", notice.text("Event"));
    assertTrue(notice.body().contains("Messages-Waiting: yes"));
    assertTrue(notice.body().contains("Voice-Message: 2/5"));
    assertTrue(lab.awaitNoticesAccepted(1, SOON));
  }

  @Test
  void theLabCallsThePhoneAndHangsUp() throws IOException {
    phone.register("pw1001", 60);
    LabCall call = lab.call("1001", "2002", "Anna Berger");
    SipMessage invite = phone.await(m -> m.isRequest() && m.method().equals("INVITE"));
    assertTrue(invite.text("From").startsWith("\"Anna Berger\" <sip:2002@"));
    phone.answer(invite, 180, "");
    assertTrue(call.await(State.RINGING, SOON));
    phone.answer(invite, 200, phone.sdp("sendrecv"));
    phone.await(m -> m.isRequest() && m.method().equals("ACK"));
    assertTrue(call.await(State.CONNECTED, SOON));
    call.press("7");
    byte[] event = phone.receiveRtp();
    assertEquals(101, event[1] & 127);
    assertEquals(7, event[12]);
    call.hold();
    SipMessage hold = phone.await(m -> m.isRequest() && m.body().contains("a=sendonly"));
    phone.answer(hold, 200, phone.sdp("recvonly"));
    call.hangUp();
    phone.answer(phone.await(m -> m.isRequest() && m.method().equals("BYE")), 200, "");
    assertTrue(call.await(State.ENDED, SOON));
  }

  @Test
  void theLabGivesUpAPhoneThatRings() throws IOException {
    phone.register("pw1001", 60);
    LabCall call = lab.call("1001");
    SipMessage invite = phone.await(m -> m.isRequest() && m.method().equals("INVITE"));
    phone.answer(invite, 180, "");
    call.hangUp();
    phone.answer(phone.await(m -> m.isRequest() && m.method().equals("CANCEL")), 200, "");
    phone.answer(invite, 487, "");
    assertTrue(call.await(State.ENDED, SOON));
    assertEquals(487, call.status());
  }

  @Test
  void theCallbackRobotCallsBack() throws IOException {
    phone.register("pw1001", 60);
    phone.invite("602", "pw1001");
    phone.ack(phone.await(m -> m.status() == 200 && m.method().equals("INVITE")), "602");
    phone.answer(phone.await(m -> m.isRequest() && m.method().equals("BYE")), 200, "");
    SipMessage back = phone.await(m -> m.isRequest() && m.method().equals("INVITE"));
    assertTrue(back.text("From").contains("sip:602@"));
    phone.answer(back, 486, "");
  }

  @Test
  void twoPhonesTalkThroughTheLab() throws IOException {
    try (RawPhone other = new RawPhone("1002", lab.sipPort())) {
      other.tag = "phone2";
      other.register("pw1002", 60);
      phone.invite("1002", "pw1001");
      SipMessage invite = other.await(m -> m.isRequest() && m.method().equals("INVITE"));
      assertEquals("69", invite.text("Max-Forwards"));
      assertEquals("", invite.text("Proxy-Authorization"));
      other.answer(invite, 200, other.sdp("sendrecv"));
      SipMessage ok = phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
      assertEquals(1, ok.all("Via").size());
      String route = "Route: " + ok.text("Record-Route") + "\r\n";
      String target = SipMessage.uriOf(ok.text("Contact"));
      phone.next();
      phone.send(phone.request("BYE", target, "1002", "phone2", route, ""));
      other.answer(other.await(m -> m.isRequest() && m.method().equals("BYE")), 200, "");
      phone.await(m -> m.status() == 200 && m.method().equals("BYE"));
    }
  }

  @Test
  void whatIsLostIsSentAgain() throws IOException {
    lab.faults().dropNext(1);
    phone.next();
    String options = phone.request("OPTIONS", "lab", "", "", "");
    phone.send(options);
    phone.send(options);
    phone.await(m -> m.status() == 200 && m.method().equals("OPTIONS"));
    phone.invite("600", "pw1001");
    phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
    phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
    assertTrue(lab.logText().contains("lost on purpose"));
  }

  @Test
  void theFilesNameThePhonesAccount() {
    String sep = new String(lab.file("SEP001122334455.cnf.xml"), StandardCharsets.UTF_8);
    assertTrue(sep.contains("<authPassword>pw1001</authPassword>"), sep);
    assertTrue(sep.contains("<sipPort>" + lab.sipPort() + "</sipPort>"));
    lab.servePassword("1001", "a<b");
    sep = new String(lab.file("SEP001122334455.cnf.xml"), StandardCharsets.UTF_8);
    assertTrue(sep.contains("<authPassword>a&lt;b</authPassword>"));
    String toml = new String(lab.file("truce-001122334455.toml"), StandardCharsets.UTF_8);
    assertTrue(toml.contains("registrar = \"127.0.0.1:" + lab.sipPort() + "\""));
    lab.serve(LabOptions.Files.NONE);
    assertEquals(0, lab.file("truce-001122334455.toml").length);
  }
}

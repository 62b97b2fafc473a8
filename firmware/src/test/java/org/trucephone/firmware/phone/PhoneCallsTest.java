package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.media.MediaPort.Tone;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState.Rhythm;

/** Calls out and in, and holding them. */
class PhoneCallsTest extends SteppedPhone {
  // ------------------------------------------------------------------------------------------------- outgoing

  @Test
  void digitsAndHashDialOnTheLoudspeaker() {
    registered();
    dial("600#");
    assertEquals(List.of("invite 1 600"), sip.drain());
    assertEquals(AudioPath.SPEAKER, hardware.route);
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    assertEquals(Tone.RING_BACK, media.tone);
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    assertNull(media.tone);
    assertEquals(1, media.focus);
    assertEquals("PCMA", media.plans.get(1).sendCodec());
    assertTrue(media.plans.get(1).sends());
    assertEquals(CallPhase.CONNECTED, state(1));
    keys(new Command.End(1));
    assertEquals(List.of("bye 1"), sip.drain());
    assertEquals(List.of(), media.open);
    assertEquals(AudioPath.NONE, hardware.route);
    pass(3000);
    assertEquals(List.of(), phone.view().calls());
  }

  @Test
  void aNumberLeftAloneIsDialledAfterFourSeconds() {
    registered();
    dial("60");
    pass(3000);
    dial("1");
    pass(3999);
    assertEquals(List.of(), sip.drain());
    pass(1);
    assertEquals(List.of("invite 1 601"), sip.drain());
  }

  @Test
  void liftingTheHandsetGivesDialToneAndPuttingItBackEndsEverything() {
    registered();
    on(new PhoneEvent.Hook(true));
    assertEquals(Tone.DIAL, media.tone);
    assertEquals(AudioPath.HANDSET, hardware.route);
    dial("6");
    assertNull(media.tone);
    on(new PhoneEvent.Hook(false));
    assertNull(phone.view().dialing());
    on(new PhoneEvent.Hook(true));
    dial("600#");
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    sip.drain();
    on(new PhoneEvent.Hook(false));
    assertEquals(List.of("bye 1"), sip.drain());
  }

  @Test
  void cancelBeforeTheAnswer() {
    registered();
    dial("604#");
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    sip.drain();
    keys(new Command.End(1));
    assertEquals(List.of("cancel 1"), sip.drain());
    sip(new SipEvent.Rejected(new CallId(1), 487, "Request Terminated", false));
    assertEquals(AudioPath.NONE, hardware.route);
    assertNull(phone.view().notice());
  }

  @Test
  void busyIsToldWithASentenceAndATone() {
    registered();
    dial("603#");
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals("Busy", phone.view().notice().title());
    assertEquals("603 is busy. Try again later.", phone.view().notice().text());
    pass(3000);
    assertNull(phone.view().notice());
    assertNull(media.tone);
  }

  @Test
  void redialDialsTheLastNumberAfterARestartToo() {
    registered();
    dial("603#");
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    Memory kept = remembered.getLast();
    phone = phone(kept);
    registered();
    keys(new Command.Redial());
    assertEquals(List.of("invite 1 603"), sip.drain());
  }

  @Test
  void withoutALineTheReasonIsShown() {
    on(new PhoneEvent.Configured(settings("wrong"), FROM));
    sip(new SipEvent.RegisterRefused(1, 401, "Unauthorized", true, Duration.ZERO, null));
    dial("600#");
    assertEquals("Cannot call", phone.view().notice().title());
  }

  @Test
  void noFreePortIsASentenceNotACrash() {
    registered();
    media.noPorts = true;
    dial("600#");
    assertEquals("No free port for sound.", phone.view().notice().text());
  }

  @Test
  void earlyMediaIsHeardInsteadOfRingBack() {
    registered();
    dial("606#");
    sip(new SipEvent.Progress(new CallId(1), 183, sdp("sendrecv"), null));
    assertNull(media.tone);
    assertEquals(1, media.focus);
    assertFalse(media.plans.get(1).sends());
    assertTrue(media.plans.get(1).receives());
  }

  @Test
  void digitsInACallAreSentAsEvents() {
    registered();
    talk();
    dial("12#");
    assertEquals("12#", media.digits.toString());
  }

  // ------------------------------------------------------------------------------------------------- incoming

  @Test
  void anIncomingCallRingsOnScreenLampAndSpeaker() {
    registered();
    incoming(2, sdp("sendrecv"));
    assertEquals(List.of("ring 2"), sip.drain());
    assertEquals(CallPhase.RINGING_IN, state(2));
    assertEquals("Anna Berger", phone.view().selectedCall().name());
    assertEquals(Tone.RING, media.tone);
    assertTrue(hardware.buzzing);
    assertEquals(AudioPath.SPEAKER, hardware.route);
    assertEquals(Rhythm.FAST, lamp(Lamp.MESSAGE));
    assertEquals(Rhythm.FAST, lamp(Lamp.LINE_1));
  }

  @Test
  void liftingTheHandsetAnswers() {
    registered();
    incoming(2, sdp("sendrecv"));
    on(new PhoneEvent.Hook(true));
    assertTrue(sip.drain().contains("accept 2"));
    assertEquals(AudioPath.HANDSET, hardware.route);
    assertNull(media.tone);
    assertFalse(hardware.buzzing);
    assertEquals(Rhythm.OFF, lamp(Lamp.MESSAGE));
  }

  @Test
  void aDelayedOfferIsSettledByTheAcknowledgement() {
    registered();
    incoming(2, null);
    keys(new Command.Answer(2));
    assertTrue(sip.lastSdp.contains("RTP/AVP 9 8 0 101"));
    sip(new SipEvent.Acknowledged(new CallId(2), sdp("sendrecv")));
    assertTrue(media.plans.get(2).sends());
  }

  @Test
  void rejectingUsesTheStatusThatIsSetAndIsNotMissed() {
    registered();
    incoming(2, sdp("sendrecv"));
    keys(new Command.Reject(2));
    assertTrue(sip.drain().contains("reject 2 486"));
    assertEquals(HistoryEntry.Kind.REJECTED, remembered.getLast().history().getFirst().kind());
    assertEquals(0, phone.view().missed());
  }

  @Test
  void aCallerWhoGivesUpIsAMissedCall() {
    registered();
    incoming(2, sdp("sendrecv"));
    sip(new SipEvent.Cancelled(new CallId(2), false));
    assertEquals(1, phone.view().missed());
    assertNull(media.tone);
    keys(new Command.MissedSeen());
    assertEquals(0, phone.view().missed());
  }

  @Test
  void anOfferWithoutCommonAudioIsRefusedAndNeverRings() {
    registered();
    incoming(2, "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5000 RTP/AVP 18\r\n");
    assertEquals(List.of("reject 2 488"), sip.drain());
    assertEquals(List.of(), phone.view().calls());
  }

  @Test
  void anSdpThatIsGarbageIsRefused() {
    registered();
    incoming(2, "\0\1garbage");
    assertEquals(List.of("reject 2 488"), sip.drain());
  }

  @Test
  void aSecondCallBeepsSoftlyAndAnsweringItHoldsTheFirst() {
    registered();
    talk();
    incoming(2, sdp("sendrecv"));
    assertEquals(1, media.beeps);
    assertNull(media.tone);
    assertEquals(1, phone.view().selected());
    pass(5000);
    assertEquals(2, media.beeps);
    sip.drain();
    keys(new Command.Answer(2));
    assertEquals(List.of("reinvite 1", "accept 2"), sip.drain());
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("recvonly")));
    assertEquals(CallPhase.HELD, state(1));
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals(2, media.focus);
  }

  @Test
  void aFifthCallIsBusy() {
    registered();
    for (int id = 2; id <= 8; id += 2) {
      incoming(id, sdp("sendrecv"));
    }
    sip.drain();
    incoming(10, sdp("sendrecv"));
    assertEquals(List.of("reject 10 486"), sip.drain());
  }

  @Test
  void silencingStopsTheBellOnly() {
    registered();
    incoming(2, sdp("sendrecv"));
    keys(new Command.SilenceBell());
    assertNull(media.tone);
    assertEquals(CallPhase.RINGING_IN, state(2));
  }

  // ------------------------------------------------------------------------------------------------- hold

  @Test
  void holdAndResume() {
    registered();
    talk();
    keys(new Command.ToggleHold(1));
    assertEquals(List.of("reinvite 1"), sip.drain());
    assertTrue(sip.lastSdp.contains("a=sendonly"));
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("recvonly")));
    assertEquals(CallPhase.HELD, state(1));
    assertFalse(media.plans.get(1).sends());
    assertNull(media.focus);
    keys(new Command.ToggleHold(1));
    assertTrue(sip.lastSdp.contains("a=sendrecv"));
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("sendrecv")));
    assertEquals(CallPhase.CONNECTED, state(1));
    assertTrue(media.plans.get(1).sends());
  }

  @Test
  void theirHoldIsShownAndAnswered() {
    registered();
    talk();
    sip(new SipEvent.ReinviteReceived(new CallId(1), sdp("sendonly")));
    assertEquals(List.of("acceptReinvite 1"), sip.drain());
    assertTrue(sip.lastSdp.contains("a=recvonly"));
    assertEquals(CallPhase.REMOTE_HELD, state(1));
    sip(new SipEvent.ReinviteReceived(new CallId(1), sdp("sendrecv")));
    assertEquals(CallPhase.CONNECTED, state(1));
  }

  @Test
  void aReinviteForACallThatIsGoneIsToldSo() {
    sip(new SipEvent.ReinviteReceived(new CallId(8), sdp("sendrecv")));
    assertEquals(List.of("rejectReinvite 8 481"), sip.drain());
  }
}

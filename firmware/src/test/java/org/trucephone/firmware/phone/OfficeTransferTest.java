package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.audio.AudioPath;

/** Calls handed on, given to us, and joined. */
class OfficeTransferTest extends SteppedOffice {
  // ------------------------------------------------------------------------------------------------- transfer

  @Test
  void aBlindTransferIsTransferNumberTransfer() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    assertEquals(List.of("reinvite 2", "refer 2 1003"), sip.drain());
    assertEquals(CallPhase.TRANSFERRING, state(2));
    news(2, 202, false);
    news(2, 180, false);
    assertEquals(List.of(), sip.drain());
    news(2, 200, true);
    assertEquals(List.of("bye 2"), sip.drain());
    assertEquals("2002 is with 1003.", notice());
    assertEquals(AudioPath.NONE, hardware.route);
  }

  @Test
  void aTransferThatFailsBringsTheCallBackWithTheReason() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    sip.drain();
    news(2, 202, false);
    news(2, 486, true);
    assertEquals(List.of("reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals("Transfer to 1003 failed: busy. You are back with 2002.", call(2).note());
    pass(9000);
    assertEquals("", call(2).note());
  }

  @Test
  void aServerThatNeverAnswersTheTransferLosesNobody() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    pass(33_000);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(call(2).note().contains("nothing was heard"), call(2).note());
  }

  @Test
  void theOtherSideLeavingIsTheTransferDone() {
    inACall();
    keys(new Command.Transfer());
    type("1003");
    keys(new Command.Transfer());
    news(2, 202, false);
    sip(new SipEvent.ByeReceived(new CallId(2), ""));
    assertEquals("2002 is with 1003.", notice());
  }

  @Test
  void anAttendedTransferAsksFirst() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    assertEquals(List.of("reinvite 2", "invite 1 1003"), sip.drain());
    answered(1);
    assertEquals(CallPhase.HELD, state(2));
    keys(new Command.Transfer());
    assertEquals(List.of("refer 2 replacing 1"), sip.drain());
    news(2, 202, false);
    // The server hangs up the one that was asked before it tells the outcome.
    sip(new SipEvent.ByeReceived(new CallId(1), ""));
    news(2, 200, true);
    assertEquals(List.of("bye 2"), sip.drain());
    assertEquals("2002 is with 1003.", notice());
    assertNull(call(1));
  }

  @Test
  void transferWhileItRingsGivesUpOurCallAndLetsThemRing() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    sip.drain();
    keys(new Command.Transfer());
    assertEquals(List.of("cancel 1", "refer 2 1003"), sip.drain());
    sip(new SipEvent.Rejected(new CallId(1), 487, "Request Terminated", false));
    assertEquals(CallPhase.TRANSFERRING, state(2));
    news(2, 200, true);
    assertEquals("2002 is with 1003.", notice());
  }

  @Test
  void whoIsAskedAndIsBusyBringsTheCallBack() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    sip.drain();
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals(List.of("reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals("1003 is busy. Try again later. You are back with 2002.", call(2).note());
  }

  @Test
  void cancelBringsTheCallBack() {
    inACall();
    keys(new Command.Transfer());
    keys(new Command.CancelDialing());
    reinviteAnswered(2);
    assertEquals(List.of("reinvite 2", "reinvite 2"), sip.drain());
    reinviteAnswered(2);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(media.plans.get(2).sends());
  }

  @Test
  void twoCallsOfOursAreConnectedWithEachOther() {
    inACall();
    keys(new Command.NewCall(1));
    reinviteAnswered(2);
    type("1003#");
    answered(1);
    keys(new Command.Transfer());
    reinviteAnswered(1);
    sip.drain();
    keys(new Command.TransferTo(2));
    assertEquals(List.of("refer 1 replacing 2"), sip.drain());
  }

  @Test
  void aTransferKeyWhileNothingIsThereDoesNothing() {
    keys(new Command.Transfer(), new Command.Conference(), new Command.Park());
    assertEquals(List.of(), sip.drain());
    assertNull(phone.view().dialing());
  }

  // ------------------------------------------------------------------------------------------------- given away

  @Test
  void whoTransfersUsIsToldHowItGoes() {
    inACall();
    sip(
        new SipEvent.ReferReceived(
            7, new CallId(2), 1, "sip:1003@x", Map.of("Replaces", "a;to-tag=b;from-tag=c")));
    assertEquals(
        List.of(
            "answerRefer 7 202",
            "reinvite 2",
            "invite 1 sip:1003@x {Replaces=a;to-tag=b;from-tag=c}"),
        sip.drain());
    assertEquals("2002 transfers you to 1003.", call(1).note());
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    answered(1);
    assertEquals(List.of("referProgress 7 180", "referProgress 7 200"), sip.drain());
    sip(new SipEvent.ByeReceived(new CallId(2), ""));
    assertEquals(CallPhase.CONNECTED, state(1));
  }

  @Test
  void aTransferOfUsThatFailsBringsUsBack() {
    inACall();
    sip(new SipEvent.ReferReceived(7, new CallId(2), 1, "sip:1003@x", Map.of()));
    reinviteAnswered(2);
    sip.drain();
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals(List.of("referProgress 7 486", "reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
  }

  @Test
  void nobodyOutsideACallMakesUsCall() {
    sip(new SipEvent.ReferReceived(7, null, 1, "sip:1003@x", Map.of()));
    assertEquals(List.of("answerRefer 7 603"), sip.drain());
  }

  @Test
  void aCallTakesAnothersPlaceWithoutRinging() {
    inACall();
    incoming(4, "1003", Map.of(), new CallId(2));
    assertEquals(List.of("accept 4", "bye 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(4));
    assertNull(call(2));
    assertEquals(4, media.focus);
  }

  @Test
  void whoIsAtTheOtherEndNowIsShown() {
    inACall();
    sip(new SipEvent.RemoteChanged(new CallId(2), new Identity("1003", "Bob", "sip:1003@x")));
    assertEquals("Bob", call(2).name());
  }

  // ------------------------------------------------------------------------------------------------- conference

  private void conference() {
    inACall();
    keys(new Command.Conference());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Conference());
    answered(1);
    keys(new Command.Conference());
    reinviteAnswered(2);
    sip.drain();
  }

  @Test
  void threeTalkInOneConversation() {
    conference();
    assertEquals(List.of(2, 1), media.party);
    assertEquals(CallPhase.CONNECTED, state(1));
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(call(1).conference() && call(2).conference());
  }

  @Test
  void pressedWhileItRingsTheyJoinWhenTheyAnswer() {
    inACall();
    keys(new Command.Conference());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Conference(), new Command.Conference());
    assertEquals(List.of(), media.party);
    answered(1);
    assertEquals(List.of(2, 1), media.party);
  }

  @Test
  void aConferenceIsTakenApart() {
    conference();
    keys(new Command.Split());
    reinviteAnswered(1);
    assertEquals(List.of(), media.party);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals(CallPhase.HELD, state(1));
    assertEquals(2, media.focus);
  }

  @Test
  void theOthersAreLeftTalking() {
    conference();
    keys(new Command.LeaveThem());
    assertEquals(List.of("refer 2 replacing 1"), sip.drain());
    news(2, 200, true);
    assertEquals(List.of("bye 2", "bye 1"), sip.drain());
  }

  @Test
  void oneLeavesAndTheOtherStays() {
    conference();
    sip(new SipEvent.ByeReceived(new CallId(1), ""));
    assertEquals(List.of(), media.party);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertFalse(call(2).conference());
  }

  @Test
  void holdHoldsAllAndEndEndsAll() {
    conference();
    keys(new Command.ToggleHold(2));
    assertEquals(List.of("reinvite 2", "reinvite 1"), sip.drain());
    assertEquals(List.of(), media.party);
    reinviteAnswered(1);
    reinviteAnswered(2);
    keys(new Command.ToggleHold(2));
    assertEquals(List.of(2, 1), media.party);
    sip.drain();
    keys(new Command.End(2));
    assertEquals(List.of("bye 2", "bye 1"), sip.drain());
  }
}

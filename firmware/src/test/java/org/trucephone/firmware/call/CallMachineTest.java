package org.trucephone.firmware.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.call.CallMachine.Step;
import org.trucephone.firmware.call.CallState.Cause;
import org.trucephone.firmware.call.CallState.Connected;
import org.trucephone.firmware.call.CallState.Ended;
import org.trucephone.firmware.call.CallState.Pending;

class CallMachineTest {
  private static final Instant T0 = Instant.EPOCH;
  private static final CallState DIALING = new CallState.Dialing(T0);
  private static final CallState RINGING = new CallState.RingingIn(T0);
  private static final Connected TALKING =
      new Connected(T0, false, false, Pending.NOTHING, Instant.MAX);

  private static Step on(CallState state, CallEvent event) {
    return CallMachine.on(state, event, T0.plusSeconds(10), 0.5);
  }

  private static Cause cause(Step step) {
    return assertInstanceOf(Ended.class, step.next()).cause();
  }

  @Test
  void anOutgoingCallRingsIsAnsweredAndHungUp() {
    CallState ringing = on(DIALING, new CallEvent.Progress(false)).next();
    assertInstanceOf(CallState.RingingOut.class, ringing);
    CallState talking = on(ringing, new CallEvent.Accepted()).next();
    Step end = CallMachine.on(talking, new CallEvent.EndPressed(), T0.plusSeconds(75), 0);
    assertEquals(List.of(new Effect.Bye()), end.effects());
    assertEquals(new Ended(T0.plusSeconds(75), Cause.HUNG_UP, 65), end.next());
  }

  @Test
  void earlyMediaIsRememberedThroughALaterRinging() {
    CallState media = on(DIALING, new CallEvent.Progress(true)).next();
    var ringing = (CallState.RingingOut) on(media, new CallEvent.Progress(false)).next();
    assertTrue(ringing.earlyMedia());
  }

  @Test
  void givingUpCancelsAndWaitsForTheFinalAnswer() {
    Step step = on(DIALING, new CallEvent.EndPressed());
    assertEquals(List.of(new Effect.Cancel()), step.effects());
    assertEquals(Cause.GAVE_UP, cause(on(step.next(), new CallEvent.Rejected(487))));
  }

  @Test
  void anAnswerThatCrossedOurCancelIsHungUp() {
    CallState cancelling = on(DIALING, new CallEvent.EndPressed()).next();
    Step step = on(cancelling, new CallEvent.Accepted());
    assertEquals(List.of(new Effect.Bye()), step.effects());
    assertEquals(Cause.GAVE_UP, cause(step));
  }

  @Test
  void aCancelThatIsNeverAnsweredIsForgotten() {
    CallState cancelling = on(DIALING, new CallEvent.EndPressed()).next();
    assertEquals(T0.plusSeconds(42), CallMachine.deadline(cancelling));
    assertEquals(Cause.GAVE_UP, cause(on(cancelling, new CallEvent.TimeUp())));
  }

  @Test
  void cancelWhileRingingIsAMissedCall() {
    assertEquals(Cause.MISSED, cause(on(RINGING, new CallEvent.CancelArrived(false))));
    assertEquals(Cause.ANSWERED_ELSEWHERE, cause(on(RINGING, new CallEvent.CancelArrived(true))));
  }

  @Test
  void rejectingSaysSoWithTheStatusThatWasSet() {
    Step step = on(RINGING, new CallEvent.RejectPressed(603));
    assertEquals(List.of(new Effect.Reject(603)), step.effects());
    assertEquals(Cause.REJECTED, cause(step));
  }

  @Test
  void answeringAccepts() {
    Step step = on(RINGING, new CallEvent.AnswerPressed());
    assertEquals(List.of(new Effect.Accept()), step.effects());
    assertInstanceOf(Connected.class, step.next());
  }

  @ParameterizedTest
  @CsvSource({
    "486,BUSY",
    "600,BUSY",
    "480,NO_ANSWER",
    "408,NO_ANSWER",
    "404,NOT_FOUND",
    "484,NOT_FOUND",
    "603,DECLINED",
    "403,FORBIDDEN",
    "407,FORBIDDEN",
    "488,NO_COMMON_AUDIO",
    "500,FAILED",
    "503,FAILED"
  })
  void refusalsHaveCauses(int status, Cause cause) {
    assertEquals(cause, cause(on(DIALING, new CallEvent.Rejected(status))));
  }

  @Test
  void holdAndResumeGoOverTheWire() {
    Step hold = on(TALKING, new CallEvent.HoldPressed());
    assertEquals(List.of(new Effect.Reinvite(true)), hold.effects());
    CallState held = on(hold.next(), new CallEvent.ReinviteAnswered(200)).next();
    assertTrue(((Connected) held).held());
    Step resume = on(held, new CallEvent.ResumePressed());
    assertEquals(List.of(new Effect.Reinvite(false)), resume.effects());
    assertFalse(((Connected) on(resume.next(), new CallEvent.ReinviteAnswered(200)).next()).held());
  }

  @Test
  void aRefusedHoldLeavesTheCallTalking() {
    CallState asked = on(TALKING, new CallEvent.HoldPressed()).next();
    assertEquals(TALKING, on(asked, new CallEvent.ReinviteAnswered(488)).next());
  }

  @Test
  void aGlareIsTriedAgainLater() {
    CallState asked = on(TALKING, new CallEvent.HoldPressed()).next();
    CallState waiting = on(asked, new CallEvent.ReinviteAnswered(491)).next();
    Instant retry = CallMachine.deadline(waiting);
    assertEquals(T0.plusMillis(12250), retry);
    Step again = CallMachine.on(waiting, new CallEvent.TimeUp(), retry, 0);
    assertEquals(List.of(new Effect.Reinvite(true)), again.effects());
  }

  @Test
  void aDialogThatIsGoneEndsTheCall() {
    CallState asked = on(TALKING, new CallEvent.HoldPressed()).next();
    assertEquals(Cause.REMOTE_HUNG_UP, cause(on(asked, new CallEvent.ReinviteAnswered(481))));
  }

  @Test
  void theirHoldIsShown() {
    assertTrue(((Connected) on(TALKING, new CallEvent.RemoteHold(true)).next()).remoteHeld());
  }

  @Test
  void threeMinutesOfRingingAreEnough() {
    CallState ringing = on(DIALING, new CallEvent.Progress(false)).next();
    assertEquals(T0.plusSeconds(190), CallMachine.deadline(ringing));
    Step step = on(ringing, new CallEvent.TimeUp());
    assertEquals(List.of(new Effect.Cancel()), step.effects());
    assertEquals(Cause.NO_ANSWER, cause(step));
  }

  @Test
  void anEndedCallStaysEndedWhateverComes() {
    Ended ended = new Ended(T0, Cause.BUSY, -1);
    for (CallEvent event :
        List.of(
            new CallEvent.ByeArrived(),
            new CallEvent.EndPressed(),
            new CallEvent.Accepted(),
            new CallEvent.AnswerPressed(),
            new CallEvent.TimeUp())) {
      assertEquals(new Step(ended, List.of()), on(ended, event));
    }
  }

  @Test
  void pressedAgainBeforeTheAnswerTheLastWishStands() {
    Step hold = on(TALKING, new CallEvent.HoldPressed());
    assertEquals(List.of(new Effect.Reinvite(true)), hold.effects());
    Step resume = on(hold.next(), new CallEvent.ResumePressed());
    assertEquals(List.of(), resume.effects());
    Step answered = on(resume.next(), new CallEvent.ReinviteAnswered(200));
    assertEquals(List.of(new Effect.Reinvite(false)), answered.effects());
    Connected last = (Connected) on(answered.next(), new CallEvent.ReinviteAnswered(200)).next();
    assertEquals(TALKING, last);
  }
}

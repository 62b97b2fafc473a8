package org.trucephone.firmware.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.call.TransferState.Asked;
import org.trucephone.firmware.call.TransferState.Done;
import org.trucephone.firmware.call.TransferState.Failed;
import org.trucephone.firmware.call.TransferState.Going;

/** A transfer from the side of who transfers. */
class TransferMachineTest {
  private static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");

  @Test
  void takenRingingConnected() {
    TransferState state = new Asked(T0);
    state = TransferMachine.progress(state, 202, false, T0);
    assertEquals(new Going(T0, false), state);
    state = TransferMachine.progress(state, 100, false, T0.plusSeconds(1));
    state = TransferMachine.progress(state, 180, false, T0.plusSeconds(2));
    assertEquals(new Going(T0, true), state);
    assertEquals(new Done(), TransferMachine.progress(state, 200, true, T0.plusSeconds(9)));
  }

  @Test
  void refusedOrBusy() {
    assertEquals(new Failed(405), TransferMachine.progress(new Asked(T0), 405, true, T0));
    assertEquals(new Failed(486), TransferMachine.progress(new Going(T0, true), 486, true, T0));
    // The subscription ended before anybody answered.
    assertEquals(new Failed(0), TransferMachine.progress(new Going(T0, true), 180, true, T0));
  }

  @Test
  void silenceEndsIt() {
    TransferState asked = new Asked(T0);
    Instant due = Objects.requireNonNull(TransferMachine.deadline(asked));
    assertEquals(asked, TransferMachine.timeUp(asked, due.minusMillis(1)));
    assertEquals(new Failed(0), TransferMachine.timeUp(asked, due));
    TransferState going = new Going(T0, true);
    assertEquals(going, TransferMachine.timeUp(going, T0.plusSeconds(100)));
    assertEquals(new Failed(0), TransferMachine.timeUp(going, T0.plusSeconds(180)));
  }

  @Test
  void whoLeavesHasBeenMoved() {
    assertEquals(new Done(), TransferMachine.left(new Going(T0, false)));
    assertEquals(new Failed(486), TransferMachine.left(new Failed(486)));
  }

  @Test
  void whatIsOverStaysOver() {
    assertNull(TransferMachine.deadline(new Done()));
    assertEquals(new Done(), TransferMachine.progress(new Done(), 486, true, T0));
    assertEquals(new Failed(0), TransferMachine.progress(new Failed(0), 200, true, T0));
  }
}

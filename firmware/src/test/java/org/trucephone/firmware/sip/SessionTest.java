package org.trucephone.firmware.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.Session.Duty;

/** RFC 4028 on a clock of the test's own. */
class SessionTest {
  private static final Instant START = Instant.EPOCH;

  @Test
  void theRefresherRefreshesAtHalfAndTheOtherWaitsLonger() {
    Session mine = Session.accepted("90;refresher=uac", START).orElseThrow();
    Session theirs = Session.accepted("90;refresher=uas", START).orElseThrow();
    assertEquals(Duty.REFRESH, mine.duty());
    assertEquals(START.plusSeconds(45), mine.due());
    assertEquals(Duty.HANG_UP, theirs.duty());
    assertEquals(START.plusSeconds(60), theirs.due());
    assertEquals(
        START.plusSeconds(1768), Session.accepted("1800;refresher=uas", START).orElseThrow().due());
  }

  @Test
  void aCallerThatKnowsNoTimersIsRefreshedByUs() {
    assertTrue(Session.asked("1800", false, START).orElseThrow().weRefresh());
    assertFalse(Session.asked("1800", true, START).orElseThrow().weRefresh());
    assertTrue(Session.asked("1800;refresher=uas", true, START).orElseThrow().weRefresh());
    assertTrue(Session.asked("soon", true, START).isEmpty());
    assertTrue(Session.accepted("99999999999999999999", START).isEmpty());
  }

  /** Two phones, half an hour at 90 s, the role given to the other side at every refresh. */
  @Test
  void halfAnHourWithTheRolesSwappedAtEveryRefreshDropsNothing() {
    Instant now = START;
    Session ann = Session.accepted("90;refresher=uac", now).orElseThrow();
    Session bob = Session.asked("90;refresher=uac", true, now).orElseThrow();
    int refreshes = 0;
    int swaps = 0;
    while (now.isBefore(START.plusSeconds(1800))) {
      assertTrue(ann.weRefresh() != bob.weRefresh(), "exactly one refreshes");
      boolean annActs = ann.due().isBefore(bob.due());
      Session actor = annActs ? ann : bob;
      now = actor.due();
      assertEquals(Duty.REFRESH, actor.duty(), "a call was dropped at " + now);
      // The refresher asks that the other one take over.
      String request = "90;refresher=uas";
      Session other = Session.asked(request, true, now).orElseThrow();
      Session mine = Session.accepted(other.inAnswer(), now).orElseThrow();
      swaps += mine.weRefresh() == actor.weRefresh() ? 0 : 1;
      ann = annActs ? mine : other;
      bob = annActs ? other : mine;
      refreshes++;
    }
    assertEquals(40, refreshes);
    assertEquals(40, swaps);
  }

  @Test
  void whoHearsNothingHangsUpBeforeTheSessionEnds() {
    Session waiting = Session.accepted("90;refresher=uas", START).orElseThrow();
    assertEquals(Duty.HANG_UP, waiting.duty());
    assertTrue(waiting.due().isBefore(START.plus(Duration.ofSeconds(90))));
  }

  @Test
  void aRequestKeepsTheRoles() {
    assertEquals("90;refresher=uac", new Session(Session.SHORTEST, true, START).inRequest());
    assertEquals("90;refresher=uas", new Session(Session.SHORTEST, false, START).inRequest());
  }
}

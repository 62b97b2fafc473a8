package org.trucephone.hal.bus.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  @Test
  void nobodyIsToldWhereNobodyAsks() {
    assertNull(Supervisor.of(Map.of()));
    assertNull(Supervisor.of(Map.of("NOTIFY_SOCKET", "/run/n")));
    assertNull(Supervisor.of(Map.of("NOTIFY_SOCKET", "tcp:1", "WATCHDOG_USEC", "1")));
    assertNull(Supervisor.of(Map.of("NOTIFY_SOCKET", "/n", "WATCHDOG_USEC", "soon")));
    assertNull(Supervisor.of(Map.of("NOTIFY_SOCKET", "/" + "n".repeat(200), "WATCHDOG_USEC", "1")));
  }

  @Test
  void aSupervisorThatWentAwayIsNoFault() {
    try (Supervisor gone =
        Supervisor.of(Map.of("NOTIFY_SOCKET", "@truce-test-nobody", "WATCHDOG_USEC", "20000000"))) {
      assertNotNull(gone);
      assertEquals(Duration.ofSeconds(20), gone.patience());
      assertFalse(gone.alive());
    }
  }
}

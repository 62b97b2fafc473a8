package org.trucephone.firmware.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.account.RegistrationMachine.Names;
import org.trucephone.firmware.account.RegistrationMachine.Step;

class RegistrationMachineTest {
  private static final Instant T0 = Instant.EPOCH;
  private static final Names NAMES =
      new Names("Desk", "1001", "pbx.example:5060", Duration.ofSeconds(120));
  private static final RegistrationState START = new RegistrationState.Unregistered();

  private static Step on(RegistrationState state, RegistrationEvent event, Instant now) {
    return RegistrationMachine.on(state, event, NAMES, now, 0.5);
  }

  private static RegistrationEvent refused(int status, boolean credentials) {
    return new RegistrationEvent.Refused(status, "No", credentials, Duration.ZERO, Duration.ZERO);
  }

  @Test
  void aGrantedBindingIsRefreshedBeforeItLapses() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    Step step = on(registering, new RegistrationEvent.Granted(Duration.ofSeconds(100)), T0);
    var registered = assertInstanceOf(RegistrationState.Registered.class, step.next());
    assertEquals(T0.plusSeconds(100), registered.until());
    assertEquals(T0.plusSeconds(85), registered.refreshAt());
    assertEquals(registered.refreshAt(), RegistrationMachine.deadline(registered));
    assertEquals(
        Optional.of(Duration.ofSeconds(120)),
        on(registered, new RegistrationEvent.TimeUp(), T0).register());
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "10", "30", "3600"})
  void refreshAlwaysComesBeforeTheEndAndNeverAtOnce(int seconds) {
    for (double chance = 0; chance < 1; chance += 0.09) {
      Step step =
          RegistrationMachine.on(
              START, new RegistrationEvent.Granted(Duration.ofSeconds(seconds)), NAMES, T0, chance);
      Instant refresh = RegistrationMachine.deadline(step.next());
      assertFalse(refresh.isAfter(T0.plusSeconds(seconds)));
      assertFalse(refresh.isBefore(T0.plusSeconds(1)));
    }
  }

  @Test
  void aWrongPasswordIsNamedAndTriedSeldom() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    var failed = (RegistrationState.Failed) on(registering, refused(401, true), T0).next();
    assertEquals(
        "The server does not accept the password for user 1001. Tell your administrator.",
        failed.failure().sentence());
    assertFalse(failed.nextTry().isBefore(T0.plusSeconds(30)));
  }

  @Test
  void aNewPasswordIsTriedAtOnce() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    RegistrationState failed = on(registering, refused(401, true), T0).next();
    assertTrue(on(failed, new RegistrationEvent.Start(), T0.plusSeconds(1)).register().isPresent());
  }

  @Test
  void waitsDoubleUpToTwoMinutesAndNeverEnd() {
    RegistrationState state = on(START, new RegistrationEvent.Start(), T0).next();
    Instant now = T0;
    Duration last = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      var busy = new RegistrationEvent.Refused(500, "Fault", false, Duration.ZERO, Duration.ZERO);
      Step step = on(state, busy, now);
      var failed = (RegistrationState.Failed) step.next();
      Duration wait = Duration.between(now, failed.nextTry());
      assertFalse(wait.compareTo(last) < 0);
      assertFalse(wait.compareTo(Duration.ofSeconds(145)) > 0);
      last = wait;
      now = failed.nextTry();
      Step again = on(failed, new RegistrationEvent.TimeUp(), now);
      assertTrue(again.register().isPresent());
      state = again.next();
    }
    assertEquals(Duration.ofMinutes(2), last);
  }

  @Test
  void retryAfterIsObeyed() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    var event =
        new RegistrationEvent.Refused(503, "Busy", false, Duration.ofSeconds(300), Duration.ZERO);
    var failed = (RegistrationState.Failed) on(registering, event, T0).next();
    assertEquals(T0.plusSeconds(300), failed.nextTry());
  }

  @Test
  void tooBriefAsksForWhatTheServerWants() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    var event =
        new RegistrationEvent.Refused(
            423, "Interval Too Brief", false, Duration.ZERO, Duration.ofSeconds(600));
    assertEquals(Optional.of(Duration.ofSeconds(600)), on(registering, event, T0).register());
  }

  @Test
  void tooBriefWithANonsenseMinimumDoesNotLoop() {
    RegistrationState registering = on(START, new RegistrationEvent.Start(), T0).next();
    var event =
        new RegistrationEvent.Refused(
            423, "Too Brief", false, Duration.ZERO, Duration.ofSeconds(60));
    assertInstanceOf(RegistrationState.Failed.class, on(registering, event, T0).next());
  }

  @Test
  void aLostConnectionRegistersAgain() {
    var registered = new RegistrationState.Registered(T0.plusSeconds(100), T0.plusSeconds(80));
    assertTrue(on(registered, new RegistrationEvent.FlowLost("closed"), T0).register().isPresent());
  }

  @Test
  void whileRegisteringNothingIsDue() {
    assertNull(RegistrationMachine.deadline(on(START, new RegistrationEvent.Start(), T0).next()));
  }
}

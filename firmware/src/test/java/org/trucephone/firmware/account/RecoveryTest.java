package org.trucephone.firmware.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.account.RegistrationMachine.Names;
import org.trucephone.firmware.account.RegistrationMachine.Step;

/**
 * Thirty outages on a clock of the test's own: the machine with a model of what lies under it
 * (retransmissions of RFC 3261 17.1.2, the ping every 30 s, the look at the network every 2 s).
 */
class RecoveryTest {
  private static final Names NAMES =
      new Names("1001", "1001", "pbx:5060", Duration.ofSeconds(3600));
  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration PING_WAIT = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** When a UDP request is sent again, in milliseconds (T1 500 ms, T2 4 s), until timer F. */
  private static final int[] SENT = {
    0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500
  };

  private static final int TIMER_F = 32_000;

  private enum Kind {
    /** The server says nothing. */
    SILENT,
    /** Its machine refuses. */
    REFUSED,
    /** Names are not found. */
    DNS,
    /** The cable is out. */
    LINK,
    /** The phone gets another address. */
    ADDRESS
  }

  /** {@return how long after the outage's end the line is registered} */
  private static Duration recovered(Kind kind, Duration length, Random random) {
    Instant start = Instant.EPOCH.plusSeconds(1000);
    Instant end = start.plus(length);
    RegistrationState state =
        RegistrationMachine.on(
                new RegistrationState.Unregistered(),
                new RegistrationEvent.Granted(Duration.ofSeconds(3600)),
                NAMES,
                start.minusSeconds(60),
                random.nextDouble())
            .next();
    long phase = random.nextInt((int) PING.toMillis());
    Instant now =
        switch (kind) {
          case LINK, ADDRESS -> start.plusMillis(random.nextInt((int) LOOK.toMillis()));
          case SILENT, REFUSED, DNS -> start.plusMillis(phase).plus(PING_WAIT);
        };
    if (kind == Kind.ADDRESS || kind == Kind.LINK) {
      // The look at the network notices; while there is none, nothing is sent.
      now = end.plusMillis(random.nextInt((int) LOOK.toMillis()));
    }
    Step step = step(state, new RegistrationEvent.FlowLost("gone"), now, random);
    for (int tries = 0; tries < 10_000; tries++) {
      assertTrue(step.register().isPresent(), "it never gives up");
      Instant answered = attempt(kind, now, end);
      if (answered != null) {
        return Duration.between(end, answered);
      }
      now = now.plus(cost(kind));
      step = step(step.next(), new RegistrationEvent.Unreachable("No.", "none"), now, random);
      RegistrationState.Failed failed = (RegistrationState.Failed) step.next();
      assertTrue(failed.nextTry().isAfter(now), "a time to show");
      assertEquals("No.", failed.failure().sentence());
      now = failed.nextTry();
      step = step(failed, new RegistrationEvent.TimeUp(), now, random);
    }
    throw new AssertionError("not registered after " + kind + " of " + length);
  }

  private static Step step(
      RegistrationState state, RegistrationEvent event, Instant now, Random random) {
    return RegistrationMachine.on(state, event, NAMES, now, random.nextDouble());
  }

  private static Duration cost(Kind kind) {
    return switch (kind) {
      case SILENT -> Duration.ofMillis(TIMER_F);
      case DNS -> Duration.ofSeconds(5);
      case REFUSED, LINK, ADDRESS -> Duration.ofMillis(20);
    };
  }

  /** {@return when a REGISTER begun at {@code now} is answered, or null} */
  private static Instant attempt(Kind kind, Instant now, Instant end) {
    if (kind != Kind.SILENT) {
      return now.isBefore(end) ? null : now.plusMillis(20);
    }
    for (int sent : SENT) {
      Instant at = now.plusMillis(sent);
      if (!at.isBefore(end)) {
        return at.plusMillis(20);
      }
    }
    return null;
  }

  @Test
  void thirtyOutagesAllEndRegisteredSoon() {
    Random random = new Random(30);
    List<Duration> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      Duration length = Duration.ofSeconds(40 + random.nextInt(1760));
      Duration took = recovered(kind, length, random);
      System.out.printf(
          "%-8s %5d s down, registered %6.2f s after%n",
          kind, length.toSeconds(), took.toMillis() / 1000.0);
      all.add(took);
    }
    Collections.sort(all);
    Duration median = all.get(15);
    Duration worst = all.getLast();
    System.out.printf(
        "figure: 30 of 30 registered again; median %.2f s, worst %.2f s%n",
        median.toMillis() / 1000.0, worst.toMillis() / 1000.0);
    assertTrue(median.compareTo(Duration.ofSeconds(3)) <= 0, median.toString());
    assertTrue(worst.compareTo(Duration.ofSeconds(35)) <= 0, worst.toString());
  }
}

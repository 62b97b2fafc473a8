package org.trucephone.firmware.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState.Failed;
import org.trucephone.firmware.account.RegistrationState.Failure;
import org.trucephone.firmware.account.RegistrationState.Registered;
import org.trucephone.firmware.account.RegistrationState.Registering;
import org.trucephone.firmware.account.RegistrationState.Unregistered;

/**
 * Keeps one account registered (RFC 3261 10). Never gives up: where the server refuses, the wait
 * doubles from 2 s to 2 min; where it cannot be reached, the phone looks every 5 s for the first
 * minutes, then every 25 s, so that it is back at most half a minute after the server. All waits
 * are spread by chance so that an office does not return all at once; a Retry-After is obeyed.
 */
public final class RegistrationMachine {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** A server that cannot be reached is tried every few seconds at first, for it costs nobody. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(5);

  private static final Duration PATIENT_WAIT = Duration.ofSeconds(25);
  private static final int SHORT_TRIES = 60;

  /** Wrong credentials are tried seldom: many servers lock out who hammers. */
  private static final Duration CREDENTIALS_WAIT = Duration.ofSeconds(30);

  private RegistrationMachine() {}

  /**
   * What words need.
   *
   * @param label what the person calls the line
   * @param user the user name the server knows
   * @param server host and port as shown
   * @param expires lifetime we ask for
   */
  public record Names(String label, String user, String server, Duration expires) {}

  /**
   * @param register lifetime to ask for in a REGISTER to send now; empty: send nothing
   */
  public record Step(RegistrationState next, Optional<Duration> register) {}

  /** {@return when {@link RegistrationEvent.TimeUp} is due, or null} */
  public static @Nullable Instant deadline(RegistrationState state) {
    return switch (state) {
      case Unregistered _, Registering _ -> null;
      case Registered registered -> registered.refreshAt();
      case Failed failed -> failed.nextTry();
    };
  }

  /**
   * @param chance 0 ≤ chance &lt; 1, where in the spread this phone waits
   */
  public static Step on(
      RegistrationState state, RegistrationEvent event, Names names, Instant now, double chance) {
    return switch (event) {
      case RegistrationEvent.Start _ -> send(state, names.expires());
      case RegistrationEvent.TimeUp _ ->
          switch (state) {
            case Unregistered _, Registering _ -> new Step(state, Optional.empty());
            case Registered _, Failed _ -> send(state, names.expires());
          };
      case RegistrationEvent.Granted granted -> granted(granted.expires(), now, chance);
      case RegistrationEvent.FlowLost _ ->
          state instanceof Registered || state instanceof Unregistered
              ? send(state, names.expires())
              : new Step(state, Optional.empty());
      case RegistrationEvent.Refused refused -> refused(state, refused, names, now, chance);
      case RegistrationEvent.Unreachable none ->
          unreachable(state, new Failure(none.sentence(), none.proof()), now, chance);
    };
  }

  private static Step send(RegistrationState state, Duration expires) {
    int tries = state instanceof Failed failed ? failed.tries() : 0;
    Failure last = state instanceof Failed failed ? failed.failure() : null;
    Instant until = state instanceof Registered registered ? registered.until() : Instant.MIN;
    return new Step(new Registering(tries, last, until), Optional.of(expires));
  }

  private static Step granted(Duration expires, Instant now, double chance) {
    // Refresh between 80 and 90 % of the lifetime; at least 5 s before it lapses where it is that
    // long.
    long millis = expires.toMillis();
    long refresh = (long) (millis * (0.8 + 0.1 * chance));
    if (millis - refresh < 5000) {
      refresh = Math.max(millis / 2, millis - 5000);
    }
    refresh = Math.max(refresh, 1000);
    return new Step(new Registered(now.plus(expires), now.plusMillis(refresh)), Optional.empty());
  }

  private static Step refused(
      RegistrationState state,
      RegistrationEvent.Refused refused,
      Names names,
      Instant now,
      double chance) {
    if (refused.status() == 423 && refused.minExpires().compareTo(names.expires()) > 0) {
      // RFC 3261 10.2.8: ask again for what the server wants.
      return new Step(
          state instanceof Registering ? state : new Registering(0, null, Instant.MIN),
          Optional.of(refused.minExpires()));
    }
    Duration least = refused.retryAfter();
    if (refused.credentialsRefused() && least.compareTo(CREDENTIALS_WAIT) < 0) {
      least = CREDENTIALS_WAIT;
    }
    return failed(
        state,
        new Failure(quoting(sentence(refused, names), refused.words()), proof(refused)),
        least,
        now,
        chance);
  }

  private static Step unreachable(
      RegistrationState state, Failure failure, Instant now, double chance) {
    int before = state instanceof Registering registering ? registering.tries() : 0;
    Duration longest = before < SHORT_TRIES ? SHORT_WAIT : PATIENT_WAIT;
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(before, 3));
    return later(wait.compareTo(longest) > 0 ? longest : wait, before, failure, now, chance);
  }

  private static Step later(
      Duration wait, int before, Failure failure, Instant now, double chance) {
    Duration spread = Duration.ofMillis((long) (wait.toMillis() * (0.8 + 0.4 * chance)));
    return new Step(new Failed(before + 1, failure, now.plus(spread)), Optional.empty());
  }

  private static Step failed(
      RegistrationState state, Failure failure, Duration least, Instant now, double chance) {
    int before = state instanceof Registering registering ? registering.tries() : 0;
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(before, 6));
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      wait = LONGEST_WAIT;
    }
    Duration spread = Duration.ofMillis((long) (wait.toMillis() * (0.8 + 0.4 * chance)));
    Duration chosen = spread.compareTo(least) < 0 ? least : spread;
    return new Step(new Failed(before + 1, failure, now.plus(chosen)), Optional.empty());
  }

  /** Puts the server's own words behind what is wrong, before what to do. */
  private static String quoting(String sentence, String words) {
    return words.isEmpty() ? sentence : sentence + " It says: “" + words + "”";
  }

  private static String proof(RegistrationEvent.Refused refused) {
    return refused.credentialsRefused()
        ? refused.status() + " again after the password was sent"
        : refused.status() + " " + refused.phrase();
  }

  private static String sentence(RegistrationEvent.Refused refused, Names names) {
    if (refused.credentialsRefused()) {
      return "The server does not accept the password for user "
          + names.user()
          + ". Tell your administrator.";
    }
    return switch (refused.status()) {
      case 401, 407 ->
          "The server asks for a kind of password check this phone does not know. Tell your administrator.";
      case 403 -> "The server refuses user " + names.user() + ". Tell your administrator.";
      case 404 -> "The server does not know user " + names.user() + ". Tell your administrator.";
      case 423 ->
          "The server wants registrations to last longer than it says. Tell your administrator.";
      case 408, 480, 503 ->
          "The server "
              + names.server()
              + " is busy or not ready. The phone tries again by itself.";
      default ->
          refused.status() >= 500
              ? "The server "
                  + names.server()
                  + " has a fault ("
                  + refused.status()
                  + "). The phone tries again by itself."
              : "The server "
                  + names.server()
                  + " refuses to register "
                  + names.user()
                  + " ("
                  + refused.status()
                  + " "
                  + refused.phrase()
                  + "). Tell your administrator.";
    };
  }
}

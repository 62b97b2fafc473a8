package org.trucephone.firmware.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, and who must wait: after {@value #FREE} wrong tries the wait doubles from one
 * minute to an hour, for each address and, four times later, for all together. Time is handed in.
 */
final class Sessions {
  /** Wrong tries before the first wait. */
  static final int FREE = 5;

  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final int MOST = 64;
  private static final String EVERYBODY = "";

  private final Predicate<String> pin;
  private final RandomGenerator random;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Tries> tries = new HashMap<>();

  /** A login: the cookie's value, and what each form must carry. */
  record Session(String cookie, String form, Instant seen) {}

  private record Tries(int wrong, Instant notBefore) {}

  /** What came of a try. */
  sealed interface Answer {
    /** Let in. */
    record In(Session session) implements Answer {}

    /** Not the PIN. */
    record Wrong() implements Answer {}

    /** Not even looked at. */
    record Wait(long seconds) implements Answer {}
  }

  /**
   * @param pin tells the right PIN, in constant time
   * @param random must be fit for secrets
   */
  Sessions(Predicate<String> pin, RandomGenerator random) {
    this.pin = pin;
    this.random = random;
  }

  synchronized Answer login(String typed, String address, Instant now) {
    for (String who : new String[] {address, EVERYBODY}) {
      Tries before = tries.get(who);
      if (before != null && before.notBefore.isAfter(now)) {
        return new Answer.Wait(Duration.between(now, before.notBefore).toSeconds() + 1);
      }
    }
    if (!pin.test(typed.strip())) {
      if (tries.size() > 1000) {
        tries.values().removeIf(t -> t.notBefore.isBefore(now));
      }
      wrong(address, FREE, now);
      wrong(EVERYBODY, 4 * FREE, now);
      return new Answer.Wrong();
    }
    tries.clear();
    sessions.values().removeIf(s -> s.seen.plus(IDLE).isBefore(now));
    if (sessions.size() >= MOST) {
      sessions.clear();
    }
    Session fresh = new Session(token(), token(), now);
    sessions.put(fresh.cookie, fresh);
    return new Answer.In(fresh);
  }

  private void wrong(String who, int free, Instant now) {
    Tries before = tries.getOrDefault(who, new Tries(0, Instant.MIN));
    int wrong = before.wrong + 1;
    int over = Math.min(wrong - free, 6);
    Instant until = over < 0 ? Instant.MIN : now.plus(FIRST_WAIT.multipliedBy(1L << over));
    tries.put(who, new Tries(wrong, until));
  }

  /** {@return the login this cookie belongs to, or null} */
  synchronized @Nullable Session of(@Nullable String cookie, Instant now) {
    Session found = cookie == null ? null : sessions.get(cookie);
    if (found == null || found.seen.plus(IDLE).isBefore(now)) {
      return null;
    }
    Session seen = new Session(found.cookie, found.form, now);
    sessions.put(seen.cookie, seen);
    return seen;
  }

  synchronized void logout(Session session) {
    sessions.remove(session.cookie);
  }

  /** {@return whether two texts are the same, in time that does not tell where they differ} */
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private String token() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

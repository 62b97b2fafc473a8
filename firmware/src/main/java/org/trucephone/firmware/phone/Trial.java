package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState;

/**
 * Whether settings just put in force work: each line that was registered before and is still there
 * must register again; where none was, one of the lines must. Phone thread only.
 */
final class Trial {
  /** Longer than a registration over UDP may take (RFC 3261 timer F, 32 s). */
  static final Duration PATIENCE = Duration.ofSeconds(35);

  /** A refusal this long after the change is no leftover of it. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private final Set<Integer> before;
  private final Instant began;
  private @Nullable String fault;

  /**
   * Starts.
   *
   * @param before lines that were registered
   */
  Trial(Set<Integer> before, Instant began) {
    this.before = Set.copyOf(before);
    this.began = began;
  }

  /** {@return the lines a server holds registered now} */
  static Set<Integer> registered(Lines lines) {
    Set<Integer> all = new TreeSet<>();
    for (Line line : lines.all()) {
      if (line.account.registers() && line.registered()) {
        all.add(line.index());
      }
    }
    return all;
  }

  /** {@return whether it is decided; then {@link #fault} says how} */
  boolean over(Lines lines, Instant now) {
    int asked = 0;
    int registered = 0;
    Line lost = null;
    Line failed = null;
    for (Line line : lines.all()) {
      if (!line.account.registers()) {
        continue;
      }
      asked++;
      if (line.registered()) {
        registered++;
      } else {
        lost = lost == null && before.contains(line.index()) ? line : lost;
        failed =
            failed == null && line.registration instanceof RegistrationState.Failed ? line : failed;
      }
    }
    if (asked == 0 || registered > 0 && lost == null) {
      fault = null;
      return true;
    }
    Duration passed = Duration.between(began, now);
    boolean refused =
        lost != null
            ? lost.registration instanceof RegistrationState.Failed
            : failed != null && asked == 1;
    if (passed.compareTo(PATIENCE) < 0 && !(refused && passed.compareTo(FIRST_LOOK) >= 0)) {
      return false;
    }
    Line worst = lost != null ? lost : failed;
    fault = worst == null ? "No line could be registered." : words(worst);
    return true;
  }

  /** {@return what is wrong, or null when the settings work} */
  @Nullable String fault() {
    return fault;
  }

  private static String words(Line line) {
    String why =
        line.registration instanceof RegistrationState.Failed failed
            ? failed.failure().sentence()
            : "its server %s does not answer.".formatted(line.server());
    return "Line %d (%s): %s".formatted(line.index(), line.label, why);
  }
}

package org.trucephone.firmware.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a call lives without a sign from the other side, and who gives it (RFC 4028). Pure.
 *
 * @param interval agreed Session-Expires
 * @param weRefresh whether we send the signs
 * @param since when the last one was agreed
 */
public record Session(Duration interval, boolean weRefresh, Instant since) {
  /** The shortest interval RFC 4028 5 lets anybody demand. */
  public static final Duration SHORTEST = Duration.ofSeconds(90);

  /** What we ask for. */
  public static final Duration USUAL = Duration.ofSeconds(1800);

  /** What is to be done when {@link #due} comes. */
  public enum Duty {
    /** Send a refresh. */
    REFRESH,
    /** The other side is gone: send BYE. */
    HANG_UP
  }

  /** {@return what comes next} */
  public Duty duty() {
    return weRefresh ? Duty.REFRESH : Duty.HANG_UP;
  }

  /**
   * {@return when: we refresh at half the interval; whom we wait for is gone 32 s before its end,
   * or a third of it where that is less (RFC 4028 10)}
   */
  public Instant due() {
    return weRefresh ? since.plus(interval.dividedBy(2)) : end();
  }

  /** {@return when the call is given up, whoever should have refreshed} */
  public Instant end() {
    Duration third = interval.dividedBy(3);
    Duration early = third.compareTo(Duration.ofSeconds(32)) < 0 ? third : Duration.ofSeconds(32);
    return since.plus(interval).minus(early);
  }

  /** {@return the Session-Expires of a request of ours that keeps the roles as they are} */
  public String inRequest() {
    return interval.toSeconds() + ";refresher=" + (weRefresh ? "uac" : "uas");
  }

  /**
   * Reads the Session-Expires of a 2xx to a request of ours.
   *
   * @return the session, or empty if the text is no Session-Expires
   */
  public static Optional<Session> accepted(String header, Instant now) {
    // Without a word we refresh: RFC 4028 7.2 leaves it to the client.
    return interval(header).map(i -> new Session(i, !refresher(header).equals("uas"), now));
  }

  /**
   * Decides on the Session-Expires of a request that came.
   *
   * @param theyCan whether the request says {@code Supported: timer}
   */
  public static Optional<Session> asked(String header, boolean theyCan, Instant now) {
    boolean they = theyCan && !refresher(header).equals("uas");
    return interval(header).map(i -> new Session(i, !they, now));
  }

  /** {@return the Session-Expires of our 2xx to their request} */
  public String inAnswer() {
    return interval.toSeconds() + ";refresher=" + (weRefresh ? "uas" : "uac");
  }

  /** {@return the seconds at the start of a Session-Expires or Min-SE value} */
  public static Optional<Duration> interval(String header) {
    String digits = header.strip().replaceAll("[^0-9].*", "");
    if (digits.isEmpty() || digits.length() > 9) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
  }

  private static String refresher(String header) {
    for (String part : header.toLowerCase(Locale.ROOT).split(";", -1)) {
      if (part.strip().startsWith("refresher")) {
        return part.substring(part.indexOf('=') + 1).strip();
      }
    }
    return "";
  }
}

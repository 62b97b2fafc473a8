package org.trucephone.firmware.call;

import java.time.Instant;

/** Where a call stands. Times are of the steady clock. */
public sealed interface CallState {
  /** INVITE is out, nothing heard but perhaps 100. */
  record Dialing(Instant since) implements CallState {}

  /**
   * The far end rings.
   *
   * @param earlyMedia whether the network plays sound itself, so that we play no ring-back
   */
  record RingingOut(Instant since, boolean earlyMedia) implements CallState {}

  /** We gave up before an answer; the final response is awaited. */
  record Cancelling(Instant since) implements CallState {}

  /** Someone calls us. */
  record RingingIn(Instant since) implements CallState {}

  /**
   * Answered.
   *
   * @param since when it was answered
   * @param held whether we put it on hold (or are about to)
   * @param remoteHeld whether the other side did
   * @param pending what our re-INVITE under way is for
   * @param retryAt when to try {@code pending} again after a glare (491), else {@link Instant#MAX}
   */
  record Connected(
      Instant since, boolean held, boolean remoteHeld, Pending pending, Instant retryAt)
      implements CallState {}

  /** Over. {@code since} is when it ended, {@code connectedFor} in seconds, -1 if it never was. */
  record Ended(Instant since, Cause cause, long connectedFor) implements CallState {}

  /** A re-INVITE of ours under way. */
  enum Pending {
    NOTHING,
    HOLD,
    RESUME
  }

  /** Why a call ended. */
  enum Cause {
    /** We hung up. */
    HUNG_UP,
    /** They hung up. */
    REMOTE_HUNG_UP,
    /** We gave up dialing. */
    GAVE_UP,
    /** They gave up before we answered. */
    MISSED,
    /** Another phone took it. */
    ANSWERED_ELSEWHERE,
    /** We rejected it. */
    REJECTED,
    BUSY,
    NO_ANSWER,
    NOT_FOUND,
    DECLINED,
    /** Our credentials or rights do not do. */
    FORBIDDEN,
    /** No audio format in common. */
    NO_COMMON_AUDIO,
    /** Anything between us and them failed. */
    FAILED
  }
}

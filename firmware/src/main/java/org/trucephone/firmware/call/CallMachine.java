package org.trucephone.firmware.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallState.Cancelling;
import org.trucephone.firmware.call.CallState.Cause;
import org.trucephone.firmware.call.CallState.Connected;
import org.trucephone.firmware.call.CallState.Dialing;
import org.trucephone.firmware.call.CallState.Ended;
import org.trucephone.firmware.call.CallState.Pending;
import org.trucephone.firmware.call.CallState.RingingIn;
import org.trucephone.firmware.call.CallState.RingingOut;

/**
 * One call: state and event in, next state and effects out.
 *
 * <pre>
 *  Dialing ─18x→ RingingOut ─2xx→ Connected ─BYE/End→ Ended
 *     └──End→ Cancelling ─487→ Ended        RingingIn ─Answer→ Connected
 *                                              └─CANCEL/Reject→ Ended
 * </pre>
 */
public final class CallMachine {
  /** How long the far end may ring; RFC 3261 timer C asks for more than 3 minutes of proxies. */
  private static final Duration LONGEST_RINGING = Duration.ofMinutes(3);

  /** How long a final answer to CANCEL may take before we forget the call (64 T1). */
  private static final Duration CANCEL_WAIT = Duration.ofSeconds(32);

  private CallMachine() {}

  /** What comes next, and what to do. */
  public record Step(CallState next, List<Effect> effects) {
    static Step to(CallState next, Effect... effects) {
      return new Step(next, List.of(effects));
    }
  }

  /** {@return when {@link CallEvent.TimeUp} is due, or null} */
  public static @Nullable Instant deadline(CallState state) {
    return switch (state) {
      case RingingOut ringing -> ringing.since().plus(LONGEST_RINGING);
      case Cancelling cancelling -> cancelling.since().plus(CANCEL_WAIT);
      case Connected connected ->
          connected.retryAt().equals(Instant.MAX) ? null : connected.retryAt();
      case Dialing _, RingingIn _, Ended _ -> null;
    };
  }

  /**
   * One step.
   *
   * @param chance 0 ≤ chance &lt; 1, spreads the retry after a glare
   */
  public static Step on(CallState state, CallEvent event, Instant now, double chance) {
    return switch (state) {
      case Dialing _ -> calling(state, event, now);
      case RingingOut _ -> calling(state, event, now);
      case Cancelling _ -> cancelling(state, event, now);
      case RingingIn _ -> ringingIn(state, event, now);
      case Connected connected -> connected(connected, event, now, chance);
      case Ended _ -> Step.to(state);
    };
  }

  private static Step calling(CallState state, CallEvent event, Instant now) {
    return switch (event) {
      case CallEvent.Progress progress ->
          Step.to(
              new RingingOut(
                  state instanceof RingingOut ringing ? ringing.since() : now,
                  progress.media() || state instanceof RingingOut before && before.earlyMedia()));
      case CallEvent.Accepted _ -> Step.to(connectedNow(now));
      case CallEvent.Rejected rejected -> ended(cause(rejected.status()), now);
      case CallEvent.Broken _ -> ended(Cause.FAILED, now);
      case CallEvent.NoCommonAudio _ ->
          Step.to(new Ended(now, Cause.NO_COMMON_AUDIO, -1), new Effect.Bye());
      case CallEvent.EndPressed _, CallEvent.RejectPressed _ ->
          Step.to(new Cancelling(now), new Effect.Cancel());
      case CallEvent.TimeUp _ -> Step.to(new Ended(now, Cause.NO_ANSWER, -1), new Effect.Cancel());
      case CallEvent.ByeArrived _ ->
          ended(Cause.REMOTE_HUNG_UP, now); // BYE in an early dialog, RFC 3261 15
      case CallEvent.CancelArrived _,
          CallEvent.RemoteHold _,
          CallEvent.ReinviteAnswered _,
          CallEvent.AnswerPressed _,
          CallEvent.HoldPressed _,
          CallEvent.ResumePressed _ ->
          Step.to(state);
    };
  }

  private static Step cancelling(CallState state, CallEvent event, Instant now) {
    return switch (event) {
      case CallEvent.Rejected _, CallEvent.Broken _, CallEvent.ByeArrived _, CallEvent.TimeUp _ ->
          ended(Cause.GAVE_UP, now);
      // The 200 crossed our CANCEL: it was answered, so it is hung up (RFC 3261 9.1).
      case CallEvent.Accepted _, CallEvent.NoCommonAudio _ ->
          Step.to(new Ended(now, Cause.GAVE_UP, -1), new Effect.Bye());
      case CallEvent.Progress _,
          CallEvent.CancelArrived _,
          CallEvent.RemoteHold _,
          CallEvent.ReinviteAnswered _,
          CallEvent.AnswerPressed _,
          CallEvent.RejectPressed _,
          CallEvent.EndPressed _,
          CallEvent.HoldPressed _,
          CallEvent.ResumePressed _ ->
          Step.to(state);
    };
  }

  private static Step ringingIn(CallState state, CallEvent event, Instant now) {
    return switch (event) {
      case CallEvent.AnswerPressed _ -> Step.to(connectedNow(now), new Effect.Accept());
      case CallEvent.RejectPressed reject ->
          Step.to(new Ended(now, Cause.REJECTED, -1), new Effect.Reject(reject.status()));
      case CallEvent.EndPressed _ ->
          Step.to(new Ended(now, Cause.REJECTED, -1), new Effect.Reject(486));
      case CallEvent.NoCommonAudio _ ->
          Step.to(new Ended(now, Cause.NO_COMMON_AUDIO, -1), new Effect.Reject(488));
      case CallEvent.CancelArrived cancel ->
          ended(cancel.answeredElsewhere() ? Cause.ANSWERED_ELSEWHERE : Cause.MISSED, now);
      case CallEvent.ByeArrived _ -> ended(Cause.MISSED, now);
      case CallEvent.Broken _ -> Step.to(new Ended(now, Cause.FAILED, -1), new Effect.Reject(500));
      case CallEvent.Progress _,
          CallEvent.Accepted _,
          CallEvent.Rejected _,
          CallEvent.RemoteHold _,
          CallEvent.ReinviteAnswered _,
          CallEvent.HoldPressed _,
          CallEvent.ResumePressed _,
          CallEvent.TimeUp _ ->
          Step.to(state);
    };
  }

  private static Step connected(Connected call, CallEvent event, Instant now, double chance) {
    return switch (event) {
      case CallEvent.EndPressed _, CallEvent.RejectPressed _, CallEvent.NoCommonAudio _ -> {
        Cause cause =
            event instanceof CallEvent.NoCommonAudio ? Cause.NO_COMMON_AUDIO : Cause.HUNG_UP;
        yield Step.to(over(call, cause, now), new Effect.Bye());
      }
      case CallEvent.ByeArrived _, CallEvent.CancelArrived _ ->
          Step.to(over(call, Cause.REMOTE_HUNG_UP, now));
      case CallEvent.Broken _ -> Step.to(over(call, Cause.FAILED, now), new Effect.Bye());
      case CallEvent.HoldPressed _ -> wish(call, true);
      case CallEvent.ResumePressed _ -> wish(call, false);
      case CallEvent.ReinviteAnswered answered ->
          reinviteAnswered(call, answered.status(), now, chance);
      case CallEvent.RemoteHold remote ->
          Step.to(
              new Connected(
                  call.since(), call.held(), remote.held(), call.pending(), call.retryAt()));
      case CallEvent.TimeUp _ ->
          call.pending() == Pending.NOTHING || call.retryAt().isAfter(now)
              ? Step.to(call)
              : reinvite(call);
      case CallEvent.Progress _,
          CallEvent.Accepted _,
          CallEvent.Rejected _,
          CallEvent.AnswerPressed _ ->
          Step.to(call);
    };
  }

  /** Hold or resume; while an earlier re-INVITE is under way the wish waits for its answer. */
  private static Step wish(Connected call, boolean hold) {
    if (call.held() == hold) {
      return Step.to(call);
    }
    return call.pending() == Pending.NOTHING
        ? reinvite(with(call, hold, Pending.NOTHING, Instant.MAX))
        : Step.to(with(call, hold, call.pending(), call.retryAt()));
  }

  private static Step reinvite(Connected call) {
    return Step.to(
        with(call, call.held(), call.held() ? Pending.HOLD : Pending.RESUME, Instant.MAX),
        new Effect.Reinvite(call.held()));
  }

  private static Step reinviteAnswered(Connected call, int status, Instant now, double chance) {
    if (call.pending() == Pending.NOTHING) {
      return Step.to(call);
    }
    if (status >= 200 && status < 300) {
      // Pressed again meanwhile: what the person wants now is not what was asked for.
      return call.held() == (call.pending() == Pending.HOLD)
          ? Step.to(with(call, call.held(), Pending.NOTHING, Instant.MAX))
          : reinvite(call);
    }
    if (status == 491) {
      // Glare: try again after 0…4 s (RFC 3261 14.1), without asking who owns the Call-ID.
      return Step.to(
          with(call, call.held(), call.pending(), now.plusMillis(500 + (long) (3500 * chance))));
    }
    if (status == 481 || status == 408) {
      // The dialog is gone (RFC 3261 12.2.1.2).
      return Step.to(over(call, Cause.REMOTE_HUNG_UP, now), new Effect.Bye());
    }
    // Refused: the call stays as it was before.
    return Step.to(with(call, call.pending() == Pending.RESUME, Pending.NOTHING, Instant.MAX));
  }

  private static Connected connectedNow(Instant now) {
    return new Connected(now, false, false, Pending.NOTHING, Instant.MAX);
  }

  private static Connected with(Connected call, boolean held, Pending pending, Instant retryAt) {
    return new Connected(call.since(), held, call.remoteHeld(), pending, retryAt);
  }

  private static Ended over(Connected call, Cause cause, Instant now) {
    return new Ended(now, cause, Duration.between(call.since(), now).toSeconds());
  }

  private static Step ended(Cause cause, Instant now) {
    return Step.to(new Ended(now, cause, -1));
  }

  private static Cause cause(int status) {
    return switch (status) {
      case 486, 600 -> Cause.BUSY;
      case 408, 480, 487 -> Cause.NO_ANSWER;
      case 404, 410, 484, 604 -> Cause.NOT_FOUND;
      case 603, 433 -> Cause.DECLINED;
      case 401, 403, 407 -> Cause.FORBIDDEN;
      case 415, 488, 606 -> Cause.NO_COMMON_AUDIO;
      default -> Cause.FAILED;
    };
  }
}

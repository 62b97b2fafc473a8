package org.trucephone.firmware.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.TransferState.Asked;
import org.trucephone.firmware.call.TransferState.Done;
import org.trucephone.firmware.call.TransferState.Failed;
import org.trucephone.firmware.call.TransferState.Going;

/**
 * A transfer as the one who transfers sees it (RFC 3515, RFC 5589): REFER, 202, NOTIFY with 100,
 * 180, 200. The call is kept until the outcome is known, so that it can come back.
 *
 * <pre>
 *  Asked ─202→ Going ─NOTIFY 2xx or BYE→ Done
 *    └─4xx, silence→ Failed ←NOTIFY 3xx…6xx, silence─┘
 * </pre>
 */
public final class TransferMachine {
  /** RFC 3261 timer F. */
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(32);

  /** As long as the far end of any call may ring. */
  private static final Duration RINGING_WAIT = Duration.ofMinutes(3);

  private TransferMachine() {}

  /** {@return when {@link #timeUp} is due, or null} */
  public static @Nullable Instant deadline(TransferState state) {
    return switch (state) {
      case Asked asked -> asked.since().plus(ANSWER_WAIT);
      case Going going -> going.since().plus(RINGING_WAIT);
      case Done _, Failed _ -> null;
    };
  }

  /**
   * News of the REFER.
   *
   * @param over no more follows
   */
  public static TransferState progress(TransferState state, int status, boolean over, Instant now) {
    return switch (state) {
      case Done _, Failed _ -> state;
      case Asked _, Going _ -> {
        if (status >= 300) {
          yield new Failed(status);
        }
        if (over) {
          yield status >= 200 ? new Done() : new Failed(0);
        }
        boolean ringing = state instanceof Going going && going.ringing();
        yield new Going(
            state instanceof Going going ? going.since() : now, ringing || status == 180);
      }
    };
  }

  /** The one who is transferred left our call: servers do so when they have moved it. */
  public static TransferState left(TransferState state) {
    return state instanceof Failed ? state : new Done();
  }

  /** Nothing was heard for too long. */
  public static TransferState timeUp(TransferState state, Instant now) {
    Instant due = deadline(state);
    return due == null || due.isAfter(now) ? state : new Failed(0);
  }
}

package org.trucephone.firmware.call;

import java.time.Instant;

/** Where a transfer of ours stands. Times are of the steady clock. */
public sealed interface TransferState {
  /** REFER is out, unanswered. */
  record Asked(Instant since) implements TransferState {}

  /** The other side took it and is calling; {@code ringing} once the target rings. */
  record Going(Instant since, boolean ringing) implements TransferState {}

  /** They are connected: our call can go. */
  record Done() implements TransferState {}

  /** It did not work: our call is to come back. {@code status} is SIP's, 0: nothing was heard. */
  record Failed(int status) implements TransferState {}
}

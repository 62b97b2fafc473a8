package org.trucephone.firmware.call;

/** What can happen to a call. */
public sealed interface CallEvent {
  /** 18x; {@code media} if it carried an answer. */
  record Progress(boolean media) implements CallEvent {}

  /** 2xx to our INVITE. */
  record Accepted() implements CallEvent {}

  /** Final non-2xx to our INVITE. */
  record Rejected(int status) implements CallEvent {}

  /** Could not be sent, or nobody answered, or the media could not be set up. */
  record Broken() implements CallEvent {}

  /** Their answer (or offer) has no format we speak. */
  record NoCommonAudio() implements CallEvent {}

  /** The caller gave up. */
  record CancelArrived(boolean answeredElsewhere) implements CallEvent {}

  /** The other side hung up. */
  record ByeArrived() implements CallEvent {}

  /** The other side's re-INVITE, already answered. */
  record RemoteHold(boolean held) implements CallEvent {}

  /** Final answer to our re-INVITE. */
  record ReinviteAnswered(int status) implements CallEvent {}

  /** The person answers. */
  record AnswerPressed() implements CallEvent {}

  /** The person (or a rule) rejects with this status. */
  record RejectPressed(int status) implements CallEvent {}

  /** The person ends the call, whatever it is doing. */
  record EndPressed() implements CallEvent {}

  /** The person holds. */
  record HoldPressed() implements CallEvent {}

  /** The person resumes. */
  record ResumePressed() implements CallEvent {}

  /** The deadline of the state has come. */
  record TimeUp() implements CallEvent {}
}

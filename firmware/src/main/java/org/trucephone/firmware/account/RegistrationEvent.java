package org.trucephone.firmware.account;

import java.time.Duration;

/** What can happen to a registration. */
public sealed interface RegistrationEvent {
  /** The account came into force, or the person asked to try now. */
  record Start() implements RegistrationEvent {}

  /** The server took our binding for so long. */
  record Granted(Duration expires) implements RegistrationEvent {}

  /**
   * A final answer that is no success.
   *
   * @param words what the server says about it besides its status, for the person; "" if nothing
   */
  record Refused(
      int status,
      String phrase,
      boolean credentialsRefused,
      Duration retryAfter,
      Duration minExpires,
      String words)
      implements RegistrationEvent {
    /** An answer with nothing more to say. */
    public Refused(
        int status,
        String phrase,
        boolean credentialsRefused,
        Duration retryAfter,
        Duration minExpires) {
      this(status, phrase, credentialsRefused, retryAfter, minExpires, "");
    }
  }

  /** No SIP answer; the sentence says which host and why. */
  record Unreachable(String sentence, String proof) implements RegistrationEvent {}

  /** The connection we were registered over broke. */
  record FlowLost(String proof) implements RegistrationEvent {}

  /** The deadline of the state has come. */
  record TimeUp() implements RegistrationEvent {}
}

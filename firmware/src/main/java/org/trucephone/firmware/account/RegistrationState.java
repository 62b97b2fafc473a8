package org.trucephone.firmware.account;

import java.time.Instant;

/** Where a registration stands. Times are of the steady clock. */
public sealed interface RegistrationState {
  /** Nothing asked for. */
  record Unregistered() implements RegistrationState {}

  /**
   * REGISTER is under way.
   *
   * @param tries failures in a row before this try
   * @param last what went wrong before; null at first
   * @param validUntil the binding still in force while it is being refreshed; {@link Instant#MIN}
   *     if none
   */
  record Registering(int tries, @org.jspecify.annotations.Nullable Failure last, Instant validUntil)
      implements RegistrationState {}

  /**
   * The server holds our binding.
   *
   * @param until when it lapses
   * @param refreshAt when we send REGISTER again
   */
  record Registered(Instant until, Instant refreshAt) implements RegistrationState {}

  /**
   * It did not work.
   *
   * @param tries failures in a row, this one included
   * @param failure why
   * @param nextTry when we try again
   */
  record Failed(int tries, Failure failure, Instant nextTry) implements RegistrationState {}

  /**
   * Why not.
   *
   * @param sentence what is wrong and what to do, for the person
   * @param proof what was seen on the wire, for the administrator
   */
  record Failure(String sentence, String proof) {}
}

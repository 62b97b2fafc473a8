package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.List;

/**
 * What the phone asks of signalling. Every method returns at once; outcomes arrive as {@link
 * SipEvent}s. Called on the {@code phone} thread only. Digest challenges are answered inside (once
 * per nonce, again when stale); what reaches the phone is the outcome.
 */
public interface SipPort extends AutoCloseable {
  /** Replaces the accounts. Calls in progress keep the account they were made with. */
  void accounts(List<SipAccount> accounts);

  /**
   * Sends REGISTER for an account. One outcome event follows: {@link SipEvent.Registered}, {@link
   * SipEvent.RegisterRefused} or {@link SipEvent.RegisterFailed}.
   *
   * @param expires wanted lifetime; zero removes the binding
   */
  void register(int account, Duration expires);

  /**
   * Sends SUBSCRIBE for message-summary (RFC 3842); refreshed inside until the account is replaced.
   */
  void subscribeMessages(int account, Duration expires);

  /** Sends INVITE to a number or URI, with an offer. */
  void invite(CallId call, int account, String target, String offer);

  /**
   * Sends CANCEL for an INVITE not yet answered; {@link SipEvent.Rejected} with 487 follows (or it
   * was answered meanwhile).
   */
  void cancel(CallId call);

  /** Answers a received INVITE provisionally, 180. */
  void ring(CallId call);

  /** Answers a received INVITE with 200 and an answer (or an offer, if the INVITE had none). */
  void accept(CallId call, String sdp);

  /** Answers a received INVITE with a final status 300…699. */
  void reject(CallId call, int status);

  /**
   * Sends re-INVITE with a new offer in a confirmed dialog; {@link SipEvent.ReinviteAnswered}
   * follows.
   */
  void reinvite(CallId call, String offer);

  /** Answers a re-INVITE received in {@link SipEvent.ReinviteReceived}: 200 with the SDP. */
  void acceptReinvite(CallId call, String sdp);

  /** Refuses a re-INVITE, for example 488 or 491. */
  void rejectReinvite(CallId call, int status);

  /** Ends a confirmed dialog. */
  void bye(CallId call);

  /**
   * {@return the address other hosts reach us at from the interface that leads to this account's
   * server; "127.0.0.1" if unknown}
   */
  String localHost(int account);

  /** {@return UDP/TCP port we listen on} */
  int localPort();

  /** Stops the stack; no event follows. */
  @Override
  void close();

  /** Receives what happened; called on a thread of the stack, must only post. */
  @FunctionalInterface
  interface Listener {
    /** One event. */
    void on(SipEvent event);
  }

  /**
   * Recent happenings in plain words for the panel and the log, newest last; see the
   * implementation's bound.
   */
  List<String> trace();
}

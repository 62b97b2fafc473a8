package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the phone asks of signalling. Every method returns at once; outcomes arrive as {@link
 * SipEvent}s. Called on the {@code phone} thread only. Digest challenges are answered inside (once
 * per nonce, again when stale); what reaches the phone is the outcome.
 */
public interface SipPort extends AutoCloseable {
  /** Replaces the accounts. Calls in progress keep the account they were made with. */
  void accounts(List<SipAccount> accounts);

  /** Speaks another way on an account from now on, for its server has said what it is. */
  void manner(int account, Manner manner);

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
  default void invite(CallId call, int account, String target, String offer) {
    invite(call, account, target, offer, Map.of());
  }

  /**
   * Sends INVITE to a number or URI, with an offer and headers of the caller's: Replaces (see
   * {@link DialogId#replaces}), Referred-By, Diversion, Alert-Info, Privacy, Answer-Mode …
   */
  void invite(CallId call, int account, String target, String offer, Map<String, String> headers);

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
  default void reject(CallId call, int status) {
    reject(call, status, Map.of());
  }

  /** The same with headers: Contact and Diversion of a 302, Reason, Retry-After. */
  void reject(CallId call, int status, Map<String, String> headers);

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
  default void bye(CallId call) {
    bye(call, Map.of());
  }

  /** The same with headers, such as figures of the sound. */
  void bye(CallId call, Map<String, String> headers);

  /** Sends INFO in a confirmed dialog; nobody waits for the outcome. */
  void info(CallId call, String contentType, String body);

  /** A key was pressed in a call; its server is told where it asked to be (RFC 4730). */
  void pressed(CallId call, char key);

  /**
   * This machine's network changed: what was known of servers' addresses and faults is forgotten,
   * and connections are made anew.
   */
  void networkChanged();

  // ---- transfer

  /**
   * Sends REFER in a confirmed dialog: the other side is to call {@code target} (number or URI).
   * {@link SipEvent.ReferProgress} events follow, the last one {@code over}. The call stays as it
   * is; hang it up when the transfer has succeeded.
   *
   * @param replaces attended transfer: that call of ours is to be replaced (RFC 3891); {@code
   *     target} is then ignored and the address of that call's other side is used. null: blind
   */
  void refer(CallId call, String target, @Nullable CallId replaces);

  /** Answers {@link SipEvent.ReferReceived}: 202, or a refusal 400…699. */
  void answerRefer(int refer, int status);

  /**
   * Tells whoever sent an accepted REFER how the new call goes: 100, 180, 200, 486 …; a final
   * status ends it.
   */
  void referProgress(int refer, int status, String reason);

  /** {@return what names the dialog of a call, or null if it has none yet; any thread} */
  @Nullable DialogId dialog(CallId call);

  /** {@return who is at both ends of a call; any thread} */
  default Ends ends(CallId call) {
    return Ends.UNKNOWN;
  }

  // ---- subscriptions (RFC 6665)

  /**
   * Subscribes; refreshed, and made again after 481, 408, {@code terminated} or a restart of the
   * server, until {@link #unsubscribe} or the account is replaced. {@link SipEvent.Subscribed},
   * {@link SipEvent.SubscriptionLost} and {@link SipEvent.Notified} tell how it goes. A number in
   * use is replaced.
   */
  void subscribe(SubscriptionWish wish);

  /** Ends a subscription; no event follows. */
  void unsubscribe(int subscription);

  /**
   * Sends PUBLISH (RFC 3903) of our own state, modifying what was published before; refreshed
   * inside. {@link SipEvent.Published} follows once.
   *
   * @param event package, for example {@code presence} or {@code dialog}
   */
  void publish(int account, String event, String contentType, String body, Duration expires);

  /**
   * Sends one PUBLISH to another address than our own, which keeps nothing to refresh: a report to
   * a collector (RFC 6035). {@link SipEvent.Published} follows once.
   *
   * @param to SIP URI; the request goes where it leads
   */
  void report(int account, String to, String event, String contentType, String body);

  /**
   * Sends one request outside a call, such as a REFER or SERVICE with a body only this server
   * reads. {@link SipEvent.Answered} follows once.
   *
   * @param number the phone's own number of it, given back with the answer
   * @param target number or URI; "" for the account's own address
   * @param contentType of {@code body}; "" if there is none
   */
  void request(
      int number,
      int account,
      String method,
      String target,
      Map<String, String> headers,
      String contentType,
      String body);

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

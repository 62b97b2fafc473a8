package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What signalling tells the phone. SDP is text, headers are text; nothing of the stack leaks. */
public sealed interface SipEvent {
  // ---- registration

  /** 200 to REGISTER; {@code expires} is what the server granted to our contact. */
  record Registered(int account, Duration expires) implements SipEvent {}

  /** 200 to the REGISTER that removed our binding. */
  record Unregistered(int account) implements SipEvent {}

  /**
   * A final answer other than 2xx after digest was tried.
   *
   * @param credentialsRefused true if our credentials were sent and challenged again with no {@code
   *     stale=true}: wrong password
   * @param retryAfter from Retry-After, or zero
   */
  record RegisterRefused(
      int account,
      int status,
      String reason,
      boolean credentialsRefused,
      Duration retryAfter,
      @Nullable Duration minExpires)
      implements SipEvent {}

  /** No SIP answer. {@code detail} names host and port. */
  record RegisterFailed(int account, TransportFault fault, String detail) implements SipEvent {}

  /** The connection (TCP) an account was registered over is gone: register again. */
  record FlowLost(int account, String detail) implements SipEvent {}

  // ---- calls

  /**
   * A new INVITE. {@code offer} is null for a delayed offer. {@code headers} holds Alert-Info,
   * Call-Info, Diversion … by lower-case name, first value.
   */
  record InviteReceived(
      CallId call,
      int account,
      Identity from,
      String toUser,
      @Nullable String offer,
      Map<String, String> headers)
      implements SipEvent {}

  /**
   * The INVITE we ring for was cancelled (487 has been sent). {@code answeredElsewhere} from the
   * Reason header.
   */
  record Cancelled(CallId call, boolean answeredElsewhere) implements SipEvent {}

  /** ACK to our 200; {@code answer} if the INVITE had no offer. */
  record Acknowledged(CallId call, @Nullable String answer) implements SipEvent {}

  /** 18x to our INVITE. */
  record Progress(CallId call, int status, @Nullable String answer, @Nullable Identity remote)
      implements SipEvent {}

  /** 2xx to our INVITE, already acknowledged. */
  record Accepted(CallId call, String answer, @Nullable Identity remote) implements SipEvent {}

  /** Final non-2xx to our INVITE. */
  record Rejected(CallId call, int status, String reason, boolean credentialsRefused)
      implements SipEvent {}

  /** No SIP answer to our INVITE, or our dialog's request could not be sent. */
  record CallFailed(CallId call, TransportFault fault, String detail) implements SipEvent {}

  /**
   * re-INVITE or UPDATE with SDP in a confirmed dialog; {@code offer} null means: send us a full
   * offer.
   */
  record ReinviteReceived(CallId call, @Nullable String offer) implements SipEvent {}

  /**
   * Outcome of our re-INVITE; {@code answer} null unless 2xx. 481 and 408 mean the dialog is gone.
   */
  record ReinviteAnswered(CallId call, int status, @Nullable String answer) implements SipEvent {}

  /** The other side hung up. */
  record ByeReceived(CallId call, String reason) implements SipEvent {}

  /** DTMF by SIP INFO (application/dtmf-relay or application/dtmf). */
  record InfoDigit(CallId call, char digit) implements SipEvent {}

  // ---- notifications

  /** message-summary, solicited or not. */
  record MessageSummary(int account, boolean waiting, int newMessages, int oldMessages)
      implements SipEvent {}

  /** check-sync: fetch the configuration again, without dropping a call. */
  record CheckSync(int account, boolean reboot) implements SipEvent {}
}

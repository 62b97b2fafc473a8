package org.trucephone.firmware.sip;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What signalling tells the phone. SDP is text, headers are text; nothing of the stack leaks. */
public sealed interface SipEvent {
  // ---- registration

  /**
   * 200 to REGISTER; {@code expires} is what the server granted to our contact.
   *
   * @param server what the server calls itself (Server or User-Agent), "" if it does not say
   * @param body what the answer brought along, "" if nothing
   */
  record Registered(int account, Duration expires, String server, String contentType, String body)
      implements SipEvent {
    /** A server that says no more. */
    public Registered(int account, Duration expires, String server) {
      this(account, expires, server, "", "");
    }

    /** A server that keeps its name to itself. */
    public Registered(int account, Duration expires) {
      this(account, expires, "");
    }
  }

  /** 200 to the REGISTER that removed our binding. */
  record Unregistered(int account) implements SipEvent {}

  /**
   * A final answer other than 2xx after digest was tried.
   *
   * @param credentialsRefused true if our credentials were sent and challenged again with no {@code
   *     stale=true}: wrong password
   * @param retryAfter from Retry-After, or zero
   * @param headers what says why, by lower-case name: Warning, Reason, the makers' diagnostics
   */
  record RegisterRefused(
      int account,
      int status,
      String reason,
      boolean credentialsRefused,
      Duration retryAfter,
      @Nullable Duration minExpires,
      Map<String, String> headers)
      implements SipEvent {
    /** An answer with nothing more to say. */
    public RegisterRefused(
        int account,
        int status,
        String reason,
        boolean credentialsRefused,
        Duration retryAfter,
        @Nullable Duration minExpires) {
      this(account, status, reason, credentialsRefused, retryAfter, minExpires, Map.of());
    }
  }

  /** No SIP answer. {@code detail} names host and port. */
  record RegisterFailed(int account, TransportFault fault, String detail) implements SipEvent {}

  /** The connection (TCP) an account was registered over is gone: register again. */
  record FlowLost(int account, String detail) implements SipEvent {}

  // ---- calls

  /**
   * A new INVITE.
   *
   * @param offer null for a delayed offer
   * @param headers Alert-Info, Call-Info, Diversion, P-Asserted-Identity … by lower-case name;
   *     several values of one name are joined with {@code ", "}, topmost first
   * @param replaces the call of ours this one takes the place of (RFC 3891): accept this one, then
   *     hang up that one; the port has checked that it exists
   */
  record InviteReceived(
      CallId call,
      int account,
      Identity from,
      String toUser,
      @Nullable String offer,
      Map<String, String> headers,
      @Nullable CallId replaces)
      implements SipEvent {
    /** A call that replaces none. */
    public InviteReceived(
        CallId call,
        int account,
        Identity from,
        String toUser,
        @Nullable String offer,
        Map<String, String> headers) {
      this(call, account, from, toUser, offer, headers, null);
    }
  }

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

  /**
   * Final non-2xx to our INVITE.
   *
   * @param headers Contact (of a 3xx: where to call instead, best first), Reason, Warning,
   *     Retry-After, Diversion by lower-case name, joined as in {@link InviteReceived}
   */
  record Rejected(
      CallId call,
      int status,
      String reason,
      boolean credentialsRefused,
      Map<String, String> headers)
      implements SipEvent {
    /** An answer with nothing more to say. */
    public Rejected(CallId call, int status, String reason, boolean credentialsRefused) {
      this(call, status, reason, credentialsRefused, Map.of());
    }
  }

  /** Who is at the other end has changed: a transfer, a pick-up (PAI or RPID in UPDATE, 2xx …). */
  record RemoteChanged(CallId call, Identity remote) implements SipEvent {}

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

  /** Any other INFO inside a call, already answered. */
  record InfoReceived(CallId call, String contentType, String body) implements SipEvent {}

  // ---- transfer (RFC 3515)

  /**
   * How our {@link SipPort#refer} goes: 202 when it was taken, then what NOTIFY says of the new
   * call (100, 180, 200, 486 …).
   *
   * @param over no more follows: the transfer succeeded (2xx) or failed (anything else)
   */
  record ReferProgress(CallId call, int status, String reason, boolean over) implements SipEvent {}

  /**
   * REFER came: someone wants us to call {@code target}. Answer with {@link SipPort#answerRefer},
   * then tell how it goes with {@link SipPort#referProgress}.
   *
   * @param refer names this REFER; unique in a run
   * @param call the call it came in, null outside a call
   * @param target URI to call, without the headers it carried
   * @param headers headers to put in our INVITE: Replaces and the like from the URI, Referred-By
   */
  record ReferReceived(
      int refer, @Nullable CallId call, int account, String target, Map<String, String> headers)
      implements SipEvent {}

  // ---- notifications

  /** The server took our SUBSCRIBE, new or refreshed. */
  record Subscribed(int subscription, Duration expires) implements SipEvent {}

  /**
   * A subscription is not in force; what it told may be stale. The port goes on trying (481, 408,
   * terminated, no answer), unless {@code forGood}: the server does not offer it, or forbids it.
   *
   * @param status SIP status; 0 if there was no answer
   */
  record SubscriptionLost(int subscription, int status, String detail, boolean forGood)
      implements SipEvent {}

  /**
   * NOTIFY of a subscription made with {@link SipPort#subscribe}, or one nobody asked for, from our
   * server. Already answered 200.
   *
   * @param subscription 0 if nobody asked for it; message-summary comes as {@link MessageSummary}
   * @param call the call it came in (events talk and hold), else null
   * @param event package in lower case with its parameters, for example {@code dialog;id=1}
   * @param state Subscription-State, for example {@code active;expires=300}
   * @param headers From, To, Call-ID, Call-Info, Content-ID and what else tells more, by lower-case
   *     name
   */
  record Notified(
      int subscription,
      int account,
      @Nullable CallId call,
      String event,
      String state,
      String contentType,
      String body,
      Map<String, String> headers)
      implements SipEvent {
    /** News whose headers say nothing. */
    public Notified(
        int subscription,
        int account,
        @Nullable CallId call,
        String event,
        String state,
        String contentType,
        String body) {
      this(subscription, account, call, event, state, contentType, body, Map.of());
    }
  }

  /**
   * Outcome of {@link SipPort#request}.
   *
   * @param status final status; 0: no answer
   */
  record Answered(
      int number,
      int account,
      int status,
      String reason,
      Map<String, String> headers,
      String contentType,
      String body)
      implements SipEvent {}

  /** MESSAGE outside a call, from our server; already answered. */
  record MessageReceived(int account, Identity from, String contentType, String body)
      implements SipEvent {}

  /** Outcome of {@link SipPort#publish}; status 0: no answer. */
  record Published(int account, String event, int status) implements SipEvent {}

  /**
   * message-summary, solicited or not.
   *
   * @param mailbox address to call for the messages (Message-Account), "" if not told
   */
  record MessageSummary(
      int account, boolean waiting, int newMessages, int oldMessages, String mailbox)
      implements SipEvent {
    /** A summary that names no mailbox. */
    public MessageSummary(int account, boolean waiting, int newMessages, int oldMessages) {
      this(account, waiting, newMessages, oldMessages, "");
    }
  }

  /** check-sync: fetch the configuration again, without dropping a call. */
  record CheckSync(int account, boolean reboot) implements SipEvent {}
}

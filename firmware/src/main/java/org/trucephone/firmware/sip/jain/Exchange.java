package org.trucephone.firmware.sip.jain;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.MessageSigner;
import org.trucephone.firmware.sip.digest.DigestClient;
import org.trucephone.firmware.sip.digest.DigestClient.Verdict;

/** One request and its retries with credentials. Thread {@code sip-out}. */
final class Exchange {
  final int id;
  final Access access;
  final Outcome outcome;
  final @Nullable Dialog dialog;

  /** Where the account's messages are signed. */
  final MessageSigner.@Nullable Attempt signing;

  final DigestClient.Attempt attempt = new DigestClient.Attempt();

  /** As last sent. */
  Request request;

  @Nullable Target target;
  @Nullable ClientTransaction transaction;
  @Nullable Future<?> deadline;

  /** Other servers to try, best first. */
  final Deque<Target> others = new ArrayDeque<>();

  /** It carries our Contact. */
  boolean contact;

  /** A response of any kind has come for the newest transaction. */
  boolean heard;

  /** Some answer came, be it a challenge. */
  boolean answered;

  /** Goes over TCP only because it is long; may go back to UDP. */
  boolean lengthy;

  /** Finished or given up: later events are ignored. */
  boolean over;

  Exchange(int id, Access access, Request request, @Nullable Dialog dialog, Outcome outcome) {
    this.id = id;
    this.access = access;
    this.request = request;
    this.dialog = dialog;
    this.outcome = outcome;
    MessageSigner signer = access.signer();
    boolean registers = request.getMethod().equals(Request.REGISTER);
    this.signing = signer == null ? null : signer.attempt(registers, Instant.now());
  }

  /** Takes in a challenge. {@return what to do about it} */
  Verdict challenged(boolean proxy, List<String> challenges) {
    MessageSigner.Attempt signed = signing;
    if (signed == null) {
      return access.digest.challenged(attempt, proxy, challenges);
    }
    return switch (signed.challenged(proxy, challenges, Instant.now())) {
      case RETRY -> Verdict.RETRY;
      case REFUSED -> Verdict.REFUSED;
      case UNKNOWN_SCHEME -> Verdict.UNKNOWN_SCHEME;
    };
  }
}

package org.trucephone.firmware.sip.jain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.digest.DigestClient;

/** One request and its retries with credentials. Thread {@code sip-out}. */
final class Exchange {
  final int id;
  final Access access;
  final Outcome outcome;
  final @Nullable Dialog dialog;
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
  }
}

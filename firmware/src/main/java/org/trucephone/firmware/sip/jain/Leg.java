package org.trucephone.firmware.sip.jain;

import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;

/** One call as signalling knows it. Thread {@code sip-out}. */
final class Leg {
  final CallId id;
  final Access access;

  /** Our tag: in From of calls we make, in To of calls that come. Unique in a run. */
  final String localTag;

  final boolean outgoing;

  /** Confirmed dialog; null until a 2xx was sent or received. */
  @Nullable Dialog dialog;

  // ---- a call we make

  @Nullable Exchange invite;
  boolean provisional;
  boolean cancelWanted;
  boolean cancelSent;
  @Nullable String earlyAnswer;

  // ---- a call that comes

  @Nullable ServerTransaction inviteTransaction;
  @Nullable Request inviteRequest;

  /** Our 200 was sent. */
  boolean accepted;

  /** The far side acknowledged our 200. */
  boolean acknowledged;

  /** The INVITE (or newest re-INVITE) came without an offer, so the answer is in the ACK. */
  boolean answerInAck;

  @Nullable Future<?> ackDeadline;

  // ---- both

  /** A re-INVITE or UPDATE that waits for the phone's answer. */
  @Nullable ServerTransaction offered;

  @Nullable Request offeredRequest;

  /** The phone hung up before the ACK came: BYE goes when it comes. */
  boolean byeWanted;

  /** Who the server last said is there. */
  @Nullable Identity remote;

  /** Our re-INVITE is under way. */
  boolean reinviting;

  Leg(CallId id, Access access, String localTag, boolean outgoing) {
    this.id = id;
    this.access = access;
    this.localTag = localTag;
    this.outgoing = outgoing;
  }
}

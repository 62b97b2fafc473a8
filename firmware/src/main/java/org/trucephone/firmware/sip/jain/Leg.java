package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.Session;

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

  /** The session timer agreed, and what happens next of it; null if there is none. */
  @Nullable Session session;

  @Nullable Future<?> sessionNext;

  /** Min-SE of a server that wanted longer sessions. */
  Duration leastSession = Duration.ZERO;

  /** The other side takes UPDATE. */
  boolean theyUpdate;

  /** The session description we sent last. */
  String localSdp = "";

  /** Newest reliable provisional response acknowledged, per other side's tag. */
  final Map<String, Long> reliable = new HashMap<>();

  /** How often our re-INVITE met theirs. */
  int glares;

  /** The re-INVITE under way only keeps the session alive. */
  boolean refreshing;

  /** Our re-INVITE is under way. */
  boolean reinviting;

  Leg(CallId id, Access access, String localTag, boolean outgoing) {
    this.id = id;
    this.access = access;
    this.localTag = localTag;
    this.outgoing = outgoing;
  }
}

package org.trucephone.firmware.phone;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.sdp.Agreement;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;

/** One call in the phone's hands: the machine's state and what belongs to it. Phone thread only. */
final class Call {
  final CallId id;
  final int line;
  final boolean outgoing;

  /** Wall-clock time it began, for the history. */
  final Instant began;

  Identity remote;
  CallState state;

  /** Their offer, until it is answered. */
  @Nullable String offer;

  /** RTP port, 0 until opened. */
  int rtpPort;

  /** {@code o=} version of our last description. */
  long version;

  /** Our keys for this call, made when first needed; they stay, as the streams' counters do. */
  List<CryptoLine> keys = List.of();

  @Nullable Agreement agreement;

  /** Our credentials for checks of the ways to the other side, made when first needed. */
  @Nullable IceCredentials ice;

  /** The terms under which keys were agreed on the media path, null until they are. */
  @Nullable DtlsTerms secured;

  /** What it was made for, and the call it was made for; 0: none. */
  Purpose purpose = Purpose.CALL;

  int about;

  /** To be joined with {@link #about} as soon as it is answered. */
  boolean joins;

  /** The REFER we make it for; 0: none. */
  int refer;

  /** Which bell it rings with, 1…5. */
  int bell = 1;

  /** Redirections followed so far. */
  int redirects;

  /** Other ways to reach the same, tried when this one is refused. */
  List<Dialect.PickUp> otherWays = List.of();

  /** Another call takes its place: its end is nothing to tell. */
  boolean replaced;

  /** A sentence for the person, shown until {@link #noteUntil}. */
  String note = "";

  Instant noteUntil = Instant.MIN;

  /** Headers of our refusal, such as where to call instead. */
  Map<String, String> refusal = Map.of();

  /** When a ringing call goes elsewhere, or is answered by itself; {@link Instant#MAX}: never. */
  Instant divertAt = Instant.MAX;

  Instant answerAt = Instant.MAX;

  /** The bell was silenced for this call. */
  boolean silenced;

  /** Why it failed, if known better than by the cause. */
  String detail = "";

  /** What the server said of its refusal, "" if nothing. */
  String serversWords = "";

  /** Media is missing although it should come. */
  @Nullable String mediaTrouble;

  Call(CallId id, int line, boolean outgoing, Identity remote, CallState state, Instant began) {
    this.id = id;
    this.line = line;
    this.outgoing = outgoing;
    this.remote = remote;
    this.state = state;
    this.began = began;
  }

  int number() {
    return id.number();
  }

  boolean ended() {
    return state instanceof CallState.Ended;
  }

  boolean ringingIn() {
    return state instanceof CallState.RingingIn;
  }

  boolean connected() {
    return state instanceof CallState.Connected;
  }

  /** {@return whether this is the call being talked in: connected and not held by us} */
  boolean talking() {
    return state instanceof CallState.Connected connected && !connected.held();
  }

  boolean held() {
    return state instanceof CallState.Connected connected && connected.held();
  }

  /** {@return whether the other side has put us on hold} */
  boolean remoteHolds() {
    return state instanceof CallState.Connected connected
        && connected.remoteHeld()
        && !connected.held();
  }

  /** {@return whether we called and nobody has answered} */
  boolean reaching() {
    return state instanceof CallState.Dialing || state instanceof CallState.RingingOut;
  }

  void note(String text, Instant until) {
    note = text;
    noteUntil = until;
  }

  /** {@return whether the network plays sound before the answer} */
  boolean earlyMedia() {
    return state instanceof CallState.RingingOut ringing && ringing.earlyMedia();
  }
}

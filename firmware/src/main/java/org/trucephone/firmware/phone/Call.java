package org.trucephone.firmware.phone;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.media.srtp.CryptoLine;
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

  /** The bell was silenced for this call. */
  boolean silenced;

  /** Why it failed, if known better than by the cause. */
  String detail = "";

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

  /** {@return whether we called and nobody has answered} */
  boolean reaching() {
    return state instanceof CallState.Dialing || state instanceof CallState.RingingOut;
  }

  /** {@return whether the network plays sound before the answer} */
  boolean earlyMedia() {
    return state instanceof CallState.RingingOut ringing && ringing.earlyMedia();
  }
}

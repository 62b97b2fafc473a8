package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.call.CallMachine;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.call.Effect;
import org.trucephone.firmware.media.MediaEvent;
import org.trucephone.firmware.media.MediaException;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.media.StreamPlan;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.sdp.Agreement;
import org.trucephone.firmware.sdp.Direction;
import org.trucephone.firmware.sdp.LocalDtls;
import org.trucephone.firmware.sdp.LocalIce;
import org.trucephone.firmware.sdp.LocalMedia;
import org.trucephone.firmware.sdp.OfferAnswer;
import org.trucephone.firmware.sdp.Protection;
import org.trucephone.firmware.sdp.SdpException;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;

/**
 * The calls: drives each call's machine, carries its effects to signalling, settles its media by
 * offer and answer. Phone thread only.
 */
final class Calls {
  /** How long an ended call keeps its sentence on the screen. */
  static final Duration SHOWN = Duration.ofSeconds(3);

  private static final int PTIME_MS = 20;

  private final SipPort sip;
  private final MediaPort media;
  private final RandomGenerator random;
  private final Map<Integer, Call> calls = new LinkedHashMap<>();
  private final Terms terms;
  private final Ended ended;
  private Function<Call, Map<String, String>> lastWords = call -> Map.of();
  private List<String> codecs;
  private boolean findsWays;
  private int lastId = -1;

  /** Told once when a call is over. */
  @FunctionalInterface
  interface Ended {
    /** {@code call}'s state is {@link CallState.Ended}. */
    void ended(Call call, CallState.Ended how);
  }

  Calls(SipPort sip, MediaPort media, RandomGenerator random, Terms terms, Ended ended) {
    this.sip = sip;
    this.media = media;
    this.random = random;
    this.terms = terms;
    this.ended = ended;
    this.codecs = media.codecs();
  }

  /**
   * Sets codecs in order of preference; ones this build lacks are left out, and all are used if
   * none is left.
   */
  void codecs(List<String> wanted) {
    List<String> known = media.codecs();
    List<String> usable =
        wanted.stream()
            .flatMap(name -> known.stream().filter(name::equalsIgnoreCase))
            .distinct()
            .toList();
    codecs = usable.isEmpty() ? known : usable;
    wanted.stream()
        .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
        .forEach(
            name -> Logger.tag("call").info("The settings name the codec {}: not here.", name));
  }

  /** Sets what a BYE of ours tells the server besides. */
  void lastWords(Function<Call, Map<String, String>> words) {
    lastWords = words;
  }

  /** Whether offers ask for ICE. */
  void findsWays(boolean wanted) {
    findsWays = wanted;
  }

  Collection<Call> all() {
    return calls.values();
  }

  @Nullable Call get(int id) {
    return calls.get(id);
  }

  @Nullable Call first(Predicate<Call> what) {
    for (Call call : calls.values()) {
      if (what.test(call)) {
        return call;
      }
    }
    return null;
  }

  boolean any(Predicate<Call> what) {
    return first(what) != null;
  }

  /** Calls a number or URI. */
  Call dial(Line line, String target, String name, Now now) {
    return dial(line, target, target, name, Map.of(), now);
  }

  /**
   * Calls with headers of its own.
   *
   * @param shown what the person takes for the number
   */
  Call dial(
      Line line, String target, String shown, String name, Map<String, String> headers, Now now) {
    Call call =
        new Call(
            new CallId(lastId += 2),
            line.index(),
            true,
            new Identity(shown, name, target),
            new CallState.Dialing(now.steady()),
            now.wall());
    calls.put(call.number(), call);
    log(call, "new", call.state);
    try {
      call.rtpPort = media.open(call.number());
      sip.invite(call.id, call.line, target, offer(call), headers);
    } catch (MediaException e) {
      call.detail = String.valueOf(e.getMessage());
      on(call, new CallEvent.Broken(), now);
    }
    return call;
  }

  /** Tells the caller that we ring. */
  void ring(Call call) {
    sip.ring(call.id);
  }

  /** Takes in an INVITE. {@return the call, not yet told to ring, or null if it was refused} */
  @Nullable Call incoming(SipEvent.InviteReceived event, Identity from, Now now) {
    Call call =
        new Call(
            event.call(),
            event.account(),
            false,
            from,
            new CallState.RingingIn(now.steady()),
            now.wall());
    call.offer = event.offer();
    if (event.offer() != null) {
      try {
        OfferAnswer.answer(event.offer(), local(call));
      } catch (SdpException e) {
        Logger.tag("call").info("call={} refused with 488: {}", call.number(), e.getMessage());
        sip.reject(call.id, 488, terms.unfit(call.line, e.isUnprotected()));
        return null;
      }
    }
    calls.put(call.number(), call);
    log(call, "new", call.state);
    return call;
  }

  /** Steps a call's machine. */
  void on(Call call, CallEvent event, Now now) {
    CallState before = call.state;
    CallMachine.Step step = CallMachine.on(before, event, now.steady(), random.nextDouble());
    call.state = step.next();
    if (!before.getClass().equals(call.state.getClass())) {
      log(call, before.getClass().getSimpleName(), call.state, event);
    }
    for (Effect effect : step.effects()) {
      carryOut(call, effect, now);
    }
    if (call.state instanceof CallState.Ended how && !(before instanceof CallState.Ended)) {
      media.release(call.number());
      if (how.cause() == CallState.Cause.NO_COMMON_AUDIO && terms.insists(call.line)) {
        call.detail = Words.notEncrypted(call.remote.shown());
      }
      ended.ended(call, how);
    } else if (call.agreement != null && !before.equals(call.state)) {
      plan(call);
    }
  }

  private void carryOut(Call call, Effect effect, Now now) {
    switch (effect) {
      case Effect.Cancel _ -> sip.cancel(call.id);
      case Effect.Bye _ -> sip.bye(call.id, lastWords.apply(call));
      case Effect.Reject reject -> sip.reject(call.id, reject.status(), call.refusal);
      case Effect.Accept _ -> accept(call, now);
      case Effect.Reinvite _ -> {
        call.version++;
        sip.reinvite(call.id, offer(call));
      }
    }
  }

  /** Our address is another: the other sides are told where to send (re-INVITE). */
  void moved() {
    for (Call call : all()) {
      if (call.connected()) {
        call.version++;
        sip.reinvite(call.id, offer(call));
      }
    }
  }

  private void accept(Call call, Now now) {
    try {
      call.rtpPort = media.open(call.number());
      if (call.offer == null) {
        sip.accept(call.id, offer(call));
        return;
      }
      OfferAnswer.Answered answered = OfferAnswer.answer(call.offer, local(call));
      call.offer = null;
      call.agreement = answered.agreement();
      sip.accept(call.id, terms.described(call.line, answered.sdp(), true));
      plan(call);
    } catch (MediaException | SdpException e) {
      Logger.tag("call").warn("call={} cannot be answered: {}", call.number(), e.getMessage());
      call.detail = e instanceof MediaException ? String.valueOf(e.getMessage()) : "";
      sip.reject(call.id, e instanceof MediaException ? 500 : 488);
      call.state = new CallState.Ended(now.steady(), CallState.Cause.FAILED, -1);
    }
  }

  void on(SipEvent.Progress event, Now now) {
    Call call = calls.get(event.call().number());
    if (call == null) {
      return;
    }
    learn(call, event.remote());
    if (event.status() == 100) {
      return;
    }
    boolean early = event.answer() != null && settle(call, event.answer());
    on(call, new CallEvent.Progress(early), now);
  }

  void on(SipEvent.Accepted event, Now now) {
    Call call = calls.get(event.call().number());
    if (call == null) {
      return;
    }
    learn(call, event.remote());
    boolean usable = settle(call, event.answer());
    on(call, usable ? new CallEvent.Accepted() : new CallEvent.NoCommonAudio(), now);
    if (call.connected()) {
      plan(call);
    }
  }

  void on(SipEvent.Acknowledged event, Now now) {
    Call call = calls.get(event.call().number());
    if (call != null && call.agreement == null && call.connected()) {
      if (event.answer() != null && settle(call, event.answer())) {
        plan(call);
      } else {
        on(call, new CallEvent.NoCommonAudio(), now);
      }
    }
  }

  void on(SipEvent.ReinviteReceived event, Now now) {
    Call call = calls.get(event.call().number());
    if (call == null || !(call.state instanceof CallState.Connected)) {
      sip.rejectReinvite(event.call(), 481);
      return;
    }
    call.version++;
    if (event.offer() == null) {
      sip.acceptReinvite(call.id, offer(call));
      return;
    }
    try {
      call.offer = event.offer();
      OfferAnswer.Answered answered = OfferAnswer.answer(event.offer(), local(call));
      call.agreement = answered.agreement();
      sip.acceptReinvite(call.id, terms.described(call.line, answered.sdp(), true));
      on(call, new CallEvent.RemoteHold(answered.agreement().remoteHolds()), now);
      plan(call);
    } catch (SdpException e) {
      Logger.tag("call")
          .info("call={} re-INVITE refused with 488: {}", call.number(), e.getMessage());
      sip.rejectReinvite(call.id, 488);
    } finally {
      call.offer = null;
    }
  }

  void on(SipEvent.ReinviteAnswered event, Now now) {
    Call call = calls.get(event.call().number());
    if (call == null) {
      return;
    }
    if (event.answer() != null) {
      settle(call, event.answer());
    }
    on(call, new CallEvent.ReinviteAnswered(event.status()), now);
    if (call.connected()) {
      plan(call);
    }
  }

  void tick(Now now) {
    for (Call call : new ArrayList<>(calls.values())) {
      Instant due = CallMachine.deadline(call.state);
      if (due != null && !due.isAfter(now.steady())) {
        on(call, new CallEvent.TimeUp(), now);
      }
    }
    calls
        .values()
        .removeIf(call ->
            call.state instanceof CallState.Ended over
                && !over.since().plus(SHOWN).isAfter(now.steady()));
  }

  /** Ends a call that a final answer refused. */
  void refused(Call call, int status, Now now) {
    on(call, new CallEvent.Rejected(status), now);
  }

  /** Takes a call that another one replaces off the screen at once. */
  void forget(Call call) {
    calls.remove(call.number());
  }

  /** {@return how many calls of a line are not over} */
  long onLine(int line) {
    return calls.values().stream().filter(call -> call.line == line && !call.ended()).count();
  }

  /** Takes ended calls off the screen at once. */
  void forgetEnded() {
    calls.values().removeIf(Call::ended);
  }

  @Nullable Instant deadline() {
    Instant first = null;
    for (Call call : calls.values()) {
      Instant due =
          call.state instanceof CallState.Ended over
              ? over.since().plus(SHOWN)
              : CallMachine.deadline(call.state);
      if (due != null && (first == null || due.isBefore(first))) {
        first = due;
      }
    }
    return first;
  }

  private static void learn(Call call, @Nullable Identity remote) {
    if (remote != null && (!remote.name().isBlank() || !remote.user().isBlank())) {
      String name = remote.name().isBlank() ? call.remote.name() : remote.name();
      // What was dialled stays: calling back must reach the same number.
      call.remote =
          new Identity(call.outgoing ? call.remote.user() : remote.user(), name, call.remote.uri());
    }
  }

  private boolean settle(Call call, String answer) {
    try {
      call.agreement = OfferAnswer.settle(answer, local(call));
      return true;
    } catch (SdpException e) {
      Logger.tag("call").warn("call={} answer cannot be used: {}", call.number(), e.getMessage());
      return false;
    }
  }

  private String offer(Call call) {
    return terms.described(call.line, OfferAnswer.offer(local(call)), false);
  }

  private LocalMedia local(Call call) {
    boolean held = call.held();
    if (call.keys.isEmpty()) {
      call.keys = media.keys();
    }
    return new LocalMedia(
        sip.localHost(call.line),
        call.rtpPort == 0 ? 9 : call.rtpPort,
        call.number(),
        call.version,
        codecs,
        held ? Direction.SENDONLY : Direction.SENDRECV,
        PTIME_MS,
        terms.protection(call.line),
        call.keys,
        dtls(call),
        ice(call));
  }

  private @Nullable LocalIce ice(Call call) {
    Agreement agreed = call.agreement;
    String offer = call.offer;
    boolean offers = findsWays || agreed != null && agreed.ice() != null;
    if (!offers && (offer == null || !offer.contains("a=ice-ufrag:"))) {
      return null;
    }
    IceCredentials ours = call.ice;
    if (ours == null) {
      ours = media.ice();
      call.ice = ours;
    }
    return new LocalIce(ours, offers, media.reflexive(call.number()));
  }

  /** The certificate is made when first needed, and its library loaded then. */
  private @Nullable LocalDtls dtls(Call call) {
    Agreement agreed = call.agreement;
    DtlsTerms current = agreed == null ? null : agreed.dtls();
    String offer = call.offer;
    if (terms.protection(call.line) != Protection.DTLS
        && current == null
        && (offer == null || !offer.contains("a=fingerprint:"))) {
      return null;
    }
    Fingerprint ours = media.fingerprint();
    return ours == null ? null : new LocalDtls(ours, current);
  }

  /**
   * Takes in that keys were agreed on the media path, or that they were not: such a call is over.
   */
  void on(MediaEvent.Secured event) {
    Call call = calls.get(event.stream());
    if (call != null && call.agreement != null) {
      call.secured = call.agreement.dtls();
    }
  }

  void on(MediaEvent.NotSecured event, Now now) {
    Call call = calls.get(event.stream());
    if (call != null && !call.ended()) {
      String who = call.remote.shown();
      call.detail = event.stranger() ? Words.stranger(who) : Words.noKeys(who);
      on(call, new CallEvent.Broken(), now);
    }
  }

  private void plan(Call call) {
    Agreement a = call.agreement;
    if (a == null) {
      return;
    }
    boolean talking = call.talking();
    media.apply(
        call.number(),
        new StreamPlan(
            a.remoteHost(),
            a.remotePort(),
            a.remoteRtcpPort(),
            a.sendCodec(),
            a.sendPayloadType(),
            a.sendParameters(),
            a.receive(),
            a.sendEvents(),
            a.receiveEvents(),
            a.ptimeMs(),
            a.sendKey(),
            a.receiveKey(),
            a.dtls(),
            a.ice(),
            a.mux(),
            talking && a.local().sends(),
            (talking || call.earlyMedia()) && a.local().receives()));
  }

  private static void log(Call call, String from, CallState to) {
    Logger.tag("call")
        .info(
            "call={} {}→{} line={} {}",
            call.number(),
            from,
            to.getClass().getSimpleName(),
            call.line,
            call.outgoing ? "out" : "in");
  }

  private static void log(Call call, String from, CallState to, CallEvent event) {
    Logger.tag("call")
        .info(
            "call={} {}→{} ({})",
            call.number(),
            from,
            to.getClass().getSimpleName(),
            event.getClass().getSimpleName());
  }
}

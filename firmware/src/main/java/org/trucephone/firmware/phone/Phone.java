package org.trucephone.firmware.phone;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.call.CallState.Cause;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.media.MediaEvent;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.phone.PhoneView.Notice;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sdp.Protection;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Origins;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/**
 * The phone. {@link #on} takes one event, changes state, speaks to the ports; {@link #view()} is
 * what screens and the panel see of it then. {@link #deadline()} tells when to call again at the
 * latest.
 *
 * <p>Owned by one thread, or stepped by a test: it has no thread, socket or clock.
 */
public final class Phone {
  private static final Duration NOTICE_SHOWN = Duration.ofSeconds(3);

  /** RFC 8489 18.6. */
  private static final int STUN_PORT = 3478;

  /** How long after an emergency call whoever was called may call back whatever the rules say. */
  private static final Duration HELP_EXPECTED = Duration.ofHours(1);

  final Lines lines;
  final Calls calls;
  final Outputs outputs;
  final Dialer dialer;
  final Transfers transfers;
  final Conferences conferences;
  final KeyLamps keyLamps;
  final ServiceDesk services;
  final FeatureSync featureSync;
  final PhoneOptions options;
  final Map<Part, String> faults = new EnumMap<>(Part.class);

  final SipPort sip;
  private final MediaPort media;
  private final Host host;
  private final LookUps lookUps;
  private final Signals signals;
  final QualityReports quality;
  private final Terms terms;

  Memory memory;
  Settings settings = Settings.empty();
  ProvisioningView provisioning = new ProvisioningView("", "", List.of(), 0, null, false);
  boolean configured;
  String progress = "Starting";
  @Nullable Dialing dialing;
  @Nullable Notice notice;
  @Nullable Integer selected;
  @Nullable String soundFault;
  final Map<String, String> standing = new TreeMap<>();
  AudioPath path = AudioPath.NONE;
  boolean offHook;
  boolean muted;
  boolean quiet;
  Now now;
  private Instant noticeUntil = Instant.MIN;
  private Instant serversWordsUntil = Instant.MIN;
  private Instant helpUntil = Instant.MIN;
  private boolean working;
  private @Nullable Trial trial;

  /**
   * @param random spreads retries; seeded in tests
   * @param memory what survived the last restart
   */
  public Phone(
      SipPort sip,
      MediaPort media,
      Hardware hardware,
      Host host,
      PhoneOptions options,
      Memory memory,
      RandomGenerator random,
      Now now) {
    this.sip = sip;
    this.media = media;
    this.host = host;
    this.options = options;
    this.memory = memory;
    this.now = now;
    this.lines = new Lines(sip, random, new Dialect.Device(options.device().mac()));
    this.terms = new Terms(lines);
    this.calls = new Calls(sip, media, random, terms, this::ended);
    this.outputs = new Outputs(media, hardware);
    this.dialer = new Dialer(this);
    this.lookUps = new LookUps(this, host);
    this.services = new ServiceDesk(this, host);
    this.quality = new QualityReports(this, media);
    calls.lastWords(quality::lastWords);
    this.transfers = new Transfers(this, sip);
    this.conferences = new Conferences(this);
    this.keyLamps = new KeyLamps(this, sip);
    this.featureSync = new FeatureSync(this, sip);
    this.signals = new Signals(this);
    if (!options.codecs().isEmpty()) {
      calls.codecs(options.codecs());
    }
    settle();
  }

  /** Puts one direct account in force, without provisioning or registrar. */
  public void direct(Now when) {
    now = when;
    configured = true;
    lines.direct(now);
    settle();
  }

  /** Takes one event. */
  public void on(PhoneEvent event, Now when) {
    now = when;
    switch (event) {
      case PhoneEvent.Do(Command command) -> Commands.carryOut(this, command);
      case PhoneEvent.Hook(boolean off) -> Commands.hook(this, off);
      case PhoneEvent.PartLost(Part part, String reason) -> faults.put(part, reason);
      case PhoneEvent.PartBack(Part part) -> faults.remove(part);
      case PhoneEvent.Standing(String topic, String sentence) -> {
        if (sentence == null) {
          standing.remove(topic);
        } else {
          standing.put(topic, sentence);
        }
      }
      case PhoneEvent.Sip(SipEvent happened) -> signals.on(happened);
      case PhoneEvent.Media(MediaEvent happened) -> signals.on(happened);
      case PhoneEvent.Found found -> lookUps.on(found);
      case PhoneEvent.Named named -> lookUps.on(named);
      case PhoneEvent.Served(var page) -> services.on(page);
      case PhoneEvent.Fetching(String sentence) -> progress = sentence;
      case PhoneEvent.Configured(Settings wanted, ProvisioningView from) -> configure(wanted, from);
      case PhoneEvent.NotConfigured(ProvisioningView from) ->
          provisioning = from.withOrigins(provisioning.origins());
      case PhoneEvent.NetworkChanged(var network) -> {
        if (lines.on(network, now)) {
          calls.moved();
        }
      }
      case PhoneEvent.Tick _ -> {
        // the clock moved, and what is due is done below
      }
    }
    lines.tick(now);
    calls.tick(now);
    transfers.tick();
    Incoming.tick(this);
    dialer.tick();
    lookUps.tick();
    quality.tick();
    lines.presence(presence());
    if (!noticeUntil.isAfter(now.steady())) {
      notice = null;
    }
    boolean works = phase() == Phase.READY;
    if (works != working) {
      working = works;
      host.working(works);
    }
    Trial running = trial;
    if (running != null && running.over(lines, now.steady())) {
      trial = null;
      host.tried(running.fault());
    }
    settle();
  }

  /** {@return when {@link PhoneEvent.Tick} is due at the latest (steady clock)} */
  public Instant deadline() {
    Instant first = now.steady().plusSeconds(1);
    Instant[] dues = {
      lines.deadline(),
      calls.deadline(),
      dialer.deadline(),
      transfers.deadline(),
      Incoming.deadline(this),
      notice == null ? null : noticeUntil
    };
    for (Instant due : dues) {
      if (due != null && due.isBefore(first)) {
        first = due;
      }
    }
    return first;
  }

  /** {@return what may be seen now} */
  public PhoneView view() {
    return Views.of(this, media);
  }

  // ------------------------------------------------------------------------------------------------ settings

  private void configure(Settings wanted, ProvisioningView from) {
    boolean starting = !configured;
    settings = wanted;
    provisioning = from.withOrigins(Origins.of(wanted));
    configured = true;
    progress = "";
    if (options.codecs().isEmpty()) {
      calls.codecs(Setting.valueOr(wanted.general().codecs(), List.of()));
    }
    MediaSecurity security = Setting.valueOr(wanted.general().mediaSecurity(), MediaSecurity.OFF);
    terms.settings(protection(security));
    calls.findsWays(Setting.valueOr(wanted.general().ice(), false));
    Endpoint stun = Setting.value(wanted.general().stunServer());
    media.stunServer(stun == null ? "" : stun.host(), stun == null ? 0 : stun.portOr(STUN_PORT));
    String country = Setting.valueOr(wanted.general().country(), "");
    media.country(country);
    dialer.plan(Setting.valueOr(wanted.general().dialPlan(), ""), country);
    Set<Integer> before = Trial.registered(lines);
    if (lines.apply(wanted, now)) {
      trial = new Trial(before, now.steady());
    }
    keyLamps.settle();
    quality.configured(wanted.general());
    if (starting && Setting.valueOr(wanted.general().doNotDisturb(), false)) {
      remember(memory.with(memory.rules().withDoNotDisturb(true)));
    }
  }

  private Dialect.Doing presence() {
    return memory.rules().doNotDisturb()
        ? Dialect.Doing.DO_NOT_DISTURB
        : calls.any(Call::connected) ? Dialect.Doing.IN_CALL : Dialect.Doing.AVAILABLE;
  }

  private Protection protection(MediaSecurity wanted) {
    standing.remove("dtls");
    return switch (wanted) {
      case OFF -> Protection.NONE;
      case OPTIONAL -> Protection.OPTIONAL;
      case REQUIRED -> Protection.REQUIRED;
      case DTLS -> {
        if (media.fingerprint() != null) {
          yield Protection.DTLS;
        }
        standing.put("dtls", Words.noDtls());
        yield Protection.REQUIRED;
      }
    };
  }

  ZoneId zone() {
    String name = Setting.valueOr(settings.general().timeZone(), "");
    try {
      return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  Phase phase() {
    if (!configured) {
      return provisioning.problem() != null
          ? Phase.FAILED
          : progress.equals("Starting") ? Phase.BOOTING : Phase.PROVISIONING;
    }
    boolean trying = false;
    for (Line line : lines.all()) {
      if (line.registered()) {
        return Phase.READY;
      }
      trying |= !(line.registration instanceof RegistrationState.Failed);
    }
    return trying ? Phase.REGISTERING : Phase.FAILED;
  }

  // ------------------------------------------------------------------------------------------------ the person

  /** {@return the call keys act on: the one on the screen, else the one in conversation} */
  @Nullable Call current() {
    Call call = selected == null ? null : calls.get(selected);
    return call != null && !call.ended() ? call : calls.first(Call::talking);
  }

  /** An emergency number was called. */
  void helpCalled() {
    helpUntil = now.steady().plus(HELP_EXPECTED);
  }

  /** {@return whether rules step back because help may call} */
  boolean helpExpected() {
    return helpUntil.isAfter(now.steady());
  }

  void tell(String title, String text, @Nullable String redial) {
    tell(title, text, redial, NOTICE_SHOWN);
  }

  void tell(String title, String text, @Nullable String redial, Duration shown) {
    notice = new Notice(title, text, redial);
    noticeUntil = now.steady().plus(shown);
  }

  /** Shows what the server wants shown; the end of a call does not wipe it away. */
  void tellServersWords(String title, String text, Duration shown) {
    tell(title, text, null, shown);
    serversWordsUntil = noticeUntil;
  }

  void dismissNotice() {
    notice = null;
    calls.forgetEnded();
  }

  void reprovision() {
    host.reprovision();
  }

  void remember(Memory changed) {
    memory = changed;
    host.remember(changed);
  }

  void digitInCall(Call call, char digit) {
    media.sendDigit(call.number(), digit);
    sip.pressed(call.id, digit);
  }

  @Nullable LineKey keyAt(int index) {
    for (LineKey key : settings.keys()) {
      if (key.index() == index && key.type() != KeyType.LINE && key.type() != KeyType.NONE) {
        return key;
      }
    }
    return null;
  }

  // ------------------------------------------------------------------------------------------------ outcomes

  private void ended(Call call, CallState.Ended how) {
    conferences.ended(call);
    quality.ended(call);
    String name = call.remote.shown();
    boolean explained = // the server has said why, such as where it parked the call
        how.cause() == Cause.REMOTE_HUNG_UP && serversWordsUntil.isAfter(now.steady());
    boolean told = call.replaced || transfers.ended(call) || explained;
    if (!told
        && how.cause() != Cause.HUNG_UP
        && how.cause() != Cause.GAVE_UP
        && how.cause() != Cause.REJECTED) {
      tell(
          Words.title(how.cause()),
          Words.quoting(Words.sentence(how.cause(), name, call.detail), call.serversWords),
          call.remote.user());
    }
    HistoryEntry.Kind kind =
        call.outgoing
            ? HistoryEntry.Kind.DIALLED
            : switch (how.cause()) {
              case MISSED -> HistoryEntry.Kind.MISSED;
              case REJECTED -> HistoryEntry.Kind.REJECTED;
              default -> HistoryEntry.Kind.RECEIVED;
            };
    if (call.replaced && how.connectedFor() < 0) {
      return; // another call of ours is the same to the person
    }
    remember(
        memory.plus(
            new HistoryEntry(
                call.began,
                kind,
                call.remote.user(),
                call.remote.name(),
                call.line,
                Duration.ofSeconds(Math.max(0, how.connectedFor())))));
    Call other = calls.first(next -> !next.ended());
    if (selected == null || selected == call.number()) {
      selected = other == null ? call.number() : Integer.valueOf(other.number());
    }
    boolean speech = calls.any(next -> next.connected() || next.reaching()) || dialing != null;
    if (!speech && path != AudioPath.NONE && !(path == AudioPath.HANDSET && offHook)) {
      path = AudioPath.NONE;
    }
    if (!calls.any(Call::connected)) {
      muted = false;
    }
  }

  /** Brings sounds and lamps to what the state asks for. */
  private void settle() {
    Sounds.settle(this);
  }
}

package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.account.RegistrationEvent;
import org.trucephone.firmware.account.RegistrationMachine;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.diagnosis.Diagnosis;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.diagnosis.Evidence.Seen;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.dialect.Dialects;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.dialect.Reaction;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** The lines and their registrations. Phone thread only. */
final class Lines {
  private static final Duration DEFAULT_EXPIRES = Duration.ofSeconds(3600);
  private static final int MOST = 8;

  private final SipPort sip;
  private final RandomGenerator random;
  private final Dialect.Device device;
  private int lastSaying;

  /** What was said and not answered yet, by number. */
  private final Map<Integer, Said> said = new TreeMap<>();

  private record Said(Dialect.Saying saying, int round) {}

  private final Map<Integer, Line> lines = new TreeMap<>();
  private Network network = Network.UNKNOWN;

  Lines(SipPort sip, RandomGenerator random, Dialect.Device device) {
    this.sip = sip;
    this.device = device;
    this.random = random;
  }

  /** {@return this phone, as dialects want to know it} */
  Dialect.Device device() {
    return device;
  }

  Collection<Line> all() {
    return lines.values();
  }

  @Nullable Line get(int index) {
    return lines.get(index);
  }

  /** {@return the first line that can call, else the first, else null} */
  @Nullable Line preferred() {
    for (Line line : lines.values()) {
      if (line.registered()) {
        return line;
      }
    }
    return lines.isEmpty() ? null : lines.values().iterator().next();
  }

  /**
   * Puts the accounts of {@code settings} in force. Lines that did not change keep their
   * registration.
   *
   * @return whether a line is new or other than before
   */
  boolean apply(Settings settings, Now now) {
    List<Line> wanted = new ArrayList<>();
    for (Account account : settings.usableAccounts()) {
      if (account.index() <= MOST) {
        wanted.add(line(account, settings));
      }
    }
    return replace(wanted, now);
  }

  /** One account without a registrar, for benches. */
  void direct(Now now) {
    SipAccount account =
        new SipAccount(
            1,
            "phone",
            "127.0.0.1",
            "phone",
            new org.trucephone.provisioning.settings.Secret(""),
            "",
            new HostPort("127.0.0.1", 5060),
            null,
            Transport.UDP,
            false);
    replace(List.of(new Line(account, "phone", "", DEFAULT_EXPIRES, null)), now);
  }

  private boolean replace(List<Line> wanted, Now now) {
    List<Line> fresh = new ArrayList<>();
    Map<Integer, Line> next = new TreeMap<>();
    for (Line line : wanted) {
      Line old = lines.get(line.index());
      if (old != null && old.sameAs(line)) {
        next.put(line.index(), old);
      } else {
        next.put(line.index(), line);
        fresh.add(line);
      }
    }
    for (Line old : lines.values()) {
      Line successor = next.get(old.index());
      boolean gone =
          successor == null
              || !successor.account.addressOfRecord().equals(old.account.addressOfRecord());
      if (gone && old.account.registers() && old.registered()) {
        sip.register(old.index(), Duration.ZERO);
      }
    }
    lines.clear();
    lines.putAll(next);
    sip.accounts(lines.values().stream().map(line -> line.account).toList());
    for (Line line : fresh) {
      if (line.account.registers()) {
        step(line, new RegistrationEvent.Start(), now.steady());
      }
    }
    return !fresh.isEmpty();
  }

  private Line line(Account account, Settings settings) {
    Transport transport = account.transportOr(Transport.UDP);
    int defaultPort = transport == Transport.TLS ? 5061 : 5060;
    String named = Setting.valueOr(account.dialect(), "");
    Dialect chosen = named.isEmpty() ? null : Dialects.named(named);
    if (chosen == null && !named.isEmpty()) {
      Logger.tag("account")
          .warn(
              "line={} dialect {} is not known: the server's name decides. Known: {}",
              account.index(),
              named,
              Dialects.all().stream().map(Dialect::id).toList());
    }
    Endpoint proxy = Setting.value(account.outboundProxy());
    Endpoint spare = Setting.value(account.backup());
    SipAccount sip =
        new SipAccount(
            account.index(),
            account.userOr(""),
            account.domainOrHost(),
            account.authUserOrUser(),
            account.passwordOrEmpty(),
            account.displayNameOr(""),
            place(account.hostOr(""), account.portOr(0), defaultPort),
            proxy == null ? null : place(proxy.host(), proxy.portOr(0), defaultPort),
            transport,
            Setting.valueOr(account.registers(), true),
            spare == null ? null : place(spare.host(), spare.portOr(0), defaultPort),
            (chosen == null ? Dialects.generic() : chosen)
                .manner(device, account.userOr(""), account.domainOrHost()));
    Duration expires =
        account.expiresOr(Setting.valueOr(settings.general().registerExpires(), DEFAULT_EXPIRES));
    String voicemail =
        Setting.valueOr(account.voicemail(), Setting.valueOr(settings.general().voicemail(), ""));
    return new Line(sip, account.labelOrUser(), voicemail, expires, chosen);
  }

  /** A name without a port is looked up as RFC 3263 says; an address has the usual port. */
  private static HostPort place(String host, int port, int usual) {
    boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    return new HostPort(host, port == 0 && literal ? usual : port);
  }

  void retry(int index, Now now) {
    Line line = lines.get(index);
    if (line != null
        && line.account.registers()
        && !(line.registration instanceof RegistrationState.Registering)) {
      step(line, new RegistrationEvent.Start(), now.steady());
    }
  }

  void on(SipEvent.Registered event, Now now) {
    Line line = lines.get(event.account());
    if (line == null) {
      return;
    }
    boolean first = !line.registered();
    if (!event.server().isEmpty() && !line.dialectChosen) {
      Dialect said = Dialects.of(event.server());
      if (!said.equals(line.dialect)) {
        line.dialect = said;
        SipAccount own = line.account;
        sip.manner(line.index(), said.manner(device, own.user(), own.domain()));
      }
    }
    line.wasRegistered = true;
    line.diagnosis = null;
    step(line, new RegistrationEvent.Granted(event.expires()), now.steady());
    if (first) {
      if (line.dialect.subscribesToMessages()) {
        sip.subscribeMessages(line.index(), line.expires);
      }
    }
    if (first || line.flowLost) {
      line.flowLost = false;
      line.asksPresence = false; // until this server says so
      say(line, line.dialect.greetings(device, event));
    }
  }

  /** Says to a line's server what only its dialect has words for. */
  void say(Line line, List<Dialect.Saying> sayings) {
    say(line, sayings, 1);
  }

  private void say(Line line, List<Dialect.Saying> sayings, int round) {
    for (Dialect.Saying saying : sayings) {
      said.put(++lastSaying, new Said(saying, round));
      sip.request(
          lastSaying,
          line.index(),
          saying.method(),
          saying.target(),
          saying.headers(),
          saying.contentType(),
          saying.body());
    }
  }

  /** {@return what the answer to something said tells of a line; what follows is said at once} */
  List<News> on(SipEvent.Answered answer) {
    Said about = said.remove(answer.number());
    Line line = lines.get(answer.account());
    if (about == null || line == null) {
      return List.of();
    }
    Reaction reaction = line.dialect.reaction(about.saying(), answer, about.round());
    say(line, reaction.next(), about.round() + 1);
    return reaction.news();
  }

  /** Tells servers that ask for it what the person does, where it changed. */
  void presence(Dialect.Doing now) {
    for (Line line : lines.values()) {
      if (line.asksPresence && line.registered() && line.toldPresence != now) {
        boolean first = line.toldPresence == null;
        line.toldPresence = now;
        say(line, line.dialect.presence(device, line.account.addressOfRecord(), now, first));
      }
    }
  }

  void on(SipEvent.RegisterRefused event, Now now) {
    Line line = lines.get(event.account());
    if (line != null) {
      line.diagnosis = Findings.of(line, event, network);
      Duration least = event.minExpires() == null ? Duration.ZERO : event.minExpires();
      step(
          line,
          new RegistrationEvent.Refused(
              event.status(),
              event.reason(),
              event.credentialsRefused(),
              event.retryAfter(),
              least,
              line.dialect.explained(event.status(), event.headers())),
          now.steady());
    }
  }

  void on(SipEvent.RegisterFailed event, Now now) {
    Line line = lines.get(event.account());
    if (line != null) {
      Diagnosis found = Findings.of(line, event, network);
      line.diagnosis = found;
      String sentence = Findings.sentence(found, Words.registerFault(event, line.server()));
      step(line, new RegistrationEvent.Unreachable(sentence, event.detail()), now.steady());
    }
  }

  void on(SipEvent.FlowLost event, Now now) {
    Line line = lines.get(event.account());
    if (line != null && line.account.registers()) {
      line.flowLost = true;
      step(line, new RegistrationEvent.FlowLost(event.detail()), now.steady());
    }
  }

  /**
   * The network changed. What is registered registers again, for its address may be another; what
   * waits for its next try does not wait.
   *
   * @return whether our addresses are others, so that calls must be told
   */
  boolean on(Network now, Now when) {
    Network before = network;
    network = now;
    boolean moved = before.looked() && !before.addresses().equals(now.addresses());
    boolean back = before.link() != Seen.YES && now.link() == Seen.YES && before.looked();
    if (!moved && !back || now.addresses().isEmpty()) {
      return false;
    }
    sip.networkChanged();
    for (Line line : lines.values()) {
      if (line.account.registers()
          && !(line.registration instanceof RegistrationState.Registering)) {
        step(line, new RegistrationEvent.Start(), when.steady());
      }
    }
    return moved;
  }

  void on(SipEvent.MessageSummary event) {
    Line line = lines.get(event.account());
    if (line != null) {
      int fresh = event.waiting() ? (event.newMessages() > 0 ? event.newMessages() : -1) : 0;
      line.messages(event.mailbox(), fresh);
    }
  }

  void tick(Now now) {
    for (Line line : lines.values()) {
      Instant due = RegistrationMachine.deadline(line.registration);
      if (due != null && !due.isAfter(now.steady())) {
        step(line, new RegistrationEvent.TimeUp(), now.steady());
      }
    }
  }

  @Nullable Instant deadline() {
    Instant first = null;
    for (Line line : lines.values()) {
      Instant due = RegistrationMachine.deadline(line.registration);
      if (due != null && (first == null || due.isBefore(first))) {
        first = due;
      }
    }
    return first;
  }

  private void step(Line line, RegistrationEvent event, Instant now) {
    RegistrationState before = line.registration;
    RegistrationMachine.Step step =
        RegistrationMachine.on(before, event, line.names(), now, random.nextDouble());
    line.registration = step.next();
    if (!before.getClass().equals(step.next().getClass())) {
      Logger.tag("account")
          .info(
              "line={} {}→{} ({}{})",
              line.index(),
              before.getClass().getSimpleName(),
              step.next().getClass().getSimpleName(),
              event.getClass().getSimpleName(),
              step.next() instanceof RegistrationState.Failed failed
                  ? ": " + failed.failure().proof()
                  : "");
    }
    step.register().ifPresent(expires -> sip.register(line.index(), expires));
  }
}

package org.trucephone.tests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.Registrar.Binding;
import org.trucephone.tests.lab.Wire.Peer;

/**
 * The SIP server: sorts what comes and hands it on. The lab's thread only, but for start and end.
 */
final class Pbx implements AutoCloseable {
  private final InetAddress host;
  private final Loop loop;
  private final Faults faults;
  private final Wire wire;
  private final Via via;
  private final Transactions transactions;
  private final Registrar registrar;
  private final Relay relay;
  private final Robots robots;
  private final Mailboxes mailboxes;
  private final Consumer<String> log;
  private final ScheduledExecutorService ticks;
  private final List<LabCall> calls = new ArrayList<>();
  private final List<LabCall> past = new ArrayList<>();

  Pbx(LabOptions options, InetAddress host, Faults faults, Consumer<String> log)
      throws IOException {
    this.host = host;
    this.log = log;
    loop = new Loop(log);
    this.faults = faults;
    wire = new Wire(host, options.sipPort(), loop, faults, log, this::take);
    via = new Via(host.getHostAddress(), wire.port());
    transactions = new Transactions(loop, wire);
    registrar = new Registrar(options, loop, log);
    relay = new Relay(wire, via, registrar);
    robots = new Robots(this, options.callBackAfter());
    mailboxes = new Mailboxes(this);
    ticks =
        Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("lab-media").unstarted(r));
  }

  void start() {
    wire.start();
  }

  Loop loop() {
    return loop;
  }

  Via via() {
    return via;
  }

  Transactions transactions() {
    return transactions;
  }

  Registrar registrar() {
    return registrar;
  }

  Mailboxes mailboxes() {
    return mailboxes;
  }

  void send(SipMessage message, Peer to) {
    wire.send(message, to);
  }

  List<LabCall> calls() {
    List<LabCall> all = new ArrayList<>(past);
    all.addAll(calls);
    return all;
  }

  void ended(LabCall call) {
    if (calls.remove(call)) {
      past.add(call);
    }
  }

  /** Rings a registered phone. */
  LabCall call(String user, String number, String name) {
    Binding phone = registrar.bindings(user).stream().reduce((a, b) -> b).orElse(null);
    if (phone == null) {
      throw new IllegalStateException("user " + user + " is not registered with the lab");
    }
    String address = "@%s:%d".formatted(via.host(), via.port());
    Dialog dialog =
        Dialog.calling(
            Transactions.token() + "@lab",
            Transactions.token(),
            "\"%s\" <sip:%s%s>".formatted(name, number, address),
            "<sip:" + user + address + ">",
            phone.contact(),
            phone.peer());
    LabCall call = new LabCall(this, dialog, media(), user);
    calls.add(call);
    call.call();
    return call;
  }

  private Media media() {
    try {
      return new Media(host, ticks, faults, loop::changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(SipMessage message, Peer from) {
    if (!message.isRequest()) {
      if (!transactions.takes(message)) {
        relay.back(message);
      }
      return;
    }
    if (transactions.absorbs(message)) {
      return;
    }
    Via.received(message, from);
    while (!message.all("Route").isEmpty() && via.isUs(SipMessage.uriOf(message.text("Route")))) {
      message.pop("Route");
    }
    if (SipMessage.parameter(message.text("To"), "tag") == null) {
      begin(message, from);
    } else {
      inside(message, from);
    }
  }

  /** A request that belongs to no dialog. */
  private void begin(SipMessage request, Peer from) {
    switch (request.method()) {
      case "REGISTER" -> register(request, from);
      case "INVITE" -> invite(request, from);
      case "CANCEL" -> cancel(request, from);
      case "SUBSCRIBE" -> {
        SipMessage challenge = registrar.challenge(request, false);
        if (challenge != null) {
          answer(request, from, challenge);
        } else {
          mailboxes.subscribe(request, from);
        }
      }
      case "OPTIONS" ->
          answer(
              request,
              from,
              SipMessage.response(request, 200, "OK")
                  .add("Allow", Via.ALLOW)
                  .add("Accept", "application/sdp"));
      case "NOTIFY", "MESSAGE", "INFO" ->
          answer(request, from, SipMessage.response(request, 200, "OK"));
      case "ACK" -> relay.forward(request, from, bindingFor(request));
      default ->
          answer(
              request,
              from,
              SipMessage.response(request, 405, "Method Not Allowed").add("Allow", Via.ALLOW));
    }
  }

  private void inside(SipMessage request, Peer from) {
    for (LabCall call : List.copyOf(calls)) {
      if (call.matches(request)) {
        call.take(request, from);
        return;
      }
    }
    if (request.method().equals("SUBSCRIBE") && mailboxes.refresh(request, from)) {
      return;
    }
    boolean ours = via.isUs(request.uri()) && request.all("Route").isEmpty();
    boolean passed = !ours && relay.forward(request, from, null);
    if (!passed && request.method().equals("ACK")) {
      relay.forward(request, from, bindingFor(request)); // of a refusal that was passed on
    } else if (!passed) {
      answer(request, from, SipMessage.response(request, 481, "Call Does Not Exist"));
    }
  }

  private void register(SipMessage request, Peer from) {
    String user = SipMessage.userOf(request.text("To"));
    boolean known = !registrar.bindings(user).isEmpty();
    answer(request, from, registrar.register(request, from));
    if (!known && !registrar.bindings(user).isEmpty()) {
      mailboxes.registered(user);
    }
  }

  private void invite(SipMessage request, Peer from) {
    SipMessage challenge = registrar.challenge(request, true);
    if (challenge != null) {
      answer(request, from, challenge);
      return;
    }
    String number = SipMessage.userOf(request.uri());
    if (Robots.NUMBERS.containsKey(number)) {
      transactions.reply(request, from, SipMessage.response(request, 100, "Trying"));
      Dialog dialog = Dialog.called(request, from, Transactions.token());
      LabCall call = new LabCall(this, dialog, media(), number, request, from);
      calls.add(call);
      log.accept(SipMessage.userOf(request.text("From")) + " called " + number);
      robots.take(call, SipMessage.userOf(request.text("From")));
      return;
    }
    Binding callee = bindingFor(request);
    if (callee == null || !relay.forward(request, from, callee)) {
      boolean known = registrar.knows(number);
      answer(
          request,
          from,
          known
              ? SipMessage.response(request, 480, "Not Registered")
              : SipMessage.response(request, 404, "Not Found"));
    }
  }

  private void cancel(SipMessage request, Peer from) {
    LabCall call = calls.stream().filter(c -> c.isFor(request)).findFirst().orElse(null);
    if (call != null) {
      boolean open = call.isUnanswered();
      answer(request, from, SipMessage.response(request, 200, "OK"));
      if (open) {
        call.cancelled();
      }
    } else if (transactions.answeredHere(request)) {
      answer(request, from, SipMessage.response(request, 200, "OK"));
    } else if (!relay.forward(request, from, bindingFor(request))) {
      answer(request, from, SipMessage.response(request, 481, "Call Does Not Exist"));
    }
  }

  private @Nullable Binding bindingFor(SipMessage request) {
    return registrar.bindings(SipMessage.userOf(request.uri())).stream()
        .reduce((a, b) -> b)
        .orElse(null);
  }

  /** Answers with a To tag (RFC 3261 8.2.6.2). */
  private void answer(SipMessage request, Peer from, SipMessage response) {
    if (SipMessage.parameter(response.text("To"), "tag") == null) {
      response.set("To", response.text("To") + ";tag=" + Transactions.token());
    }
    transactions.reply(request, from, response.add("Server", "Truce lab"));
  }

  @Override
  public void close() {
    loop.ask(() -> {
      List.copyOf(calls).forEach(LabCall::finish);
      return true;
    });
    wire.close();
    loop.close();
    ticks.shutdownNow();
  }
}

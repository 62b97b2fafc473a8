package org.trucephone.firmware.sip.jain;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Ends;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.sip.SubscriptionWish;
import org.trucephone.firmware.sip.TransportFault;

/** Signalling by the JAIN-SIP reference implementation. See the package's description. */
public final class JainSip implements SipPort {
  private static final Duration WATCH = Duration.ofSeconds(10);
  private static final Duration REOPEN_WAIT = Duration.ofMillis(100);
  private static final int REOPEN_TRIES = 30;

  final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Registrations registrations;
  private final OutgoingCalls outgoing;
  private final IncomingCalls incoming;
  private final DialogRequests dialogs;
  private final DialogOffers offers;
  private final Subscriptions subscriptions;
  private final Publications publications;
  private final Transfers transfers;
  private final KeyPresses keys;
  private final Asides asides;
  private final Legs legs = new Legs();
  private final Requests requests;
  private final Notifications notifications;
  private volatile Map<Integer, Access> seen = Map.of();

  /**
   * Opens signalling on UDP and TCP.
   *
   * @param listener hears events on threads of signalling; must only post
   * @throws SipOpenException if the address or port cannot be had
   */
  public static JainSip open(SipOptions options, Listener listener) throws SipOpenException {
    return new JainSip(options, listener);
  }

  private JainSip(SipOptions options, Listener listener) throws SipOpenException {
    core = new Core(options, listener);
    CountDownLatch ready = new CountDownLatch(1); // a request may come before all is in place
    core.post(ready::await);
    String name = Wire.freshName();
    StackHooks.put(
        name,
        new StackHooks(
            remote -> core.post(() -> flowClosed(remote)),
            response -> core.post(() -> secondAnswer(response)),
            request -> core.post(() -> unanswered(request)),
            core::isServer,
            core::names,
            options.trust()));
    Wire wire;
    try {
      wire = Wire.open(name, options, new EventsIn(this, core));
    } catch (SipOpenException e) {
      StackHooks.remove(name);
      core.abandon();
      throw e;
    }
    core.wire(wire);
    messages = new Messages(wire, options.userAgent(), options.instance());
    Answers answers = new Answers(core, messages);
    sender = new Sender(core, messages);
    subscriptions = new Subscriptions(core, messages, sender);
    publications = new Publications(core, messages, sender);
    asides = new Asides(core, messages, sender);
    transfers = new Transfers(core, messages, sender, legs, answers);
    keys = new KeyPresses(core, messages, sender, answers);
    registrations = new Registrations(core, messages, sender, subscriptions);
    dialogs = new DialogRequests(core, messages, sender, legs);
    SessionTimers timers = new SessionTimers(core, messages, sender, legs, dialogs);
    dialogs.timers(timers);
    outgoing = new OutgoingCalls(core, messages, sender, legs, dialogs, timers);
    incoming = new IncomingCalls(core, messages, legs, answers, dialogs, timers);
    offers = new DialogOffers(core, messages, legs, answers, timers);
    notifications = new Notifications(core, messages, answers, legs, subscriptions, transfers);
    requests =
        new Requests(
            core, messages, legs, answers, incoming, offers, notifications, transfers, keys);
    core.every(options.keepAlive(), this::keepAlive);
    core.every(WATCH, this::watch);
    ready.countDown();
  }

  // ---- asked by the phone

  @Override
  public void accounts(List<SipAccount> accounts) {
    Map<Integer, Access> next = new TreeMap<>();
    for (SipAccount account : accounts) {
      Access old = seen.get(account.index());
      next.put(
          account.index(),
          old != null && old.account.equals(account)
              ? old
              : new Access(account, core.localHostTowards(bare(account.registrar().host()))));
    }
    seen = Map.copyOf(next);
    core.post(() -> {
      for (Access old : core.accounts()) {
        if (next.get(old.index()) != old) {
          old.retired = true;
          subscriptions.retire(old);
        }
      }
      core.accounts(next);
    });
  }

  @Override
  public void manner(int account, Manner manner) {
    core.post(() -> {
      Access access = core.account(account);
      if (access != null) {
        access.manner(manner);
      }
    });
  }

  private static String bare(String host) {
    return host.replaceAll("[\\[\\]]", "");
  }

  @Override
  public void register(int account, Duration expires) {
    core.post(() -> {
      Access access = core.account(account);
      if (access == null) {
        return;
      }
      try {
        registrations.register(access, expires);
      } catch (Exception e) {
        access.registering = false;
        core.emit(
            new SipEvent.RegisterFailed(
                account,
                TransportFault.NOT_SENT,
                "Not an address: " + access.account.addressOfRecord()));
        throw e;
      }
    });
  }

  @Override
  public void subscribeMessages(int account, Duration expires) {
    core.post(() -> {
      Access access = core.account(account);
      if (access != null) {
        subscriptions.subscribe(access, Notifications.waitingMessages(access, expires));
      }
    });
  }

  @Override
  public void invite(
      CallId call, int account, String target, String offer, Map<String, String> headers) {
    core.post(() -> {
      try {
        outgoing.invite(call, account, target, offer, headers);
      } catch (Exception e) {
        core.emit(
            new SipEvent.CallFailed(
                call, TransportFault.NOT_SENT, "The call to " + target + " could not be sent"));
        throw e;
      }
    });
  }

  @Override
  public void cancel(CallId call) {
    core.post(() -> outgoing.cancel(call));
  }

  @Override
  public void ring(CallId call) {
    core.post(() -> incoming.ring(call));
  }

  @Override
  public void accept(CallId call, String sdp) {
    core.post(() -> incoming.accept(call, sdp));
  }

  @Override
  public void reject(CallId call, int status, Map<String, String> headers) {
    core.post(() -> incoming.reject(call, status, headers));
  }

  @Override
  public void reinvite(CallId call, String offer) {
    core.post(() -> {
      try {
        dialogs.reinvite(call, offer);
      } catch (Exception e) {
        core.emit(new SipEvent.ReinviteAnswered(call, 500, null));
        throw e;
      }
    });
  }

  @Override
  public void acceptReinvite(CallId call, String sdp) {
    core.post(() -> offers.accept(call, sdp));
  }

  @Override
  public void rejectReinvite(CallId call, int status) {
    core.post(() -> offers.reject(call, status));
  }

  @Override
  public void bye(CallId call, Map<String, String> headers) {
    core.post(() -> keys.ended(call));
    core.post(() -> dialogs.bye(call, headers));
  }

  @Override
  public void pressed(CallId call, char key) {
    core.post(() -> keys.pressed(call, key));
  }

  @Override
  public void info(CallId call, String contentType, String body) {
    core.post(() -> dialogs.info(call, contentType, body));
  }

  @Override
  public void networkChanged() {
    core.post(() -> {
      core.trace.add("· the network changed");
      core.locations.forget();
    });
  }

  @Override
  public void refer(CallId call, String target, @Nullable CallId replaces) {
    core.post(() -> {
      try {
        transfers.refer(call, target, replaces);
      } catch (Exception e) {
        core.emit(new SipEvent.ReferProgress(call, 500, "Not an address: " + target, true));
        throw e;
      }
    });
  }

  @Override
  public void answerRefer(int refer, int status) {
    core.post(() -> transfers.answer(refer, status));
  }

  @Override
  public void referProgress(int refer, int status, String reason) {
    core.post(() -> transfers.progress(refer, status, reason));
  }

  @Override
  public @Nullable DialogId dialog(CallId call) {
    return legs.dialog(call);
  }

  @Override
  public void subscribe(SubscriptionWish wish) {
    core.post(() -> {
      Access access = core.account(wish.account());
      if (access != null) {
        subscriptions.subscribe(access, wish);
      }
    });
  }

  @Override
  public void unsubscribe(int subscription) {
    core.post(() -> subscriptions.unsubscribe(subscription));
  }

  @Override
  public void publish(
      int account, String event, String contentType, String body, Duration expires) {
    core.post(() -> {
      Access access = core.account(account);
      if (access != null) {
        publications.publish(access, event, contentType, body, expires);
      }
    });
  }

  @Override
  public Ends ends(CallId call) {
    return legs.ends(call);
  }

  @Override
  public void report(int account, String to, String event, String contentType, String body) {
    core.post(() -> {
      Access access = core.account(account);
      if (access != null) {
        publications.report(access, to, event, contentType, body);
      }
    });
  }

  @Override
  public void request(
      int number,
      int account,
      String method,
      String target,
      Map<String, String> headers,
      String contentType,
      String body) {
    core.post(() -> {
      Access access = core.account(account);
      if (access != null) {
        asides.send(access, number, method, target, headers, contentType, body);
      }
    });
  }

  @Override
  public String localHost(int account) {
    Access access = seen.get(account);
    return access == null ? "127.0.0.1" : access.localHost;
  }

  @Override
  public int localPort() {
    return core.wire().port;
  }

  @Override
  public List<String> trace() {
    return core.trace.lines();
  }

  /** Pulls the virtual handset's network plug ({@code true}), or puts it back. */
  public void unplugged(boolean out) {
    PhoneNetwork.unplugged(out);
  }

  @Override
  public void close() {
    core.close();
  }

  // ---- told by the stack, on sip-out

  void request(RequestEvent event, @Nullable ServerTransaction transaction) throws Exception {
    requests.on(event, transaction);
  }

  void response(ResponseEvent event) throws Exception {
    if (sender.on(event)) {
      return;
    }
    Response response = event.getResponse();
    if (response.getStatusCode() / 100 == 2 && Messages.method(response).equals(Request.INVITE)) {
      outgoing.strayAnswer(response);
    }
  }

  void timeout(@Nullable ClientTransaction transaction) throws Exception {
    sender.timeout(transaction);
  }

  private void flowClosed(InetSocketAddress remote) {
    registrations.flowClosed(remote.getAddress().getHostAddress(), remote.getPort());
  }

  private void unanswered(Request request) {
    notifications.unanswered(request);
  }

  private void secondAnswer(Response response) throws Exception {
    outgoing.secondAnswer(response);
  }

  // ---- now and then

  /**
   * Two line ends keep a connection open (RFC 5626 3.5.1). Over UDP OPTIONS keeps a NAT's mapping
   * open and shows besides whether the server still answers.
   */
  private void keepAlive() throws Exception {
    for (Access access : core.accounts()) {
      Target server = access.server;
      if (access.registered && server != null) {
        try {
          if (server.tcp()) {
            core.wire().heartbeat(server);
          } else {
            registrations.ping(access);
          }
        } catch (java.io.IOException e) {
          core.trace.add("! keep-alive to " + server + " failed");
        }
      }
    }
  }

  void watch() throws Exception {
    if (!core.wire().alive()) {
      Logger.tag("sip").error("the thread that reads UDP has ended; its socket is opened again");
      core.trace.add("! the UDP reader had ended; opened again");
      reopen();
    }
  }

  private void reopen() throws Exception {
    core.wire().closeUdp();
    listenAgain(REOPEN_TRIES);
  }

  private void listenAgain(int tries) throws Exception {
    try {
      core.wire().openUdp();
    } catch (InvalidArgumentException e) {
      if (tries == 0) {
        throw e; // watch() tries again
      }
      core.later(REOPEN_WAIT, () -> listenAgain(tries - 1));
    }
  }
}

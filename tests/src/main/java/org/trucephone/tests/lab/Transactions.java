package org.trucephone.tests.lab;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.Wire.Peer;

/** Repeats what gets lost and absorbs what comes twice (RFC 3261 17). The lab's thread only. */
final class Transactions {
  private static final Duration T1 = Duration.ofMillis(500);
  private static final Duration T2 = Duration.ofSeconds(4);
  private static final Duration GIVE_UP = T1.multipliedBy(64);
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final class Server {
    final Peer peer;
    SipMessage last;
    @Nullable Future<?> repeat;

    Server(Peer peer, SipMessage last) {
      this.peer = peer;
      this.last = last;
    }
  }

  private static final class Client {
    final SipMessage request;
    final Peer peer;
    final Consumer<SipMessage> onResponse;
    @Nullable Future<?> repeat;
    boolean proceeding;
    boolean done;

    Client(SipMessage request, Peer peer, Consumer<SipMessage> onResponse) {
      this.request = request;
      this.peer = peer;
      this.onResponse = onResponse;
    }
  }

  private final Loop loop;
  private final Wire wire;
  private final Map<String, Server> servers = new HashMap<>();
  private final Map<String, Client> clients = new HashMap<>();

  Transactions(Loop loop, Wire wire) {
    this.loop = loop;
    this.wire = wire;
  }

  static String token() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Handles a request seen before. */
  boolean absorbs(SipMessage request) {
    Server known = servers.get(serverKey(request));
    if (known == null) {
      return false;
    }
    if (request.method().equals("ACK")) {
      stop(known.repeat);
    } else {
      wire.send(known.last, known.peer);
    }
    return true;
  }

  /** Whether a response went out for the request a CANCEL names. */
  boolean answeredHere(SipMessage cancel) {
    return servers.containsKey(branchKey(cancel) + " INVITE");
  }

  /** Sends a response; a final one to an INVITE is repeated until {@link #acknowledged}. */
  void reply(SipMessage request, Peer peer, SipMessage response) {
    String key = serverKey(request);
    Server server = servers.computeIfAbsent(key, k -> new Server(peer, response));
    server.last = response;
    stop(server.repeat);
    wire.send(response, peer);
    if (response.status() >= 200) {
      loop.after(GIVE_UP, () -> servers.remove(key));
      if (request.method().equals("INVITE") && (!peer.reliable() || response.status() < 300)) {
        repeat(server, T1, Duration.ZERO);
      }
    }
  }

  /** The ACK of a 2xx came. */
  void acknowledged(SipMessage invite) {
    Server server = servers.get(serverKey(invite));
    if (server != null) {
      stop(server.repeat);
    }
  }

  private void repeat(Server server, Duration wait, Duration spent) {
    if (spent.compareTo(GIVE_UP) < 0) {
      server.repeat =
          loop.after(
              wait,
              () -> {
                wire.send(server.last, server.peer);
                Duration next = wait.multipliedBy(2);
                repeat(server, next.compareTo(T2) > 0 ? T2 : next, spent.plus(wait));
              });
    }
  }

  /**
   * Sends a request whose top Via has a fresh branch.
   *
   * @param onResponse gets each response, a repeated 2xx of an INVITE too, and a 408 of our own
   *     when none came
   */
  void send(SipMessage request, Peer peer, Consumer<SipMessage> onResponse) {
    Client client = new Client(request, peer, onResponse);
    String key = branchKey(request) + " " + request.method();
    clients.put(key, client);
    wire.send(request, peer);
    if (!peer.reliable()) {
      repeat(client, T1);
    }
    loop.after(GIVE_UP, () -> giveUp(key, client));
  }

  private void giveUp(String key, Client client) {
    boolean ringing = client.proceeding && client.request.method().equals("INVITE");
    if (!client.done && ringing) {
      loop.after(GIVE_UP, () -> giveUp(key, client));
      return;
    }
    clients.remove(key);
    stop(client.repeat);
    if (!client.done) {
      client.done = true;
      client.onResponse.accept(SipMessage.response(client.request, 408, "Request Timeout"));
    }
  }

  private void repeat(Client client, Duration wait) {
    client.repeat =
        loop.after(
            wait,
            () -> {
              wire.send(client.request, client.peer);
              Duration next = wait.multipliedBy(2);
              boolean invite = client.request.method().equals("INVITE");
              repeat(client, !invite && next.compareTo(T2) > 0 ? T2 : next);
            });
  }

  /** {@return whether the response belongs to a request sent here} */
  boolean takes(SipMessage response) {
    Client client = clients.get(branchKey(response) + " " + response.method());
    if (client == null) {
      return false;
    }
    client.proceeding = true;
    boolean invite = response.method().equals("INVITE");
    int status = response.status();
    if (invite || status >= 200) {
      stop(client.repeat);
    }
    if (invite && status >= 300) {
      wire.send(ackFor(client.request, response), client.peer);
    }
    if (!client.done || (invite && status < 300 && status >= 200)) {
      client.done |= status >= 200;
      client.onResponse.accept(response);
    }
    return true;
  }

  /** The ACK of a refusal (RFC 3261 17.1.1.3). */
  private static SipMessage ackFor(SipMessage invite, SipMessage response) {
    SipMessage ack = SipMessage.request("ACK", invite.uri());
    ack.add("Via", invite.text("Via")).add("Max-Forwards", "70");
    invite.all("Route").forEach(r -> ack.add("Route", r));
    ack.add("From", invite.text("From")).add("To", response.text("To"));
    return ack.add("Call-ID", invite.text("Call-ID")).add("CSeq", invite.cseq() + " ACK");
  }

  private static void stop(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private static String branchKey(SipMessage message) {
    String via = message.text("Via");
    String[] words = via.split("\\s+", 2);
    String by = words.length < 2 ? via : words[1].split(";", 2)[0].trim();
    return by + " " + SipMessage.parameter(via, "branch");
  }

  private static String serverKey(SipMessage request) {
    String method = request.method().equals("ACK") ? "INVITE" : request.method();
    return branchKey(request) + " " + method;
  }
}

package org.trucephone.firmware.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.stun.Stun;
import org.trucephone.firmware.media.stun.Stun.Kind;
import org.trucephone.firmware.media.stun.StunMessage;
import org.trucephone.firmware.media.stun.StunWriter;

/**
 * Checks the ways to the other side and settles on one with it (RFC 8445 6 to 8): one component,
 * one address of ours. One thread at a time; times in milliseconds of any clock that only grows.
 */
public final class IceAgent {
  /** Between two first checks (Ta). */
  static final int PACE_MS = 50;

  /** Wait for a check's answer; doubled with each repetition. */
  static final int ANSWER_MS = 250;

  static final int MOST_SENT = 7;

  /** How long a better way is waited for when one works. */
  static final int BETTER_MS = 500;

  /** Between two signs of life on the chosen way (RFC 8445 11). */
  static final int ALIVE_MS = 15_000;

  private static final int MOST_PAIRS = 32;

  /** Of an address of ours that the other side may see first (RFC 8445 7.1.1). */
  private static final int REFLEXIVE_PRIORITY = 110 << 24 | 65535 << 8 | 255;

  /** Takes datagrams for the network. */
  @FunctionalInterface
  public interface Wire {
    /** Sends from the stream's port. */
    void send(byte[] datagram, InetSocketAddress to);
  }

  private enum State {
    WAITING,
    ASKED,
    WORKS,
    FAILED
  }

  private static final class Pair {
    final InetSocketAddress to;
    final long theirs;
    State state = State.WAITING;
    byte[] id = {};
    byte[] request = {};
    int sent;
    long due;

    /** This check nominates: ours with USE-CANDIDATE, or theirs that came with it. */
    boolean nominates;

    boolean asControlling;

    Pair(InetSocketAddress to, long theirs) {
      this.to = to;
      this.theirs = theirs;
    }
  }

  private final IceTerms terms;
  private final RandomGenerator random;
  private final Wire wire;
  private final long tieBreaker;
  private final List<Pair> pairs = new ArrayList<>();
  private final Deque<Pair> triggered = new ArrayDeque<>();
  private boolean controlling;
  private @Nullable Pair chosen;
  private long nextCheck = Long.MIN_VALUE;
  private long worksSince = Long.MIN_VALUE;
  private long aliveAt;
  private long refused;

  /**
   * @param host our address; only candidates of its family are tried
   * @param random for transactions; strong randomness outside of tests
   */
  public IceAgent(IceTerms terms, InetAddress host, RandomGenerator random, Wire wire) {
    this.terms = terms;
    this.random = random;
    this.wire = wire;
    this.controlling = terms.controlling();
    this.tieBreaker = random.nextLong();
    for (IceCandidate candidate : terms.candidates()) {
      InetAddress address = literal(candidate.host());
      if (address != null
          && address.getClass() == host.getClass()
          && !address.isAnyLocalAddress()
          && !address.isMulticastAddress()) {
        add(new InetSocketAddress(address, candidate.port()), candidate.priority());
      }
    }
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable Pair add(InetSocketAddress to, long priority) {
    Pair known = find(to);
    if (known != null || pairs.size() >= MOST_PAIRS) {
      return known;
    }
    Pair pair = new Pair(to, priority);
    pairs.add(pair);
    pairs.sort(Comparator.comparingLong(p -> -p.theirs)); // ours is one: theirs decide
    return pair;
  }

  private @Nullable Pair find(InetSocketAddress to) {
    for (Pair pair : pairs) {
      if (pair.to.equals(to)) {
        return pair;
      }
    }
    return null;
  }

  /** {@return where to send, null until both sides settled on it} */
  public @Nullable InetSocketAddress chosen() {
    Pair pair = chosen;
    return pair == null ? null : pair.to;
  }

  /** {@return whether every way was tried in vain; one may still open itself} */
  public boolean failed() {
    return chosen == null && pairs.stream().allMatch(pair -> pair.state == State.FAILED);
  }

  /** {@return datagrams that were no STUN, or not signed as they must be} */
  public long refused() {
    return refused;
  }

  /** Does what is due. */
  public void tick(long now) {
    Pair settled = chosen;
    if (settled != null && now - aliveAt >= ALIVE_MS) {
      aliveAt = now;
      wire.send(new StunWriter(Kind.INDICATION, transaction()).plain(), settled.to);
    }
    for (Pair pair : pairs) {
      if (pair.state == State.ASKED && now >= pair.due) {
        if (pair.sent >= MOST_SENT) {
          pair.state = State.FAILED;
          pair.nominates = false;
        } else {
          repeat(pair, now);
        }
      }
    }
    if (now >= nextCheck) {
      Pair next = next();
      if (next != null) {
        ask(next, now);
        nextCheck = now + PACE_MS;
      }
    }
    if (controlling && settled == null) {
      nominate(now);
    }
  }

  private @Nullable Pair next() {
    Pair pair = triggered.poll();
    while (pair != null && pair.state != State.WAITING) {
      pair = triggered.poll();
    }
    if (pair != null || chosen != null) {
      return pair;
    }
    for (Pair waiting : pairs) {
      if (waiting.state == State.WAITING) {
        return waiting;
      }
    }
    return null;
  }

  /** Chooses the best way that works, once no better one is being tried, or it takes too long. */
  private void nominate(long now) {
    if (pairs.stream().anyMatch(pair -> pair.nominates)) {
      return;
    }
    for (Pair pair : pairs) {
      if (pair.state == State.WORKS) {
        pair.nominates = true;
        ask(pair, now);
        return;
      }
      if (pair.state != State.FAILED
          && (worksSince == Long.MIN_VALUE || now - worksSince < BETTER_MS)) {
        return;
      }
    }
  }

  private void ask(Pair pair, long now) {
    pair.id = transaction();
    StunWriter request =
        new StunWriter(Kind.REQUEST, pair.id)
            .text(Stun.USERNAME, terms.theirs().fragment() + ":" + terms.ours().fragment())
            .number(Stun.PRIORITY, REFLEXIVE_PRIORITY)
            .number(controlling ? Stun.ICE_CONTROLLING : Stun.ICE_CONTROLLED, tieBreaker);
    if (controlling && pair.nominates) {
      request.flag(Stun.USE_CANDIDATE);
    }
    pair.request = request.signed(terms.theirs().key());
    pair.asControlling = controlling;
    pair.sent = 0;
    pair.state = State.ASKED;
    repeat(pair, now);
  }

  private void repeat(Pair pair, long now) {
    pair.due = now + ((long) ANSWER_MS << pair.sent);
    pair.sent++;
    wire.send(pair.request, pair.to);
  }

  private byte[] transaction() {
    byte[] id = new byte[12];
    random.nextBytes(id);
    return id;
  }

  /** Takes in what came from {@code from} on the stream's port. */
  public void received(byte[] b, int length, InetSocketAddress from, long now) {
    StunMessage message = StunMessage.parse(b, length);
    if (message == null || message.method() != Stun.BINDING) {
      refused++;
      return;
    }
    switch (message.kind()) {
      case REQUEST -> asked(message, from, now);
      case SUCCESS, ERROR -> answered(message, from, now);
      case INDICATION -> {
        // a sign of life
      }
    }
  }

  private void asked(StunMessage request, InetSocketAddress from, long now) {
    String user = request.text(Stun.USERNAME);
    if (user == null
        || !user.equals(terms.ours().fragment() + ":" + terms.theirs().fragment())
        || !request.signedWith(terms.ours().key())) {
      refused++;
      return;
    }
    boolean theyControl = request.has(Stun.ICE_CONTROLLING);
    if (theyControl == controlling && (theyControl || request.has(Stun.ICE_CONTROLLED))) {
      long theirs = request.number(theyControl ? Stun.ICE_CONTROLLING : Stun.ICE_CONTROLLED, 0);
      boolean weWin = Long.compareUnsigned(tieBreaker, theirs) >= 0;
      if (weWin == controlling) {
        byte[] conflict =
            new StunWriter(Kind.ERROR, request.id())
                .error(Stun.ROLE_CONFLICT, "Role Conflict")
                .signed(terms.ours().key());
        wire.send(conflict, from);
        return;
      }
      turn(!controlling);
    }
    byte[] answer =
        new StunWriter(Kind.SUCCESS, request.id()).mapped(from).signed(terms.ours().key());
    wire.send(answer, from);
    Pair pair = add(from, request.number(Stun.PRIORITY, 1));
    if (pair == null) {
      return;
    }
    if (!controlling && request.has(Stun.USE_CANDIDATE)) {
      pair.nominates = true;
      if (pair.state == State.WORKS) {
        choose(pair, now);
      }
    }
    if (pair.state == State.FAILED || pair.state == State.WAITING) {
      pair.state = State.WAITING;
      if (!triggered.contains(pair)) {
        triggered.add(pair);
      }
    }
  }

  private void turn(boolean toControl) {
    controlling = toControl;
    for (Pair pair : pairs) {
      pair.nominates = false;
    }
  }

  private void answered(StunMessage answer, InetSocketAddress from, long now) {
    Pair pair = null;
    for (Pair one : pairs) {
      if (one.state == State.ASKED && answer.answers(one.id)) {
        pair = one;
      }
    }
    if (pair == null || !answer.signedWith(terms.theirs().key())) {
      refused++;
      return;
    }
    if (answer.kind() == Kind.ERROR) {
      if (answer.error() == Stun.ROLE_CONFLICT) {
        if (pair.asControlling == controlling) { // else an earlier answer turned us already
          turn(!controlling);
        }
        pair.state = State.WAITING;
        triggered.add(pair);
      } else {
        pair.state = State.FAILED;
        pair.nominates = false;
      }
      return;
    }
    if (!pair.to.equals(from)) { // it must come from where we asked (RFC 8445 7.2.5.2.1)
      pair.state = State.FAILED;
      pair.nominates = false;
      return;
    }
    pair.state = State.WORKS;
    if (worksSince == Long.MIN_VALUE) {
      worksSince = now;
    }
    if (pair.nominates) {
      choose(pair, now);
    }
  }

  /** Of several chosen ones the best counts: some nominate all they check. */
  private void choose(Pair pair, long now) {
    Pair before = chosen;
    if (before == null || pair.theirs > before.theirs) {
      chosen = pair;
      aliveAt = now;
    }
  }
}

package org.trucephone.firmware.media.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two agents on a network made of a clock, a queue and address translators. */
class IceAgentTest {
  private static final InetSocketAddress ANNA = at("192.0.2.1", 4000);
  private static final InetSocketAddress BERT = at("198.51.100.7", 5000);
  private static final IceCredentials ONE = new IceCredentials("anna", "annaannaannaannaannaanna");
  private static final IceCredentials TWO = new IceCredentials("bert", "bertbertbertbertbertbert");

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private record Datagram(
      long due, int number, byte[] b, InetSocketAddress from, InetSocketAddress to) {}

  private final Random random = new Random(11);
  private final PriorityQueue<Datagram> flying =
      new PriorityQueue<>(
          Comparator.comparingLong(Datagram::due).thenComparingInt(Datagram::number));
  private final Map<InetSocketAddress, IceAgent> agents = new HashMap<>();

  /** Private address → public one; nothing reaches the private one from outside. */
  private final Map<InetSocketAddress, InetSocketAddress> translated = new HashMap<>();

  /** Public addresses through which somebody was written to: symmetric for that somebody. */
  private final List<String> opened = new ArrayList<>();

  private double loss;
  private long now;
  private int sent;

  private IceAgent agent(
      InetSocketAddress self,
      IceCredentials ours,
      IceCredentials theirs,
      boolean controls,
      IceCandidate... candidates) {
    IceAgent made =
        new IceAgent(
            new IceTerms(ours, theirs, List.of(candidates), controls),
            self.getAddress(),
            random,
            (b, to) -> send(b, self, to));
    agents.put(self, made);
    return made;
  }

  private void send(byte[] b, InetSocketAddress self, InetSocketAddress to) {
    InetSocketAddress seen = translated.getOrDefault(self, self);
    opened.add(seen + ">" + to);
    if (random.nextDouble() >= loss) {
      flying.add(new Datagram(now + 5 + random.nextInt(30), sent++, b, seen, to));
    }
  }

  private void run(long until) {
    for (; now < until; now += 10) {
      while (!flying.isEmpty() && flying.peek().due <= now) {
        deliver(flying.remove());
      }
      agents.values().forEach(agent -> agent.tick(now));
    }
  }

  private void deliver(Datagram d) {
    InetSocketAddress to = d.to;
    if (translated.containsKey(to)) {
      return; // a private address, from outside
    }
    for (Map.Entry<InetSocketAddress, InetSocketAddress> entry : translated.entrySet()) {
      if (entry.getValue().equals(to)) {
        if (!opened.contains(to + ">" + d.from)) {
          return; // the translator lets in only who was written to
        }
        to = entry.getKey();
      }
    }
    IceAgent agent = agents.get(to);
    if (agent != null) {
      agent.received(d.b, d.b.length, d.from, now);
    }
  }

  private static IceCandidate host(InetSocketAddress where) {
    return IceCandidate.host(where.getAddress().getHostAddress(), where.getPort());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void bothSettleOnTheDirectWay(double lost) {
    loss = lost;
    IceAgent a = agent(ANNA, ONE, TWO, true, host(BERT));
    IceAgent b = agent(BERT, TWO, ONE, false, host(ANNA));
    run(20_000);
    assertEquals(BERT, a.chosen());
    assertEquals(ANNA, b.chosen());
  }

  @Test
  void aWayThroughATranslatorIsLearned() {
    InetSocketAddress outside = at("203.0.113.1", 62_000);
    translated.put(ANNA, outside);
    IceAgent a = agent(ANNA, ONE, TWO, true, host(BERT));
    IceAgent b = agent(BERT, TWO, ONE, false, host(ANNA)); // only the private address was named
    run(5_000);
    assertEquals(BERT, a.chosen());
    assertEquals(outside, b.chosen());
  }

  @Test
  void theBestOfSeveralWaysIsTaken() {
    IceCandidate dead = new IceCandidate(IceCandidate.HOST_PRIORITY, "198.51.100.99", 9, "host");
    IceCandidate worse = new IceCandidate(1000, "198.51.100.7", 5000, "relay");
    IceAgent a = agent(ANNA, ONE, TWO, true, dead, worse);
    agent(BERT, TWO, ONE, false, host(ANNA));
    run(3_000);
    assertEquals(BERT, a.chosen());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aQuarrelOverTheRoleIsSettled(boolean both) {
    IceAgent a = agent(ANNA, ONE, TWO, both, host(BERT));
    IceAgent b = agent(BERT, TWO, ONE, both, host(ANNA));
    run(10_000);
    assertEquals(BERT, a.chosen());
    assertEquals(ANNA, b.chosen());
  }

  @Test
  void aStrangerWithoutThePasswordIsNotAnswered() {
    InetSocketAddress stranger = at("203.0.113.66", 7000);
    IceAgent a = agent(ANNA, ONE, TWO, false);
    IceCredentials guess = new IceCredentials("bert", "guessguessguessguessguess");
    IceCredentials known = new IceCredentials("anna", "guessguessguessguessguess");
    IceAgent intruder = agent(stranger, guess, known, true, host(ANNA));
    run(40_000);
    assertNull(a.chosen());
    assertNull(intruder.chosen());
    assertTrue(intruder.failed());
    assertTrue(a.refused() > 0);
  }

  @Test
  void nobodyThereIsFailureAndALateOneIsWelcome() {
    IceAgent a = agent(ANNA, ONE, TWO, true, host(BERT));
    run(40_000);
    assertTrue(a.failed());
    agent(BERT, TWO, ONE, false, host(ANNA));
    run(50_000);
    assertEquals(BERT, a.chosen());
  }

  @Test
  void theChosenWayIsKeptOpen() {
    IceAgent a = agent(ANNA, ONE, TWO, true, host(BERT));
    agent(BERT, TWO, ONE, false, host(ANNA));
    run(5_000);
    assertNotNull(a.chosen());
    int before = sent;
    run(65_000);
    assertEquals(8, sent - before); // each side, four times in a minute
  }

  @Test
  void candidatesAreReadAndForeignOnesLeftOut() {
    IceCandidate c =
        IceCandidate.parse(
            "4 1 udp 1694498815 192.0.2.3 45664 typ srflx raddr 10.0.1.1 rport 8998");
    assertEquals(new IceCandidate(1694498815, "192.0.2.3", 45664, "srflx"), c);
    for (@Nullable String bad :
        List.of(
            "1 1 TCP 2130706431 192.0.2.1 9 typ host tcptype active",
            "1 2 UDP 2130706430 192.0.2.1 5001 typ host",
            "1 1 UDP 2130706431 c0ffee.local 5000 typ host",
            "1 1 UDP 99999999999 192.0.2.1 5000 typ host",
            "1 1 UDP 2130706431 192.0.2.1 70000 typ host",
            "1 1 UDP 1 192.0.2.1 5000 type host",
            "")) {
      assertNull(IceCandidate.parse(bad), bad);
    }
    IceAgent a =
        agent(
            ANNA,
            ONE,
            TWO,
            true,
            new IceCandidate(5, "999.1.1.1", 5000, "host"),
            new IceCandidate(5, "2001:db8::1", 5000, "host"),
            new IceCandidate(5, "224.0.0.1", 5000, "host"));
    assertTrue(a.failed());
  }

  @Test
  void noPasswordInWords() {
    assertTrue(!new IceTerms(ONE, TWO, List.of(), true).toString().contains("annaanna"));
    assertTrue(IceCredentials.fresh(random).valid());
  }
}

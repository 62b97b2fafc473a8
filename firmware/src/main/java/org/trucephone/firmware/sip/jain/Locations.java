package org.trucephone.firmware.sip.jain;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.trucephone.firmware.sip.dns.Dns;
import org.trucephone.firmware.sip.dns.DnsException;
import org.trucephone.firmware.sip.dns.Locator;
import org.trucephone.firmware.sip.dns.Place;

/**
 * Where servers are, kept as long as the DNS allows, and which of them failed lately. Thread {@code
 * sip-out}; the DNS is asked on virtual threads.
 */
final class Locations {
  /** A server that failed comes last for so long; then it has its rank again (fail-back). */
  static final Duration PENALTY = Duration.ofSeconds(60);

  private static final int MOST = 128;

  private final Core core;
  private final Locator locator;
  private final boolean six;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<Target, Long> failed = new HashMap<>();

  private record Known(List<Target> targets, long until) {}

  Locations(Core core, Dns dns, boolean six) {
    this.core = core;
    this.locator = new Locator(dns, new SecureRandom());
    this.six = six;
  }

  /** This target failed; others come first for a while. */
  void failed(Target target, Duration penalty) {
    if (failed.size() < MOST) {
      failed.put(target, System.nanoTime() + penalty.toNanos());
    }
  }

  /** The network is another: all is asked again. */
  void forget() {
    known.clear();
    failed.clear();
  }

  /** This target answered. */
  void answered(Target target) {
    failed.remove(target);
  }

  /** {@return whether a target failed lately} */
  boolean ill(Target target) {
    Long until = failed.get(target);
    return until != null && until - System.nanoTime() > 0;
  }

  /**
   * Finds a server and goes on on {@code sip-out}: at once for a literal address or a name known,
   * else when the DNS has answered.
   *
   * @param port 0 if none is named
   * @param transport "" to let the domain choose
   * @param found never gets an empty list
   */
  void find(
      String host,
      int port,
      String transport,
      Consumer<List<Target>> found,
      Consumer<String> missing) {
    String bare = host.replaceAll("[\\[\\]]", "");
    InetAddress literal = Core.literal(bare);
    if (literal != null) {
      String over = transport.isEmpty() ? "udp" : transport;
      int chosen = port != 0 ? port : over.equals("tls") ? 5061 : 5060;
      found.accept(List.of(new Target(literal.getHostAddress(), chosen, over)));
      return;
    }
    String key = bare + " " + port + " " + transport;
    Known fresh = known.get(key);
    if (fresh != null && fresh.until - System.nanoTime() > 0) {
      found.accept(ranked(fresh.targets));
      return;
    }
    Thread.ofVirtual()
        .name("sip-dns")
        .start(() -> {
          try {
            Locator.Found places = locator.locate(bare, port, transport);
            core.post(() -> learned(key, bare, places, found, missing));
          } catch (DnsException e) {
            core.post(() -> {
              Known old = known.get(key);
              if (old != null) {
                // Better an old address than none: the DNS is what is broken.
                core.trace.add("! " + e.getMessage() + "; an older answer is used");
                found.accept(ranked(old.targets));
              } else {
                missing.accept(String.valueOf(e.getMessage()));
              }
            });
          }
        });
  }

  private void learned(
      String key,
      String host,
      Locator.Found places,
      Consumer<List<Target>> found,
      Consumer<String> missing) {
    List<Target> targets = new ArrayList<>();
    for (Place place : places.places()) {
      targets.add(new Target(place.address(), place.port(), place.transport()));
    }
    if (targets.isEmpty()) {
      missing.accept("Name " + host + " not found");
      return;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(key, new Known(targets, System.nanoTime() + places.ttl().toNanos()));
    found.accept(ranked(targets));
  }

  /** {@return the same, addresses of our own kind first, those that failed lately last} */
  List<Target> ranked(List<Target> targets) {
    List<Target> sorted = new ArrayList<>(targets);
    sorted.sort(
        Comparator.comparing((Target t) -> ill(t))
            .thenComparing(t -> (t.host().indexOf(':') >= 0) != six));
    return sorted;
  }
}

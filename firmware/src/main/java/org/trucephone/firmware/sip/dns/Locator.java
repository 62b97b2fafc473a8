package org.trucephone.firmware.sip.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * From a server's name to the places to try, best first (RFC 3263 4.1, 4.2).
 *
 * <p>A port that is named means address records. Else NAPTR chooses the transport where none is
 * demanded, SRV the hosts, and address records of the name itself are what is left where there are
 * neither.
 */
public final class Locator {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Map<String, String> SERVICES =
      Map.of("SIP+D2U", "udp", "SIP+D2T", "tcp", "SIPS+D2T", "tls");

  private final Dns dns;
  private final RandomGenerator random;

  /**
   * @param random spreads load by the weights of SRV records
   */
  public Locator(Dns dns, RandomGenerator random) {
    this.dns = dns;
    this.random = random;
  }

  /**
   * Places, best first; empty if the name leads nowhere.
   *
   * @param ttl how long this may be kept
   */
  public record Found(List<Place> places, Duration ttl) {
    /** Copies the list. */
    public Found {
      places = List.copyOf(places);
    }
  }

  /**
   * {@return the places of a server}
   *
   * @param port 0 if none is named
   * @param transport "udp", "tcp", "tls"; "" to let the domain choose
   */
  public Found locate(String host, int port, String transport) throws DnsException {
    Search search = new Search();
    if (port != 0) {
      search.addresses(host, port, transport.isEmpty() ? "udp" : transport);
      return search.found();
    }
    if (transport.isEmpty()) {
      search.naptr(host);
      if (search.places.isEmpty()) {
        for (String each : List.of("udp", "tcp", "tls")) {
          search.srv(service(each) + host, each);
        }
      }
    } else {
      search.srv(service(transport) + host, transport);
    }
    if (search.places.isEmpty()) {
      String over = transport.isEmpty() ? "udp" : transport;
      search.addresses(host, over.equals("tls") ? 5061 : 5060, over);
    }
    return search.found();
  }

  private static String service(String transport) {
    return switch (transport) {
      case "tls" -> "_sips._tcp.";
      case "tcp" -> "_sip._tcp.";
      default -> "_sip._udp.";
    };
  }

  private final class Search {
    final Set<Place> places = new LinkedHashSet<>();
    private Duration ttl = LONGEST;

    Found found() {
      Duration kept = ttl.compareTo(SHORTEST) < 0 ? SHORTEST : ttl;
      return new Found(List.copyOf(places), kept);
    }

    private <T> List<T> taken(Dns.Answer<T> answer) {
      if (!answer.records().isEmpty() && answer.ttl().compareTo(ttl) < 0) {
        ttl = answer.ttl();
      }
      return answer.records();
    }

    void naptr(String name) throws DnsException {
      List<Dns.Naptr> records = new ArrayList<>(taken(dns.naptr(name)));
      records.sort(
          Comparator.comparingInt(Dns.Naptr::order).thenComparingInt(Dns.Naptr::preference));
      for (Dns.Naptr record : records) {
        String transport = SERVICES.get(record.service().toUpperCase(Locale.ROOT));
        if (transport != null && record.flags().equalsIgnoreCase("s")) {
          srv(record.replacement(), transport);
        }
      }
    }

    void srv(String name, String transport) throws DnsException {
      List<Dns.Srv> records = taken(dns.srv(name));
      for (Dns.Srv record : ordered(records)) {
        if (!record.target().isEmpty() && !record.target().equals(".")) {
          addresses(record.target(), record.port(), transport);
        }
      }
    }

    void addresses(String name, int port, String transport) throws DnsException {
      for (String address : taken(dns.addresses(name))) {
        places.add(new Place(address, port, transport));
      }
    }
  }

  /** {@return by priority, within one by chance as the weights say (RFC 2782)} */
  private List<Dns.Srv> ordered(List<Dns.Srv> records) {
    List<Dns.Srv> left = new ArrayList<>(records);
    left.sort(Comparator.comparingInt(Dns.Srv::priority).thenComparingInt(Dns.Srv::weight));
    List<Dns.Srv> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      int priority = left.getFirst().priority();
      int sum = 0;
      int count = 0;
      for (Dns.Srv record : left) {
        if (record.priority() == priority) {
          sum += record.weight();
          count++;
        }
      }
      int wanted = random.nextInt(sum + 1);
      int at = 0;
      int running = left.getFirst().weight();
      while (running < wanted && at < count - 1) {
        at++;
        running += left.get(at).weight();
      }
      chosen.add(left.remove(at));
    }
    return chosen;
  }
}

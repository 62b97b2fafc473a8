package org.trucephone.firmware.sip.dns;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A DNS of the test's own. */
public final class FakeDns implements Dns {
  private final Map<String, List<Naptr>> naptrs = new HashMap<>();
  private final Map<String, List<Srv>> srvs = new HashMap<>();
  private final Map<String, List<String>> hosts = new HashMap<>();

  /** Whether it answers nothing at all. */
  public volatile boolean silent;

  public volatile Duration ttl = Duration.ofSeconds(300);

  public FakeDns naptr(String name, Naptr... records) {
    naptrs.put(name, List.of(records));
    return this;
  }

  public FakeDns srv(String name, Srv... records) {
    srvs.put(name, List.of(records));
    return this;
  }

  public FakeDns host(String name, String... addresses) {
    hosts.put(name, List.of(addresses));
    return this;
  }

  private <T> Answer<T> answer(Map<String, List<T>> from, String name) throws DnsException {
    if (silent) {
      throw new DnsException("The name server does not answer for " + name);
    }
    return new Answer<>(from.getOrDefault(name, List.of()), ttl);
  }

  @Override
  public Answer<Naptr> naptr(String name) throws DnsException {
    return answer(naptrs, name);
  }

  @Override
  public Answer<Srv> srv(String name) throws DnsException {
    return answer(srvs, name);
  }

  @Override
  public Answer<String> addresses(String name) throws DnsException {
    return answer(hosts, name);
  }
}

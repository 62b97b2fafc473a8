package org.trucephone.firmware.sip.dns;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.HostPort;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** The DNS by dnsjava; names in the hosts file count too. Any thread; blocks. */
public final class DnsjavaDns implements Dns {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration FROM_HOSTS = Duration.ofMinutes(1);

  private final @Nullable HostPort server;

  private DnsjavaDns(@Nullable HostPort server) {
    this.server = server;
  }

  /** {@return the servers this machine uses at the time of each question} */
  public static DnsjavaDns system() {
    return new DnsjavaDns(null);
  }

  /** {@return one server, by literal address} */
  public static DnsjavaDns at(HostPort server) {
    return new DnsjavaDns(server);
  }

  private Resolver resolver() throws UnknownHostException {
    Resolver resolver;
    if (server != null) {
      resolver = new SimpleResolver(new InetSocketAddress(server.host(), server.port()));
    } else {
      // A new lease may have brought other servers.
      ResolverConfig.refresh();
      resolver = new ExtendedResolver();
    }
    resolver.setTimeout(Duration.ofSeconds(2));
    return resolver;
  }

  private List<Record> ask(String name, int type) throws DnsException {
    try {
      LookupSession session =
          LookupSession.builder()
              .resolver(resolver())
              .hostsFileParser(new HostsFileParser())
              .build();
      LookupResult result =
          session
              .lookupAsync(Name.fromString(name, Name.root), type)
              .toCompletableFuture()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return result.getRecords();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoSuchDomainException
          || e.getCause() instanceof NoSuchRRSetException) {
        return List.of();
      }
      throw new DnsException("The name server does not answer for " + name);
    } catch (TimeoutException | UnknownHostException e) {
      throw new DnsException("The name server does not answer for " + name);
    } catch (TextParseException e) {
      return List.of(); // no name the DNS could hold
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DnsException("Interrupted while asking for " + name);
    }
  }

  private static Duration ttl(List<Record> records) {
    long least = records.stream().mapToLong(Record::getTTL).min().orElse(0);
    return least <= 0 ? FROM_HOSTS : Duration.ofSeconds(least);
  }

  private static String text(Name name) {
    return name.toString(true);
  }

  @Override
  public Answer<Naptr> naptr(String name) throws DnsException {
    List<Record> records = ask(name, Type.NAPTR);
    List<Naptr> found = new ArrayList<>();
    for (Record record : records) {
      if (record instanceof NAPTRRecord n) {
        found.add(
            new Naptr(
                n.getOrder(),
                n.getPreference(),
                n.getFlags(),
                n.getService(),
                text(n.getReplacement())));
      }
    }
    return new Answer<>(found, ttl(records));
  }

  @Override
  public Answer<Srv> srv(String name) throws DnsException {
    List<Record> records = ask(name, Type.SRV);
    List<Srv> found = new ArrayList<>();
    for (Record record : records) {
      if (record instanceof SRVRecord s) {
        found.add(new Srv(s.getPriority(), s.getWeight(), s.getPort(), text(s.getTarget())));
      }
    }
    return new Answer<>(found, ttl(records));
  }

  @Override
  public Answer<String> addresses(String name) throws DnsException {
    List<Record> records = new ArrayList<>(ask(name, Type.A));
    records.addAll(ask(name, Type.AAAA));
    List<String> found = new ArrayList<>();
    for (Record record : records) {
      if (record instanceof ARecord a) {
        found.add(a.getAddress().getHostAddress());
      } else if (record instanceof AAAARecord a) {
        found.add(a.getAddress().getHostAddress());
      }
    }
    return new Answer<>(found, ttl(records));
  }
}

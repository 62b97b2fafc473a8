package org.trucephone.firmware.sip.dns;

import java.time.Duration;
import java.util.List;

/** Asks the DNS. Every method blocks until an answer is there. */
public interface Dns {
  /**
   * Records of one kind.
   *
   * @param ttl how long they may be kept; the shortest of them
   */
  record Answer<T>(List<T> records, Duration ttl) {
    /** Copies the list. */
    public Answer {
      records = List.copyOf(records);
    }
  }

  /**
   * A NAPTR record (RFC 3403 4.1).
   *
   * @param replacement name to ask SRV of, without the last dot
   */
  record Naptr(int order, int preference, String flags, String service, String replacement) {}

  /** An SRV record (RFC 2782). */
  record Srv(int priority, int weight, int port, String target) {}

  /** {@return NAPTR records; none if the name has none} */
  Answer<Naptr> naptr(String name) throws DnsException;

  /** {@return SRV records; none if the name has none} */
  Answer<Srv> srv(String name) throws DnsException;

  /** {@return literal addresses, IPv4 first; none if the name does not exist or has none} */
  Answer<String> addresses(String name) throws DnsException;
}

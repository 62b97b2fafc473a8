package org.trucephone.firmware.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.dns.Dns.Naptr;
import org.trucephone.firmware.sip.dns.Dns.Srv;

class LocatorTest {
  private final FakeDns dns = new FakeDns();

  private List<Place> locate(String host, int port, String transport) throws DnsException {
    return new Locator(dns, new Random(1)).locate(host, port, transport).places();
  }

  @Test
  void aPortMeansAddressRecordsOnly() throws DnsException {
    dns.host("pbx.example", "192.0.2.1", "2001:db8::1");
    dns.srv("_sip._udp.pbx.example", new Srv(1, 1, 5090, "other.example"));
    assertEquals(
        List.of(new Place("192.0.2.1", 5060, "udp"), new Place("2001:db8::1", 5060, "udp")),
        locate("pbx.example", 5060, "udp"));
  }

  @Test
  void theDomainChoosesTheTransport() throws DnsException {
    dns.naptr(
        "example.com",
        new Naptr(90, 50, "s", "SIP+D2T", "_sip._tcp.example.com"),
        new Naptr(50, 50, "s", "SIPS+D2T", "_sips._tcp.example.com"),
        new Naptr(10, 50, "s", "SIP+D2S", "_sip._sctp.example.com"));
    dns.srv("_sip._tcp.example.com", new Srv(1, 0, 5060, "a.example.com"));
    dns.srv("_sips._tcp.example.com", new Srv(1, 0, 5061, "a.example.com"));
    dns.host("a.example.com", "192.0.2.1");
    assertEquals(
        List.of(new Place("192.0.2.1", 5061, "tls"), new Place("192.0.2.1", 5060, "tcp")),
        locate("example.com", 0, ""));
  }

  @Test
  void prioritiesComeInOrderAndADeadNameIsPassedOver() throws DnsException {
    dns.srv(
        "_sip._udp.example.com",
        new Srv(20, 0, 5062, "b.example.com"),
        new Srv(10, 0, 5061, "a.example.com"),
        new Srv(5, 0, 5060, "gone.example.com"));
    dns.host("a.example.com", "192.0.2.1");
    dns.host("b.example.com", "192.0.2.2");
    assertEquals(
        List.of(new Place("192.0.2.1", 5061, "udp"), new Place("192.0.2.2", 5062, "udp")),
        locate("example.com", 0, ""));
  }

  @Test
  void weightsSpreadTheLoad() throws DnsException {
    dns.srv(
        "_sip._tcp.example.com",
        new Srv(1, 90, 5060, "a.example.com"),
        new Srv(1, 10, 5060, "b.example.com"));
    dns.host("a.example.com", "192.0.2.1");
    dns.host("b.example.com", "192.0.2.2");
    Locator locator = new Locator(dns, new Random(7));
    int first = 0;
    for (int i = 0; i < 1000; i++) {
      List<Place> places = locator.locate("example.com", 0, "tcp").places();
      assertEquals(2, places.size());
      first += places.getFirst().address().equals("192.0.2.1") ? 1 : 0;
    }
    assertTrue(first > 850 && first < 950, "" + first);
  }

  @Test
  void withoutSrvTheNameItselfAndTheUsualPort() throws DnsException {
    dns.host("pbx.example", "192.0.2.1");
    assertEquals(List.of(new Place("192.0.2.1", 5060, "udp")), locate("pbx.example", 0, ""));
    assertEquals(List.of(new Place("192.0.2.1", 5061, "tls")), locate("pbx.example", 0, "tls"));
    assertTrue(locate("nowhere.example", 0, "").isEmpty());
  }

  @Test
  void theShortestLifeCounts() throws DnsException {
    dns.host("pbx.example", "192.0.2.1");
    dns.ttl = Duration.ofSeconds(60);
    assertEquals(
        Duration.ofSeconds(60), new Locator(dns, new Random(1)).locate("pbx.example", 0, "").ttl());
  }
}

package org.trucephone.firmware.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.HostPort;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** The adapter against a name server on loopback. */
class DnsjavaDnsTest {
  private static final String ZONE =
      """
      $TTL 120
      example.test. IN NAPTR 10 50 "s" "SIP+D2T" "" _sip._tcp.example.test.
      _sip._tcp.example.test. 60 IN SRV 10 1 5062 a.example.test.
      _sip._tcp.example.test. 60 IN SRV 20 1 5063 b.example.test.
      a.example.test. IN A 192.0.2.1
      b.example.test. IN CNAME c.example.test.
      c.example.test. IN A 192.0.2.2
      c.example.test. IN AAAA 2001:db8::2
      """;

  private DatagramSocket socket;
  private List<Record> records;

  @BeforeEach
  void serve() throws IOException {
    records = new java.util.ArrayList<>();
    try (Master zone =
        new Master(new java.io.ByteArrayInputStream(ZONE.getBytes("US-ASCII")), Name.root)) {
      for (Record each = zone.nextRecord(); each != null; each = zone.nextRecord()) {
        records.add(each);
      }
    }
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  private void answer() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] reply = reply(query).toWire();
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private Message reply(Message query) {
    Record question = query.getQuestion();
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.addRecord(question, Section.QUESTION);
    Name name = question.getName();
    boolean exists = false;
    for (Record record : records) {
      if (record.getName().equals(name) && record.getDClass() == DClass.IN) {
        exists = true;
        boolean alias = record instanceof org.xbill.DNS.CNAMERecord;
        if (record.getType() == question.getType() || alias) {
          reply.addRecord(record, Section.ANSWER);
        }
        if (record instanceof org.xbill.DNS.CNAMERecord cname) {
          records.stream()
              .filter(r -> r.getName().equals(cname.getTarget()))
              .filter(r -> r.getType() == question.getType())
              .forEach(r -> reply.addRecord(r, Section.ANSWER));
        }
      }
    }
    if (!exists) {
      reply.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    return reply;
  }

  private DnsjavaDns dns() {
    return DnsjavaDns.at(new HostPort("127.0.0.1", socket.getLocalPort()));
  }

  @Test
  void aDomainLeadsToItsServersInOrder() throws DnsException {
    Locator.Found found = new Locator(dns(), new Random(1)).locate("example.test", 0, "");
    assertEquals(
        List.of(
            new Place("192.0.2.1", 5062, "tcp"),
            new Place("192.0.2.2", 5063, "tcp"),
            new Place("2001:db8:0:0:0:0:0:2", 5063, "tcp")),
        found.places());
    assertEquals(Duration.ofSeconds(60), found.ttl());
  }

  @Test
  void aNameThatDoesNotExistIsAnAnswer() throws DnsException {
    assertTrue(dns().addresses("nowhere.test").records().isEmpty());
    assertTrue(dns().srv("a.example.test").records().isEmpty());
  }

  @Test
  void aSilentServerIsNone() {
    DnsjavaDns deaf = dns();
    socket.close();
    DnsException e = assertThrows(DnsException.class, () -> deaf.srv("example.test"));
    assertTrue(String.valueOf(e.getMessage()).contains("example.test"));
  }
}

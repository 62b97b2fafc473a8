package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.firmware.sip.dns.Dns.Srv;
import org.trucephone.firmware.sip.dns.FakeDns;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Several servers of one name (RFC 3263 4.3). */
class JainSipFailoverTest {
  private final Heard hears = new Heard();
  private final FakeDns dns = new FakeDns();
  private RawPeer first;
  private RawPeer second;
  private JainSip phone;

  @BeforeEach
  void open() throws Exception {
    first = new RawPeer();
    second = new RawPeer();
    dns.host("a.pbx.example", "127.0.0.1").host("b.pbx.example", "127.0.0.1");
    servers(first.port(), second.port());
    phone =
        JainSip.open(
            new SipOptions(
                "127.0.0.1",
                0,
                "Test/1",
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                TlsTrust.usual(),
                dns),
            hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "pbx.example",
                "100",
                new Secret("x"),
                "",
                new HostPort("pbx.example", 0),
                null,
                Transport.UDP,
                true)));
  }

  private void servers(int a, int b) {
    dns.srv(
        "_sip._udp.pbx.example",
        new Srv(1, 0, a, "a.pbx.example"),
        new Srv(2, 0, b, "b.pbx.example"));
  }

  @AfterEach
  void close() {
    phone.close();
    first.close();
    second.close();
  }

  private void grant(RawPeer server) throws Exception {
    RawPeer.Message register = server.next("REGISTER");
    server.reply(register, "200 OK", "", "Contact: " + register.header("Contact"), "Expires: 60");
    hears.next(SipEvent.Registered.class);
  }

  @Test
  void theFirstServerIsUsedWhileItWorks() throws Exception {
    phone.register(1, Duration.ofSeconds(60));
    grant(first);
  }

  @Test
  void aSilentServerIsLeftForTheNextAndCallsFollow() throws Exception {
    phone.register(1, Duration.ofSeconds(60));
    first.next("REGISTER"); // and silence
    grant(second);
    phone.invite(new CallId(1), 1, "200", "v=0\r\n");
    assertTrue(second.next("INVITE").first().startsWith("INVITE sip:200@pbx.example"));
  }

  @Test
  void aBackupTakesOverAndTheRegistrarIsComeBackTo() throws Exception {
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "127.0.0.1",
                "100",
                new Secret("x"),
                "",
                new HostPort("127.0.0.1", first.port()),
                null,
                Transport.UDP,
                true,
                new HostPort("127.0.0.1", second.port()),
                Manner.PLAIN)));
    phone.register(1, Duration.ofSeconds(60));
    first.reply(first.next("REGISTER"), "503 Service Unavailable", "", "Retry-After: 1");
    grant(second);
    phone.invite(new CallId(1), 1, "200", "v=0\r\n");
    assertTrue(second.next("INVITE").first().startsWith("INVITE sip:200@127.0.0.1"));
    phone.networkChanged(); // what was known of faults is forgotten
    phone.register(1, Duration.ofSeconds(60));
    grant(first);
  }

  @Test
  void aServerThatIsNotReadyIsLeftForTheNext() throws Exception {
    phone.register(1, Duration.ofSeconds(60));
    first.reply(first.next("REGISTER"), "503 Service Unavailable", "", "Retry-After: 300");
    grant(second);
  }

  @Test
  void aRefreshComesBackToTheFirstServerWhenItAnswersAgain() throws Exception {
    phone.register(1, Duration.ofSeconds(60));
    first.reply(first.next("REGISTER"), "503 Service Unavailable", "", "Retry-After: 1");
    grant(second);
    // Retry-After has passed when a REGISTER reaches the first one again.
    RawPeer.Message back = null;
    for (int i = 0; i < 40 && back == null; i++) {
      phone.register(1, Duration.ofSeconds(60));
      if (first.answered(100)) {
        back = new RawPeer.Message("", List.of(), "");
      } else {
        grant(second);
      }
    }
    assertTrue(back != null);
  }

  @Test
  void theCallGoesToTheNextServerToo() throws Exception {
    phone.register(1, Duration.ofSeconds(60));
    grant(first);
    long before = System.nanoTime();
    phone.invite(new CallId(1), 1, "200", "v=0\r\n");
    first.next("INVITE"); // and silence
    second.next("INVITE");
    System.out.printf(
        "figure: call reaches the second server after %d ms%n",
        (System.nanoTime() - before) / 1_000_000);
  }

  @Test
  void anOlderAnswerIsUsedWhileTheDnsIsSilent() throws Exception {
    dns.ttl = Duration.ZERO;
    phone.register(1, Duration.ofSeconds(60));
    grant(first);
    dns.silent = true;
    phone.register(1, Duration.ofSeconds(60));
    grant(first);
  }

  @Test
  void aNameNobodyKnowsIsSaid() throws Exception {
    dns.silent = true;
    phone.register(1, Duration.ofSeconds(60));
    SipEvent.RegisterFailed failed = hears.next(SipEvent.RegisterFailed.class);
    assertEquals(TransportFault.NAME_NOT_FOUND, failed.fault());
    assertTrue(failed.detail().contains("pbx.example"), failed.detail());
  }
}

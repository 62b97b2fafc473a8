package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.firmware.sip.digest.Digest;
import org.trucephone.firmware.sip.digest.DigestAlgorithm;
import org.trucephone.firmware.sip.jain.RawPeer.Message;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** REGISTER and SUBSCRIBE against a server played by the test. */
class JainSipRegisterTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Heard heard = new Heard();
  private RawPeer server;
  private JainSip phone;

  @BeforeEach
  void open() throws Exception {
    server = new RawPeer();
    phone =
        JainSip.open(
            new SipOptions(
                "127.0.0.1", 0, "Test/1", Duration.ofMillis(1500), Duration.ofSeconds(30)),
            heard);
    phone.accounts(List.of(account("127.0.0.1", server.port(), Transport.UDP, null)));
  }

  @AfterEach
  void close() {
    phone.close();
    server.close();
  }

  static SipAccount account(String host, int port, Transport transport, @Nullable HostPort proxy) {
    return new SipAccount(
        1,
        "1001",
        "pbx.example.com",
        "auth1001",
        new Secret("s3cret"),
        "Ann",
        new HostPort(host, port),
        proxy,
        transport,
        true);
  }

  private static String challenge(String nonce, String more) {
    return "WWW-Authenticate: Digest realm=\"lab\", nonce=\"" + nonce + "\"" + more;
  }

  private static void assertAnswers(Message request, DigestAlgorithm algorithm, String nonce) {
    String header = "Authorization";
    assertEquals("auth1001", request.parameter(header, "username"));
    assertEquals(nonce, request.parameter(header, "nonce"));
    assertEquals("sip:pbx.example.com", request.parameter(header, "uri"));
    assertEquals(
        Digest.response(
            algorithm,
            "auth1001",
            "lab",
            "s3cret",
            nonce,
            Integer.parseInt(request.parameter(header, "nc"), 16),
            request.parameter(header, "cnonce"),
            "auth",
            request.method(),
            "sip:pbx.example.com",
            Digest.noBody()),
        request.parameter(header, "response"));
  }

  private static int cseq(Message message) {
    return Integer.parseInt(message.header("CSeq").split(" ")[0]);
  }

  private String granted(Message request, int seconds) {
    return "Contact: <sip:else@10.0.0.1>;expires=7, "
        + request.header("Contact")
        + ";expires="
        + seconds;
  }

  @Test
  void registersWithMd5AndRefreshesWithCredentialsAtOnce() throws Exception {
    phone.register(1, HOUR);
    Message first = server.next("REGISTER");
    assertEquals("REGISTER sip:pbx.example.com SIP/2.0", first.first());
    assertEquals("3600", first.header("Expires"));
    assertEquals("", first.header("Authorization"));
    assertEquals("<sip:1001@127.0.0.1:" + phone.localPort() + ">", first.header("Contact"));
    assertEquals("Test/1", first.header("User-Agent"));
    assertTrue(first.header("Via").contains(";rport"), first.header("Via"));
    server.reply(first, "401 Unauthorized", "", challenge("n1", ", algorithm=MD5, qop=\"auth\""));
    Message second = server.next("REGISTER");
    assertAnswers(second, DigestAlgorithm.MD5, "n1");
    assertEquals(first.header("Call-ID"), second.header("Call-ID"));
    assertEquals(cseq(first) + 1, cseq(second));
    server.reply(second, "200 OK", "", granted(second, 120), "Expires: 9");
    assertEquals(Duration.ofSeconds(120), heard.next(SipEvent.Registered.class).expires());

    phone.register(1, HOUR);
    Message third = server.next("REGISTER");
    assertAnswers(third, DigestAlgorithm.MD5, "n1");
    assertEquals("00000002", third.parameter("Authorization", "nc"));
    assertEquals(first.header("Call-ID"), third.header("Call-ID"));
    assertTrue(cseq(third) > cseq(second));
    server.reply(third, "401 Unauthorized", "", challenge("n2", ", qop=\"auth\", stale=true"));
    Message fourth = server.next("REGISTER");
    assertAnswers(fourth, DigestAlgorithm.MD5, "n2");
    server.reply(fourth, "200 OK", "", "Expires: 60");
    assertEquals(Duration.ofSeconds(60), heard.next(SipEvent.Registered.class).expires());

    phone.register(1, Duration.ZERO);
    Message last = server.next("REGISTER");
    assertEquals("0", last.header("Expires"));
    server.reply(last, "200 OK", "");
    assertEquals(1, heard.next(SipEvent.Unregistered.class).account());
    assertFalse(
        String.join("\n", phone.trace()).contains(second.parameter("Authorization", "response")));
    assertFalse(String.join("\n", phone.trace()).contains("s3cret"));
  }

  @Test
  void takesTheTopmostAlgorithmItKnows() throws Exception {
    phone.register(1, HOUR);
    Message first = server.next("REGISTER");
    server.reply(
        first,
        "401 Unauthorized",
        "",
        challenge("a", ", algorithm=SHA3-512, qop=\"auth\""),
        challenge("b", ", algorithm=SHA-256, qop=\"auth,auth-int\""),
        challenge("c", ", algorithm=MD5, qop=\"auth\""));
    Message second = server.next("REGISTER");
    assertEquals(1, second.all("Authorization").size());
    assertAnswers(second, DigestAlgorithm.SHA_256, "b");
    server.reply(second, "200 OK", "", granted(second, 120));
    heard.next(SipEvent.Registered.class);
  }

  @Test
  void aWrongPasswordIsSaidAfterOneTry() throws Exception {
    phone.register(1, HOUR);
    for (int i = 0; i < 2; i++) {
      server.reply(
          server.next("REGISTER"), "401 Unauthorized", "", challenge("n" + i, ", qop=\"auth\""));
    }
    SipEvent.RegisterRefused refused = heard.next(SipEvent.RegisterRefused.class);
    assertEquals(401, refused.status());
    assertTrue(refused.credentialsRefused());
  }

  @Test
  void refusalsCarryWhatTheServerSays() throws Exception {
    phone.register(1, HOUR);
    server.reply(server.next("REGISTER"), "423 Interval Too Brief", "", "Min-Expires: 7200");
    SipEvent.RegisterRefused brief = heard.next(SipEvent.RegisterRefused.class);
    assertEquals(423, brief.status());
    assertEquals(Duration.ofSeconds(7200), brief.minExpires());
    phone.register(1, HOUR);
    server.reply(server.next("REGISTER"), "503 Busy", "", "Retry-After: 30 (maintenance)");
    SipEvent.RegisterRefused busy = heard.next(SipEvent.RegisterRefused.class);
    assertEquals(Duration.ofSeconds(30), busy.retryAfter());
    assertFalse(busy.credentialsRefused());
  }

  @Test
  void aWishWhileOneIsUnderWayWaits() throws Exception {
    phone.register(1, HOUR);
    phone.register(1, Duration.ofMinutes(5));
    Message first = server.next("REGISTER");
    server.reply(first, "200 OK", "", granted(first, 100));
    heard.next(SipEvent.Registered.class);
    Message second = server.next("REGISTER");
    assertEquals("300", second.header("Expires"));
    assertTrue(cseq(second) > cseq(first));
  }

  @Test
  void silence() throws Exception {
    phone.register(1, HOUR);
    SipEvent.RegisterFailed failed = heard.next(SipEvent.RegisterFailed.class);
    assertEquals(TransportFault.NO_ANSWER, failed.fault());
    assertTrue(failed.detail().contains("127.0.0.1:" + server.port()), failed.detail());
    Message first = server.next("REGISTER");
    phone.register(1, HOUR);
    assertTrue(cseq(server.next("REGISTER")) > cseq(first));
  }

  @Test
  void unknownNameAndRefusedConnection() throws Exception {
    phone.accounts(List.of(account("no-such-host.invalid", 5060, Transport.UDP, null)));
    phone.register(1, HOUR);
    SipEvent.RegisterFailed missing = heard.next(SipEvent.RegisterFailed.class);
    assertEquals(TransportFault.NAME_NOT_FOUND, missing.fault());
    assertEquals("Name no-such-host.invalid not found", missing.detail());
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    phone.accounts(List.of(account("127.0.0.1", free, Transport.TCP, null)));
    phone.register(1, HOUR);
    assertEquals(
        TransportFault.CONNECTION_REFUSED, heard.next(SipEvent.RegisterFailed.class).fault());
  }

  @Test
  void anOutboundProxyComesFirst() throws Exception {
    phone.accounts(
        List.of(
            account(
                "no-such-host.invalid",
                5060,
                Transport.UDP,
                new HostPort("127.0.0.1", server.port()))));
    phone.register(1, HOUR);
    Message request = server.next("REGISTER");
    assertEquals("<sip:127.0.0.1:" + server.port() + ";lr>", request.header("Route"));
  }

  @Test
  void messagesWaitingAskedForAndNot() throws Exception {
    phone.register(1, HOUR);
    Message register = server.next("REGISTER");
    server.reply(register, "200 OK", "", granted(register, 120));
    heard.next(SipEvent.Registered.class);
    String contact = register.header("Contact").replaceAll("[<>]", "");
    String[] summary = {
      "Event: message-summary", "Content-Type: application/simple-message-summary"
    };
    server.send(
        server.request(
            "NOTIFY",
            contact,
            "unasked",
            1,
            "",
            "Messages-Waiting: yes\r\nVoice-Message: 2/1\r\n",
            summary));
    assertEquals(200, server.answer("NOTIFY").status());
    assertEquals(
        new SipEvent.MessageSummary(1, true, 2, 1), heard.next(SipEvent.MessageSummary.class));

    phone.subscribeMessages(1, HOUR);
    Message subscribe = server.next("SUBSCRIBE");
    assertEquals("SUBSCRIBE sip:1001@pbx.example.com SIP/2.0", subscribe.first());
    assertEquals("message-summary", subscribe.header("Event"));
    assertEquals("application/simple-message-summary", subscribe.header("Accept"));
    server.reply(
        subscribe,
        "200 OK",
        "",
        "Expires: 600",
        "Contact: <sip:peer@127.0.0.1:" + server.port() + ">");
    String tag = subscribe.parameter("From", "tag");
    server.send(
        server.request(
            "NOTIFY",
            contact,
            subscribe.header("Call-ID"),
            1,
            tag,
            "Messages-Waiting: no\r\n",
            "Event: message-summary",
            "Subscription-State: active;expires=600",
            "Content-Type: application/simple-message-summary"));
    assertEquals(200, server.answer("NOTIFY").status());
    assertEquals(
        new SipEvent.MessageSummary(1, false, 0, 0), heard.next(SipEvent.MessageSummary.class));

    server.send(
        server.request("NOTIFY", contact, "sync", 1, "", "", "Event: check-sync;reboot=true"));
    assertEquals(200, server.answer("NOTIFY").status());
    assertTrue(heard.next(SipEvent.CheckSync.class).reboot());
    for (String event :
        List.of("check-sync", "resync", "reboot", "reboot_now", "restart_now", "service-control")) {
      server.send(server.request("NOTIFY", contact, "life-" + event, 1, "", "", "Event: " + event));
      assertEquals(200, server.answer("NOTIFY").status(), event);
      boolean reboot = event.equals("reboot") || event.endsWith("_now");
      assertEquals(reboot, heard.next(SipEvent.CheckSync.class).reboot(), event);
    }
    server.send(server.request("NOTIFY", contact, "report", 1, "", "", "Event: report"));
    assertEquals(200, server.answer("NOTIFY").status());
    server.send(server.request("NOTIFY", contact, "odd", 1, "", "", "Event: moon-phase"));
    Message bad = server.answer("NOTIFY");
    assertEquals(489, bad.status());
    assertTrue(bad.header("Allow-Events").contains("message-summary"));
  }

  @Test
  void aServerWithoutSubscriptionsIsAskedOnce() throws Exception {
    phone.subscribeMessages(1, HOUR);
    server.reply(server.next("SUBSCRIBE"), "489 Bad Event", "");
    phone.subscribeMessages(1, HOUR);
    phone.register(1, HOUR);
    assertEquals("REGISTER", server.next().method());
  }

  @Test
  void aLostTcpConnectionIsTold() throws Exception {
    try (ServerSocket listener =
        new ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      phone.accounts(List.of(account("127.0.0.1", listener.getLocalPort(), Transport.TCP, null)));
      phone.register(1, HOUR);
      try (var connection = listener.accept()) {
        byte[] buffer = new byte[16384];
        int n = connection.getInputStream().read(buffer);
        String text = new String(buffer, 0, n, java.nio.charset.StandardCharsets.UTF_8);
        List<String> lines = List.of(text.split("\r\n"));
        Message register = new Message(lines.getFirst(), lines.subList(1, lines.size()), "");
        assertTrue(register.header("Contact").contains(";transport=tcp"));
        connection
            .getOutputStream()
            .write(Wire.bytes(RawPeer.response(register, "200 OK", "", granted(register, 99))));
        heard.next(SipEvent.Registered.class);
      }
      assertEquals(1, heard.next(SipEvent.FlowLost.class).account());
    }
  }

  @Test
  void thePhoneNamesItselfAndItsFlowUnlessAProxyCannotKeepIt() throws Exception {
    Heard ears = new Heard();
    try (JainSip named =
        JainSip.open(
            new SipOptions("127.0.0.1", 0, "Test/1", TlsTrust.usual(), "urn:uuid:0f-1"), ears)) {
      named.accounts(
          List.of(
              new SipAccount(
                  1,
                  "100",
                  "127.0.0.1",
                  "100",
                  new Secret(""),
                  "",
                  new HostPort("127.0.0.1", server.port()),
                  null,
                  Transport.UDP,
                  true)));
      named.register(1, HOUR);
      Message first = server.next("REGISTER");
      assertTrue(first.header("Supported").contains("outbound"), first.header("Supported"));
      assertTrue(
          first.header("Contact").contains("+sip.instance=\"<urn:uuid:0f-1>\";reg-id=1"),
          first.header("Contact"));
      server.reply(first, "439 First Hop Lacks Outbound Support", "");
      Message second = server.next("REGISTER");
      assertFalse(second.header("Supported").contains("outbound"), second.header("Supported"));
      assertFalse(second.header("Contact").contains("reg-id"), second.header("Contact"));
      assertTrue(second.header("Contact").contains("+sip.instance"), "it is still the same phone");
      server.reply(second, "200 OK", "", "Contact: " + second.header("Contact") + ";expires=60");
      assertEquals(Duration.ofSeconds(60), ears.first(SipEvent.Registered.class).expires());
    }
  }
}

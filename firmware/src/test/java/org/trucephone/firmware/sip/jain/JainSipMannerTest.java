package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.Manner;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.jain.RawPeer.Message;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** An account whose server wants more than the standards. */
class JainSipMannerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String WORDS = "application/x-words";

  private record Odd(String uuid) implements Manner {
    @Override
    public Map<String, String> registerHeaders(String callId, boolean first, Duration expires) {
      return first
          ? Map.of("Supported", "odd,path", "Reason", "SIP;cause=200;text=\"first, of all\"")
          : Map.of("Supported", "odd,path");
    }

    @Override
    public String contactParameters() {
      return ";+u.odd=\"a,b\"";
    }

    @Override
    public String contactUser(String user) {
      return uuid;
    }

    @Override
    public boolean namesFlow() {
      return false;
    }

    @Override
    public List<String> tells() {
      return List.of("odd-event");
    }

    @Override
    public boolean readsRefer(String contentType) {
      return contentType.startsWith(WORDS);
    }
  }

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
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "1001",
                "127.0.0.1",
                "1001",
                new Secret("x"),
                "",
                new HostPort("127.0.0.1", server.port()),
                null,
                Transport.UDP,
                true,
                new Odd("1f2e"))));
    phone.register(1, HOUR);
  }

  @AfterEach
  void close() {
    phone.close();
    server.close();
  }

  private Message registered() throws Exception {
    Message register = server.next("REGISTER");
    server.reply(
        register,
        "200 OK",
        "<options/>",
        "Contact: " + register.header("Contact") + ";expires=120",
        "Content-Type: application/x-options+xml",
        "Server: Odd/1");
    SipEvent.Registered taken = heard.next(SipEvent.Registered.class);
    assertEquals("<options/>", taken.body());
    assertEquals("application/x-options+xml", taken.contentType());
    return register;
  }

  @Test
  void theRegistrationIsOfTheServersShape() throws Exception {
    Message first = registered();
    String port = first.header("Contact").replaceAll(".*:(\\d+)>.*", "$1");
    assertEquals("<sip:1f2e@127.0.0.1:" + port + ">;+u.odd=\"a,b\"", first.header("Contact"));
    assertEquals("odd,path", first.header("Supported").replace(" ", ""));
    assertEquals("SIP;cause=200;text=\"first, of all\"", first.header("Reason"));

    phone.register(1, HOUR);
    Message second = registered();
    assertEquals("", second.header("Reason"), "only the first says so");
    assertEquals(first.header("Call-ID"), second.header("Call-ID"));
    assertEquals(first.header("Contact"), second.header("Contact"));
  }

  @Test
  void aReferWithWordsForThePhoneIsNoTransfer() throws Exception {
    registered();
    String text =
        server.request(
            "REFER",
            "sip:1f2e@127.0.0.1:" + phone.localPort(),
            "r1",
            1,
            "",
            "@! 701 Grüße",
            "Refer-To: cid:0a1b",
            "Content-Id: 0a1b",
            "Require: norefersub",
            "Content-Type: " + WORDS);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[text.lastIndexOf('@')] = (byte) 0x80;
    server.send(bytes, phone.localPort());
    assertEquals(202, server.answer("REFER").status());
    SipEvent.Notified told = heard.next(SipEvent.Notified.class);
    assertEquals("refer", told.event());
    assertEquals("\u0080! 701 Grüße", told.body());
    assertTrue(told.headers().get("from").contains("sip:peer@"), told.headers().toString());
    assertTrue(heard.quiet(), "no transfer was asked for");
  }

  @Test
  void anEventOnlyThisServerTellsOfIsTaken() throws Exception {
    registered();
    server.send(
        server.request(
            "NOTIFY",
            "sip:1f2e@127.0.0.1:" + phone.localPort(),
            "n1",
            1,
            "",
            "yes",
            "Event: odd-event",
            "Subscription-State: active",
            "Content-Type: text/plain"));
    assertEquals(200, server.answer("NOTIFY").status());
    assertEquals("yes", heard.next(SipEvent.Notified.class).body());
  }

  @Test
  void aRequestOfTheDialectsIsSentAndItsAnswerTold() throws Exception {
    registered();
    phone.request(7, 1, "SERVICE", "", Map.of("Require", "odd"), WORDS, "please");
    Message service = server.next("SERVICE");
    assertEquals("please", service.body());
    assertEquals("SERVICE sip:1001@127.0.0.1 SIP/2.0", service.first());
    assertFalse(service.header("Contact").isEmpty());
    server.reply(
        service, "403 Forbidden", "no", "Warning: 399 a \"not here\"", "Content-Type: text/plain");
    SipEvent.Answered answer = heard.next(SipEvent.Answered.class);
    assertEquals(7, answer.number());
    assertEquals(403, answer.status());
    assertEquals("no", answer.body());
    assertEquals("399 a \"not here\"", answer.headers().get("warning"));
  }

  @Test
  void aRefusalBringsTheServersReasons() throws Exception {
    server.reply(
        server.next("REGISTER"),
        "403 Forbidden",
        "",
        "Warning: 399 server \"Unable to find device/user in database\"");
    SipEvent.RegisterRefused refused = heard.next(SipEvent.RegisterRefused.class);
    assertEquals(
        "399 server \"Unable to find device/user in database\"", refused.headers().get("warning"));
  }
}

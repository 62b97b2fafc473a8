package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Thousands of broken messages while a call is up: the call and the phone outlive them. */
class JainSipHostileTest {
  private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n";
  private static final int MESSAGES = 5000;
  private static final List<String> METHODS =
      List.of(
          "INVITE",
          "ACK",
          "BYE",
          "CANCEL",
          "OPTIONS",
          "REGISTER",
          "NOTIFY",
          "REFER",
          "UPDATE",
          "PRACK",
          "SUBSCRIBE",
          "INFO",
          "MESSAGE",
          "\u0000",
          "INVITE INVITE",
          "");
  private static final List<String> EVIL =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "4294967296",
          "99999999999999999999999999",
          "%s%n%x",
          "%",
          "%00",
          "\u0000",
          "\u0001\u0002",
          "\"",
          "<",
          "<<<>>>",
          ";;;;",
          ",,,,",
          "@@@@",
          "::::",
          "\r\n\r\n",
          "\r\n ",
          "sip:",
          "sip:@",
          "sip:[::1",
          "sip:a@[::1]:99999",
          "\u00ff\u00fe",
          "A".repeat(300),
          "A".repeat(8000),
          ";tag=".repeat(400),
          "(".repeat(500));

  private final Heard hears = new Heard();
  private JainSip phone;
  private RawPeer friend;
  private RawPeer stranger;

  @BeforeEach
  void open() throws Exception {
    friend = new RawPeer();
    stranger = new RawPeer();
    phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "127.0.0.1",
                "100",
                new Secret(""),
                "",
                new HostPort("127.0.0.1", 5060),
                null,
                Transport.UDP,
                false)));
  }

  @AfterEach
  void close() {
    phone.close();
    friend.close();
    stranger.close();
  }

  /** A message near a right one: one to four of its parts replaced. */
  private String broken(Random random, int number, String callId, String tag) {
    boolean inside = random.nextInt(4) == 0;
    String method = METHODS.get(random.nextInt(METHODS.size()));
    String text =
        stranger.request(
            method,
            "sip:100@127.0.0.1:" + phone.localPort(),
            inside ? callId : "h" + number,
            1 + random.nextInt(3),
            inside ? (random.nextBoolean() ? tag : "wrong" + number) : "",
            random.nextInt(3) == 0 ? SDP : "",
            "Event: dialog",
            "Subscription-State: active",
            "Refer-To: <sip:1@2>");
    for (int i = random.nextInt(4); i >= 0; i--) {
      String evil = EVIL.get(random.nextInt(EVIL.size()));
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text = text.substring(0, at) + evil + text.substring(at);
        case 1 ->
            text = text.substring(0, at) + evil + text.substring(Math.min(text.length(), at + 9));
        case 2 -> text = text.substring(0, Math.max(1, at));
        case 3 -> {
          String[] lines = text.split("\r\n", -1);
          int line = random.nextInt(lines.length);
          int colon = lines[line].indexOf(':');
          lines[line] = (colon < 0 ? "" : lines[line].substring(0, colon + 1)) + evil;
          text = String.join("\r\n", lines);
        }
        default -> {
          String[] lines = text.split("\r\n", -1);
          String twice = lines[random.nextInt(lines.length)];
          text = text.replaceFirst("\r\n", "\r\n" + twice.replace("$", "") + "\r\n");
        }
      }
      if (text.isEmpty()) {
        return " ";
      }
    }
    return text.length() > 60_000 ? text.substring(0, 60_000) : text;
  }

  @Test
  void fiveThousandBrokenMessagesHarmNeitherThePhoneNorItsCall() throws Exception {
    phone.invite(new CallId(1), 1, "sip:200@127.0.0.1:" + friend.port(), SDP);
    RawPeer.Message invite = friend.next("INVITE");
    friend.reply(invite, "200 OK", SDP, "Contact: <sip:200@127.0.0.1:" + friend.port() + ">");
    friend.next("ACK");
    hears.first(SipEvent.Accepted.class);
    String tag = invite.parameter("From", "tag");
    Random random = new Random(4475);
    long start = System.nanoTime();
    for (int i = 0; i < MESSAGES; i++) {
      stranger.send(
          broken(random, i, "elsewhere", tag).getBytes(StandardCharsets.UTF_8), phone.localPort());
      if (i % 250 == 249) {
        alive(i);
      }
    }
    System.out.printf(
        "figure: %d broken messages in %.1f s, still answering%n",
        MESSAGES, (System.nanoTime() - start) / 1e9);
    // The call is as it was: the friend's BYE ends it, and nothing else did.
    friend.send(
        friend
            .request(
                "BYE",
                "sip:100@127.0.0.1:" + phone.localPort(),
                invite.header("Call-ID"),
                1,
                tag,
                "")
            .replace("<sip:peer@127.0.0.1>;tag=peer", invite.header("To") + ";tag=peer"),
        phone.localPort());
    assertEquals(200, friend.answer("BYE").status());
  }

  /** Asks until an answer comes: the flood limit may drop the first few. */
  private void alive(int number) throws Exception {
    try (RawPeer asker = new RawPeer()) {
      boolean answered = false;
      for (int i = 0; i < 40 && !answered; i++) {
        asker.send(
            asker.request(
                "OPTIONS",
                "sip:100@127.0.0.1:" + phone.localPort(),
                "alive" + number + "x" + i,
                1,
                "",
                ""),
            phone.localPort());
        answered = asker.answered(250);
      }
      assertTrue(answered, "no answer after " + number + " messages");
    }
  }

  @Test
  void ofAFloodOfCallsFewReachThePhone() throws Exception {
    String uri = "sip:100@127.0.0.1:" + phone.localPort();
    for (int i = 0; i < 200; i++) {
      stranger.send(stranger.request("INVITE", uri, "flood" + i, 1, "", SDP), phone.localPort());
    }
    int rang = 0;
    while (stranger.answered(1500)) {
      rang++; // 100 Trying
    }
    System.out.printf("figure: 200 INVITEs at once, %d answered%n", rang);
    assertTrue(rang > 0 && rang <= 80, "" + rang);
    alive(0);
  }
}

package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.account.ResourceList;
import org.trucephone.firmware.account.Watched;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.Appearances;
import org.trucephone.firmware.dialect.Dialects;
import org.trucephone.firmware.dialect.FeatureEvents;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sdp.SessionDescription;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.XmlTree;
import org.trucephone.firmware.sip.digest.DigestClient;

/**
 * One message of each kind that telephone systems send, octet for octet through the stack's own
 * parser as the phone sets it up, and what the phone's readers make of it.
 */
class FixturesTest {
  private static final int ALL = 42;
  private static final List<String> FOLDERS =
      List.of("messages/", "../../dialect/cisco/", "../../dialect/broadworks/");

  /** What must come of one message. */
  private interface Outcome {
    void check(SIPMessage message) throws Exception;
  }

  private static final Map<String, Outcome> EXPECTED = new TreeMap<>();

  static {
    EXPECTED.putAll(standard());
    EXPECTED.putAll(lamps());
    EXPECTED.putAll(lineSide());
    EXPECTED.putAll(enterprise());
    EXPECTED.putAll(microsoft());
    EXPECTED.putAll(others());
  }

  private static Map<String, Outcome> standard() {
    return Map.of(
        "gen-401-two-algorithms",
        m -> assertTrue(answered(m).contains("algorithm=SHA-256"), answered(m)),
        "gen-401-stale",
        FixturesTest::retriesInSilence,
        "ast-notify-mwi-unsolicited",
        m -> {
          assertEquals(new Bodies.Summary(true, 2, 5), summary(m));
          assertEquals("sip:*97@10.0.0.1", Bodies.mailbox(Messages.body(m)));
        },
        "ast-invite-auto-answer",
        m -> assertEquals(OptionalInt.of(0), answerAfter(m)),
        "ast-update-pai",
        m -> {
          assertEquals("Carol", identity(m).name());
          assertEquals("302", identity(m).user());
          assertNull(Messages.sdp(m));
        },
        "ast-info-aoc",
        m -> {
          assertTrue(Requests.INFO_TYPES.contains(Messages.contentType(m)));
          XmlTree charge = xml(m);
          assertEquals("1.23", charge.find("currency-amount").orElseThrow().text());
          assertEquals("USD", charge.find("currency-id").orElseThrow().text());
        });
  }

  private static Map<String, Outcome> lamps() {
    return Map.of(
        "ast-notify-blf-ringing-pjsip",
        m -> {
          DialogInfo.Dialog ringing = lamp(m, Condition.RINGING).ringing();
          assertFalse(ringing.named());
          assertEquals("Bob", ringing.remoteName());
        },
        "ast-notify-blf-held-pjsip",
        m -> lamp(m, Condition.HELD),
        "ast-notify-blf-ringing-notifycid",
        m -> {
          DialogInfo.Dialog ringing = lamp(m, Condition.RINGING).ringing();
          assertTrue(ringing.named());
          assertEquals("pickup-blf2", ringing.callId());
        },
        "malformed-cisco-dialog-info",
        m -> lamp(m, Condition.BUSY),
        "gen-notify-rlmi",
        m -> {
          assertTrue(ResourceList.is(Messages.contentType(m)));
          List<ResourceList> all =
              ResourceList.read(Messages.contentType(m), Messages.body(m)).stream().toList();
          assertEquals(
              List.of("sip:200@x", "sip:201@x"), all.stream().map(ResourceList::uri).toList());
          assertEquals(Condition.BUSY, condition(all.get(0).body()));
          assertEquals(Condition.IDLE, condition(all.get(1).body()));
        },
        "bw-notify-as-feature-event",
        m ->
            assertEquals(
                List.of(
                    new News.DoNotDisturb(false), new News.Forwarded(0, News.Which.ALL, "2002")),
                FeatureEvents.read(Messages.contentType(m), Messages.body(m))),
        "bw-subscribe-set-forward",
        m -> assertEquals("SUBSCRIBE", ((SIPRequest) m).getMethod()),
        "bw-notify-call-info",
        m ->
            assertEquals(
                List.of("active", "held-private", "idle"),
                Appearances.read(String.valueOf(Messages.joined(m, "Call-Info"))).stream()
                    .map(Appearances.Appearance::state)
                    .toList()));
  }

  private static Map<String, Outcome> lineSide() {
    return Map.of(
        "cucm-401",
        m -> {
          assertTrue(answered(m).contains("realm=\"ccmsipline\""));
          assertFalse(answered(m).contains("qop"));
        },
        "cucm-200-register",
        m -> {
          assertEquals(120, Messages.seconds(m, "Expires"));
          assertEquals(1, Messages.values(m, "Contact").size());
        },
        "cucm-invite-delayed-offer",
        m -> {
          assertNull(Messages.sdp(m));
          assertEquals("Bob", identity(m).name());
        },
        "cucm-notify-mwi",
        m -> assertEquals(new Bodies.Summary(true, -1, -1), summary(m)),
        "cucm-403-warning",
        m ->
            assertEquals(
                "Unable to find device/user in database",
                dialect("cucm").explained(403, Messages.told(m, List.of("Warning")))));
  }

  private static Map<String, Outcome> enterprise() {
    return Map.of(
        "cisco-200-optionsind",
        m -> assertEquals("200", xml(m).find("code").orElseThrow().text()),
        "cisco-refer-bulkupdate",
        m ->
            assertEquals(
                List.of(
                    new News.DoNotDisturb(true),
                    new News.InHuntGroup(true),
                    new News.Messages(1, true, 2, 5),
                    new News.Forwarded(1, News.Which.ALL, "2002")),
                heard(m)),
        "cisco-refer-statusline-escape",
        m -> assertEquals("Call park at 701", ((News.Display) heard(m).getFirst()).text()),
        "cisco-refer-answercallreq",
        m -> assertEquals(List.of(new News.Act(News.Action.ANSWER, "aa1", "a9", "c1")), heard(m)),
        "cisco-refer-softkey-park-tx",
        m -> assertEquals("norefersub", Messages.value(m, "Require")),
        "cisco-notify-service-control",
        m -> assertEquals(List.of(new News.Fetch(true)), heard(m)),
        "cisco-notify-blf-alerting",
        m -> assertEquals(List.of(new News.Lamp("200", Condition.RINGING)), heard(m)));
  }

  /**
   * Signatures and categories are checked where they are made; here: nothing is lost on the way.
   */
  private static Map<String, Outcome> microsoft() {
    Map<String, Outcome> all = new TreeMap<>();
    all.put(
        "lync-1-401-offers",
        m -> {
          List<String> offers = Messages.values(m, "WWW-Authenticate");
          assertEquals(
              List.of("NTLM", "Kerberos", "TLS-DSK"),
              offers.stream().map(offer -> offer.split(" ")[0]).toList());
          // Digest alone has no answer to these, and must not invent one.
          assertEquals(
              DigestClient.Verdict.UNKNOWN_SCHEME,
              new DigestClient("user", "x", () -> "c")
                  .challenged(new DigestClient.Attempt(), false, offers));
        });
    all.put(
        "lync-2-401-type2",
        m -> {
          String challenge = String.valueOf(Messages.value(m, "WWW-Authenticate"));
          assertTrue(challenge.contains("gssapi-data=\"TlRMTVNTUAACAAAA"), challenge);
          assertTrue(challenge.contains("opaque=\"2BDBAC9D\""), challenge);
        });
    all.put(
        "lync-3-register-type3-tx",
        m ->
            assertTrue(
                String.valueOf(Messages.value(m, "Authorization"))
                    .contains("response=\"0100000029618e9651b65a7764000000\"")));
    all.put(
        "lync-4-200-register",
        m -> {
          assertTrue(
              String.valueOf(Messages.value(m, "Authentication-Info"))
                  .contains("rspauth=\"01000000E615438A917661BE64000000\""));
          assertTrue(String.valueOf(Messages.value(m, "ms-keep-alive")).contains("timeout=300"));
          assertTrue(String.valueOf(Messages.value(m, "Contact")).contains("gruu=\"sip:user@"));
        });
    all.put(
        "lync-4b-200-bad-rspauth",
        m ->
            assertFalse(
                String.valueOf(Messages.value(m, "Authentication-Info"))
                    .contains("01000000E615438A917661BE64000000")));
    all.put(
        "lync-benotify-mwi",
        m -> {
          assertEquals("BENOTIFY", ((SIPRequest) m).getMethod());
          XmlTree mwi = xml(m).find("mwi").orElseThrow();
          assertEquals("8", mwi.attribute("unreadVoiceMailCount"));
          assertEquals("3", mwi.attribute("readVoiceMailCount"));
        });
    all.put(
        "lync-200-provisioning",
        m -> {
          assertEquals("SupportEncryption", text(m, "ucPC2PCAVEncryption"));
          assertEquals("50020", text(m, "ucMinAudioPort"));
          assertEquals("50039", text(m, "ucMaxAudioPort"));
        });
    all.put(
        "lync-notify-deregistered",
        m -> {
          assertEquals("deregistered;event=rejected", Messages.body(m));
          assertTrue(
              String.valueOf(Messages.value(m, "ms-diagnostics-public")).contains("User disabled"));
        });
    all.put(
        "lync-service-publish-tx",
        m -> {
          assertEquals("SERVICE", ((SIPRequest) m).getMethod());
          assertEquals("3500", text(m, "availability"));
        });
    all.put(
        "lync-409-wrongdelta",
        m -> {
          assertEquals(409, ((SIPResponse) m).getStatusCode());
          assertEquals("5", xml(m).find("operation").orElseThrow().attribute("curVersion"));
        });
    all.put(
        "lync-invite-srtp-optional",
        m -> {
          assertEquals("bob", identity(m).user());
          var audio = session(m).media().getFirst();
          assertEquals("optional", audio.attribute("encryption"));
          assertEquals(1, audio.attributes("crypto").size());
          assertEquals(2, audio.attributes("candidate").size());
        });
    all.put(
        "vq-service-msqoe-tx",
        m -> assertEquals("main-audio", xml(m).find("MediaLine").orElseThrow().attribute("Label")));
    return all;
  }

  private static Map<String, Outcome> others() {
    return Map.of(
        "nortel-invite-multipart",
        m -> {
          assertEquals("4000", identity(m).user());
          assertEquals(5200, session(m).media().getFirst().port());
          assertTrue(String.valueOf(Messages.value(m, "Contact")).contains("maddr=10.0.0.1"));
        },
        "nortel-ping",
        m -> assertEquals("PING", ((SIPRequest) m).getMethod()),
        "avaya-invite-odd-headers",
        m -> {
          assertEquals("B", identity(m).name());
          assertNull(Messages.sdp(m));
          assertEquals(OptionalInt.empty(), answerAfter(m));
        },
        "vq-publish-rfc6035-tx",
        m -> {
          assertEquals("vq-rtcpxr", Messages.value(m, "Event"));
          assertTrue(Messages.body(m).startsWith("VQSessionReport: CallTerm\r\n"));
        });
  }

  static Stream<String> names() {
    return EXPECTED.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void comesOutAsExpected(String name) throws Exception {
    byte[] bytes = octets(name);
    SIPMessage message = parse(bytes);
    assertNotNull(message);
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertEquals(
        text.length() - text.indexOf("\r\n\r\n") - 4, Messages.bytes(message).length, "the body");
    EXPECTED.get(name).check(message);
  }

  @Test
  void noneIsLeftOut() {
    assertEquals(ALL, EXPECTED.size());
  }

  // ---- reading

  private static byte[] octets(String name) throws IOException {
    for (String folder : FOLDERS) {
      String path = folder.replace("../../", "/org/trucephone/firmware/") + name + ".sip";
      try (InputStream in = FixturesTest.class.getResourceAsStream(path)) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    throw new AssertionError(name + ".sip is missing");
  }

  private static SIPMessage parse(byte[] bytes) throws ParseException {
    return new PhoneParsers().createMessageParser(null).parseSIPMessage(bytes, true, true, null);
  }

  private static Bodies.Summary summary(SIPMessage message) {
    return Bodies.summary(Messages.body(message)).orElseThrow();
  }

  private static Identity identity(SIPMessage message) {
    Identity identity = Messages.identity(message);
    assertNotNull(identity);
    return identity;
  }

  private static XmlTree xml(SIPMessage message) {
    return XmlTree.read(Messages.body(message)).orElseThrow();
  }

  private static String text(SIPMessage message, String element) {
    return xml(message).find(element).orElseThrow().text();
  }

  private static SessionDescription session(SIPMessage message) throws Exception {
    String sdp = Messages.sdp(message);
    assertNotNull(sdp);
    return SessionDescription.parse(sdp);
  }

  private static OptionalInt answerAfter(SIPMessage message) {
    return Dialects.generic()
        .answerAfter(
            Messages.told(
                message, List.of("Alert-Info", "Call-Info", "Answer-Mode", "P-Auto-Answer")));
  }

  private static Watched lamp(SIPMessage message, Condition condition) {
    Watched watched = watched(Messages.body(message));
    assertEquals(condition, watched.condition());
    return watched;
  }

  private static Condition condition(String body) {
    return watched(body).condition();
  }

  private static Watched watched(String body) {
    return Watched.unknown(Instant.EPOCH)
        .on(DialogInfo.read(body).orElseThrow(), Instant.EPOCH)
        .next();
  }

  private static org.trucephone.firmware.dialect.Dialect dialect(String name) {
    var dialect = Dialects.named(name);
    assertNotNull(dialect);
    return dialect;
  }

  private static List<News> heard(SIPMessage message) {
    String event = Messages.value(message, "Event");
    String state = Messages.value(message, "Subscription-State");
    return dialect("usecallmanager")
        .heard(
            new SipEvent.Notified(
                0,
                1,
                null,
                event == null ? "refer" : event,
                state == null ? "" : state,
                Messages.contentType(message),
                Messages.body(message),
                Map.of()));
  }

  private static DigestClient.Verdict challenged(
      DigestClient client, DigestClient.Attempt attempt, SIPMessage message) {
    return client.challenged(attempt, false, Messages.values(message, "WWW-Authenticate"));
  }

  /** {@return the credentials sent after a challenge} */
  private static String answered(SIPMessage message) {
    DigestClient client = new DigestClient("1001", "secret", () -> "0a4f113b");
    DigestClient.Attempt attempt = new DigestClient.Attempt();
    assertEquals(DigestClient.Verdict.RETRY, challenged(client, attempt, message));
    return client
        .credentials(attempt, "REGISTER", "sip:pbx.example.com", new byte[0])
        .getFirst()
        .value();
  }

  private static void retriesInSilence(SIPMessage message) throws Exception {
    DigestClient client = new DigestClient("1001", "secret", () -> "0a4f113b");
    DigestClient.Attempt attempt = new DigestClient.Attempt();
    challenged(client, attempt, parse(octets("gen-401-two-algorithms")));
    client.credentials(attempt, "REGISTER", "sip:pbx.example.com", new byte[0]);
    assertEquals(DigestClient.Verdict.RETRY, challenged(client, attempt, message));
    assertTrue(
        client
            .credentials(attempt, "REGISTER", "sip:pbx.example.com", new byte[0])
            .getFirst()
            .value()
            .contains("nonce=\"n0nce2\""));
  }
}

package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * Messages with the faults and the oddities RFC 4475 and RFC 5118 list, one of our own for each,
 * and what those say a phone answers. Where they leave it open both answers stand.
 */
class JainSipTortureTest {
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 40000 RTP/AVP 0\r\n";

  private JainSip phone;
  private RawPeer peer;

  @BeforeEach
  void open() throws Exception {
    peer = new RawPeer();
    phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1"), new Heard());
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
    peer.close();
  }

  /**
   * Changes to a sound OPTIONS: {@code line: X} for the request line, {@code Name: X} for a header
   * put in place of the one of that name, {@code +Name: X} for one more, {@code -Name} for one left
   * out; separated by {@code " & "}. In them URI, ME and N stand for the phone, the peer's place
   * and a number of its own; \n for a line end.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      value = {
        // RFC 4475 3.1.1: unusual, but right
        "white space anywhere => Via: SIP  / 2.0\\n /UDP\\n  ME;\\n branch  =  z9hG4bKN & -To & +TO :  <URI> & -CSeq & +cseq:   8\\n  OPTIONS & -Call-ID & +I :  N.torture => 200",
        "a method of odd letters => line: !int-Meth_0*+`.%indeed'~ URI SIP/2.0 & CSeq: 1 !int-Meth_0*+`.%indeed'~ => 405 501",
        "escaped letters of the user => line: OPTIONS sip:10%30@ME2 SIP/2.0 => 200 404",
        "escapes in a method are letters => line: RE%47IST%45R URI SIP/2.0 & CSeq: 1 RE%47IST%45R => 405 501",
        "an escaped NUL is another user => line: OPTIONS sip:100%00@ME2 SIP/2.0 => 200 404",
        "no space before the angle bracket => From: caller<sip:c@127.0.0.1>;tag=N => 200",
        "long values => +Unknown-Long: LONG & From: <sip:c@127.0.0.1>;tag=N;p=LONG => 200",
        "a semicolon in the user part => line: OPTIONS sip:100;par=u%40example.net@ME2 SIP/2.0 => 200 404",
        "transports nobody knows below the top => +Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKa\\nVia: SIP/2.0/UNKNOWN t3.example.com;branch=z9hG4bKb => 200",
        // 3.1.2: wrong
        "extra separators => Via: SIP/2.0/UDP ME;branch=z9hG4bKN;;,;,, => 400 200",
        "a body shorter than said => Content-Length: 9999 => 400",
        "a negative length => Content-Length: -999 => 400",
        "a sequence number beyond 32 bits => CSeq: 36893488147419103232 OPTIONS => 400",
        "hops beyond 255 => Max-Forwards: 300 => 400 200",
        "a quotation mark too few => To: \"Mr J. User <URI> => 400",
        "angle brackets about the request address => line: OPTIONS <URI> SIP/2.0 => 400",
        "white space in the request address => line: OPTIONS URI; lr SIP/2.0 => 400",
        "two spaces in the first line => line: OPTIONS  URI  SIP/2.0 => 400 200",
        "a space at the end of the first line => line: OPTIONS URI SIP/2.0   => 400 200",
        "headers in the request address => line: OPTIONS URI?Route=%3Csip:example.com%3E SIP/2.0 => 400 200 404",
        "a date in no known zone => +Date: Fri, 01 Jan 2010 16:00:00 EST => 400 200",
        "spaces inside an address => To: \"Watson\" < URI > => 400 200",
        "a display name that must be quoted => From: Bell, Alexander <sip:a@127.0.0.1>;tag=N => 400 200",
        "another version => line: OPTIONS URI SIP/7.0 => 505",
        "the sequence of another method => CSeq: 8 INVITE => 400",
        "the sequence of another unknown method => line: NEWMETHOD URI SIP/2.0 & CSeq: 8 INVITE => 400 405 501",
        // 3.2, 3.3: what a transaction or an application sees
        "nothing after the cookie of the branch => Via: SIP/2.0/UDP ME;branch=z9hG4bK => 200 400",
        // 0: dropped, for an answer could not be matched to anything
        "no From, To and Call-ID => -From & -To & -Call-ID => 400 0",
        "an address nobody can reach => line: OPTIONS nobodyKnowsThisScheme:opaque SIP/2.0 => 416",
        "an address that looks like the web's => line: OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0 => 416",
        "an extension nobody has => +Require: nothingSupportsThis, nothingSupportsThisEither => 420",
        "two senders, two lengths of one => +From: <sip:d@127.0.0.1>;tag=M & +Call-ID: other.N & +To: <sip:x@y> => 400",
        "two lengths => +Content-Length: 5 => 400",
        "no hops left => Max-Forwards: 0 => 200 483",
        "registering with a phone => line: REGISTER URI SIP/2.0 & CSeq: 1 REGISTER => 405",
        // RFC 5118
        "an IPv6 address without brackets => line: OPTIONS sip:2001:db8::10 SIP/2.0 => 400 404",
        "a port inside the brackets => line: OPTIONS sip:[2001:db8::10:5070] SIP/2.0 => 404 200",
        "a port after the brackets => line: OPTIONS sip:[2001:db8::10]:5070 SIP/2.0 => 404 200",
        "three colons => line: OPTIONS sip:100@[2001:db8:::192.0.2.1] SIP/2.0 => 400 404 200",
        "received with brackets => Via: SIP/2.0/UDP ME;received=[2001:db8::9:255];branch=z9hG4bKN => 200",
        "received without brackets => Via: SIP/2.0/UDP ME;received=2001:db8::9:255;branch=z9hG4bKN => 200",
        "addresses of both kinds => +Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3\\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja => 200",
        "an IPv4 address in IPv6 clothes => +Contact: <sip:a@[::ffff:192.0.2.10]:19823> => 200",
      })
  void theAnswerIsTheStandards(String name, String changes, String allowed) throws Exception {
    int status = ask(changes);
    assertTrue(List.of(allowed.split(" ")).contains("" + status), status + ", allowed " + allowed);
    assertEquals(200, ask("+Subject: still there"), "the phone answers the next one");
  }

  @Test
  void anInviteOfTheOldStandardRings() throws Exception {
    String old =
        message(
            "INVITE",
            "-Max-Forwards & Via: SIP/2.0/UDP ME & From: <sip:old@127.0.0.1> & CSeq: 1 INVITE",
            SDP);
    peer.send(old, phone.localPort());
    int first = peer.next().status();
    assertTrue(first == 100 || first == 180, "status " + first);
  }

  @Test
  void aBodyNobodyUnderstandsIsRefusedWithWhatIs() throws Exception {
    String odd =
        message(
            "INVITE",
            "+Content-Type: application/unknownformat & CSeq: 1 INVITE",
            "<audio><pcmu/></audio>");
    peer.send(odd, phone.localPort());
    RawPeer.Message answer = peer.answer("INVITE");
    assertEquals(415, answer.status());
    assertTrue(answer.header("Accept").contains("application/sdp"), answer.headers().toString());
  }

  @Test
  void responsesNobodyAskedForAreDropped() throws Exception {
    for (String first :
        List.of(
            "SIP/2.0 4294967301 better not break the receiver",
            "SIP/2.0 100 ",
            "SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять",
            "SIP/2.0 503 Service Unavailable")) {
      String text =
          message("OPTIONS", "line: " + first + " & CSeq: 353494 INVITE & Via: SIP/2.0/UDP ME", "");
      peer.send(text, phone.localPort());
    }
    assertEquals(200, ask("+Subject: still there"));
  }

  @Test
  void whatFollowsAMessageInItsDatagramIsNotRead() throws Exception {
    String second = message("OPTIONS", "+Subject: hidden", "");
    peer.send(message("OPTIONS", "+Subject: first", "") + second, phone.localPort());
    assertEquals(200, peer.answer("OPTIONS").status());
    assertFalse(peer.answered(400), "the second is no message");
  }

  private static int number;

  private int ask(String changes) throws Exception {
    String text = message("OPTIONS", changes, "");
    // The flood limit may drop one: a sender asks again.
    for (int turn = 0; turn < 6; turn++) {
      peer.send(text.getBytes(StandardCharsets.UTF_8), phone.localPort());
      if (peer.waits(700)) {
        RawPeer.Message answer = peer.next();
        while (answer.status() < 200) {
          answer = peer.next();
        }
        return answer.status();
      }
    }
    return 0;
  }

  private String message(String method, String changes, String body) {
    int n = ++number;
    String me = "127.0.0.1:" + peer.port();
    String uri = "sip:100@127.0.0.1:" + phone.localPort();
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Via", "SIP/2.0/UDP ME;branch=z9hG4bKN;rport"));
    headers.add(Map.entry("From", "<sip:c@127.0.0.1>;tag=N"));
    headers.add(Map.entry("To", "<URI>"));
    headers.add(Map.entry("Call-ID", "N.torture"));
    headers.add(Map.entry("CSeq", "1 " + method));
    headers.add(Map.entry("Max-Forwards", "70"));
    headers.add(Map.entry("Contact", "<sip:c@ME>"));
    if (!body.isEmpty() && !changes.contains("Content-Type")) {
      headers.add(Map.entry("Content-Type", "application/sdp"));
    }
    headers.add(Map.entry("Content-Length", "" + body.length()));
    String line = method + " URI SIP/2.0";
    for (String change : changes.split(" & ")) {
      int colon = change.indexOf(':');
      String name = colon < 0 ? change : change.substring(0, colon);
      String value = colon < 0 ? "" : change.substring(colon + 1).replaceFirst("^ ", "");
      if (name.equals("line")) {
        line = value;
      } else if (name.startsWith("-")) {
        headers.removeIf(h -> h.getKey().equals(name.substring(1)));
      } else if (name.startsWith("+")) {
        // One more Via goes below the top one.
        headers.add(name.equals("+Via") ? 1 : headers.size(), Map.entry(name.substring(1), value));
      } else {
        headers.replaceAll(h -> h.getKey().equals(name) ? Map.entry(name, value) : h);
      }
    }
    StringBuilder text = new StringBuilder(line).append("\r\n");
    headers.forEach(h -> text.append(h.getKey()).append(": ").append(h.getValue()).append("\r\n"));
    return text.append("\r\n")
        .append(body)
        .toString()
        .replace("\\n", "\r\n")
        .replace("URI", uri)
        .replace("ME2", "127.0.0.1:" + phone.localPort())
        .replace("ME", me)
        .replace("LONG", "a".repeat(700))
        .replaceAll("\\bN\\b|(?<=z9hG4bK)N", "t" + n)
        .replaceAll("\\bM\\b", "m" + n);
  }
}

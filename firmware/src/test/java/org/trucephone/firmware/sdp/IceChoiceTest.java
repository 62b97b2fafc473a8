package org.trucephone.firmware.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.ice.IceTerms;

class IceChoiceTest {
  private static final IceCredentials OURS = new IceCredentials("ours", "oursoursoursoursoursours");
  private static final String THEIRS =
      "a=ice-ufrag:them\r\na=ice-pwd:themthemthemthemthemthem\r\n"
          + "a=candidate:1 1 UDP 2130706431 192.0.2.9 5000 typ host\r\n"
          + "a=candidate:1 2 UDP 2130706430 192.0.2.9 5001 typ host\r\n";

  private static LocalMedia local(boolean offers) {
    return new LocalMedia(
        "192.0.2.1",
        4000,
        7,
        1,
        List.of("PCMA"),
        Direction.SENDRECV,
        20,
        Protection.NONE,
        List.of(),
        null,
        new LocalIce(OURS, offers, null));
  }

  private static String remote(String session, String attributes) {
    return "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
        + session
        + "m=audio 5000 RTP/AVP 8\r\n"
        + attributes;
  }

  @Test
  void theAddressOutsideIsOfferedBesideOurOwnUnlessItIsTheSame() {
    LocalMedia plain = local(true);
    for (boolean behind : new boolean[] {true, false}) {
      IceCandidate outside =
          behind
              ? IceCandidate.reflexive("203.0.113.7", 40123)
              : IceCandidate.reflexive(plain.host(), plain.port());
      LocalMedia local =
          new LocalMedia(
              plain.host(),
              plain.port(),
              plain.sessionId(),
              plain.version(),
              plain.codecs(),
              plain.wish(),
              plain.ptimeMs(),
              plain.protection(),
              plain.keys(),
              plain.dtls(),
              new LocalIce(OURS, true, outside));
      String offer = OfferAnswer.offer(local);
      String line =
          "a=candidate:2 1 UDP 1694498815 203.0.113.7 40123 typ srflx raddr "
              + plain.host()
              + " rport "
              + plain.port()
              + "\r\n";
      assertEquals(behind, offer.contains(line), offer);
      assertEquals(behind ? 2 : 1, offer.split("a=candidate:", -1).length - 1, offer);
    }
  }

  @Test
  void ourOfferNamesOurAddressOnce() {
    String offer = OfferAnswer.offer(local(true));
    assertTrue(offer.contains("a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host\r\n"), offer);
    assertTrue(offer.contains("a=ice-ufrag:ours\r\n"), offer);
    assertEquals(2, offer.split("a=rtcp-mux", -1).length);
    assertFalse(OfferAnswer.offer(local(false)).contains("ice"));
  }

  @Test
  void theAnswerToItMakesUsChoose() throws SdpException {
    IceTerms terms = OfferAnswer.settle(remote("", THEIRS + "a=rtcp-mux\r\n"), local(true)).ice();
    assertNotNull(terms);
    assertTrue(terms.controlling());
    assertEquals(1, terms.candidates().size());
    assertEquals("them", terms.theirs().fragment());
    assertNull(OfferAnswer.settle(remote("", "a=rtcp-mux\r\n"), local(true)).ice());
    assertNull(OfferAnswer.settle(remote("", THEIRS), local(false)).ice());
  }

  @Test
  void anOfferIsTakenAndItsMakerChooses() throws SdpException {
    OfferAnswer.Answered answered =
        OfferAnswer.answer(remote("", THEIRS + "a=rtcp-mux\r\n"), local(false));
    IceTerms terms = answered.agreement().ice();
    assertNotNull(terms);
    assertFalse(terms.controlling());
    assertTrue(answered.sdp().contains("a=ice-pwd:oursours"), answered.sdp());
  }

  @Test
  void aSimpleAgentLeavesTheChoiceToUs() throws SdpException {
    OfferAnswer.Answered answered =
        OfferAnswer.answer(remote("a=ice-lite\r\n", THEIRS + "a=rtcp-mux\r\n"), local(false));
    IceTerms terms = answered.agreement().ice();
    assertNotNull(terms);
    assertTrue(terms.controlling());
  }

  @Test
  void whatWeCannotDoIsLeftAndTheCallGoesOn() throws SdpException {
    for (String attributes :
        List.of(
            THEIRS, // RTCP on a port of its own
            THEIRS.replace("192.0.2.9", "192.0.2.77") + "a=rtcp-mux\r\n", // changed on the way
            THEIRS.replace("them\r\na=ice-pwd", "t\r\na=ice-pwd") + "a=rtcp-mux\r\n",
            "a=ice-ufrag:them\r\na=rtcp-mux\r\n",
            THEIRS + "a=ice-mismatch\r\na=rtcp-mux\r\n")) {
      OfferAnswer.Answered answered = OfferAnswer.answer(remote("", attributes), local(false));
      assertNull(answered.agreement().ice(), attributes);
      assertFalse(answered.sdp().contains("a=ice"), answered.sdp());
      assertEquals(5000, answered.agreement().remotePort());
    }
  }
}

package org.trucephone.firmware.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;

/** Offers and answers with keys (RFC 4568, 8643). */
class CryptoTest {
  private static LocalMedia local(Protection protection, int seed) {
    List<CryptoLine> keys = new ArrayList<>();
    for (SrtpSuite suite : SrtpSuite.values()) {
      byte[] key = new byte[suite.keyLength()];
      key[0] = (byte) seed;
      keys.add(
          new CryptoLine(keys.size() + 1, new SrtpKey(suite, key, new byte[suite.saltLength()])));
    }
    return new LocalMedia(
        "192.0.2." + seed,
        4000,
        7,
        1,
        List.of("PCMA"),
        Direction.SENDRECV,
        20,
        protection,
        keys,
        null,
        null);
  }

  private static String mLine(String sdp) {
    return sdp.lines().filter(line -> line.startsWith("m=")).findFirst().orElseThrow();
  }

  @Test
  void bestEffortStaysOnAvpAndBothEndsAgree() throws SdpException {
    String offer = OfferAnswer.offer(local(Protection.OPTIONAL, 1));
    assertTrue(mLine(offer).contains(" RTP/AVP "), offer);
    assertTrue(offer.contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"), offer);
    OfferAnswer.Answered answered = OfferAnswer.answer(offer, local(Protection.OPTIONAL, 2));
    Agreement offerer = OfferAnswer.settle(answered.sdp(), local(Protection.OPTIONAL, 1));
    assertNotNull(offerer.sendKey());
    assertEquals(offerer.sendKey(), answered.agreement().receiveKey());
    assertEquals(offerer.receiveKey(), answered.agreement().sendKey());
    assertEquals(1, answered.sdp().lines().filter(line -> line.startsWith("a=crypto")).count());
  }

  @Test
  void bestEffortFallsBackToPlain() throws SdpException {
    String offer = OfferAnswer.offer(local(Protection.OPTIONAL, 1));
    OfferAnswer.Answered answered = OfferAnswer.answer(offer, local(Protection.NONE, 2));
    assertNull(answered.agreement().sendKey());
    assertFalse(answered.sdp().contains("a=crypto"));
    assertNull(OfferAnswer.settle(answered.sdp(), local(Protection.OPTIONAL, 1)).sendKey());
  }

  @Test
  void requiredInsistsBothWays() throws SdpException {
    String offer = OfferAnswer.offer(local(Protection.REQUIRED, 1));
    assertTrue(mLine(offer).contains(" RTP/SAVP "), offer);
    OfferAnswer.Answered answered = OfferAnswer.answer(offer, local(Protection.NONE, 2));
    assertTrue(mLine(answered.sdp()).contains(" RTP/SAVP "), answered.sdp());
    assertNotNull(answered.agreement().sendKey(), "who is asked to encrypt does");
    String plain = OfferAnswer.offer(local(Protection.NONE, 3));
    LocalMedia strict = local(Protection.REQUIRED, 1);
    assertThrows(SdpException.class, () -> OfferAnswer.answer(plain, strict));
    String naked = OfferAnswer.answer(plain, local(Protection.NONE, 2)).sdp();
    assertThrows(SdpException.class, () -> OfferAnswer.settle(naked, strict));
  }

  @Test
  void theFirstSuiteWeDoIsTakenWithItsTag() throws SdpException {
    String offer =
        """
        v=0
        o=- 1 1 IN IP4 192.0.2.9
        s=-
        c=IN IP4 192.0.2.9
        t=0 0
        m=audio 5000 RTP/SAVP 8
        a=crypto:5 F8_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
        a=crypto:7 AES_CM_128_HMAC_SHA1_32 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^31|1:1
        a=crypto:8 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
        """;
    OfferAnswer.Answered answered = OfferAnswer.answer(offer, local(Protection.OPTIONAL, 2));
    assertTrue(answered.sdp().contains("a=crypto:7 AES_CM_128_HMAC_SHA1_32 inline:"));
    SrtpKey theirs = answered.agreement().receiveKey();
    assertNotNull(theirs);
    assertEquals(1, theirs.mkiLength());
    SrtpKey ours = answered.agreement().sendKey();
    assertNotNull(ours);
    assertEquals(0, ours.mkiLength());
  }

  @Test
  void anAnswerThatChangesTagOrSuiteIsRefused() throws SdpException {
    LocalMedia we = local(Protection.OPTIONAL, 1);
    String answer = OfferAnswer.answer(OfferAnswer.offer(we), local(Protection.OPTIONAL, 2)).sdp();
    String otherTag = answer.replace("a=crypto:1 ", "a=crypto:9 ");
    assertThrows(SdpException.class, () -> OfferAnswer.settle(otherTag, we));
  }

  @Test
  void anOfferOfUnknownKindOnlyIsRefused() {
    String offer =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + "m=audio 5000 RTP/SAVP 8\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:AAAA\r\n";
    LocalMedia we = local(Protection.OPTIONAL, 1);
    assertThrows(SdpException.class, () -> OfferAnswer.answer(offer, we));
  }
}

package org.trucephone.firmware.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;

/** Offers and answers of keys agreed on the media path (RFC 5763, 5764, 8122). */
class DtlsChoiceTest {
  private static final Fingerprint OURS =
      Fingerprint.of("ours".getBytes(StandardCharsets.US_ASCII));
  private static final Fingerprint THEIRS =
      Fingerprint.of("theirs".getBytes(StandardCharsets.US_ASCII));
  private static final String CRYPTO =
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n";

  private static LocalMedia local(Protection protection, @Nullable LocalDtls dtls) {
    SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    SrtpKey key = new SrtpKey(suite, new byte[suite.keyLength()], new byte[suite.saltLength()]);
    return new LocalMedia(
        "192.0.2.1",
        4000,
        7,
        1,
        List.of("PCMA"),
        Direction.SENDRECV,
        20,
        protection,
        List.of(new CryptoLine(1, key)),
        dtls,
        null);
  }

  private static LocalMedia able(Protection protection) {
    return local(protection, new LocalDtls(OURS, null));
  }

  private static String offer(String profile, String attributes) {
    return "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 5000 "
        + profile
        + " 8\r\n"
        + attributes;
  }

  private static String dtls(String setup) {
    return "a=fingerprint:" + THEIRS.value() + "\r\na=setup:" + setup + "\r\n";
  }

  @Test
  void twoOfUsAgree() throws SdpException {
    String offer = OfferAnswer.offer(able(Protection.DTLS));
    assertTrue(offer.contains(" UDP/TLS/RTP/SAVP "), offer);
    assertTrue(offer.contains("a=setup:actpass\r\n"), offer);
    assertTrue(offer.contains("a=fingerprint:" + OURS.value() + "\r\n"), offer);
    assertFalse(offer.contains("a=crypto"), offer);
    LocalMedia answerer =
        local(Protection.NONE, new LocalDtls(THEIRS, null)); // who is asked to encrypt does
    OfferAnswer.Answered answered = OfferAnswer.answer(offer, answerer);
    assertTrue(answered.sdp().contains(" UDP/TLS/RTP/SAVP "), answered.sdp());
    assertEquals(new DtlsTerms(List.of(OURS), true), answered.agreement().dtls());
    assertTrue(answered.agreement().mux());
    Agreement settled = OfferAnswer.settle(answered.sdp(), able(Protection.DTLS));
    assertEquals(new DtlsTerms(List.of(THEIRS), false), settled.dtls());
    assertTrue(settled.mux());
    assertEquals(settled.remotePort(), settled.remoteRtcpPort());
    assertNull(settled.sendKey());
  }

  /** What we want, what the offer has, what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "NONE,     UDP/TLS/RTP/SAVP,  dtls,   dtls",
    "NONE,     UDP/TLS/RTP/SAVPF, dtls,   dtls",
    "NONE,     RTP/SAVP,          dtls,   dtls",
    "NONE,     RTP/SAVPF,         dtls,   dtls",
    "NONE,     RTP/AVP,           dtls,   plain",
    "NONE,     RTP/SAVP,          both,   sdes",
    "NONE,     UDP/TLS/RTP/SAVP,  none,   refused",
    "OPTIONAL, UDP/TLS/RTP/SAVP,  dtls,   dtls",
    "OPTIONAL, RTP/AVP,           dtls,   dtls",
    "OPTIONAL, RTP/AVP,           both,   sdes",
    "OPTIONAL, RTP/AVP,           none,   plain",
    "REQUIRED, UDP/TLS/RTP/SAVP,  dtls,   dtls",
    "REQUIRED, RTP/AVP,           dtls,   dtls",
    "REQUIRED, RTP/SAVP,          crypto, sdes",
    "REQUIRED, RTP/AVP,           none,   refused",
    "DTLS,     UDP/TLS/RTP/SAVP,  dtls,   dtls",
    "DTLS,     UDP/TLS/RTP/SAVP,  both,   dtls",
    "DTLS,     RTP/AVP,           dtls,   dtls",
    "DTLS,     RTP/SAVP,          both,   dtls",
    "DTLS,     RTP/SAVP,          crypto, refused",
    "DTLS,     RTP/AVP,           none,   refused",
  })
  void whatAnOfferGets(Protection wish, String profile, String has, String result) {
    String attributes =
        switch (has) {
          case "dtls" -> dtls("actpass");
          case "crypto" -> CRYPTO;
          case "both" -> CRYPTO + dtls("actpass");
          default -> "";
        };
    String got;
    try {
      Agreement agreement = OfferAnswer.answer(offer(profile, attributes), able(wish)).agreement();
      got = agreement.dtls() != null ? "dtls" : agreement.sendKey() != null ? "sdes" : "plain";
    } catch (SdpException e) {
      got = "refused";
    }
    assertEquals(result, got);
  }

  @ParameterizedTest
  @CsvSource({"actpass,true", "active,false", "passive,true"})
  void thePartsAreSettled(String setup, boolean active) throws SdpException {
    OfferAnswer.Answered answered =
        OfferAnswer.answer(offer("UDP/TLS/RTP/SAVP", dtls(setup)), able(Protection.NONE));
    assertEquals(new DtlsTerms(List.of(THEIRS), active), answered.agreement().dtls());
    assertTrue(
        answered.sdp().contains("a=setup:" + (active ? "active" : "passive") + "\r\n"),
        answered.sdp());
  }

  @Test
  void aLaterOfferKeepsTheParts() throws SdpException {
    DtlsTerms before = new DtlsTerms(List.of(THEIRS), false);
    LocalMedia local = local(Protection.NONE, new LocalDtls(OURS, before));
    String again = offer("UDP/TLS/RTP/SAVP", dtls("actpass"));
    assertEquals(before, OfferAnswer.answer(again, local).agreement().dtls());
  }

  @Test
  void whatStandsBeforeTheMediaHoldsForThem() throws SdpException {
    String offer =
        offer("UDP/TLS/RTP/SAVP", "").replace("t=0 0\r\n", "t=0 0\r\n" + dtls("passive"));
    assertEquals(
        new DtlsTerms(List.of(THEIRS), true),
        OfferAnswer.answer(offer, able(Protection.NONE)).agreement().dtls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=setup:actpass\r\n",
        "a=fingerprint:sha-1 AA:BB\r\na=setup:actpass\r\n",
        "a=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\n",
        "a=fingerprint:\r\na=setup:actpass\r\n",
      })
  void anOfferWithoutAFingerprintOfUseIsRefused(String attributes) {
    String offer = offer("UDP/TLS/RTP/SAVP", attributes);
    assertThrows(SdpException.class, () -> OfferAnswer.answer(offer, able(Protection.NONE)));
  }

  @Test
  void anAnswerMustTakeWhatWeInsistOn() {
    String naked = offer("UDP/TLS/RTP/SAVP", "");
    String held = offer("UDP/TLS/RTP/SAVP", dtls("holdconn"));
    LocalMedia local = able(Protection.DTLS);
    assertThrows(SdpException.class, () -> OfferAnswer.settle(naked, local));
    assertThrows(SdpException.class, () -> OfferAnswer.settle(held, local));
  }

  @Test
  void withoutTheLibraryWeSaySo() {
    String offer = offer("UDP/TLS/RTP/SAVP", dtls("actpass"));
    SdpException e =
        assertThrows(
            SdpException.class, () -> OfferAnswer.answer(offer, local(Protection.NONE, null)));
    assertTrue(String.valueOf(e.getMessage()).contains("DTLS"), e.getMessage());
  }

  @Test
  void aFingerprintKnowsItsCertificate() {
    byte[] certificate = {1, 2, 3};
    Fingerprint read =
        Fingerprint.parse(Fingerprint.of(certificate).value().toLowerCase(java.util.Locale.ROOT));
    assertNotNull(read);
    assertTrue(read.matches(certificate));
    assertFalse(read.matches(new byte[] {1, 2}));
  }
}

package org.trucephone.firmware.dialect.microsoft;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.dialect.Fixture;
import org.trucephone.provisioning.settings.Secret;

/**
 * A sign-in that a real client and a real OCS 2007 R2 server did, computed again, octet for octet;
 * and the values MS-NLMP 4.2.4 gives.
 */
class NtlmSessionTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] CHALLENGE =
      Base64.getDecoder()
          .decode(
              "TlRMTVNTUAACAAAAAAAAADgAAADzgpji3Ruq9OfiGNEAAAAAAAAAAJYAlgA4AAAABQLODgAAAA8CAAoAQwBP"
                  + "AFMATQBPAAEAGABDAE8AUwBNAE8ALQBPAEMAUwAtAFIAMgAEABYAYwBvAHMAbQBvAC4AbABvAGMAYQBs"
                  + "AAMAMABjAG8AcwBtAG8ALQBvAGMAcwAtAHIAMgAuAGMAbwBzAG0AbwAuAGwAbwBjAGEAbAAFABYAYwBv"
                  + "AHMAbQBvAC4AbABvAGMAYQBsAAAAAAA=");
  private static final String ANSWER =
      "TlRMTVNTUAADAAAAGAAYAHIAAADGAMYAigAAAAoACgBIAAAACAAIAFIAAAAYABgAWgAAABAAEABQAQAAVYKYYgUC"
          + "zg4AAAAPQwBPAFMATQBPAFUAcwBlAHIAQwBPAFMATQBPAC0ATwBDAFMALQBSADIAoeku/k4Hi/fFwASazGFm"
          + "wtauh1yw/apBjcDIAK527KYG0rn769BHMQEBAAAAAAAAWVGaFye5ygHWrodcsP2qQQAAAAACAAoAQwBPAFMA"
          + "TQBPAAEAGABDAE8AUwBNAE8ALQBPAEMAUwAtAFIAMgAEABYAYwBvAHMAbQBvAC4AbABvAGMAYQBsAAMAMABj"
          + "AG8AcwBtAG8ALQBvAGMAcwAtAHIAMgAuAGMAbwBzAG0AbwAuAGwAbwBjAGEAbAAFABYAYwBvAHMAbQBvAC4A"
          + "bABvAGMAYQBsAAAAAAAAAAAAMctznhyoCkmFkeiueXEV5A==";
  private static final byte[] TIME = HEX.parseHex("59519a1727b9ca01");
  private static final NtlmSession.Account USER =
      new NtlmSession.Account("COSMO", "User", new Secret("Pa$$word"), "COSMO-OCS-R2");
  private static final SignedMessage REGISTER =
      new SignedMessage(
          "4037df9284354df39065195bd57a4b14",
          "3 REGISTER",
          "<sip:user@cosmo.local>;tag=3e49177a52;epid=c8ca638a15",
          "<sip:user@cosmo.local>",
          "",
          "",
          "");

  private static NtlmSession session() {
    Iterator<String> chance =
        List.of("d6ae875cb0fdaa41", "6742fbe37bb1946b49d86a525bd29a9b").iterator();
    return NtlmSession.answer(
            CHALLENGE,
            USER,
            TIME,
            octets -> {
              byte[] next = HEX.parseHex(chance.next());
              System.arraycopy(next, 0, octets, 0, octets.length);
            })
        .orElseThrow();
  }

  private static String text(SignedMessage message, String rand) {
    return message.text(
        "NTLM", rand, "1", "SIP Communications Service", "cosmo-ocs-r2.cosmo.local");
  }

  @Test
  void theHashIsTheStandards() {
    assertEquals(
        "d9130a8164549fe818874806e1c7014b",
        HEX.formatHex(Md4.hash("message digest".getBytes(US_ASCII))));
    assertEquals("31d6cfe0d16ae931b73c59d7e0c089c0", HEX.formatHex(Md4.hash(new byte[0])));
    assertEquals(
        "e33b4ddc9c38f2199c3e7b164fcc0536",
        HEX.formatHex(Md4.hash("1234567890".repeat(8).getBytes(US_ASCII))));
  }

  @Test
  void theAnswerIsTheRealClients() {
    assertEquals(ANSWER, Base64.getEncoder().encodeToString(session().token()));
  }

  @Test
  void theSignatureOfARegisterIsTheRealClients() {
    assertEquals(
        "<NTLM><13317733><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local>"
            + "<4037df9284354df39065195bd57a4b14><3><REGISTER><sip:user@cosmo.local><3e49177a52>"
            + "<sip:user@cosmo.local><><><><>",
        text(REGISTER, "13317733"));
    assertEquals("0100000029618e9651b65a7764000000", session().sign(text(REGISTER, "13317733")));
  }

  @Test
  void theRealServersSignatureIsBelievedAndAnotherIsNot() {
    SignedMessage ok =
        new SignedMessage(
            REGISTER.callId(),
            REGISTER.cseq(),
            REGISTER.from(),
            "<sip:user@cosmo.local>;tag=5E61CCD925D17E043D9A74835A88F664",
            "",
            "7200",
            "200");
    String text = text(ok, "9616454F");
    assertTrue(session().verified(text, "01000000E615438A917661BE64000000"));
    assertFalse(session().verified(text, "01000000E615438A917661BF64000000"));
    assertFalse(session().verified(text + " ", "01000000E615438A917661BE64000000"));
    assertFalse(session().verified(text, ""));
  }

  /** The messages as they stand on the wire, one of them with a digit changed. */
  @ParameterizedTest
  @CsvSource({"lync-4-200-register, true", "lync-4b-200-bad-rspauth, false"})
  void theSignedTextIsFoundInTheMessage(String name, boolean genuine) throws IOException {
    Fixture answer = Fixture.read(NtlmSessionTest.class, "../../sip/jain/messages/" + name);
    SignedMessage message =
        new SignedMessage(
            answer.header("call-id"),
            answer.header("cseq"),
            answer.header("from"),
            answer.header("to"),
            answer.header("p-asserted-identity"),
            answer.header("expires"),
            "200");
    String info = answer.header("authentication-info");
    String text =
        message.text(
            "NTLM",
            parameter(info, "srand"),
            parameter(info, "snum"),
            parameter(info, "realm"),
            parameter(info, "targetname"));
    assertEquals(genuine, session().verified(text, parameter(info, "rspauth")));
  }

  private static String parameter(String header, String name) {
    return header.replaceFirst(".*\\b" + name + "=\"([^\"]*)\".*", "$1");
  }

  @Test
  void identitiesStandInTheirOwnPlacesWithTheirLetters() {
    SignedMessage ringing =
        new SignedMessage(
            "c1",
            "1 INVITE",
            "\"S\" <sip:sender@company.com>;tag=2420628112;epid=x",
            "<sip:recipient@company.com>;epid=y;tag=7aee15546a",
            "\"R, too\" <SIP:recipient@company.com>, <tel:+14255550100>",
            "",
            "180");
    assertEquals(
        "<NTLM><1B6D47A1><1><SIP Communications Service><cosmo-ocs-r2.cosmo.local><c1><1><INVITE>"
            + "<sip:sender@company.com><2420628112><sip:recipient@company.com><7aee15546a>"
            + "<SIP:recipient@company.com><tel:+14255550100><><180>",
        text(ringing, "1B6D47A1"));
  }

  @Test
  void aServerThatTellsItsTimeGetsItBackAndNoLmAnswer() {
    byte[] pair = HEX.parseHex("0700080011223344556677880000" + "0000");
    byte[] challenge = Arrays.copyOf(CHALLENGE, 56 + pair.length);
    System.arraycopy(pair, 0, challenge, 56, pair.length);
    challenge[40] = (byte) pair.length;
    challenge[42] = (byte) pair.length;
    byte[] token =
        NtlmSession.answer(challenge, USER, TIME, new Random(1)::nextBytes).orElseThrow().token();
    String hex = HEX.formatHex(token);
    assertTrue(hex.contains("0101000000000000" + "1122334455667788"), hex);
    assertEquals("00".repeat(24), hex.substring(2 * 0x72, 2 * 0x72 + 48));
  }

  @Test
  void whatIsNoChallengeOrAWeakOneIsNotAnswered() {
    Random random = new Random(7);
    for (int length = 0; length < CHALLENGE.length; length++) {
      assertEquals(
          Optional.empty(),
          NtlmSession.answer(Arrays.copyOf(CHALLENGE, length), USER, TIME, random::nextBytes)
              .map(s -> "answered " + s.token().length));
    }
    byte[] weak = CHALLENGE.clone();
    weak[23] &= (byte) ~0x60; // neither 128 bits nor a key of its own
    assertTrue(NtlmSession.answer(weak, USER, TIME, random::nextBytes).isEmpty());
    for (int run = 0; run < 20_000; run++) {
      byte[] damaged = CHALLENGE.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      NtlmSession.answer(damaged, USER, TIME, random::nextBytes); // must not throw
    }
  }

  @Test
  void aDevicesNamesFollowFromItsEpid() {
    assertEquals(
        "<urn:uuid:4b1682a8-f968-5701-83fc-7c6741dc6697>", new Endpoint("01010101").instance());
    assertEquals(
        "<urn:uuid:4233fd41-093b-5fd6-b5d2-651ed55969e6>", new Endpoint("8248ca9ebb").instance());
    assertEquals(
        "<urn:uuid:34d859db-6585-5f91-a3b4-de853c15347d>", new Endpoint("c8ca638a15").instance());
    assertEquals(
        "sip:user@cosmo.local;opaque=user:epid:21nYNIVlkV-jtN6FPBU0fQAA;gruu",
        new Endpoint("c8ca638a15").gruu("sip:user@cosmo.local"));
  }
}

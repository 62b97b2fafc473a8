package org.trucephone.firmware.dialect.microsoft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.MessageSigner.Attempt;
import org.trucephone.firmware.sip.MessageSigner.Fields;
import org.trucephone.firmware.sip.MessageSigner.Verdict;
import org.trucephone.provisioning.settings.Secret;

/** The sign-in of a real client at a real OCS 2007 R2 server, message by message. */
class NtlmSignerTest {
  private static final Instant NOW = Instant.parse("2009-12-20T12:00:00Z");
  private static final String FROM = "<sip:user@cosmo.local>;tag=3e49177a52;epid=c8ca638a15";
  private static final Fields REGISTER =
      new Fields(
          "4037df9284354df39065195bd57a4b14",
          "3 REGISTER",
          FROM,
          "<sip:user@cosmo.local>",
          "",
          "",
          "");
  private static final Fields OK =
      new Fields(
          "4037df9284354df39065195bd57a4b14",
          "3 REGISTER",
          FROM,
          "<sip:user@cosmo.local>;tag=5E61CCD925D17E043D9A74835A88F664",
          "",
          "7200",
          "200");

  private final Iterator<String> chance =
      List.of("d6ae875cb0fdaa41", "6742fbe37bb1946b49d86a525bd29a9b", "13317733", "00000001")
          .iterator();
  private NtlmSigner signer;
  private Attempt attempt;

  @BeforeEach
  void begin() {
    signer =
        new NtlmSigner(
            new NtlmSession.Account("COSMO", "User", new Secret("Pa$$word"), "COSMO-OCS-R2"),
            octets -> {
              byte[] next = HexFormat.of().parseHex(chance.next());
              System.arraycopy(next, 0, octets, 0, octets.length);
            });
    attempt = signer.attempt(true, NOW);
  }

  private static String head(String name) throws IOException {
    try (InputStream in =
        NtlmSignerTest.class.getResourceAsStream(
            "/org/trucephone/firmware/sip/jain/messages/" + name + ".sip")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static List<String> challenges(String name) throws IOException {
    return head(name)
        .lines()
        .filter(line -> line.startsWith("WWW-Authenticate:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  private void signIn() throws IOException {
    assertTrue(attempt.proof(REGISTER).isEmpty());
    assertEquals(Verdict.RETRY, attempt.challenged(false, challenges("lync-1-401-offers"), NOW));
    assertTrue(attempt.proof(REGISTER).orElseThrow().value().contains("gssapi-data=\"\""));
    assertEquals(Verdict.RETRY, attempt.challenged(false, challenges("lync-2-401-type2"), NOW));
    attempt.proof(REGISTER).orElseThrow();
  }

  @Test
  void theRealServersAnswerIsBelievedOnce() throws IOException {
    signIn();
    assertTrue(signer.proof(REGISTER).isEmpty(), "nothing else is signed before the 200");
    String head = head("lync-4-200-register");
    assertEquals("", attempt.fault(OK, head));
    assertTrue(signer.proof(REGISTER).orElseThrow().value().contains("cnum=\"2\""));
    assertEquals("it was sent once before", attempt.fault(OK, head));
  }

  @Test
  void aWrongOrMissingSignatureIsNot() throws IOException {
    signIn();
    assertEquals("its signature is wrong", attempt.fault(OK, head("lync-4b-200-bad-rspauth")));
    assertEquals("it is not signed", attempt.fault(OK, "SIP/2.0 200 OK"));
    Fields forbidden = new Fields("c", "3 REGISTER", FROM, FROM, "", "", "403");
    assertEquals("", attempt.fault(forbidden, "SIP/2.0 403 Forbidden"), "it cannot be signed yet");
  }

  @Test
  void requestsMustBeSignedOnceSignedIn() throws IOException {
    assertEquals("", signer.fault(REGISTER, "OPTIONS sip:a SIP/2.0"));
    signIn();
    attempt.fault(OK, head("lync-4-200-register"));
    assertEquals("it is not signed", signer.fault(REGISTER, "INVITE sip:a SIP/2.0"));
    assertEquals(
        "it is signed by another sign-in than ours",
        signer.fault(
            REGISTER, "INVITE sip:a SIP/2.0\r\nAuthentication-Info: NTLM opaque=\"1\"\r\n"));
  }

  @Test
  void aSecondChallengeMeansAWrongPassword() throws IOException {
    signIn();
    assertEquals(Verdict.REFUSED, attempt.challenged(false, challenges("lync-1-401-offers"), NOW));
    assertEquals(
        Verdict.UNKNOWN_SCHEME,
        signer.attempt(true, NOW).challenged(false, List.of("Kerberos realm=\"x\""), NOW));
    assertEquals(
        Verdict.UNKNOWN_SCHEME,
        signer
            .attempt(true, NOW)
            .challenged(false, List.of("NTLM gssapi-data=\"not base64\", opaque=\"1\""), NOW));
  }
}

package org.trucephone.firmware.sip.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.digest.DigestClient.Attempt;
import org.trucephone.firmware.sip.digest.DigestClient.Credentials;
import org.trucephone.firmware.sip.digest.DigestClient.Verdict;

class DigestClientTest {
  private static final String URI = "sip:pbx.example.com";

  private final DigestClient client = new DigestClient("1001", "secret", () -> "0a4f113b");
  private final Attempt first = new Attempt();

  private List<Credentials> credentials(Attempt attempt) {
    return client.credentials(attempt, "REGISTER", URI, Digest.noBody());
  }

  private Verdict challenged(Attempt attempt, String... values) {
    return client.challenged(attempt, false, List.of(values));
  }

  private static String challenge(String nonce, String rest) {
    return "Digest realm=\"asterisk\", nonce=\"" + nonce + "\"" + rest;
  }

  @Test
  void nothingIsSentBeforeAChallenge() {
    assertTrue(credentials(first).isEmpty());
  }

  @Test
  void answersAChallengeLiterally() {
    assertEquals(
        Verdict.RETRY,
        challenged(
            first, challenge("n0nce", ", algorithm=MD5, qop=\"auth,auth-int\", opaque=\"o\"")));
    assertEquals(
        List.of(
            new Credentials(
                false,
                "Digest username=\"1001\", realm=\"asterisk\", nonce=\"n0nce\", "
                    + "uri=\"sip:pbx.example.com\", "
                    + "response=\"b0ef793224527a8f9f83f413941877a7\", algorithm=MD5, "
                    + "cnonce=\"0a4f113b\", qop=auth, nc=00000001, opaque=\"o\"")),
        credentials(first));
  }

  @Test
  void serversWithoutQopGetNeitherCountNorCnonce() {
    challenged(first, challenge("n0nce", ""));
    String value = credentials(first).getFirst().value();
    assertTrue(value.contains("response=\"06038ff983e59fba916c7df992b93720\""), value);
    assertFalse(value.contains("nc=") || value.contains("cnonce=") || value.contains("algorithm="));
  }

  @Test
  void takesTheTopmostAlgorithmItKnows() {
    challenged(
        first,
        challenge("a", ", algorithm=SHA3-512, qop=\"auth\""),
        challenge("b", ", algorithm=SHA-256, qop=\"auth\""),
        challenge("c", ", algorithm=MD5, qop=\"auth\""));
    List<Credentials> sent = credentials(first);
    assertEquals(1, sent.size());
    assertTrue(sent.getFirst().value().contains("nonce=\"b\""));
    assertTrue(sent.getFirst().value().contains("algorithm=SHA-256,"));
  }

  @Test
  void theNextRequestCarriesCredentialsAtOnceWithTheCountRaised() {
    challenged(first, challenge("n0nce", ", qop=\"auth\""));
    credentials(first);
    assertTrue(credentials(new Attempt()).getFirst().value().contains("nc=00000002"));
    assertTrue(credentials(new Attempt()).getFirst().value().contains("nc=00000003"));
  }

  @Test
  void theSameNonceAgainMeansAWrongPassword() {
    challenged(first, challenge("n0nce", ", qop=\"auth\""));
    credentials(first);
    assertEquals(Verdict.REFUSED, challenged(first, challenge("n0nce", ", qop=\"auth\"")));
    assertTrue(credentials(first).isEmpty());
    assertTrue(credentials(new Attempt()).isEmpty(), "refused credentials are not offered again");
  }

  @Test
  void aNewNonceAfterOurAnswerMeansAWrongPasswordToo() {
    challenged(first, challenge("one", ", qop=\"auth\""));
    credentials(first);
    assertEquals(Verdict.REFUSED, challenged(first, challenge("two", ", qop=\"auth\"")));
  }

  @Test
  void staleIsAnsweredAgainButNotForEver() {
    challenged(first, challenge("n0", ", qop=\"auth\""));
    for (int i = 1; i <= 3; i++) {
      credentials(first);
      assertEquals(
          Verdict.RETRY, challenged(first, challenge("n" + i, ", qop=\"auth\", stale=TRUE")));
      assertTrue(credentials(first).getFirst().value().contains("nc=00000001"));
    }
    assertEquals(Verdict.REFUSED, challenged(first, challenge("n9", ", qop=\"auth\", stale=true")));
  }

  @Test
  void aRememberedNonceMayRunOutWithoutStale() {
    challenged(first, challenge("old", ", qop=\"auth\""));
    credentials(first);
    Attempt next = new Attempt();
    credentials(next);
    assertEquals(Verdict.RETRY, challenged(next, challenge("new", ", qop=\"auth\"")));
    credentials(next);
    assertEquals(Verdict.REFUSED, challenged(next, challenge("newer", ", qop=\"auth\"")));
  }

  @Test
  void proxyAndServerAreAnsweredTogether() {
    client.challenged(first, true, List.of("Digest realm=\"edge\", nonce=\"p\""));
    credentials(first);
    challenged(first, challenge("s", ""));
    List<Credentials> sent = credentials(first);
    assertEquals(2, sent.size());
    assertTrue(sent.get(0).proxy());
    assertFalse(sent.get(1).proxy());
  }

  @Test
  void unknownSchemesAreSaidSo() {
    assertEquals(Verdict.UNKNOWN_SCHEME, challenged(first, "NTLM realm=\"x\""));
    assertEquals(Verdict.UNKNOWN_SCHEME, challenged(first, "Digest realm=\"x\""));
    assertEquals(Verdict.UNKNOWN_SCHEME, challenged(first, challenge("n", ", algorithm=SHA3-512")));
    assertEquals(Verdict.UNKNOWN_SCHEME, challenged(first));
  }

  @Test
  void sessionKeysAndBodyProtectionAreUsedWhereNothingElseIsOffered() {
    challenged(first, challenge("n", ", algorithm=MD5-sess, qop=auth-int"));
    byte[] one = "a".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String a = client.credentials(new Attempt(), "INVITE", URI, one).getFirst().value();
    assertTrue(a.contains("qop=auth-int") && a.contains("algorithm=MD5-sess"), a);
    // H(H(1001:asterisk:secret):n:0a4f113b), H(INVITE:uri:H(a)), computed by hand with md5sum.
    assertTrue(a.contains("response=\"" + SESSION_INT + "\""), a);
  }

  private static final String SESSION_INT = "3196e77b4bef33e9f5bc2ee97d82dbe3";

  @Test
  void oddChallengesAreReadLeniently() {
    DigestChallenge odd =
        DigestChallenge.parse("dIgEsT  realm = \"a \\\"b\\\", c\" ,nonce=bare,QOP=auth , x");
    assertNotNull(odd);
    assertEquals("a \"b\", c", odd.realm());
    assertEquals("bare", odd.nonce());
    assertEquals(List.of("auth"), odd.qop());
    assertNull(DigestChallenge.parse(""));
    assertNull(DigestChallenge.parse("Digest"));
    assertNull(DigestChallenge.parse("Digestx nonce=1"));
  }
}

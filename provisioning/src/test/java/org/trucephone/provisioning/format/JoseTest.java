package org.trucephone.provisioning.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.settings.Secret;

class JoseTest {
  /** RFC 8037 A.4. */
  private static final String SIGNED =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
          + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

  private static final String SIGNER = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  private static final Secret KEY = new Secret("A".repeat(42) + "8");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleOfTheRfcIsVerified() {
    assertArrayEquals(
        bytes("Example of Ed25519 signing"), Jose.verified(bytes(SIGNED + "\n"), SIGNER));
    assertNull(Jose.verified(bytes(SIGNED), KEY.reveal()));
    assertNull(Jose.verified(bytes(SIGNED.replace("RXhh", "RXhi")), SIGNER));
  }

  @Test
  void noOtherAlgorithmCounts() {
    // {"alg":"none"}, and EdDSA with a "crit" nobody here knows.
    assertNull(Jose.verified(bytes("eyJhbGciOiJub25lIn0.RXhhbXBsZQ."), SIGNER));
    assertNull(
        Jose.verified(
            bytes("eyJhbGciOiJFZERTQSIsImNyaXQiOlsieCJdfQ" + SIGNED.substring(20)), SIGNER));
  }

  @Test
  void whatIsSignedAndSealedIsOpenedAndVerified() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] content = bytes("[line.1]\nuser = \"1001\"\n");
    String signed = Jose.sign(content, pair.getPrivate());
    byte[] sealed = bytes(Jose.seal(bytes(signed), KEY, new Random(1)::nextBytes));
    assertTrue(Jose.encrypted(sealed));
    assertFalse(Jose.signed(sealed));
    byte[] open = Sealed.open(sealed, List.of(new Secret("another"), KEY));
    assertEquals(signed, new String(open, StandardCharsets.UTF_8));
    assertArrayEquals(content, Jose.verified(open, Jose.name(pair.getPublic())));
    assertNull(Jose.open(sealed, List.of(new Secret("B" + KEY.reveal().substring(1)))));
  }

  @Test
  void damageOpensNothing() throws Exception {
    byte[] sealed = bytes(Jose.seal(bytes("content"), KEY, new Random(1)::nextBytes));
    Random random = new Random(7);
    for (int run = 0; run < 2000; run++) {
      byte[] damaged = sealed.clone();
      int at = random.nextInt(damaged.length);
      byte other = (byte) random.nextInt(128);
      // The last letter of a part has bits that carry nothing.
      boolean tail = at + 1 == damaged.length || damaged[at + 1] == '.';
      if (damaged[at] != other && !tail) {
        damaged[at] = other;
        assertNull(Jose.open(damaged, List.of(KEY)), new String(damaged, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void otherTextIsNone() {
    for (String text : List.of("", "ey", "eyes = 1.2.3.4", "{\"a\":1}", "# ey.a.b.c.d\n")) {
      assertFalse(Jose.encrypted(bytes(text)), text);
    }
  }
}

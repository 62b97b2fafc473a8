package org.trucephone.provisioning.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.settings.Secret;

/** Files encrypted by {@code openssl enc -aes-256-cbc} 3.0, and RFC 8188's own examples. */
class SealedTest {
  private static final Secret KEY = new Secret("Open-Sesame");

  /** By MD5, SHA-256, PBKDF2, and MD5 over gzip. */
  private static final List<String> FILES =
      List.of(
          "U2FsdGVkX19pjjHjUmiO3clmwQEdh8vPNqaDVI3+CfC5c8Qmiq5+0aeedovXNAVUF8QWqhfyUjdUCCKX"
              + "3jnQiBu8GO51U4GNcQ5Eq+VeO9FIxflwKqXyxgi+PzvOwduOI8i9xo/3ymmmar9HSqfD8rJeY25JcecA"
              + "O9VeXPnZ+hFFKxyjLZxQgGiOLDoG8jvD",
          "U2FsdGVkX19EZffYD58iNd9R9+RXYQxI38x0Hvrxk8yvbeCr/J42YHTjivSdNG0YLk94jFNqLK67cwY0"
              + "6MehnzyEdZilNMQfnnXejnsOu7df+57aZBdRtljvdrla4ZVr00N4pkfcMeLXJCd1n7aJoKSk3QUlpppS"
              + "Rac+ccDNK5ufeeZ3WmtiZ+HR+siAkogq",
          "U2FsdGVkX1/uNAUFPbObQvddC7YuhM1dXKAIcevmUMws5XzJNk9cdqNikStiHHuf4k5pYc2ElcXYOGLZ"
              + "chZilbRtxymjRtBRDTfMQAPYgtlqZ3fCIQLMoc1yomsXvZal6qE/rdfC84BvmgwD1aMekG4JYS4i9Dtl"
              + "vPAuFHkE/A+ri/UbugsP3hBj6AFDJm+0",
          "U2FsdGVkX1/yBsKqSGAcsCMN0n7Xv0cmVSpEluINiZxL5k0+aYW5g+dOJXm/AZVnFQF+1SnrtD0/zbGg"
              + "2Gjvdjt+QCVdTSNUcC1vC+7Bc0eTBQjR5Y5PI3MBUiiHdjz5/LNEHTsWXdU1c8TyGcPOdYz22xiaU/Aa"
              + "UmtcVilH/S4=");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatOpensslMadeIsOpened(int which) {
    byte[] sealed = Base64.getDecoder().decode(FILES.get(which));
    assertTrue(Sealed.is(sealed));
    byte[] plain = Sealed.open(sealed, List.of(new Secret("wrong"), KEY));
    assertNotNull(plain);
    ParsedFile file = Formats.parse("spa001122334455.cfg", plain, ParseContext.NONE);
    assertEquals("1001", file.settings().accounts().getFirst().userOr(""));
    assertNull(Sealed.open(sealed, List.of(new Secret("wrong"))), "a wrong key opens nothing");
  }

  @Test
  void theStandardsExamplesAreOpened() {
    byte[] one =
        Base64.getUrlDecoder()
            .decode("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");
    byte[] two =
        Base64.getUrlDecoder()
            .decode(
                "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA");
    byte[] text = "I am the walrus".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(text, Sealed.open(one, List.of(new Secret("yqdlZ-tYemfogSmv7Ws5PQ"))));
    assertArrayEquals(text, Sealed.open(two, List.of(new Secret("BO3ZVPxUlnLORbVGMpbT1Q"))));
    assertNull(Sealed.open(two, List.of(KEY)));
    two[two.length - 1] ^= 1;
    assertNull(Sealed.open(two, List.of(new Secret("BO3ZVPxUlnLORbVGMpbT1Q"))), "one bit changed");
  }

  @Test
  void aFileWithoutItsKeyIsAFindingThatSaysWhatToDo() {
    byte[] sealed = Base64.getDecoder().decode(FILES.getFirst());
    ParsedFile file = Formats.parse("spa001122334455.cfg", sealed, ParseContext.NONE);
    assertFalse(file.readable());
    assertEquals(
        "spa001122334455.cfg is encrypted and no key opens it: give its key.",
        file.findings().getFirst().text());
  }

  @Test
  void plainFilesAreLeftAsTheyAreAndNothingThrows() {
    byte[] plain = "[line.1]\nuser = \"1\"\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(plain, Sealed.open(plain, List.of(KEY)));
    Random random = new Random(8188);
    for (int i = 0; i < 3_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      Sealed.open(noise, List.of(KEY));
      byte[] broken = Base64.getDecoder().decode(FILES.get(i % 2));
      broken[16 + random.nextInt(broken.length - 16)] ^= 1;
      Sealed.open(broken, List.of(KEY));
    }
  }
}

package org.trucephone.provisioning.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Settings;

class DamagedFilesTest {

  static Stream<Map.Entry<String, String>> fixtures() {
    return Stream.concat(Fixtures.ALL.entrySet().stream(), Fixtures.files().entrySet().stream());
  }

  private static void readable(String name, byte[] bytes) {
    ParsedFile file = Formats.parse(name, bytes, ParseContext.NONE);
    Settings settings = Formats.merge(List.of(file));
    assertTrue(file.readable() || !file.findings().isEmpty());
    assertFalse(file.toString().contains(Fixtures.SECRET), name);
    assertFalse(settings.toString().contains(Fixtures.SECRET), name);
    for (Finding f : settings.findings()) {
      assertFalse(f.text().isBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void cutAtEveryByteNothingThrowsAndNoSecretShows(Map.Entry<String, String> fixture) {
    byte[] whole = fixture.getValue().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= whole.length; length++) {
      readable(fixture.getKey(), Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void withBytesChangedNothingThrows(Map.Entry<String, String> fixture) {
    byte[] whole = fixture.getValue().getBytes(StandardCharsets.UTF_8);
    byte[] odd = "<>\"'&;:#=[]{}\n\0\\/!-\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    Random random = new Random(Integer.getInteger("fuzz.seed", 42));
    for (int round = 0; round < Integer.getInteger("fuzz.rounds", 500); round++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = odd[random.nextInt(odd.length)];
      }
      Formats.merge(List.of(Formats.parse(fixture.getKey(), bytes, ParseContext.NONE)));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyFixtureIsRecognisedWithoutItsName(Map.Entry<String, String> fixture) {
    ParsedFile named = Fixtures.parse(fixture.getKey(), fixture.getValue());
    String ending = fixture.getKey().endsWith(".toml") ? "x.toml" : "x";
    assertEquals(named.format(), Fixtures.parse(ending, fixture.getValue()).format());
  }

  @Test
  void windowsLineEndsAndMarksChangeNothing() {
    String windows = "\uFEFF" + Fixtures.CNF_PHONE.replace("\n", "\r\n");
    ParsedFile file = Fixtures.parse("SIP001122334455.cnf", windows);
    assertEquals("201", file.settings().accounts().get(0).userOr(""));
  }

  @Test
  void windowsCharactersAreReadAndTold() {
    byte[] bytes = "line1_displayname: \"M\u00fcller\"\n".getBytes(StandardCharsets.ISO_8859_1);
    ParsedFile file = Formats.parse("SIP001122334455.cnf", bytes, ParseContext.NONE);
    assertEquals("Müller", file.settings().accounts().get(0).displayNameOr(""));
    assertEquals(Finding.Kind.RECOVERED, file.findings().get(0).kind());
  }

  @Test
  void otherFilesAnswerUnknownWithASentence() {
    for (String text : List.of("hello\n", "<a/>", "\0\1\2\3\4\5\6\7\0\1\2\3", "<html>404</html>")) {
      ParsedFile file = Fixtures.parse("something", text);
      assertEquals("unknown", file.format());
      assertEquals(1, file.findings().size());
    }
  }

  @Test
  void emptyAndHugeFilesAreRefusedUnread() {
    assertFalse(Fixtures.parse("SIPDefault.cnf", " \n").readable());
    assertFalse(
        Formats.parse("SIPDefault.cnf", new byte[Formats.MAX_BYTES + 1], ParseContext.NONE)
            .readable());
  }

  /** Shapes on which careless patterns and recursion take hours or the stack. */
  static Stream<String> hostile() {
    return Stream.of(
        "\n",
        " ",
        "\t",
        "[",
        "(",
        "<a ",
        "<a>",
        "<!--a-->",
        "<APPLICATION ",
        "a.",
        "call.a.",
        "a=\n",
        "P1=\n\n",
        "1",
        "a1",
        "%A%:",
        "=",
        "\"",
        "&",
        "://a:",
        "account.1.codec.1.enable = 1\n",
        "voice.codecPref.G722=\"1\" ",
        "Extension_1_",
        "user_name1: ");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void longRunsOfAnythingAreReadToTheirEnd(String unit) {
    for (String head : hostileHeads()) {
      String text = head + unit.repeat((40 << 10) / unit.length()) + "x";
      ParsedFile file = Fixtures.parse("something", text);
      assertTrue(file.readable() || !file.findings().isEmpty());
    }
  }

  private static List<String> hostileHeads() {
    return List.of(
        "x",
        "#!version:1.0.0.1\n",
        "<gs_provision><config>",
        "<config><accounts>",
        "<polycomConfig ",
        "<settings><phone-settings>",
        "<flat-profile><Profile_Rule>",
        "user_name1: ",
        "%SUBSCR_0_A%:",
        "P1=1\nP2=2\n",
        "line1_name: 1\n");
  }
}

package org.trucephone.firmware.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
  private static String asking(String regex) {
    return "<kpml-request version=\"1.0\"><pattern persist=\"persist\"><regex tag=\"t1\">"
        + regex
        + "</regex></pattern></kpml-request>";
  }

  @ParameterizedTest
  @CsvSource({
    "[x*#ABCD], 4*#, 4|*|#|",
    "x, 4*5, 4||5|",
    "[2-9]xx, 123456, |||234|||",
    "x{3}, 1234, ||123||",
    "[^*]#, *1#, ||1#|",
    "0x.#, 012#, |||012#|",
  })
  void digitsAreToldAsSoonAsTheyFit(String regex, String keys, String told) {
    KeyPattern pattern = KeyPattern.read(asking(regex));
    assertNotNull(pattern);
    assertTrue(pattern.persistent());
    StringBuilder all = new StringBuilder();
    for (char key : keys.toCharArray()) {
      all.append(pattern.pressed(key)).append('|');
    }
    assertEquals(told, all.toString());
    assertTrue(
        KeyPattern.response(200, "OK", "42", pattern)
            .contains("code=\"200\" text=\"OK\" digits=\"42\" tag=\"t1\"/>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L",
        "(x",
        "x(y)+",
        "[",
        "(?:a)",
        "x{9999}",
        "[9-0]",
        "x.x.x.x.#",
        "x{3,1}",
        "",
        "\\\\d"
      })
  void whatIsNoDigitMapIsNotTaken(String regex) {
    assertNull(KeyPattern.read(asking(regex)));
  }

  @Test
  void severalMapsAreNotTaken() {
    assertNull(KeyPattern.read(asking("x</regex><regex>xx")));
    assertNull(KeyPattern.read("nonsense"));
  }
}

package org.trucephone.provisioning.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.settings.DigitMap.Fit;

/** Dial plans as RFC 3435 and the makers write them. */
class DigitMapTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 911; COMPLETE",
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 9; BEGINNING",
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 0; COMPLETE_AFTER_PAUSE",
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 0112; BEGINNING",
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 01149301234; COMPLETE_AFTER_PAUSE",
        "[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx; 12345678901; COMPLETE",
        "[2-9]11|0T; 555; NOTHING",
        "(*xx|[3469]11|0|00|[2-9]xxxxxx|1xxx[2-9]xxxxxxS0|xxxxxxxxxxxx.); *69; COMPLETE",
        "(*xx|0|00); 0; COMPLETE_AFTER_PAUSE",
        "1900xxxxxxx!|1xxxxxxxxxx; 19001234567; BARRED",
        "xx.; 5; COMPLETE_AFTER_PAUSE",
      })
  void itKnowsWhenANumberIsComplete(String plan, String digits, Fit fit) {
    assertEquals(fit, DigitMap.of(plan).fit(digits));
  }

  @ParameterizedTest
  @CsvSource({
    "<:030>[2-9]xxxx, 23456, 03023456",
    "'<9,:>0x.', 9012, 012",
    "<9:00>xxx, 9123, 00123",
    "xxx, 1234, 1234",
  })
  void itRewrites(String plan, String digits, String dialled) {
    assertEquals(dialled, DigitMap.of(plan).dialled(digits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dialplan.xml", "[1-", "<1:", "(a|b)", ".", "[]", "<x:y>"})
  void whatIsNoPlanIsNone(String text) {
    assertSame(DigitMap.NONE, DigitMap.of(text));
    assertEquals(Fit.NOTHING, DigitMap.of(text).fit("1"));
  }

  @Test
  void aHotlineHasANumberAndAWait() {
    assertEquals(new DigitMap.Hotline("100", 5), DigitMap.of("(P5<:100>|xxx)").hotline());
    assertEquals(new DigitMap.Hotline("100", 0), DigitMap.of("S0<:100>").hotline());
  }

  @Test
  void noTextIsTooWrong() {
    Random random = new Random(7);
    String letters = "0123456789xXT.[]<>:|!,*#S P-()a";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder plan = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        plan.append(letters.charAt(random.nextInt(letters.length())));
      }
      DigitMap map = DigitMap.of(plan.toString());
      assertNotNull(map.fit("0123456789"), plan.toString());
      assertNotNull(map.dialled("112"), plan.toString());
    }
  }
}

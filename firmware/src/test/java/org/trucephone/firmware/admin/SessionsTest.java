package org.trucephone.firmware.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.admin.Sessions.Answer;

class SessionsTest {
  private final Sessions sessions = new Sessions("123456"::equals, new Random(1));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private Answer tryPin(String pin, String from) {
    return sessions.login(pin, from, now);
  }

  @Test
  void theRightPinOpensAndIdlenessCloses() {
    Answer.In in = assertInstanceOf(Answer.In.class, tryPin(" 123456 ", "a"));
    String cookie = in.session().cookie();
    assertNotNull(sessions.of(cookie, now.plusSeconds(1700)));
    now = now.plus(Duration.ofMinutes(59));
    assertNull(sessions.of(cookie, now));
    assertNull(sessions.of("other", now));
    assertNull(sessions.of(null, now));
  }

  @Test
  void afterFiveWrongTriesItMustWaitAndTheWaitGrows() {
    for (int i = 0; i < Sessions.FREE; i++) {
      assertInstanceOf(Answer.Wrong.class, tryPin("000000", "a"));
    }
    assertEquals(61, assertInstanceOf(Answer.Wait.class, tryPin("123456", "a")).seconds());
    assertInstanceOf(Answer.In.class, tryPin("123456", "b"), "others are not shut out");
    for (int i = 0; i < Sessions.FREE; i++) {
      tryPin("000000", "a");
    }
    now = now.plusSeconds(61);
    assertInstanceOf(Answer.Wrong.class, tryPin("000000", "a"));
    assertEquals(121, assertInstanceOf(Answer.Wait.class, tryPin("123456", "a")).seconds());
  }

  @Test
  void manyAddressesTogetherMustWaitToo() {
    for (int i = 0; i < 4 * Sessions.FREE; i++) {
      assertInstanceOf(Answer.Wrong.class, tryPin("000000", "address " + i));
    }
    assertInstanceOf(Answer.Wait.class, tryPin("123456", "new"));
  }

  @Test
  void theMillionPinsTakeYears() {
    Instant begin = now;
    int tried = 0;
    for (int i = 0; i < 200; ) {
      if (tryPin("000000", "a") instanceof Answer.Wait wait) {
        now = now.plusSeconds(wait.seconds());
      } else {
        tried++;
        i++;
      }
    }
    Duration each = Duration.between(begin, now).dividedBy(tried);
    assertTrue(each.multipliedBy(1_000_000).toDays() > 10 * 365, each.toString());
  }
}

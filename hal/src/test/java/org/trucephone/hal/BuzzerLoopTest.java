package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;

/** One second on, three off, by hand. */
class BuzzerLoopTest {
  private final List<Boolean> line = new ArrayList<>();

  @Test
  void itSoundsAQuarterOfTheTimeUntilItIsStill() {
    BuzzerLoop buzzer = new BuzzerLoop(line::add);
    assertEquals(-1, buzzer.beat(0));
    buzzer.ring(true, 500);
    assertEquals(1000, buzzer.beat(500));
    assertEquals(3000, buzzer.beat(1500));
    buzzer.ring(true, 2000); // asked again: the rhythm goes on
    assertEquals(1000, buzzer.beat(4500));
    buzzer.ring(false, 4600);
    assertEquals(-1, buzzer.beat(4600));
    assertEquals(List.of(true, false, true, false), line);
  }

  @Test
  void aLineThatFailsIsTriedAgain() {
    boolean[] broken = {true};
    BuzzerLoop buzzer =
        new BuzzerLoop(on -> {
          if (broken[0]) {
            throw new BusException(BusException.Kind.GONE, "no line");
          }
          line.add(on);
        });
    buzzer.ring(true, 0);
    buzzer.beat(0);
    broken[0] = false;
    buzzer.beat(100);
    assertEquals(List.of(true), line);
  }
}

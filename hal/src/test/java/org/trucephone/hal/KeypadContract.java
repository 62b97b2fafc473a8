package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeypadDriver;
import org.trucephone.hal.sim.SimKeys;
import org.trucephone.hal.sim.SimLine;

/** What every keypad driver keeps, over its simulated chip, stepped by hand. */
abstract class KeypadContract {
  /** Three rows, four columns, on the first pins of each kind. */
  static KeyMatrix matrix(int firstColumnPin) {
    List<Key> keys =
        List.of(
            Key.DIGIT_1,
            Key.DIGIT_2,
            Key.DIGIT_3,
            Key.OK,
            Key.DIGIT_4,
            Key.DIGIT_5,
            Key.DIGIT_6,
            Key.BACK,
            Key.DIGIT_7,
            Key.DIGIT_8,
            Key.DIGIT_9,
            Key.END);
    List<List<Optional<Key>>> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      rows.add(keys.subList(4 * row, 4 * row + 4).stream().map(Optional::of).toList());
    }
    return new KeyMatrix(
        List.of(0, 1, 2),
        IntStream.range(firstColumnPin, firstColumnPin + 4).boxed().toList(),
        rows);
  }

  private final SimLine interrupt = new SimLine(true);
  private final List<HardwareEvent> told = new ArrayList<>();
  private SimKeys keys;
  private KeypadLoop loop;
  private long now;
  private long wait;

  /** Solders a chip to the interrupt line. */
  abstract SimKeys solder(SimLine line);

  /** {@return the driver on the chip soldered last} */
  abstract KeypadDriver driver();

  abstract KeyMatrix matrix();

  /** {@return whether there is a chip or a plug whose absence can be noticed} */
  boolean noticesItsPlug() {
    return true;
  }

  @BeforeEach
  final void open() {
    keys = solder(interrupt);
    loop = new KeypadLoop(driver(), matrix(), Timing.USUAL, told::add);
    interrupt.watch(high -> {
      if (!high) {
        loop.interrupt();
        wait = 0;
      }
    });
    run(10);
  }

  private void run(long millis) {
    for (long end = now + millis; now < end; now++) {
      if (wait-- <= 0) {
        wait = loop.step(now);
      }
    }
  }

  private List<String> heard() {
    return told.stream()
        .filter(HardwareEvent.KeyPressed.class::isInstance)
        .map(event -> ((HardwareEvent.KeyPressed) event).event())
        .map(event -> event.key().print() + " " + event.action())
        .toList();
  }

  @Test
  final void aPressAndItsRelease() {
    keys.press(Key.DIGIT_5);
    run(60);
    keys.release(Key.DIGIT_5);
    run(60);
    assertEquals(List.of("5 PRESS", "5 RELEASE", "5 SHORT"), heard());
  }

  @Test
  final void twoKeysAtOnce() {
    keys.press(Key.DIGIT_1);
    keys.press(Key.DIGIT_6);
    run(100);
    keys.release(Key.DIGIT_1);
    keys.release(Key.DIGIT_6);
    run(100);
    List<String> sorted = heard().stream().sorted().toList();
    assertEquals(
        List.of("1 PRESS", "1 RELEASE", "1 SHORT", "6 PRESS", "6 RELEASE", "6 SHORT"), sorted);
  }

  @Test
  final void heldIsLongThenRepeats() {
    keys.press(Key.BACK);
    run(1000);
    keys.release(Key.BACK);
    run(100);
    assertEquals(
        List.of("back PRESS", "back LONG", "back REPEAT", "back REPEAT", "back RELEASE"), heard());
  }

  @Test
  final void aPulledPlugIsToldOnceAndComesBack() {
    keys.press(Key.END);
    run(60);
    keys.unplug();
    run(3000);
    keys.release(Key.END);
    keys.plug();
    run(1500);
    List<HardwareEvent> parts =
        told.stream().filter(event -> !(event instanceof HardwareEvent.KeyPressed)).toList();
    assertEquals(List.of("end PRESS", "end RELEASE"), heard().subList(0, 2));
    if (noticesItsPlug()) {
      assertEquals(2, heard().size(), "a key let go by the plug is no short press");
      assertEquals(2, parts.size(), parts.toString());
      assertTrue(parts.get(0) instanceof HardwareEvent.Lost lost && lost.part() == Part.KEYPAD);
      assertEquals(new HardwareEvent.Back(Part.KEYPAD), parts.get(1));
    } else {
      assertEquals(List.of(), parts);
    }
    keys.press(Key.OK);
    run(60);
    assertEquals("ok PRESS", heard().getLast());
  }

  @Test
  final void aChipThatLostItsSettingsIsSetUpAgain() {
    keys.unplug();
    keys.plug(); // between two looks
    run(1100);
    keys.press(Key.DIGIT_2);
    run(60);
    assertEquals(List.of("2 PRESS"), heard());
  }

  @Test
  final void aBurstOfAThousandLeavesNoKeyDown() {
    Random random = new Random(8418);
    List<Key> all =
        matrix().keys().stream().flatMap(List::stream).map(Optional::orElseThrow).toList();
    for (int i = 0; i < 1000; i++) {
      Key key = all.get(random.nextInt(all.size()));
      if (i % 2 == 0) {
        keys.press(key);
      } else {
        all.forEach(keys::release);
      }
      if (random.nextInt(20) == 0) {
        run(7);
      }
    }
    all.forEach(keys::release);
    run(6000); // in simulated time
    List<String> heard = heard();
    long presses = heard.stream().filter(event -> event.endsWith(" PRESS")).count();
    long releases = heard.stream().filter(event -> event.endsWith(" RELEASE")).count();
    assertEquals(presses, releases);
    keys.press(Key.DIGIT_9);
    run(60);
    assertEquals("9 PRESS", heard().getLast());
  }
}

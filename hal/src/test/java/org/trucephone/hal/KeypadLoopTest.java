package org.trucephone.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.Mcp23017KeypadDriver;
import org.trucephone.hal.sim.SimKeypad;

/** Driver and duty cycle over the simulated expander, stepped by hand: no thread, no clock. */
class KeypadLoopTest {
  private final List<HardwareEvent> told = new ArrayList<>();
  private SimKeypad sim;
  private KeypadLoop keypad;
  private long now;
  private long wait;

  @BeforeEach
  void open() throws Exception {
    KeyMatrix matrix = Board.load("virtual").keypad().orElseThrow().matrix();
    sim = new SimKeypad(matrix);
    keypad =
        new KeypadLoop(
            new Mcp23017KeypadDriver(sim.chip()::transfer, matrix),
            matrix,
            Timing.USUAL,
            told::add);
    sim.interrupt()
        .watch(high -> {
          if (!high) {
            keypad.interrupt();
            wait = 0;
          }
        });
    runUntil(1);
  }

  @Test
  void atRestTheChipIsAskedOnceASecond() {
    runUntil(50);
    long before = sim.transfers();
    runUntil(950);
    assertEquals(before, sim.transfers(), "no traffic between looks");
    runUntil(2100);
    assertTrue(sim.transfers() > before);
  }

  @Test
  void aPressWakesThroughTheInterruptLine() {
    runUntil(300);
    sim.press(Key.DIGIT_5);
    runUntil(330);
    assertEquals(List.of("5 PRESS"), keys());
    sim.release(Key.DIGIT_5);
    runUntil(360);
    assertEquals(List.of("5 PRESS", "5 RELEASE", "5 SHORT"), keys());
    assertTrue(sim.interrupt().high(), "the interrupt is over");
  }

  @Test
  void aKeyHeldAtPowerOnIsSeen() throws Exception {
    sim.unplug();
    runUntil(2000);
    sim.press(Key.MENU);
    sim.plug();
    told.clear();
    runUntil(3100);
    assertEquals(new HardwareEvent.Back(Part.KEYPAD), told.getFirst());
    assertEquals(List.of("menu PRESS", "menu LONG"), keys().subList(0, 2));
  }

  @Test
  void lossIsToldOnceAndKeysAreLetGo() {
    sim.press(Key.END);
    runUntil(100);
    told.clear();
    sim.unplug();
    runUntil(5000);
    assertEquals(2, told.size(), told.toString());
    assertEquals(List.of("end RELEASE"), keys());
    assertTrue(told.get(1) instanceof HardwareEvent.Lost lost && lost.part() == Part.KEYPAD);
  }

  @Test
  void aChipThatLostPowerForAMomentIsSetUpAgain() {
    runUntil(100);
    sim.unplug();
    sim.plug(); // between two looks: registers are back at power-on values
    runUntil(1500);
    sim.press(Key.HASH);
    runUntil(1600);
    assertEquals(List.of("hash PRESS"), keys());
    assertEquals(1, told.size(), "no loss was told");
  }

  @Test
  void threeCornersGiveNoGhost() {
    sim.press(Key.LINE_1);
    sim.press(Key.LINE_2);
    runUntil(100);
    sim.press(Key.SOFT_1); // below line1: line1, line2 and soft1 fake soft2
    runUntil(200);
    assertEquals(List.of("line1 PRESS", "line2 PRESS"), keys());
    sim.release(Key.LINE_2);
    runUntil(250);
    assertTrue(keys().contains("soft1 PRESS"));
    assertFalse(keys().toString().contains("soft2"), keys().toString());
  }

  @Test
  void noTwoOutputsMeetWhateverIsPressed() {
    for (Key key : Key.values()) {
      sim.press(key);
    }
    runUntil(2000);
    assertFalse(sim.shorted());
  }

  @Test
  void everyKeyIsItself() {
    for (Key key : Key.values()) {
      told.clear();
      sim.press(key);
      runUntil(now + 30);
      sim.release(key);
      runUntil(now + 30);
      String name = key.print();
      assertEquals(List.of(name + " PRESS", name + " RELEASE", name + " SHORT"), keys());
    }
  }

  private void runUntil(long end) {
    while (now < end) {
      if (wait <= 0) {
        wait = keypad.step(now);
        assertTrue(wait > 0, "a step must leave time");
      }
      now++;
      wait--;
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (HardwareEvent event : told) {
      if (event instanceof HardwareEvent.KeyPressed pressed) {
        keys.add(pressed.event().key().print() + " " + pressed.event().action());
      }
    }
    return keys;
  }
}

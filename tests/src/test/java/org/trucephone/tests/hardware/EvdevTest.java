package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.InputEvents.Change;
import org.trucephone.hal.bus.linux.LinuxEvents;

/** A keyboard of the kernel's input layer, made with {@code uinput}. */
@Tag("hardware")
class EvdevTest {
  private static final String NAME = "Truce test keypad";
  private static final int KEY_1 = 2;
  private static final int KEY_2 = 3;

  /** Polls until as many changes have come; a keyboard's file appears a moment after it does. */
  private static List<Change> changes(LinuxEvents keyboard, int wanted) throws BusException {
    List<Change> all = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (all.size() < wanted && System.nanoTime() < deadline) {
      all.addAll(keyboard.pending());
      Thread.onSpinWait();
    }
    return all;
  }

  private static void opened(LinuxEvents keyboard) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        assertEquals(List.of(), keyboard.pending());
        return;
      } catch (BusException e) {
        assertTrue(System.nanoTime() < deadline, e.getMessage());
      }
    }
  }

  @Test
  void keysAreHeardUnpluggedAndHeardAgain() throws Exception {
    try (LinuxEvents keyboard = new LinuxEvents(NAME)) {
      BusException absent = assertThrows(BusException.class, keyboard::pending);
      assertEquals(Kind.GONE, absent.kind());
      assertTrue(
          absent.getMessage().startsWith("There is no keyboard \"" + NAME + "\"; plug it in"),
          absent.getMessage());
      try (VirtualKeyboard keys = new VirtualKeyboard(NAME, KEY_1, KEY_2)) {
        opened(keyboard);
        keys.key(KEY_1, true);
        keys.key(KEY_2, true);
        keys.key(KEY_1, false);
        keys.key(KEY_2, false);
        assertEquals(
            List.of(
                new Change(KEY_1, true),
                new Change(KEY_2, true),
                new Change(KEY_1, false),
                new Change(KEY_2, false)),
            changes(keyboard, 4));
      }
      BusException gone = assertThrows(BusException.class, () -> changes(keyboard, 1));
      assertEquals(Kind.GONE, gone.kind());
      try (VirtualKeyboard keys = new VirtualKeyboard(NAME, KEY_1, KEY_2)) {
        opened(keyboard);
        keys.key(KEY_2, true);
        assertEquals(List.of(new Change(KEY_2, true)), changes(keyboard, 1));
      }
    }
  }
}

package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;
import org.trucephone.hal.keypad.KeyEvent.Action;

/** Every board that ships, over its simulated chips: all its keys, its sound, its loss. */
class ShippedBoardsTest {
  static final List<String> BOARDS = Board.NAMES;

  private static final String USB =
      """
      name = "usb"
      [buses]
      [keypad]
      driver = "evdev"
      keyboard = "Keypad"
      long-ms = 5000
      [codec]
      driver = "usb-audio"
      card = "Headset"
      """;

  private final BlockingQueue<HardwareEvent> events = new LinkedBlockingQueue<>();

  private HardwareEvent next() throws InterruptedException {
    HardwareEvent event = events.poll(20, TimeUnit.SECONDS);
    assertNotNull(event, "nothing was told");
    return event;
  }

  private static List<Key> keys(Board board) {
    List<Key> keys = new ArrayList<>();
    board
        .keypad()
        .orElseThrow()
        .matrix()
        .keys()
        .forEach(row -> row.forEach(key -> key.ifPresent(keys::add)));
    return keys.stream().distinct().toList();
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void everyKeyOfABoardIsTold(String name) throws Exception {
    Board board = Board.load(name);
    assertEquals(name, board.name());
    assertTrue(!board.description().isEmpty());
    try (SimBoard sim = SimBoard.open(board, SimSound.NONE, () -> {})) {
      sim.hardware().start(events::add);
      assertEquals(new HardwareEvent.Hook(false), next());
      if (!(board.keypad().orElseThrow().wire() instanceof Board.KeyWire.OnGpio)) {
        setUp(sim);
      }
      for (Key key : keys(board)) {
        pressAndRelease(sim, key);
      }
      assertTrue(keys(board).contains(Key.DIGIT_0) && keys(board).contains(Key.HASH));
    }
  }

  private void pressAndRelease(SimBoard sim, Key key) throws InterruptedException {
    assertTrue(sim.press(key));
    assertEquals(told(key, Action.PRESS), next());
    assertTrue(sim.release(key));
    HardwareEvent event = next();
    boolean held = false;
    while (event.equals(told(key, Action.LONG)) || event.equals(told(key, Action.REPEAT))) {
      held = true; // on a busy machine
      event = next();
    }
    assertEquals(told(key, Action.RELEASE), event);
    if (!held) {
      assertEquals(told(key, Action.SHORT), next());
    }
  }

  private static HardwareEvent told(Key key, Action action) {
    return new HardwareEvent.KeyPressed(new KeyEvent(key, action));
  }

  /** A chip that queues keys hears none before it is set up; after a loss we are told when. */
  private void setUp(SimBoard sim) throws InterruptedException {
    sim.unplug("keypad");
    assertTrue(next() instanceof HardwareEvent.Lost lost && lost.part() == Part.KEYPAD);
    sim.plug("keypad");
    assertEquals(new HardwareEvent.Back(Part.KEYPAD), next());
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void aPulledCodecIsToldAndComesBack(String name) throws Exception {
    try (SimBoard sim = SimBoard.open(Board.load(name), SimSound.NONE, () -> {})) {
      Hardware hardware = sim.hardware();
      hardware.start(events::add);
      assertEquals(new HardwareEvent.Hook(false), next());
      hardware.route(AudioPath.HANDSET);
      sim.unplug("codec");
      assertTrue(next() instanceof HardwareEvent.Lost lost && lost.part() == Part.CODEC);
      sim.plug("codec");
      assertEquals(new HardwareEvent.Back(Part.CODEC), next());
    }
  }

  @Test
  void theBuzzerRingsAndIsStill() throws Exception {
    Board board =
        Board.parse(
            "buzz.toml", "name = \"b\"\nbuzzer = { gpio = 4, active-low = true }\n[buses]\n");
    try (SimBoard sim = SimBoard.open(board, SimSound.NONE, () -> {})) {
      BlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();
      sim.onChange(_ -> heard.add(sim.buzzing()));
      sim.hardware().start(events::add);
      sim.hardware().buzz(true);
      assertEquals(true, heard.poll(20, TimeUnit.SECONDS));
      sim.hardware().buzz(false);
      assertEquals(false, heard.poll(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void dimmedLampsComeAndGo() throws Exception {
    Board board =
        Board.parse(
            "lamps.toml",
            """
            name = "lamps"
            [buses]
            i2c = ["i2c-1"]
            [expanders.dim]
            driver = "pca9633"
            bus = "i2c-1"
            address = 0x62
            [lamps]
            message = { red = { expander = "dim", pin = "LED0", active-low = true } }
            line1 = { green = { expander = "dim", pin = "LED3" } }
            """);
    try (SimBoard sim = SimBoard.open(board, SimSound.NONE, () -> {})) {
      BlockingQueue<Boolean> lit = new LinkedBlockingQueue<>();
      sim.onChange(_ -> {
        if (sim.lit(Lamp.MESSAGE) && sim.lit(Lamp.LINE_1)) {
          lit.add(true);
        }
      });
      sim.hardware().start(events::add);
      sim.hardware().lamp(Lamp.MESSAGE, new LampState(Colour.RED, Rhythm.STEADY));
      sim.hardware().lamp(Lamp.LINE_1, new LampState(Colour.GREEN, Rhythm.STEADY));
      assertNotNull(lit.poll(20, TimeUnit.SECONDS), "both are lit");
      sim.unplug("lamps");
      assertTrue(next() instanceof HardwareEvent.Lost lost && lost.part() == Part.LAMPS);
      lit.clear();
      sim.plug("lamps");
      assertEquals(new HardwareEvent.Back(Part.LAMPS), next());
      assertNotNull(lit.poll(20, TimeUnit.SECONDS), "both are lit again");
    }
  }

  @Test
  void aUsbKeypadAndAUsbHandsetComeAndGo() throws Exception {
    Board board = Board.parse("usb.toml", USB);
    try (SimBoard sim = SimBoard.open(board, SimSound.NONE, () -> {})) {
      sim.hardware().start(events::add);
      setUp(sim);
      pressAndRelease(sim, Key.DIGIT_5);
      sim.unplug("codec");
      assertTrue(next() instanceof HardwareEvent.Lost lost && lost.part() == Part.CODEC);
      sim.plug("codec");
      assertEquals(new HardwareEvent.Back(Part.CODEC), next());
      pressAndRelease(sim, Key.STAR);
    }
  }
}

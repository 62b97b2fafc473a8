package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;
import org.trucephone.hal.keypad.KeyEvent.Action;

/** The whole way: backend face → chip registers → wires → Pi4J → driver → event, and back. */
class SimBoardTest {
  private final BlockingQueue<HardwareEvent> events = new LinkedBlockingQueue<>();
  private final Handset sound = new Handset();
  private SimBoard board;
  private Hardware hardware;

  @BeforeEach
  void start() throws Exception {
    board = SimBoard.open(patient(), sound, () -> {});
    hardware = board.hardware();
    hardware.start(events::add);
    assertEquals(new HardwareEvent.Hook(false), next(), "the hook is told first");
  }

  /** The virtual board, but a busy machine cannot turn a short press into a long one. */
  private static Board patient() throws Exception {
    try (var in = Board.class.getResourceAsStream("/boards/virtual.toml")) {
      String toml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Board.parse("virtual.toml", toml.replace("bounce-ms = 8", "long-ms = 5000"));
    }
  }

  @AfterEach
  void stop() {
    board.close();
  }

  @Test
  void everyKeyIsToldOnceAsItself() throws Exception {
    for (Key key : Key.values()) {
      assertTrue(board.press(key));
      assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(key, Action.PRESS)), next());
      assertTrue(board.release(key));
      assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(key, Action.RELEASE)), next());
      assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(key, Action.SHORT)), next());
    }
    board.close(); // nothing can come after this
    assertNull(events.poll(), "nothing else was told");
  }

  @Test
  void liftingTheHandsetIsTold() throws Exception {
    board.hook(true);
    assertEquals(new HardwareEvent.Hook(true), next());
    board.hook(false);
    assertEquals(new HardwareEvent.Hook(false), next());
    assertFalse(board.offHook());
  }

  @Test
  void aPictureReachesTheGlass() throws Exception {
    assertEquals(List.of(320, 240), List.of(hardware.displayWidth(), hardware.displayHeight()));
    hardware.show(filled(0xf800));
    await(() -> corners() == 0xf800);
    hardware.show(filled(0x07e0));
    await(() -> corners() == 0x07e0);
  }

  @Test
  void aDisplayThatComesBackShowsTheNewestPicture() throws Exception {
    hardware.show(filled(0xf800));
    await(() -> corners() == 0xf800);
    board.unplug("display");
    assertEquals(
        new HardwareEvent.Lost(
            Part.DISPLAY, "The display is not answering; the phone works without it."),
        next());
    hardware.show(filled(0x001f));
    board.plug("display");
    assertEquals(new HardwareEvent.Back(Part.DISPLAY), next());
    await(() -> corners() == 0x001f);
  }

  @Test
  void aKeypadThatComesBackWorksAgain() throws Exception {
    board.press(Key.OK);
    assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(Key.OK, Action.PRESS)), next());
    board.unplug("keypad");
    assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(Key.OK, Action.RELEASE)), next());
    assertEquals(
        new HardwareEvent.Lost(
            Part.KEYPAD,
            "The keypad is not answering; calls go on, and the handset still answers and hangs"
                + " up."),
        next());
    board.release(Key.OK);
    board.plug("keypad");
    assertEquals(new HardwareEvent.Back(Part.KEYPAD), next());
    board.press(Key.MENU);
    assertEquals(new HardwareEvent.KeyPressed(new KeyEvent(Key.MENU, Action.PRESS)), next());
  }

  @Test
  void lampsLightInTheirColours() throws Exception {
    hardware.lamp(Lamp.LINE_3, new LampState(Colour.RED, Rhythm.STEADY));
    hardware.lamp(Lamp.LINE_8, new LampState(Colour.GREEN, Rhythm.STEADY));
    hardware.lamp(Lamp.MESSAGE, new LampState(Colour.GREEN, Rhythm.STEADY));
    await(() -> board.lit(Lamp.LINE_3, Colour.RED) && board.lit(Lamp.LINE_8, Colour.GREEN));
    assertFalse(board.lit(Lamp.LINE_3, Colour.GREEN));
    assertFalse(board.lit(Lamp.LINE_8, Colour.RED));
    await(() -> board.lit(Lamp.MESSAGE)); // its only LED is red and shows any colour
    assertFalse(board.lit(Lamp.SPEAKER));
    hardware.lamp(Lamp.LINE_3, LampState.OFF);
    await(() -> !board.lit(Lamp.LINE_3));
    assertEquals(new LampState(Colour.GREEN, Rhythm.STEADY), board.lamp(Lamp.LINE_8));
    assertEquals(LampState.OFF, board.lamp(Lamp.LINE_1));
  }

  @Test
  void lampsAreLitAgainWhenTheirChipComesBack() throws Exception {
    hardware.lamp(Lamp.LINE_2, new LampState(Colour.RED, Rhythm.STEADY));
    await(() -> board.lit(Lamp.LINE_2));
    board.unplug("lamps");
    assertTrue(next() instanceof HardwareEvent.Lost lost && lost.part() == Part.LAMPS);
    assertFalse(board.lit(Lamp.LINE_2));
    board.plug("lamps");
    assertEquals(new HardwareEvent.Back(Part.LAMPS), next());
    await(() -> board.lit(Lamp.LINE_2));
  }

  @Test
  void aBlinkingLampGoesOnAndOff() throws Exception {
    hardware.lamp(Lamp.LINE_1, new LampState(Colour.GREEN, Rhythm.FAST));
    await(() -> board.lit(Lamp.LINE_1));
    await(() -> !board.lit(Lamp.LINE_1));
    await(() -> board.lit(Lamp.LINE_1));
  }

  @Test
  void onlyPartsThatExistCanBeUnplugged() {
    assertFalse(board.unplug("toaster"));
  }

  @Test
  void soundPassesOnlyOnTheRoutedPath() throws Exception {
    hardware.route(AudioPath.HANDSET);
    await(() -> heard(AudioPath.HANDSET) && !heard(AudioPath.SPEAKER));
    hardware.route(AudioPath.SPEAKER);
    await(() -> heard(AudioPath.SPEAKER) && !heard(AudioPath.HANDSET));
    hardware.route(AudioPath.NONE);
    await(() -> !heard(AudioPath.SPEAKER) && !heard(AudioPath.HANDSET));
  }

  @Test
  void muteStopsTheMicrophoneAndVolumeTurnsTheEarDown() throws Exception {
    hardware.route(AudioPath.HANDSET);
    await(() -> captured() > 100);
    hardware.mute(true);
    await(() -> captured() == 0);
    hardware.mute(false);
    await(() -> captured() > 100);
    await(() -> heard(AudioPath.HANDSET));
    int loud = sound.peak(AudioPath.HANDSET);
    hardware.volume(AudioPath.HANDSET, -20);
    await(() -> {
      heard(AudioPath.HANDSET);
      int now = sound.peak(AudioPath.HANDSET);
      return now > loud / 20 && now < loud / 5;
    });
  }

  @Test
  void aCodecThatComesBackIsRoutedAsBefore() throws Exception {
    hardware.route(AudioPath.HEADSET);
    hardware.mute(true);
    await(() -> heard(AudioPath.HEADSET));
    board.unplug("codec");
    assertEquals(
        new HardwareEvent.Lost(
            Part.CODEC,
            "The sound chip is not answering; calls go on without sound until it is back."),
        next());
    assertFalse(heard(AudioPath.HEADSET));
    board.plug("codec");
    assertEquals(new HardwareEvent.Back(Part.CODEC), next());
    await(() -> heard(AudioPath.HEADSET));
    assertEquals(0, captured(), "still muted");
  }

  /** Plays two periods of a tone and listens to one ear. */
  private boolean heard(AudioPath path) {
    captured();
    captured();
    return sound.peak(path) > 50;
  }

  /** Plays a period, reads one, and gives the loudest sample read. */
  private int captured() {
    short[] tone = new short[160];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (i % 16 < 8 ? 4000 : -4000);
    }
    short[] read = new short[160];
    hardware.pcm().write(tone);
    assertTrue(hardware.pcm().read(read));
    return Handset.peak(read);
  }

  private HardwareEvent next() throws InterruptedException {
    HardwareEvent event = events.poll(20, TimeUnit.SECONDS);
    assertTrue(event != null, "nothing was told in 20 s");
    return event;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not happen in 20 s");
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static Framebuffer filled(int colour) {
    Framebuffer picture = new Framebuffer(320, 240);
    Arrays.fill(picture.pixels(), (short) colour);
    return picture;
  }

  /** The colour of all four corners; -1 if they differ. */
  private int corners() {
    Framebuffer seen = board.picture();
    short[] p = seen.pixels();
    int w = seen.width();
    boolean same = p[0] == p[w - 1] && p[0] == p[p.length - w] && p[0] == p[p.length - 1];
    return same ? p[0] & 0xffff : -1;
  }

  /** A mouth that hums and ears that remember how loud the last period was. */
  private static final class Handset implements SimSound {
    private final int[] peaks = new int[AudioPath.values().length];

    @Override
    public void mic(short[] period) {
      for (int i = 0; i < period.length; i++) {
        period[i] = (short) (i % 20 < 10 ? 3000 : -3000);
      }
    }

    @Override
    public void ear(AudioPath transducer, short[] period) {
      peaks[transducer.ordinal()] = peak(period);
    }

    int peak(AudioPath transducer) {
      return peaks[transducer.ordinal()];
    }

    static int peak(short[] period) {
      int peak = 0;
      for (short sample : period) {
        peak = Math.max(peak, Math.abs(sample));
      }
      return peak;
    }
  }
}

package org.trucephone.hal.check;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent.Action;

/**
 * Tests each part of a board with a person's help: what is shown, lit and heard is asked for, keys
 * and hook are waited for. What was lost meanwhile is said with its reason.
 */
final class PartsCheck {
  private static final long PATIENCE_SECONDS = 15;
  private static final int TONE_HZ = 440;

  private final Board board;
  private final Hardware hardware;
  private final BufferedReader in;
  private final PrintStream out;
  private final BlockingQueue<HardwareEvent> events = new LinkedBlockingQueue<>();
  private final List<String> wrong = new ArrayList<>();

  PartsCheck(Board board, Hardware hardware, BufferedReader in, PrintStream out) {
    this.board = board;
    this.hardware = hardware;
    this.in = in;
    this.out = out;
  }

  /** {@return whether every part did what it should} */
  boolean run() throws IOException {
    hardware.start(events::add);
    if (board.display().isPresent()) {
      display();
    }
    for (Lamp lamp : Lamp.values()) {
      if (board.lamps().containsKey(lamp)) {
        lamp(lamp, board.lamps().get(lamp));
      }
    }
    if (board.hook().isPresent()) {
      hook();
    }
    keys();
    if (board.codec().isPresent()) {
      sound();
    }
    for (HardwareEvent event : events) {
      lost(event);
    }
    out.println();
    if (wrong.isEmpty()) {
      out.println("Every part works.");
    } else {
      out.println("Not right:");
      wrong.forEach(each -> out.println("  " + each));
      out.println("Compare the wires of these parts with the table above.");
    }
    return wrong.isEmpty();
  }

  private void ask(String question, String part) throws IOException {
    out.print(question + " [y/n] ");
    out.flush();
    String answer = in.readLine();
    if (answer == null) {
      throw new EOFException("there is nobody to answer");
    }
    if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      wrong.add(part);
    }
  }

  /** Red, green and blue bars in a white frame: shows turned, shifted or swapped pictures. */
  private void display() throws IOException {
    int width = hardware.displayWidth();
    int height = hardware.displayHeight();
    Framebuffer picture = new Framebuffer(width, height);
    int[] bars = {0xf800, 0x07e0, 0x001f};
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean frame = x == 0 || y == 0 || x == width - 1 || y == height - 1;
        picture.pixels()[y * width + x] = (short) (frame ? 0xffff : bars[3 * x / width]);
      }
    }
    picture.words(List.of("Truce: display check", "ABCDEFGHIJKLMNOPQRST", "01234567890123456789"));
    hardware.show(picture);
    ask(
        "Does the display show bars of red, green and blue (on a display of one colour: an even"
            + " area) in a thin frame, whole on all four sides? (Of letters: three full lines?)",
        "display");
  }

  private void lamp(Lamp lamp, Board.LampWiring wiring) throws IOException {
    for (Colour colour : Colour.values()) {
      boolean fitted = colour == Colour.RED ? wiring.red().isPresent() : wiring.green().isPresent();
      if (fitted) {
        hardware.lamp(lamp, new LampState(colour, Rhythm.STEADY));
        String name = lamp.print() + " " + colour.name().toLowerCase(Locale.ROOT);
        ask("Is the lamp " + name + " lit, and no other?", "lamp " + name);
        hardware.lamp(lamp, LampState.OFF);
      }
    }
  }

  private void hook() {
    out.println("Lift the handset.");
    if (!await(event -> event.equals(new HardwareEvent.Hook(true)))) {
      wrong.add("hook switch (lifting was not noticed)");
      return;
    }
    out.println("Put it back.");
    if (!await(event -> event.equals(new HardwareEvent.Hook(false)))) {
      wrong.add("hook switch (putting back was not noticed)");
    }
  }

  private void keys() {
    if (board.keypad().isEmpty()) {
      return;
    }
    int missed = 0;
    for (Key key : Key.values()) {
      if (board.keypad().get().matrix().find(key).isEmpty()) {
        continue;
      }
      if (missed == 3) {
        wrong.add("keypad (three keys in a row were not noticed; the rest was left out)");
        return;
      }
      out.println("Press " + key.print() + ".");
      List<Key> came = new ArrayList<>();
      boolean pressed =
          await(event ->
              event instanceof HardwareEvent.KeyPressed(var told)
                  && told.action() == Action.PRESS
                  && came.add(told.key()));
      if (!pressed) {
        wrong.add("key " + key.print() + " (nothing came)");
      } else if (came.getFirst() != key) {
        wrong.add("key " + key.print() + " (" + came.getFirst().print() + " came instead)");
      }
      missed = pressed ? 0 : missed + 1;
    }
  }

  private void sound() throws IOException {
    for (AudioPath path : paths()) {
      String name = path.name().toLowerCase(Locale.ROOT);
      hardware.mute(false);
      hardware.volume(path, -12);
      hardware.route(path);
      out.println("A tone in the " + name + " …");
      tone(hardware.pcm());
      ask("Was the tone heard in the " + name + " only?", name + "'s earpiece or loudspeaker");
      out.println("Say something into the " + name + "'s microphone for three seconds …");
      double level = level(hardware.pcm());
      out.printf(Locale.ROOT, "Loudest: %.0f dB below full scale.%n", -level);
      if (level < -60) {
        wrong.add(name + "'s microphone (silence)");
      }
      hardware.route(AudioPath.NONE);
    }
  }

  private List<AudioPath> paths() {
    return switch (board.codec().orElseThrow()) {
      case Board.Codec.OnUsb _ -> List.of(AudioPath.HANDSET);
      case Board.Codec.OnI2c on ->
          List.of(AudioPath.HANDSET, AudioPath.HEADSET, AudioPath.SPEAKER).stream()
              .filter(on.routes()::containsKey)
              .toList();
    };
  }

  private static void tone(PcmDevice pcm) {
    short[] heard = new short[pcm.periodSamples()];
    short[] played = new short[pcm.periodSamples()];
    for (int period = 0; period < 150; period++) {
      for (int i = 0; i < played.length; i++) {
        double seconds = (double) (period * played.length + i) / pcm.rateHz();
        played[i] = (short) (8000 * Math.sin(2 * Math.PI * TONE_HZ * seconds));
      }
      if (!pcm.read(heard)) {
        return;
      }
      pcm.write(played);
    }
  }

  /** {@return the loudest of three seconds in dB of full scale} */
  private static double level(PcmDevice pcm) {
    short[] heard = new short[pcm.periodSamples()];
    int loudest = 0;
    for (int period = 0; period < 300; period++) {
      if (!pcm.read(heard)) {
        break;
      }
      for (short sample : heard) {
        loudest = Math.max(loudest, Math.abs(sample));
      }
    }
    return 20 * Math.log10(Math.max(loudest, 1) / 32768.0);
  }

  private boolean await(Predicate<HardwareEvent> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        HardwareEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          return false;
        }
        lost(event);
        if (wanted.test(event)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void lost(HardwareEvent event) {
    if (event instanceof HardwareEvent.Lost(var part, String reason)) {
      wrong.add(part.print() + ": " + reason);
    }
  }
}

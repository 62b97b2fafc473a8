package org.trucephone.hal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.sim.SimBoard;
import org.trucephone.hal.sim.SimSound;

/** The check with a person who does what is asked and answers what is so, at a simulated board. */
class PartsCheckTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Ears that know which of them heard something last. */
  private static final class Ears implements SimSound {
    private volatile int loudest;
    private volatile AudioPath where = AudioPath.NONE;

    @Override
    public void mic(short[] period) {
      Arrays.fill(period, (short) 5000);
    }

    @Override
    public void ear(AudioPath transducer, short[] period) {
      for (short sample : period) {
        if (Math.abs(sample) > 500) {
          loudest = sample;
          where = transducer;
        }
      }
    }
  }

  /** Reads what is asked, looks at the board, answers. */
  private final class Person extends BufferedReader {
    private final SimBoard board;
    private final Ears ears;
    private int read;

    Person(SimBoard board, Ears ears) {
      super(Reader.nullReader());
      this.board = board;
      this.ears = ears;
    }

    @Override
    public String readLine() {
      String all = said.toString(StandardCharsets.UTF_8);
      String asked = all.substring(read);
      read = all.length();
      if (asked.contains("Does the display")) {
        return yes(() -> {
          short[] pixels = board.picture().pixels(); // letters, or a frame to the last corner
          return IntStream.range(0, pixels.length).filter(i -> pixels[i] != 0).count() > 200;
        });
      }
      if (asked.contains("Is the lamp")) {
        String[] name = asked.substring(asked.indexOf("Is the lamp ") + 12).split(" ");
        Lamp lamp = Lamp.named(name[0]).orElseThrow();
        Colour colour = name[1].equals("red") ? Colour.RED : Colour.GREEN;
        return yes(() -> board.lit(lamp, colour));
      }
      String where = ears.where.name().toLowerCase(Locale.ROOT);
      return ears.loudest != 0 && asked.contains("heard in the " + where) ? "yes" : "n";
    }

    /** A person looks for a while before they say no. */
    private static String yes(BooleanSupplier seen) {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!seen.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          return "n";
        }
        Thread.onSpinWait();
      }
      return "y";
    }
  }

  /** A person's hands: presses and lifts as soon as it is asked for. */
  private PrintStream hands(SimBoard board, Key broken) {
    return new PrintStream(said, true, StandardCharsets.UTF_8) {
      private Optional<Key> held = Optional.empty();

      @Override
      public void println(String line) {
        super.println(line);
        if (line.startsWith("Press ")) {
          Key key = Key.named(line.substring(6, line.length() - 1)).orElseThrow();
          held.ifPresent(board::release);
          held = Optional.of(key == broken ? Key.STAR : key);
          board.press(held.get());
        } else if (line.startsWith("Lift")) {
          board.hook(true);
        } else if (line.startsWith("Put it back")) {
          board.hook(false);
        }
      }
    };
  }

  /** The tone goes slowly until it is heard, so that the codec's thread may be late. */
  private void pace(Ears ears) {
    String line = said.toString(StandardCharsets.UTF_8).lines().reduce("", (_, last) -> last);
    if (line.startsWith("A tone") && !line.contains(ears.where.name().toLowerCase(Locale.ROOT))) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private boolean check(String name, Key broken) throws Exception {
    Board board = Board.load(name);
    Ears ears = new Ears();
    try (SimBoard sim = SimBoard.open(board, ears, () -> pace(ears))) {
      return new PartsCheck(board, sim.hardware(), new Person(sim, ears), hands(sim, broken)).run();
    }
  }

  @Test
  void aBoardInOrderPasses() throws Exception {
    assertTrue(check("bare-gpio", null), () -> said.toString(StandardCharsets.UTF_8));
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(text.endsWith("Every part works.\n"), text);
    assertTrue(text.contains("Loudest: 16 dB below full scale."), text);
  }

  @Test
  void aKeyThatIsSolderedWronglyIsNamed() throws Exception {
    assertFalse(check("bare-gpio", Key.DIGIT_7));
    String text = said.toString(StandardCharsets.UTF_8);
    assertEquals(
        Optional.of("  key 7 (star came instead)"),
        text.lines().filter(line -> line.startsWith("  ")).findFirst(),
        text);
  }
}

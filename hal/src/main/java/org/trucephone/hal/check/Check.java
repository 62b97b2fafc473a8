package org.trucephone.hal.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.Boards;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.audio.AlsaPcm;
import org.trucephone.hal.audio.AudioException;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.board.BoardException;
import org.trucephone.hal.bus.linux.LinuxWires;
import org.trucephone.hal.bus.pi4j.Pi4jBuses;

/** {@code hal/check}: validates a board file, shows its wiring, tests its parts. */
public final class Check {
  private static final String HELP =
      """
      Usage: hal/check BOARD [--svg FILE] [--hardware [--sound DEVICE]]

        BOARD              %s, or a board file
        --svg FILE         draws the wiring into FILE, too
        --hardware         tests the parts with your help: display, lamps, keys, hook, sound
        --sound DEVICE     ALSA's name of the sound device (default "default")

      Without --hardware nothing is touched. It ends with 0 if the board is right, with 1 if something
      is wrong with it, with 2 if it was asked wrongly.
      """;

  private Check() {}

  /** Ends with the status that {@code --help} tells. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(
        run(
            args,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            out,
            err));
  }

  static int run(String[] args, BufferedReader in, PrintStream out, PrintStream err) {
    String help = String.format(HELP, String.join(", ", Board.NAMES));
    @Nullable String board = null;
    @Nullable Path svg = null;
    boolean hardware = false;
    String sound = "default";
    for (int i = 0; i < args.length; i++) {
      String word = args[i];
      boolean more = i + 1 < args.length;
      if (word.equals("--help") || word.equals("-h")) {
        out.print(help);
        return 0;
      } else if (word.equals("--svg") && more) {
        svg = Path.of(args[++i]);
      } else if (word.equals("--hardware")) {
        hardware = true;
      } else if (word.equals("--sound") && more) {
        sound = args[++i];
      } else if (word.startsWith("-") || board != null) {
        err.println("hal/check does not understand " + word + (more ? "" : " alone") + ".");
        err.print(help);
        return 2;
      } else {
        board = word;
      }
    }
    if (board == null) {
      err.print(help);
      return 2;
    }
    try {
      return checked(Board.load(board), svg, hardware ? sound : null, in, out, err);
    } catch (BoardException e) {
      e.findings().forEach(err::println);
      return 1;
    }
  }

  private static int checked(
      Board board,
      @Nullable Path svg,
      @Nullable String sound,
      BufferedReader in,
      PrintStream out,
      PrintStream err) {
    List<Wiring.Part> parts = Wiring.of(board);
    out.print(WiringTable.print(board, parts));
    if (svg != null) {
      try {
        Files.writeString(svg, WiringPicture.draw(board, parts));
      } catch (IOException e) {
        err.println("The picture cannot be written to " + svg + ": " + e.getMessage());
        return 1;
      }
      out.println();
      out.println("Drawn into " + svg);
    }
    if (sound == null) {
      return 0;
    }
    if (board.name().equals("virtual")) {
      err.println("The virtual board has no parts to touch: start firmware/run instead.");
      return 2;
    }
    try (Hardware opened = opened(board, sound)) {
      return new PartsCheck(board, opened, in, out).run() ? 0 : 1;
    } catch (AudioException e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("The check ended early: " + e.getMessage());
      return 1;
    }
  }

  private static Hardware opened(Board board, String sound) throws AudioException {
    return Boards.open(board, Pi4jBuses.over(LinuxWires.ofRaspberryPi()), new AlsaPcm(sound));
  }
}

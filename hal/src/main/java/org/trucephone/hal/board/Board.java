package org.trucephone.hal.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.KeyMatrix;

/**
 * A board's wiring, read from its file and found consistent: no line and no address is used twice.
 *
 * @param name the board's name
 * @param description one line for a person; may be empty
 * @param overlay the device-tree overlay it needs on a Raspberry Pi, if it needs one
 * @param display empty if the board has none; so with the other parts
 * @param hook the line is active while the handset is lifted
 * @param buzzer the line of a buzzer that makes its own tone while it is active
 * @param expanders port expanders for lamps, by their name in the file
 */
public record Board(
    String name,
    String description,
    Optional<String> overlay,
    Optional<Display> display,
    Optional<Keypad> keypad,
    Optional<Gpio> hook,
    Optional<Gpio> buzzer,
    Map<String, Chip> expanders,
    Map<Lamp, LampWiring> lamps,
    Optional<Codec> codec) {
  /** Boards that ship with the program. */
  public static final List<String> NAMES = List.of("desk-tft", "desk-oled", "bare-gpio", "virtual");

  private static final int MAX_BYTES = 1 << 20;

  /** A processor's line by GPIO number, active at a low level or a high one. */
  public record Gpio(int number, boolean activeLow) {}

  /** A chip on an I²C bus such as {@code i2c-1}, at a 7-bit address. */
  public record Chip(String driver, String bus, int address) {}

  /**
   * A display; width and height in pixels after rotation, which is 0, 90, 180 or 270 degrees
   * clockwise. One of letters counts 6×12 pixels for each.
   */
  public record Display(
      String driver,
      Wire wire,
      int width,
      int height,
      int rotation,
      Optional<Gpio> reset,
      Optional<Gpio> backlight) {}

  /** How a display is reached. */
  public sealed interface Wire {
    /** On an SPI bus such as {@code spi-0}; {@code readable} if its data-out pin is wired. */
    record Spi(String bus, int chipSelect, int hz, Gpio dataCommand, boolean readable)
        implements Wire {}

    /** On an I²C bus. */
    record I2c(String bus, int address) implements Wire {}

    /** Driven by the kernel, as {@code fb0}. */
    record Kernel(String device) implements Wire {}
  }

  /** Keys, and what they are wired to. */
  public record Keypad(KeyWire wire, Timing timing, KeyMatrix matrix) {}

  /** What scans the keys. */
  public sealed interface KeyWire {
    /** A chip with an interrupt line. */
    record OnChip(Chip chip, Gpio interrupt) implements KeyWire {}

    /** The processor's own lines: the matrix's pins are GPIO numbers. */
    record OnGpio() implements KeyWire {}

    /** A keyboard of the kernel's, by its name; the matrix's columns are its key codes. */
    record OnKernel(String keyboard) implements KeyWire {}
  }

  /** One LED: a GPIO, or a pin 0…15 of an expander. */
  public sealed interface Led {
    /** On the processor. */
    record OnGpio(Gpio gpio) implements Led {}

    /** On an expander, by its name in the file. */
    record OnExpander(String expander, int pin, boolean activeLow) implements Led {}
  }

  /** The LEDs of a lamp; at least one. */
  public record LampWiring(Optional<Led> red, Optional<Led> green) {}

  /** What turns samples into sound. */
  public sealed interface Codec {
    /**
     * A codec chip; {@code mclkHz} is its master clock, {@code routes} the pins that each path's
     * earpiece and microphone are soldered to.
     */
    record OnI2c(Chip chip, Optional<Gpio> reset, int mclkHz, Map<AudioPath, CodecPins> routes)
        implements Codec {}

    /** A sound card of the kernel's, by the name it has in {@code /proc/asound}. */
    record OnUsb(String card) implements Codec {}
  }

  /** Copies the maps. */
  public Board {
    expanders = Map.copyOf(expanders);
    lamps = Map.copyOf(lamps);
  }

  /**
   * Reads a board that ships with the program, by name, or any board file, by path.
   *
   * @throws BoardException with every finding, if it cannot be read or used
   */
  public static Board load(String nameOrPath) throws BoardException {
    if (NAMES.contains(nameOrPath)) {
      String file = nameOrPath + ".toml";
      try (@Nullable InputStream in = Board.class.getResourceAsStream("/boards/" + file)) {
        if (in != null) {
          return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new BoardException(List.of(file + ": cannot be read: " + e.getMessage()));
      }
      throw new BoardException(List.of(file + ": is missing from the program; install it again"));
    }
    Path path;
    try {
      path = Path.of(nameOrPath);
    } catch (InvalidPathException e) {
      throw new BoardException(List.of("the board's path is not a file name: " + e.getReason()));
    }
    if (nameOrPath.matches("[\\w-]+") && !Files.exists(path)) {
      throw new BoardException(
          List.of("there is no board \"" + nameOrPath + "\"" + Findings.hint(nameOrPath, NAMES)));
    }
    return parse(String.valueOf(path.getFileName()), text(path));
  }

  private static String text(Path path) throws BoardException {
    if (!Files.isRegularFile(path)) {
      throw new BoardException(
          List.of(
              "there is no board file "
                  + path
                  + "; give the path of a .toml file or one of: "
                  + String.join(", ", NAMES)));
    }
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new BoardException(List.of(path + ": is too long for a board file"));
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new BoardException(List.of(path + ": is not UTF-8 text; save it as UTF-8"));
    } catch (AccessDeniedException e) {
      throw new BoardException(List.of(path + ": may not be read; change its permissions"));
    } catch (IOException e) {
      throw new BoardException(List.of(path + ": cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Reads a board file's text.
   *
   * @param file its name, for findings
   */
  public static Board parse(String file, String toml) throws BoardException {
    return new BoardReader(file, toml).read();
  }
}

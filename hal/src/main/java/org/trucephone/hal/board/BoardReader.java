package org.trucephone.hal.board;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.board.Board.Chip;
import org.trucephone.hal.board.Board.Codec;
import org.trucephone.hal.board.Board.Display;
import org.trucephone.hal.board.Board.Gpio;
import org.trucephone.hal.board.Board.Keypad;
import org.trucephone.hal.board.Board.LampWiring;
import org.trucephone.hal.board.Board.Led;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.keypad.Debouncer.Timing;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;

/** Reads one board file and says everything that is wrong with it. */
final class BoardReader {
  private static final List<String> DISPLAYS =
      List.of("st7789", "ili9341", "ssd1306", "sh1106", "hd44780", "framebuffer");
  private static final List<String> EXPANDERS = List.of("mcp23017");
  private static final List<String> KEYPADS = List.of("mcp23017", "tca8418");
  private static final List<String> CODECS = List.of("tlv320aic3104", "wm8960");

  private static final Map<String, List<String>> CODEC_OUTPUTS =
      Map.of(
          "tlv320aic3104", List.of("hpl", "hpr", "left-lo", "right-lo"),
          "wm8960", List.of("hpl", "hpr", "spkl", "spkr"));
  private static final Map<String, List<String>> CODEC_INPUTS =
      Map.of(
          "tlv320aic3104", List.of("line1l", "line1r", "line2l", "line2r"),
          "wm8960", List.of("linput1", "rinput1"));
  private static final int LAST_GPIO = 27; // the 40-pin header's highest

  private final Findings findings;
  private final TomlParseResult toml;
  private final Map<Integer, String> gpioUsers = new HashMap<>();
  private final Map<String, String> addressUsers = new HashMap<>();
  private final Map<String, String> pinUsers = new HashMap<>();
  private final Map<String, Chip> expanders = new HashMap<>();
  private List<String> i2cBuses = List.of();
  private List<String> spiBuses = List.of();

  BoardReader(String file, String text) {
    findings = new Findings(file);
    toml = Toml.parse(text);
  }

  Board read() throws BoardException {
    for (TomlParseError error : toml.errors()) {
      findings.syntax(
          error.position().line(), "is not valid TOML: " + sentence(error.getMessage()));
    }
    if (!findings.isEmpty()) {
      throw new BoardException(findings.sentences());
    }
    Section top = new Section(findings, "", toml, 1);
    String name = top.text("name", "");
    top.optional("description");
    top.inside("buses")
        .ifPresentOrElse(this::buses, () -> findings.add(1, "buses", "is missing; name the buses"));
    Optional<Display> display = top.inside("display").map(this::display);
    Optional<Keypad> keypad = top.inside("keypad").map(this::keypad);
    Optional<Gpio> hook = gpio(top, "hook");
    top.inside("expanders").ifPresent(this::expanders);
    Map<Lamp, LampWiring> lamps = new EnumMap<>(Lamp.class);
    top.inside("lamps").ifPresent(section -> lamps(section, lamps));
    Optional<Codec> codec = top.inside("codec").map(this::codec);
    top.end();
    if (!findings.isEmpty()) {
      throw new BoardException(findings.sentences());
    }
    return new Board(name, display, keypad, hook, expanders, lamps, codec);
  }

  private void buses(Section s) {
    i2cBuses = busNames(s, "i2c", "i2c-");
    spiBuses = busNames(s, "spi", "spi-");
    s.end();
  }

  private static List<String> busNames(Section s, String key, String prefix) {
    if (!s.has(key)) {
      return List.of();
    }
    List<String> names = s.names(key);
    for (String name : names) {
      if (!name.matches(prefix + "\\d{1,2}")) {
        s.wrong(key, "\"" + name + "\" is not a bus; names look like " + prefix + "0");
      }
    }
    return names;
  }

  private Display display(Section s) {
    String driver = s.oneOf("driver", DISPLAYS);
    Display display =
        switch (driver) {
          case "hd44780" -> letters(s);
          case "framebuffer" -> kernelDisplay(s);
          case "ssd1306", "sh1106" -> oled(s, driver);
          default -> tft(s, driver);
        };
    s.end();
    return display;
  }

  private Display letters(Section s) {
    Board.Wire wire = displayAddress(s, "hd44780", 0x20, 0x3f);
    int columns = s.number("columns", 16, 20, 20);
    int rows = s.number("rows", 2, 4, 4);
    return new Display(
        "hd44780", wire, columns * 6, rows * 12, 0, Optional.empty(), Optional.empty());
  }

  private Display kernelDisplay(Section s) {
    String device = s.text("device", "fb0");
    if (!device.matches("fb\\d{1,2}")) {
      s.wrong("device", "\"" + device + "\" is not a framebuffer; names look like fb0");
    }
    return new Display(
        "framebuffer",
        new Board.Wire.Kernel(device),
        s.number("width", 120, 1920, 320),
        s.number("height", 48, 1080, 240),
        0,
        Optional.empty(),
        Optional.empty());
  }

  private Display oled(Section s, String driver) {
    Board.Wire wire =
        s.text("bus", "").startsWith("spi") ? spi(s, false) : displayAddress(s, driver, 0x3c, 0x3d);
    int rotation = s.number("rotation", 0, 180, 0);
    if (rotation % 180 != 0) {
      s.wrong("rotation", "must be 0 or 180 for " + driver + ", not " + rotation);
    }
    return new Display(driver, wire, 128, 64, rotation, gpio(s, "reset"), Optional.empty());
  }

  private Board.Wire displayAddress(Section s, String driver, int first, int last) {
    String bus = bus(s, i2cBuses, "i2c");
    int address = s.number("address", 0x08, 0x77);
    if (address < first || address > last) {
      s.wrong(
          "address",
          String.format(
              Locale.ROOT,
              "0x%02x is not possible for %s (0x%02x…0x%02x)",
              address,
              driver,
              first,
              last));
    }
    once(addressUsers, String.format(Locale.ROOT, "%s address 0x%02x", bus, address), s, "address");
    return new Board.Wire.I2c(bus, address);
  }

  private Board.Wire spi(Section s, boolean readable) {
    String bus = bus(s, spiBuses, "spi");
    int chipSelect = s.number("chip-select", 0, 2);
    once(addressUsers, bus + " chip select " + chipSelect, s, "chip-select");
    Gpio dataCommand =
        gpio(s, "data-command")
            .orElseGet(() -> {
              s.required("data-command", "the line, such as { gpio = 25 }");
              return new Gpio(0, false);
            });
    int hz = s.number("hz", 100_000, 80_000_000);
    return new Board.Wire.Spi(
        bus, chipSelect, hz, dataCommand, readable && s.flag("readable", true));
  }

  private Display tft(Section s, String driver) {
    Board.Wire wire = spi(s, true);
    int width = s.number("width", 1, 320);
    int height = s.number("height", 1, 320);
    int rotation = s.number("rotation", 0, 270, 0);
    if (rotation % 90 != 0) {
      s.wrong("rotation", "must be 0, 90, 180 or 270, not " + rotation);
    }
    // The chip's memory is 240 wide and 320 high before rotation.
    int across = rotation % 180 == 0 ? width : height;
    if (!driver.isEmpty() && across > 240) {
      s.wrong(
          rotation % 180 == 0 ? "width" : "height",
          across
              + " pixels do not fit: "
              + driver
              + " has 240×320, turned by rotation = "
              + rotation);
    }
    return new Display(
        driver, wire, width, height, rotation, gpio(s, "reset"), gpio(s, "backlight"));
  }

  private Keypad keypad(Section s) {
    Chip chip = chip(s, KEYPADS);
    boolean expander = chip.driver().equals("mcp23017");
    Gpio interrupt =
        gpio(s, "interrupt")
            .orElseGet(() -> {
              s.required("interrupt", "the line, such as { gpio = 17, active-low = true }");
              return new Gpio(0, true);
            });
    Timing timing =
        new Timing(
            s.number("bounce-ms", 1, 100, Timing.USUAL.bounceMillis()),
            s.number("long-ms", 200, 5000, Timing.USUAL.longMillis()),
            s.number("repeat-ms", 20, 5000, Timing.USUAL.repeatMillis()));
    List<Integer> rows = expander ? pins(s, "rows", "keypad") : matrixPins(s, "rows", 'R', 8);
    List<Integer> columns =
        expander ? pins(s, "columns", "keypad") : matrixPins(s, "columns", 'C', 10);
    for (int row : rows) {
      if (expander && row % 8 == 7) {
        s.wrong(
            "rows",
            KeyMatrix.pinName(row)
                + " cannot be a row: it is an output only on mcp23017; use it as a column");
      }
    }
    List<List<Optional<Key>>> keys = keys(s, rows.size(), columns.size());
    s.end();
    if (!findings.isEmpty()) {
      return new Keypad(chip, interrupt, timing, new KeyMatrix(List.of(), List.of(), List.of()));
    }
    return new Keypad(chip, interrupt, timing, new KeyMatrix(rows, columns, keys));
  }

  private List<List<Optional<Key>>> keys(Section s, int rows, int columns) {
    List<List<Optional<Key>>> keys = new ArrayList<>();
    Map<String, String> users = new HashMap<>();
    List<String> known = Stream.of(Key.values()).map(Key::print).toList();
    if (!(s.required("keys", "a list of key names for each row") instanceof TomlArray array)) {
      return keys;
    }
    for (int i = 0; i < array.size(); i++) {
      TomlPosition position = array.inputPositionOf(i);
      int line = position == null ? s.line("keys") : position.line();
      String where = s.full("keys") + " row " + (i + 1);
      List<Optional<Key>> row = new ArrayList<>();
      for (String name : s.names("keys", array.get(i))) {
        if (name.isEmpty()) {
          row.add(Optional.empty());
          continue;
        }
        Optional<Key> key = Key.named(name);
        if (key.isEmpty()) {
          findings.add(
              line, where, "there is no key \"" + name + "\"" + Findings.hint(name, known));
        } else if (users.putIfAbsent(key.get().print(), where) instanceof String first) {
          findings.add(line, where, "key \"" + name + "\" is already at " + first);
        }
        row.add(key);
      }
      if (row.size() != columns) {
        findings.add(
            line, where, "has " + row.size() + " keys for " + columns + " columns; \"\" is a gap");
      }
      keys.add(row);
    }
    if (keys.size() != rows) {
      s.wrong("keys", "has " + keys.size() + " rows of keys, but " + rows + " row pins are named");
    }
    return keys;
  }

  private void expanders(Section s) {
    for (String name : s.keys()) {
      s.inside(name)
          .ifPresent(inner -> {
            expanders.put(name, chip(inner, EXPANDERS));
            inner.end();
          });
    }
    s.end();
  }

  private void lamps(Section s, Map<Lamp, LampWiring> lamps) {
    List<String> known = Stream.of(Lamp.values()).map(Lamp::print).toList();
    for (String name : s.keys()) {
      Optional<Lamp> lamp = Lamp.named(name);
      if (lamp.isEmpty()) {
        s.has(name);
        s.wrong(name, "there is no such lamp" + Findings.hint(name, known));
        continue;
      }
      s.inside(name)
          .ifPresent(inner -> {
            LampWiring wiring = new LampWiring(led(inner, "red"), led(inner, "green"));
            if (wiring.red().isEmpty() && wiring.green().isEmpty()) {
              s.wrong(name, "has no LED; name red, green or both");
            }
            lamps.put(lamp.get(), wiring);
            inner.end();
          });
    }
    s.end();
  }

  private Optional<Led> led(Section s, String key) {
    Optional<Section> inner = s.inside(key);
    if (inner.isEmpty() || inner.get().has("gpio")) {
      return gpio(s, key).map(Led.OnGpio::new);
    }
    Section led = inner.get();
    String expander = led.text("expander", "");
    if (!expanders.containsKey(expander)) {
      led.wrong(
          "expander",
          "there is no expander \""
              + expander
              + "\""
              + Findings.hint(expander, expanders.keySet()));
    }
    int pin = pin(led, "pin", led.text("pin", "GPA0"));
    once(pinUsers, expander + " " + KeyMatrix.pinName(pin), led, "pin");
    boolean activeLow = led.flag("active-low", false);
    led.end();
    return Optional.of(new Led.OnExpander(expander, pin, activeLow));
  }

  private Codec codec(Section s) {
    Chip chip = chip(s, CODECS);
    int mclkHz = s.number("mclk-hz", 512_000, 50_000_000);
    Map<AudioPath, CodecPins> routes = new EnumMap<>(AudioPath.class);
    s.inside("routes")
        .ifPresent(inner -> {
          for (AudioPath path : AudioPath.values()) {
            if (path != AudioPath.NONE) {
              inner
                  .inside(path.name().toLowerCase(Locale.ROOT))
                  .ifPresent(r -> routes.put(path, route(r, chip.driver())));
            }
          }
          inner.end();
        });
    Codec codec = new Codec(chip, gpio(s, "reset"), mclkHz, Map.copyOf(routes));
    s.end();
    return codec;
  }

  private static CodecPins route(Section s, String driver) {
    CodecPins route =
        new CodecPins(
            s.oneOf("output", CODEC_OUTPUTS.getOrDefault(driver, List.of(""))),
            s.oneOf("input", CODEC_INPUTS.getOrDefault(driver, List.of(""))));
    s.end();
    return route;
  }

  private Chip chip(Section s, List<String> drivers) {
    String driver = s.oneOf("driver", drivers);
    String bus = bus(s, i2cBuses, "i2c");
    // 0x00…0x07 and 0x78…0x7f are reserved (I²C-bus specification UM10204, table 4).
    int address = s.number("address", 0x08, 0x77);
    if (driver.equals("mcp23017") && (address & ~7) != 0x20) {
      s.wrong(
          "address",
          String.format(Locale.ROOT, "0x%02x is not possible for mcp23017 (0x20…0x27)", address));
    }
    if (driver.equals("tca8418") && address != 0x34) {
      s.wrong(
          "address",
          String.format(Locale.ROOT, "0x%02x is not possible for tca8418 (0x34)", address));
    }
    once(addressUsers, String.format(Locale.ROOT, "%s address 0x%02x", bus, address), s, "address");
    return new Chip(driver, bus, address);
  }

  private static String bus(Section s, List<String> buses, String kind) {
    String bus = s.text("bus", "");
    if (!bus.isEmpty() && !buses.contains(bus)) {
      s.wrong("bus", "there is no bus \"" + bus + "\" in buses." + kind + hint(bus, buses));
    }
    return bus;
  }

  private static String hint(String bus, List<String> buses) {
    return buses.isEmpty() ? "" : Findings.hint(bus, buses);
  }

  private Optional<Gpio> gpio(Section s, String key) {
    return s.inside(key)
        .map(line -> {
          int number = line.number("gpio", 0, LAST_GPIO);
          boolean activeLow = line.flag("active-low", false);
          if (line.has("gpio")) {
            once(gpioUsers, number, "GPIO " + number, s, key);
          }
          line.end();
          return new Gpio(number, activeLow);
        });
  }

  private List<Integer> pins(Section s, String key, String chip) {
    List<Integer> pins = new ArrayList<>();
    if (s.required(key, "a list of pins such as [\"GPA0\", \"GPA1\"]") instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        int pin = pin(s, key, String.valueOf(entry));
        pins.add(pin);
        once(pinUsers, chip + " " + KeyMatrix.pinName(pin), s, key);
      }
    }
    return pins;
  }

  /** Pins of a keypad controller: R0…R7, C0…C9. */
  private List<Integer> matrixPins(Section s, String key, char letter, int count) {
    List<Integer> pins = new ArrayList<>();
    if (s.required(key, "a list of pins such as [\"" + letter + "0\"]")
        instanceof TomlArray array) {
      for (Object entry : array.toList()) {
        String name = String.valueOf(entry);
        if (name.matches(letter + "\\d") && name.charAt(1) - '0' < count) {
          pins.add(name.charAt(1) - '0');
          once(pinUsers, "keypad " + name, s, key);
        } else {
          s.wrong(
              key, "pin " + name + " does not exist; use " + letter + "0…" + letter + (count - 1));
        }
      }
    }
    return pins;
  }

  private static int pin(Section s, String key, String name) {
    if (name.matches("GP[AB][0-7]")) {
      return (name.charAt(2) - 'A') * 8 + name.charAt(3) - '0';
    }
    if (name.matches("\\d{1,2}") && Integer.parseInt(name) < 16) {
      return Integer.parseInt(name);
    }
    s.wrong(key, "pin " + name + " does not exist on mcp23017 (0…15); use GPA0…GPB7");
    return 0;
  }

  private static void once(Map<String, String> users, String thing, Section s, String key) {
    once(users, thing, thing, s, key);
  }

  private static <T> void once(Map<T, String> users, T thing, String shown, Section s, String key) {
    if (users.putIfAbsent(thing, s.full(key)) instanceof String first) {
      s.wrong(key, shown + " is already used by " + first);
    }
  }

  private static String sentence(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isEmpty() ? "cannot be understood" : line;
  }
}

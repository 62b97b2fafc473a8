package org.trucephone.hal.board;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.trucephone.hal.board.Board.Chip;
import org.trucephone.hal.board.Board.Codec;
import org.trucephone.hal.board.Board.Display;
import org.trucephone.hal.board.Board.Gpio;
import org.trucephone.hal.board.Board.Keypad;
import org.trucephone.hal.board.Board.LampWiring;
import org.trucephone.hal.board.Board.Led;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.keypad.KeyMatrix;

/** Reads one board file and says everything that is wrong with it. */
final class BoardReader {
  private static final List<String> DISPLAYS =
      List.of("st7789", "ili9341", "ssd1306", "sh1106", "hd44780", "framebuffer");
  private static final List<String> EXPANDERS = List.of("mcp23017", "pca9633");

  private final Findings findings;
  private final TomlParseResult toml;
  private final Claims claims = new Claims();
  private final Map<String, Chip> expanders = new HashMap<>();

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
    String description = top.has("description") ? top.text("description", "") : "";
    Optional<String> overlay =
        top.has("overlay") ? Optional.of(top.text("overlay", "")) : Optional.empty();
    top.inside("buses")
        .ifPresentOrElse(this::buses, () -> findings.add(1, "buses", "is missing; name the buses"));
    Optional<Display> display = top.inside("display").map(this::display);
    Optional<Keypad> keypad = top.inside("keypad").map(new KeypadReader(findings, claims)::read);
    Optional<Gpio> hook = claims.gpio(top, "hook");
    Optional<Gpio> buzzer = claims.gpio(top, "buzzer");
    top.inside("expanders").ifPresent(this::expanders);
    Map<Lamp, LampWiring> lamps = new EnumMap<>(Lamp.class);
    top.inside("lamps").ifPresent(section -> lamps(section, lamps));
    Optional<Codec> codec = top.inside("codec").map(new CodecReader(claims)::read);
    top.end();
    if (!findings.isEmpty()) {
      throw new BoardException(findings.sentences());
    }
    return new Board(
        name, description, overlay, display, keypad, hook, buzzer, expanders, lamps, codec);
  }

  private void buses(Section s) {
    claims.buses(s, busNames(s, "i2c", "i2c-"), busNames(s, "spi", "spi-"));
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
    return new Display(driver, wire, 128, 64, rotation, claims.gpio(s, "reset"), Optional.empty());
  }

  private Board.Wire displayAddress(Section s, String driver, int first, int last) {
    String bus = claims.i2cBus(s);
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
    claims.address(s, bus, address);
    return new Board.Wire.I2c(bus, address);
  }

  private Board.Wire spi(Section s, boolean readable) {
    String bus = claims.spiBus(s);
    int chipSelect = s.number("chip-select", 0, 2);
    claims.chipSelect(s, bus, chipSelect);
    Gpio dataCommand =
        claims
            .gpio(s, "data-command")
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
        driver,
        wire,
        width,
        height,
        rotation,
        claims.gpio(s, "reset"),
        claims.gpio(s, "backlight"));
  }

  private void expanders(Section s) {
    for (String name : s.keys()) {
      s.inside(name)
          .ifPresent(inner -> {
            expanders.put(name, claims.chip(inner, EXPANDERS));
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

  private static int ledPin(Section s, String name) {
    if (name.matches("LED[0-3]")) {
      return name.charAt(3) - '0';
    }
    s.wrong("pin", "pin " + name + " does not exist on pca9633; use LED0…LED3");
    return 0;
  }

  private Optional<Led> led(Section s, String key) {
    Optional<Section> inner = s.inside(key);
    if (inner.isEmpty() || inner.get().has("gpio")) {
      return claims.gpio(s, key).map(Led.OnGpio::new);
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
    Chip chip = expanders.get(expander);
    boolean four = chip != null && chip.driver().equals("pca9633");
    String name = led.text("pin", four ? "LED0" : "GPA0");
    int pin = four ? ledPin(led, name) : Claims.expanderPin(led, "pin", name);
    claims.pin(led, "pin", expander + " " + (four ? "LED" + pin : KeyMatrix.pinName(pin)));
    boolean activeLow = led.flag("active-low", false);
    led.end();
    return Optional.of(new Led.OnExpander(expander, pin, activeLow));
  }

  private static String sentence(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isEmpty() ? "cannot be understood" : line;
  }
}

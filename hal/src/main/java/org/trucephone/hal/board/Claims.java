package org.trucephone.hal.board;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trucephone.hal.board.Board.Chip;
import org.trucephone.hal.board.Board.Gpio;

/** Who uses which line, address and pin of a board: each may have one user. */
final class Claims {
  private static final int LAST_GPIO = 27; // the 40-pin header's highest

  private final Map<Integer, String> gpioUsers = new HashMap<>();
  private final Map<String, String> addressUsers = new HashMap<>();
  private final Map<String, String> pinUsers = new HashMap<>();
  private List<String> i2cBuses = List.of();
  private List<String> spiBuses = List.of();

  /** The buses that the board has, and the header's lines that they are on. */
  void buses(Section s, List<String> i2c, List<String> spi) {
    i2cBuses = i2c;
    spiBuses = spi;
    if (i2c.contains("i2c-0")) {
      lines(s, "i2c", 0, 1);
    }
    if (i2c.contains("i2c-1")) {
      lines(s, "i2c", 2, 3);
    }
    if (spi.contains("spi-0")) {
      lines(s, "spi", 9, 10, 11);
    }
    if (spi.contains("spi-1")) {
      lines(s, "spi", 19, 20, 21);
    }
  }

  /** The lines samples travel on between processor and codec chip. */
  void soundLines(Section s) {
    lines(s, "driver", 18, 19, 20, 21);
  }

  private void lines(Section s, String key, int... numbers) {
    for (int number : numbers) {
      gpio(s, key, number);
    }
  }

  /** {@return a chip on an I²C bus, by driver, bus and address} */
  Chip chip(Section s, List<String> drivers) {
    String driver = s.oneOf("driver", drivers);
    String bus = i2cBus(s);
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
    address(s, bus, address);
    return new Chip(driver, bus, address);
  }

  /** Takes an address. */
  void address(Section s, String bus, int address) {
    once(addressUsers, String.format(Locale.ROOT, "%s address 0x%02x", bus, address), s, "address");
  }

  /** Takes a chip select. */
  void chipSelect(Section s, String bus, int chipSelect) {
    once(addressUsers, bus + " chip select " + chipSelect, s, "chip-select");
    if (!spiBuses.contains(bus)) {
      return;
    }
    if (bus.equals("spi-0") && chipSelect < 2) {
      gpio(s, "chip-select", 8 - chipSelect);
    } else if (bus.equals("spi-1")) {
      gpio(s, "chip-select", 18 - chipSelect);
    }
  }

  /** {@return the I²C bus of a section} */
  String i2cBus(Section s) {
    return bus(s, i2cBuses, "i2c");
  }

  /** {@return the SPI bus of a section} */
  String spiBus(Section s) {
    return bus(s, spiBuses, "spi");
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

  /** {@return a line of the processor, taken} */
  Optional<Gpio> gpio(Section s, String key) {
    return s.inside(key)
        .map(line -> {
          int number = line.number("gpio", 0, LAST_GPIO);
          boolean activeLow = line.flag("active-low", false);
          if (line.has("gpio")) {
            gpio(s, key, number);
          }
          line.end();
          return new Gpio(number, activeLow);
        });
  }

  /** Takes a line of the processor. */
  void gpio(Section s, String key, int number) {
    if (number < 0 || number > LAST_GPIO) {
      s.wrong(key, "there is no GPIO " + number + "; use 0 to " + LAST_GPIO);
      return;
    }
    once(gpioUsers, number, "GPIO " + number, s, key);
  }

  /** Takes a pin of a chip. */
  void pin(Section s, String key, String pin) {
    once(pinUsers, pin, s, key);
  }

  /** {@return a port expander's pin, 0…15, by name or number} */
  static int expanderPin(Section s, String key, String name) {
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
}

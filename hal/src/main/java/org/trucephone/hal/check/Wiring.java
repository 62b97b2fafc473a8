package org.trucephone.hal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.board.Board.Gpio;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;

/** Every wire of a board, part by part, as its board file means it. Pure. */
final class Wiring {
  /** Where a wire goes. */
  sealed interface End {
    /** To a line of the processor. */
    record Line(int gpio) implements End {}

    /** To a supply: {@code 3V3}, {@code 5V} or {@code GND}. */
    record Supply(String name) implements End {}

    /** To something beside the header. */
    record Off(String what) implements End {}
  }

  /** One wire from a part's pin. */
  record Wire(String pin, End end) {}

  /** A part, its wires, and what to mind when soldering it. */
  record Part(String title, List<Wire> wires, List<String> notes) {}

  private final List<Part> parts = new ArrayList<>();
  private final Board board;
  private List<Wire> wires = new ArrayList<>();
  private List<String> notes = new ArrayList<>();

  private Wiring(Board board) {
    this.board = board;
  }

  /** {@return the parts in the order of the board file} */
  static List<Part> of(Board board) {
    Wiring wiring = new Wiring(board);
    board.display().ifPresent(wiring::display);
    board.keypad().ifPresent(wiring::keypad);
    board.hook().ifPresent(wiring::hook);
    new TreeMap<>(board.expanders()).forEach(wiring::expander);
    wiring.lamps();
    board.buzzer().ifPresent(wiring::buzzer);
    board.codec().ifPresent(wiring::codec);
    return wiring.parts;
  }

  private void part(String title) {
    parts.add(new Part(title, List.copyOf(wires), List.copyOf(notes)));
    wires = new ArrayList<>();
    notes = new ArrayList<>();
  }

  private void line(String pin, int gpio) {
    wires.add(new Wire(pin, new End.Line(gpio)));
  }

  private void supply(String pin, String name) {
    wires.add(new Wire(pin, new End.Supply(name)));
  }

  private void off(String pin, String what) {
    wires.add(new Wire(pin, new End.Off(what)));
  }

  private void powered(String supply) {
    supply("VCC", supply);
    supply("GND", "GND");
  }

  private void i2c(String bus) {
    if (bus.equals("i2c-1") || bus.equals("i2c-0")) {
      int data = bus.equals("i2c-1") ? 2 : 0;
      line("SDA", data);
      line("SCL", data + 1);
    } else {
      off("SDA, SCL", bus);
    }
  }

  private static String at(String chip, String bus, int address) {
    return String.format(
        Locale.ROOT, "%s, %s address 0x%02x", chip.toUpperCase(Locale.ROOT), bus, address);
  }

  private void display(Board.Display display) {
    String name = display.driver().toUpperCase(Locale.ROOT);
    switch (display.wire()) {
      case Board.Wire.Kernel kernel -> {
        off("—", "driven by the kernel as /dev/" + kernel.device());
        part("Display: " + name + " " + display.width() + "×" + display.height());
      }
      case Board.Wire.I2c i2c -> {
        boolean letters = display.driver().equals("hd44780");
        powered(letters ? "5V" : "3V3");
        i2c(i2c.bus());
        display.reset().ifPresent(line -> line("RES", line.number()));
        if (letters) {
          notes.add(
              "Its module has pull-ups to 5 V, the processor takes 3.3 V: put a level shifter into"
                  + " SDA and SCL, or take the module's pull-ups off.");
        }
        part("Display: " + at(display.driver(), i2c.bus(), i2c.address()));
      }
      case Board.Wire.Spi spi -> {
        powered("3V3");
        boolean first = spi.bus().equals("spi-0");
        line("SCK", first ? 11 : 21);
        line("SDI", first ? 10 : 20);
        if (spi.readable()) {
          line("SDO", first ? 9 : 19);
        }
        line("CS", (first ? 8 : 18) - spi.chipSelect());
        line("DC", spi.dataCommand().number());
        display.reset().ifPresent(line -> line("RES", line.number()));
        display.backlight().ifPresent(line -> line("BL", line.number()));
        part(
            "Display: "
                + name
                + " "
                + display.width()
                + "×"
                + display.height()
                + ", "
                + spi.bus()
                + ", "
                + spi.hz() / 1_000_000
                + " MHz");
      }
    }
  }

  private void keypad(Board.Keypad keypad) {
    KeyMatrix matrix = keypad.matrix();
    switch (keypad.wire()) {
      case Board.KeyWire.OnChip(Board.Chip chip, Gpio interrupt) -> {
        boolean expander = chip.driver().equals("mcp23017");
        powered("3V3");
        i2c(chip.bus());
        line(expander ? "INTA" : "INT", interrupt.number());
        supply("RESET", "3V3");
        if (expander) {
          straps(chip);
        }
        matrix(
            matrix,
            row -> expander ? KeyMatrix.pinName(row) : "R" + row,
            column -> expander ? KeyMatrix.pinName(column) : "C" + column);
        part("Keypad: " + at(chip.driver(), chip.bus(), chip.address()));
      }
      case Board.KeyWire.OnGpio _ -> {
        for (int row = 0; row < matrix.rows(); row++) {
          line("row " + (row + 1) + ": " + keys(matrix.keys().get(row)), matrix.rowPins().get(row));
        }
        for (int column = 0; column < matrix.columns(); column++) {
          line("column " + (column + 1), matrix.columnPins().get(column));
        }
        notes.add("The processor pulls the rows up; no resistor and no diode is needed.");
        part("Keypad: matrix on the processor's lines");
      }
      case Board.KeyWire.OnKernel(String name) -> {
        off("—", "USB socket");
        part("Keypad: \"" + name + "\", by USB");
      }
    }
  }

  /** Names a pin. */
  private interface PinName {
    String of(int pin);
  }

  private void matrix(KeyMatrix matrix, PinName rowName, PinName columnName) {
    for (int row = 0; row < matrix.rows(); row++) {
      off(
          rowName.of(matrix.rowPins().get(row)),
          "row " + (row + 1) + ": " + keys(matrix.keys().get(row)));
    }
    for (int column = 0; column < matrix.columns(); column++) {
      off(columnName.of(matrix.columnPins().get(column)), "column " + (column + 1));
    }
  }

  private static String keys(List<Optional<Key>> row) {
    return String.join(" ", row.stream().map(key -> key.map(Key::print).orElse("·")).toList());
  }

  /** The expander's address by its straps. */
  private void straps(Board.Chip chip) {
    for (int bit = 2; bit >= 0; bit--) {
      supply("A" + bit, (chip.address() >> bit & 1) != 0 ? "3V3" : "GND");
    }
  }

  private void hook(Gpio hook) {
    line("one side", hook.number());
    supply("other side", hook.activeLow() ? "GND" : "3V3");
    notes.add("A contact that closes or one that opens: the phone learns which at the first lift.");
    part("Hook switch");
  }

  private void expander(String name, Board.Chip chip) {
    powered("3V3");
    i2c(chip.bus());
    boolean four = chip.driver().equals("pca9633");
    if (!four) {
      supply("RESET", "3V3");
      straps(chip);
    }
    Map<Integer, String> pins = new TreeMap<>();
    for (Map.Entry<Lamp, Board.LampWiring> lamp : new TreeMap<>(board.lamps()).entrySet()) {
      colour(pins, name, lamp.getKey(), "red", lamp.getValue().red());
      colour(pins, name, lamp.getKey(), "green", lamp.getValue().green());
    }
    pins.forEach((pin, what) -> off(four ? "LED" + pin : KeyMatrix.pinName(pin), what));
    part("Expander \"" + name + "\": " + at(chip.driver(), chip.bus(), chip.address()));
  }

  private static void colour(
      Map<Integer, String> pins, String name, Lamp lamp, String colour, Optional<Board.Led> led) {
    if (led.orElse(null) instanceof Board.Led.OnExpander on && on.expander().equals(name)) {
      pins.put(on.pin(), resistor(on.activeLow()) + lamp.print() + " " + colour);
    }
  }

  private static String resistor(boolean activeLow) {
    return (activeLow ? "470 Ω, LED to 3V3: " : "470 Ω, LED to GND: ");
  }

  private void lamps() {
    for (Map.Entry<Lamp, Board.LampWiring> lamp : new TreeMap<>(board.lamps()).entrySet()) {
      led(lamp.getKey().print() + " red", lamp.getValue().red());
      led(lamp.getKey().print() + " green", lamp.getValue().green());
    }
    if (!wires.isEmpty()) {
      notes.add("Each through 470 Ω and its LED to GND (to 3V3 if the file says active-low).");
      part("Lamps");
    }
  }

  private void buzzer(Gpio line) {
    line("control", line.number());
    supply("GND", "GND");
    notes.add(
        "One that makes its own tone; above 10 mA with a transistor, and active-low for PNP.");
    part("Buzzer");
  }

  private void led(String name, Optional<Board.Led> led) {
    if (led.orElse(null) instanceof Board.Led.OnGpio on) {
      line(name, on.gpio().number());
    }
  }

  private void codec(Board.Codec codec) {
    switch (codec) {
      case Board.Codec.OnUsb(String card) -> {
        off("—", "USB socket");
        part("Sound: card \"" + card + "\", by USB");
      }
      case Board.Codec.OnI2c on -> {
        powered("3V3");
        i2c(on.chip().bus());
        line("BCLK", 18);
        line("LRCLK", 19);
        line("ADC data", 20);
        line("DAC data", 21);
        on.reset().ifPresent(line -> line("RESET", line.number()));
        off("MCLK", String.format(Locale.ROOT, "crystal %.3f MHz", on.mclkHz() / 1e6));
        for (AudioPath path : AudioPath.values()) {
          var pins = on.routes().get(path);
          if (pins != null) {
            String name = path.name().toLowerCase(Locale.ROOT);
            off(pins.output(), name + (path == AudioPath.SPEAKER ? "" : "'s earpiece"));
            off(pins.input(), name + "'s microphone");
          }
        }
        notes.add(
            "The codec drives BCLK and LRCLK: its board must not drive MCLK from the header.");
        part("Codec: " + at(on.chip().driver(), on.chip().bus(), on.chip().address()));
      }
    }
  }
}

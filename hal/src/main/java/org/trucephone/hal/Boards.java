package org.trucephone.hal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.audio.CodecChip;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.audio.SampleCodec;
import org.trucephone.hal.audio.Sgtl5000Driver;
import org.trucephone.hal.audio.Tlv320Aic3104Driver;
import org.trucephone.hal.audio.Wm8731Driver;
import org.trucephone.hal.audio.Wm8960Driver;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.display.Delay;
import org.trucephone.hal.display.DisplayDriver;
import org.trucephone.hal.display.FramebufferDriver;
import org.trucephone.hal.display.Hd44780Driver;
import org.trucephone.hal.display.Ili9341Driver;
import org.trucephone.hal.display.OledDriver;
import org.trucephone.hal.display.OledWire;
import org.trucephone.hal.display.PanelGeometry;
import org.trucephone.hal.display.St7789Driver;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampsChip;
import org.trucephone.hal.indicator.LedGroup;
import org.trucephone.hal.indicator.Mcp23017LampsDriver;
import org.trucephone.hal.indicator.Pca9633LampsDriver;
import org.trucephone.hal.keypad.EvdevKeypadDriver;
import org.trucephone.hal.keypad.GpioMatrixDriver;
import org.trucephone.hal.keypad.KeypadDriver;
import org.trucephone.hal.keypad.Mcp23017KeypadDriver;
import org.trucephone.hal.keypad.Tca8418KeypadDriver;

/**
 * Opens boards: the one place that turns a driver's name in a board file into the driver.
 *
 * <p>A new driver is one line here and one name in {@code BoardReader}.
 */
public final class Boards {
  /** A pull-up of 60 kΩ raises a line of 100 pF in 6 µs; thrice that. */
  private static final long ROW_RISES_NANOS = 20_000;

  private Boards() {}

  /**
   * Puts drivers on a board's wires. Opening never fails: what is missing is told as lost once the
   * hardware is started.
   *
   * @param buses closed with the hardware
   * @param pcm where samples go; closed with the hardware
   */
  public static Hardware open(Board board, Buses buses, PcmDevice pcm) {
    LateBuses late = new LateBuses(buses);
    if (board.codec().orElse(null) instanceof Board.Codec.OnUsb usb) {
      SampleCodec levels = new SampleCodec(late.soundCard(usb.card()), usb.card());
      return open(board, late, Optional.of(levels), levels.through(pcm));
    }
    Optional<CodecChip> chip = board.codec().map(wiring -> codec(late, (Board.Codec.OnI2c) wiring));
    return open(board, late, chip, pcm);
  }

  private static Hardware open(
      Board board, LateBuses late, Optional<CodecChip> codec, PcmDevice pcm) {
    return new BoardHardware(
        new BoardHardware.Drivers(
            late,
            board.display().map(wiring -> display(late, wiring)),
            board.keypad().map(wiring -> keys(late, wiring)),
            board.hook().map(line -> late.input(line.number(), line.activeLow())),
            leds(late, board),
            board.buzzer().map(line -> output(late, line)),
            codec),
        pcm);
  }

  private static DisplayDriver display(LateBuses buses, Board.Display wiring) {
    OutputLine reset = wiring.reset().map(line -> output(buses, line)).orElse(null);
    OutputLine light = wiring.backlight().map(line -> output(buses, line)).orElse(null);
    return switch (wiring.wire()) {
      case Board.Wire.Spi spi -> {
        SpiDevice device = buses.spi(spi.bus(), spi.chipSelect(), spi.hz());
        OutputLine select = output(buses, spi.dataCommand());
        PanelGeometry panel = new PanelGeometry(wiring.width(), wiring.height(), wiring.rotation());
        yield switch (wiring.driver()) {
          case "st7789" ->
              new St7789Driver(device, select, reset, light, panel, spi.readable(), Delay.REAL);
          case "ili9341" ->
              new Ili9341Driver(device, select, reset, light, panel, spi.readable(), Delay.REAL);
          default -> oled(wiring, OledWire.over(device, select), reset);
        };
      }
      case Board.Wire.I2c i2c -> {
        I2cDevice device = buses.i2c(i2c.bus(), i2c.address());
        yield wiring.driver().equals("hd44780")
            ? new Hd44780Driver(device, wiring.width() / 6, wiring.height() / 12, Delay.REAL)
            : oled(wiring, OledWire.over(device), reset);
      }
      case Board.Wire.Kernel kernel ->
          new FramebufferDriver(
              Path.of("/dev", kernel.device()),
              Path.of("/sys/class/graphics", kernel.device()),
              wiring.width(),
              wiring.height());
    };
  }

  private static OledDriver oled(Board.Display wiring, OledWire wire, @Nullable OutputLine reset) {
    OledDriver.Chip chip =
        wiring.driver().equals("sh1106") ? OledDriver.Chip.SH1106 : OledDriver.Chip.SSD1306;
    return new OledDriver(wire, reset, chip, wiring.rotation() == 180, Delay.REAL);
  }

  private static BoardHardware.Keys keys(LateBuses buses, Board.Keypad wiring) {
    return switch (wiring.wire()) {
      case Board.KeyWire.OnChip(Board.Chip chip, Board.Gpio interrupt) -> {
        I2cDevice device = buses.i2c(chip.bus(), chip.address());
        KeypadDriver driver =
            switch (chip.driver()) {
              case "mcp23017" -> new Mcp23017KeypadDriver(device, wiring.matrix());
              case "tca8418" -> new Tca8418KeypadDriver(device, wiring.matrix());
              default -> throw new IllegalArgumentException("no keypad driver " + chip.driver());
            };
        InputLine line = buses.input(interrupt.number(), interrupt.activeLow());
        yield new BoardHardware.Keys(driver, wiring.matrix(), wiring.timing(), Optional.of(line));
      }
      case Board.KeyWire.OnGpio _ -> {
        List<InputLine> rows =
            wiring.matrix().rowPins().stream().map(row -> buses.input(row, true)).toList();
        List<OutputLine> columns =
            wiring.matrix().columnPins().stream().map(buses::openDrain).toList();
        GpioMatrixDriver driver =
            new GpioMatrixDriver(rows, columns, () -> LockSupport.parkNanos(ROW_RISES_NANOS));
        yield new BoardHardware.Keys(
            driver, wiring.matrix(), wiring.timing(), Optional.of(driver.interrupt()));
      }
      case Board.KeyWire.OnKernel(String keyboard) ->
          new BoardHardware.Keys(
              new EvdevKeypadDriver(buses.keyboard(keyboard), wiring.matrix()),
              wiring.matrix(),
              wiring.timing(),
              Optional.empty());
    };
  }

  /** One group for the LEDs on the processor, one for those of each expander. */
  private static List<LedGroup> leds(LateBuses buses, Board board) {
    Map<String, LampsChip> expanders = new HashMap<>();
    board
        .expanders()
        .forEach((name, chip) -> expanders.put(name, expander(buses, board, name, chip)));
    Map<String, Map<Lamp, List<LedGroup.Led>>> groups = new HashMap<>();
    board
        .lamps()
        .forEach((lamp, wiring) -> {
          boolean one = wiring.red().isEmpty() || wiring.green().isEmpty();
          wiring.red().ifPresent(led -> add(groups, buses, expanders, lamp, led, true, one));
          wiring.green().ifPresent(led -> add(groups, buses, expanders, lamp, led, one, true));
        });
    List<LedGroup> made = new ArrayList<>();
    groups.forEach(
        (name, leds) -> made.add(new LedGroup(leds, Optional.ofNullable(expanders.get(name)))));
    return made;
  }

  private static void add(
      Map<String, Map<Lamp, List<LedGroup.Led>>> groups,
      LateBuses buses,
      Map<String, LampsChip> expanders,
      Lamp lamp,
      Board.Led led,
      boolean forRed,
      boolean forGreen) {
    String group =
        switch (led) {
          case Board.Led.OnGpio _ -> "";
          case Board.Led.OnExpander on -> on.expander();
        };
    LedGroup.LedSwitch light =
        switch (led) {
          case Board.Led.OnGpio on -> output(buses, on.gpio())::set;
          case Board.Led.OnExpander on -> {
            LampsChip driver = expanders.get(on.expander());
            if (driver == null) {
              throw new IllegalArgumentException("no expander " + on.expander());
            }
            yield lit -> driver.light(on.pin(), lit);
          }
        };
    groups
        .computeIfAbsent(group, _ -> new EnumMap<>(Lamp.class))
        .computeIfAbsent(lamp, _ -> new ArrayList<>())
        .add(new LedGroup.Led(light, forRed, forGreen));
  }

  private static LampsChip expander(LateBuses buses, Board board, String name, Board.Chip chip) {
    int activeLow = 0;
    for (Board.LampWiring wiring : board.lamps().values()) {
      for (Optional<Board.Led> led : List.of(wiring.red(), wiring.green())) {
        if (led.orElse(null) instanceof Board.Led.OnExpander on
            && on.expander().equals(name)
            && on.activeLow()) {
          activeLow |= 1 << on.pin();
        }
      }
    }
    return switch (chip.driver()) {
      case "mcp23017" -> new Mcp23017LampsDriver(buses.i2c(chip.bus(), chip.address()), activeLow);
      case "pca9633" -> new Pca9633LampsDriver(buses.i2c(chip.bus(), chip.address()), activeLow);
      default -> throw new IllegalArgumentException("no lamp driver " + chip.driver());
    };
  }

  private static CodecChip codec(LateBuses buses, Board.Codec.OnI2c wiring) {
    Board.Chip chip = wiring.chip();
    I2cDevice device = buses.i2c(chip.bus(), chip.address());
    return switch (chip.driver()) {
      case "tlv320aic3104" ->
          new Tlv320Aic3104Driver(
              device,
              wiring.reset().map(line -> output(buses, line)).orElse(null),
              wiring.mclkHz(),
              wiring.routes());
      case "wm8960" -> new Wm8960Driver(device, wiring.mclkHz(), wiring.routes(), Delay.REAL);
      case "sgtl5000" -> new Sgtl5000Driver(device, wiring.mclkHz(), wiring.routes(), Delay.REAL);
      case "wm8731" -> new Wm8731Driver(device, wiring.mclkHz(), wiring.routes(), Delay.REAL);
      default -> throw new IllegalArgumentException("no codec driver " + chip.driver());
    };
  }

  private static OutputLine output(LateBuses buses, Board.Gpio line) {
    return buses.output(line.number(), line.activeLow());
  }
}

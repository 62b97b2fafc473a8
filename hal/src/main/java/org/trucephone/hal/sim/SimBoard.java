package org.trucephone.hal.sim;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.Boards;
import org.trucephone.hal.Hardware;
import org.trucephone.hal.HardwareEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.bus.SoundCard;
import org.trucephone.hal.bus.pi4j.Pi4jBuses;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.display.OledDriver;
import org.trucephone.hal.display.PanelGeometry;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.keypad.Key;

/**
 * A board whose chips are simulated, wired as its board file says. Two faces: {@link #hardware()}
 * for the phone, with the real drivers over Pi4J; the rest for the person at the virtual handset.
 *
 * <p>Safe for any thread.
 */
public final class SimBoard implements AutoCloseable {
  /** What a virtual handset may want to draw anew. */
  public enum Change {
    PICTURE,
    LAMP,
    HOOK
  }

  private static final int RATE_HZ = 16_000; // SimPcm's

  private final Board board;
  private final SimWiring wiring = new SimWiring();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final Map<Lamp, LampState> asked = new EnumMap<>(Lamp.class);
  private final Map<String, SimMcp23017> expanders = new HashMap<>();
  private final Map<String, SimPca9633> dimmers = new HashMap<>();
  private final Optional<SimDisplay> display;
  private final Optional<SimCodecChip> codec;
  private @Nullable SimKeys keypad;
  private final Hardware hardware;

  private SimBoard(Board board, SimSound sound, SimPacer pacer) {
    this.board = board;
    display = board.display().map(this::display);
    board.keypad().ifPresent(this::keypad);
    board.hook().ifPresent(line -> wiring.line(line.number()).drive(line.activeLow()));
    board
        .buzzer()
        .ifPresent(line -> {
          wiring.line(line.number()).drive(line.activeLow());
          wiring.line(line.number()).watch(_ -> changed(Change.LAMP));
        });
    board.expanders().forEach(this::expander);
    board.lamps().values().forEach(this::watch);
    codec = board.codec().map(this::codec);
    SimCodec through = codec.isPresent() ? codec.get() : () -> SimGains.SILENT;
    SimPcm pcm = new SimPcm(through, sound, pacer);
    hardware = new Witnessed(Boards.open(board, Pi4jBuses.over(wiring), pcm));
  }

  /**
   * Builds the chips a board names and puts the drivers on them. The hardware is not started yet.
   *
   * @param sound where samples go beyond the simulated codec; closed with the board
   */
  public static SimBoard open(Board board, SimSound sound) {
    return new SimBoard(board, sound, SimPacer.realTime());
  }

  /** As {@link #open(Board, SimSound)}, with the audio clock in other hands. */
  public static SimBoard open(Board board, SimSound sound, SimPacer pacer) {
    return new SimBoard(board, sound, pacer);
  }

  /** {@return the phone's side; closing it closes everything} */
  public Hardware hardware() {
    return hardware;
  }

  /** Holds a key down; false if the board does not have it. */
  public boolean press(Key key) {
    return keypad != null && keypad.press(key);
  }

  /** Lets a key go; false if the board does not have it. */
  public boolean release(Key key) {
    return keypad != null && keypad.release(key);
  }

  /** Lifts the handset ({@code true}) or puts it back. */
  public void hook(boolean offHook) {
    board
        .hook()
        .ifPresent(line -> {
          wiring.line(line.number()).drive(offHook != line.activeLow());
          changed(Change.HOOK);
        });
  }

  /** {@return whether the handset is lifted} */
  public boolean offHook() {
    return board
        .hook()
        .map(line -> wiring.line(line.number()).high() != line.activeLow())
        .orElse(false);
  }

  /**
   * Pulls the plug of {@code display}, {@code keypad}, {@code codec} or {@code lamps}; false for
   * another name.
   */
  public boolean unplug(String part) {
    return plugged(part, false);
  }

  /** Puts the plug back in: the chip has lost its settings. */
  public boolean plug(String part) {
    return plugged(part, true);
  }

  /** {@return what the display shows; black of size 0×0 if the board has none} */
  public Framebuffer picture() {
    return display.map(SimDisplay::picture).orElseGet(() -> new Framebuffer(0, 0));
  }

  /** {@return the state the phone last asked of a lamp} */
  public LampState lamp(Lamp lamp) {
    synchronized (asked) {
      return asked.getOrDefault(lamp, LampState.OFF);
    }
  }

  /** {@return whether an LED of the lamp is lit at this moment, by the levels on its pins} */
  public boolean lit(Lamp lamp) {
    Board.LampWiring leds = board.lamps().get(lamp);
    return leds != null && (lit(leds.red()) || lit(leds.green()));
  }

  /** {@return whether the lamp's LED of that colour is lit; false if it has none} */
  public boolean lit(Lamp lamp, LampState.Colour colour) {
    Board.LampWiring leds = board.lamps().get(lamp);
    return leds != null && lit(colour == LampState.Colour.RED ? leds.red() : leds.green());
  }

  /** {@return whether the buzzer sounds at this moment, by the level on its line} */
  public boolean buzzing() {
    return board
        .buzzer()
        .map(line -> wiring.line(line.number()).high() != line.activeLow())
        .orElse(false);
  }

  /** Tells {@code listener} of changes, on any thread; it must not block. */
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    hardware.close();
  }

  private void changed(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  private SimDisplay display(Board.Display at) {
    SimLine reset = at.reset().map(line -> wiring.line(line.number())).orElse(null);
    SimLine light = at.backlight().map(line -> wiring.line(line.number())).orElse(null);
    OledDriver.Chip oled =
        at.driver().equals("sh1106") ? OledDriver.Chip.SH1106 : OledDriver.Chip.SSD1306;
    SimDisplay chip =
        switch (at.wire()) {
          case Board.Wire.Spi spi -> {
            SimLine select = wiring.line(spi.dataCommand().number());
            yield switch (at.driver()) {
              case "st7789", "ili9341" ->
                  onSpi(
                      spi,
                      new SimTft(
                          at.driver().equals("st7789") ? SimTft.Chip.ST7789 : SimTft.Chip.ILI9341,
                          select,
                          reset,
                          light,
                          new PanelGeometry(at.width(), at.height(), at.rotation())));
              default -> {
                SimOled small = new SimOled(oled, select, reset);
                wiring.attachSpi(number(spi.bus()), spi.chipSelect(), small.spi());
                yield small;
              }
            };
          }
          case Board.Wire.I2c i2c ->
              at.driver().equals("hd44780")
                  ? onI2c(i2c, new SimHd44780(at.width() / 6, at.height() / 12))
                  : onI2c(i2c, new SimOled(oled));
          case Board.Wire.Kernel kernel ->
              throw new IllegalArgumentException(
                  kernel.device() + " is the kernel's, not simulated");
        };
    chip.onChange(() -> changed(Change.PICTURE));
    return chip;
  }

  private <T extends SimSpiTarget & SimDisplay> SimDisplay onSpi(Board.Wire.Spi at, T chip) {
    wiring.attachSpi(number(at.bus()), at.chipSelect(), chip);
    return chip;
  }

  private <T extends SimI2cTarget & SimDisplay> SimDisplay onI2c(Board.Wire.I2c at, T chip) {
    wiring.attach(number(at.bus()), at.address(), chip);
    return chip;
  }

  private void keypad(Board.Keypad at) {
    switch (at.wire()) {
      case Board.KeyWire.OnChip(Board.Chip chip, Board.Gpio line) -> {
        SimLine interrupt = new SimLine(true);
        wiring.connect(line.number(), interrupt);
        if (chip.driver().equals("tca8418")) {
          SimTca8418 controller = new SimTca8418(at.matrix(), interrupt);
          wiring.attach(number(chip.bus()), chip.address(), controller);
          keypad = controller;
        } else {
          SimKeyMatrix switches = new SimKeyMatrix(at.matrix());
          SimMcp23017 port = new SimMcp23017("keypad", switches, interrupt, new SimLine(true));
          wiring.attach(number(chip.bus()), chip.address(), port);
          keypad = port.keys(switches);
        }
      }
      case Board.KeyWire.OnGpio _ -> keypad = new SimGpioMatrix(at.matrix(), wiring::line);
      case Board.KeyWire.OnKernel(String name) -> {
        SimKeyboard keyboard = new SimKeyboard(name, at.matrix());
        wiring.attach(name, (InputEvents) keyboard);
        keypad = keyboard;
      }
    }
  }

  private void expander(String name, Board.Chip at) {
    if (at.driver().equals("pca9633")) {
      SimPca9633 four = new SimPca9633(name, () -> changed(Change.LAMP));
      wiring.attach(number(at.bus()), at.address(), four);
      dimmers.put(name, four);
      return;
    }
    SimMcp23017 chip = new SimMcp23017(name);
    chip.watch(_ -> changed(Change.LAMP));
    wiring.attach(number(at.bus()), at.address(), chip);
    expanders.put(name, chip);
  }

  private SimCodecChip codec(Board.Codec codec) {
    return switch (codec) {
      case Board.Codec.OnUsb(String name) -> {
        SimSoundCard card = new SimSoundCard();
        wiring.attach(name, (SoundCard) card);
        yield card;
      }
      case Board.Codec.OnI2c at ->
          switch (at.chip().driver()) {
            case "wm8960" -> soldered(at, new SimWm8960(at.mclkHz(), RATE_HZ, at.routes()));
            case "sgtl5000" -> soldered(at, new SimSgtl5000(at.mclkHz(), RATE_HZ, at.routes()));
            case "wm8731" -> soldered(at, new SimWm8731(at.mclkHz(), RATE_HZ, at.routes()));
            default -> withReset(at);
          };
    };
  }

  private <T extends SimI2cTarget & SimCodecChip> SimCodecChip soldered(
      Board.Codec.OnI2c at, T chip) {
    wiring.attach(number(at.chip().bus()), at.chip().address(), chip);
    return chip;
  }

  private SimCodecChip withReset(Board.Codec.OnI2c at) {
    SimTlv320Aic3104 chip = new SimTlv320Aic3104(at.mclkHz(), RATE_HZ, at.routes());
    at.reset()
        .ifPresent(pin -> {
          SimLine line = wiring.line(pin.number());
          line.drive(true); // pulled up; the pin resets at a low level
          line.watch(high -> chip.reset(!high));
        });
    return soldered(at, chip);
  }

  private void watch(Board.LampWiring leds) {
    for (Optional<Board.Led> led : List.of(leds.red(), leds.green())) {
      if (led.orElse(null) instanceof Board.Led.OnGpio on) {
        SimLine line = wiring.line(on.gpio().number());
        line.drive(on.gpio().activeLow());
        line.watch(_ -> changed(Change.LAMP));
      }
    }
  }

  private boolean lit(Optional<Board.Led> led) {
    return led.map(some ->
            switch (some) {
              case Board.Led.OnGpio on ->
                  wiring.line(on.gpio().number()).high() != on.gpio().activeLow();
              case Board.Led.OnExpander on -> {
                SimPca9633 dimmer = dimmers.get(on.expander());
                if (dimmer != null) {
                  yield dimmer.brightness(on.pin(), on.activeLow()) > 0;
                }
                SimMcp23017 chip = expanders.get(on.expander());
                int pin = 1 << on.pin();
                yield chip != null
                    && (chip.outputs() & pin) != 0
                    && (chip.pins() & pin) != 0 != on.activeLow();
              }
            })
        .orElse(false);
  }

  private boolean plugged(String part, boolean plugged) {
    switch (part) {
      case "display" -> display.ifPresent(plugged ? SimDisplay::plug : SimDisplay::unplug);
      case "keypad" ->
          Optional.ofNullable(keypad).ifPresent(plugged ? SimKeys::plug : SimKeys::unplug);
      case "codec" -> codec.ifPresent(plugged ? SimCodecChip::plug : SimCodecChip::unplug);
      case "lamps" -> {
        expanders.values().forEach(chip -> plug(chip, plugged));
        dimmers.values().forEach(plugged ? SimPca9633::plug : SimPca9633::unplug);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void plug(SimMcp23017 chip, boolean plugged) {
    if (plugged) {
      chip.plug();
    } else {
      chip.unplug();
    }
  }

  private static int number(String bus) {
    return Integer.parseInt(bus.substring(bus.indexOf('-') + 1));
  }

  /**
   * Remembers what the phone asked of the lamps: a rhythm cannot be read off pins in an instant.
   */
  private final class Witnessed implements Hardware {
    private final Hardware real;

    Witnessed(Hardware real) {
      this.real = real;
    }

    @Override
    public void start(Consumer<HardwareEvent> listener) {
      real.start(listener);
    }

    @Override
    public int displayWidth() {
      return real.displayWidth();
    }

    @Override
    public int displayHeight() {
      return real.displayHeight();
    }

    @Override
    public void show(Framebuffer picture) {
      real.show(picture);
    }

    @Override
    public void lamp(Lamp lamp, LampState state) {
      synchronized (asked) {
        asked.put(lamp, state);
      }
      changed(Change.LAMP);
      real.lamp(lamp, state);
    }

    @Override
    public void buzz(boolean ringing) {
      real.buzz(ringing);
    }

    @Override
    public void route(AudioPath path) {
      real.route(path);
    }

    @Override
    public void volume(AudioPath path, double db) {
      real.volume(path, db);
    }

    @Override
    public void mute(boolean muted) {
      real.mute(muted);
    }

    @Override
    public PcmDevice pcm() {
      return real.pcm();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}

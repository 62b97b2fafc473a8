package org.trucephone.hal.bus.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SoundCard;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.bus.Wires;

/**
 * A Raspberry Pi's wires. GPIO numbers are the processor's (BCM): the offsets of the chip that the
 * kernel labels {@code pinctrl-bcm2835}, {@code pinctrl-bcm2711} or {@code pinctrl-rp1}.
 */
public final class LinuxWires implements Wires {
  /** The processor's resistor at an input. */
  public enum Pull {
    UP(GpioChip.PULL_UP),
    DOWN(GpioChip.PULL_DOWN),
    NONE(GpioChip.PULL_NONE);

    private final long flag;

    Pull(long flag) {
      this.flag = flag;
    }
  }

  private final Path devices;
  private final Path cards;
  private final Predicate<String> processor;
  private final DeviceTree tree;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private @Nullable GpioChip chip;

  private LinuxWires(Path root, Predicate<String> processor) {
    this.devices = root.resolve("dev");
    this.cards = root.resolve("proc/asound");
    this.processor = processor;
    this.tree = new DeviceTree(root);
  }

  /** {@return the wires of the machine we run on; nothing is opened yet} */
  public static LinuxWires ofRaspberryPi() {
    return new LinuxWires(Path.of("/"), label -> label.startsWith("pinctrl-"));
  }

  /** {@return the wires of this machine, GPIO lines of the first chip whose label is wanted} */
  public static LinuxWires withGpio(Predicate<String> chip) {
    return new LinuxWires(Path.of("/"), chip);
  }

  @Override
  public synchronized I2cDevice i2c(int bus, int address) throws BusException {
    String file = devices.resolve("i2c-" + tree.i2c(bus)).toString();
    LinuxI2c device = LinuxI2c.open(file, "i2c-" + bus, address);
    opened.add(device);
    return device;
  }

  @Override
  public synchronized SpiDevice spi(int bus, int chipSelect, int hz) throws BusException {
    String file = devices.resolve("spidev" + tree.spi(bus) + "." + chipSelect).toString();
    LinuxSpi device = LinuxSpi.open(file, "spi-" + bus, chipSelect, hz);
    opened.add(device);
    return device;
  }

  @Override
  public synchronized InputLine input(int gpio) throws BusException {
    return input(gpio, Pull.UP, 0);
  }

  /**
   * {@return an input with a pull of its own}
   *
   * @param debounceMicros edges closer together than this are one; 0 to hear of every edge
   */
  public synchronized InputLine input(int gpio, Pull pull, int debounceMicros) throws BusException {
    long flags = GpioChip.INPUT | GpioChip.EDGE_RISING | GpioChip.EDGE_FALLING | pull.flag;
    GpioLine line = new GpioLine(gpio, chip().take(gpio, flags, false, debounceMicros));
    opened.add(line);
    return line;
  }

  @Override
  public synchronized OutputLine output(int gpio, boolean high) throws BusException {
    GpioLine line = new GpioLine(gpio, chip().take(gpio, GpioChip.OUTPUT, high, 0));
    opened.add(line::release);
    return line;
  }

  @Override
  public synchronized OutputLine openDrain(int gpio) throws BusException {
    long flags = GpioChip.OUTPUT | GpioChip.OPEN_DRAIN;
    GpioLine line = new GpioLine(gpio, chip().take(gpio, flags, true, 0));
    opened.add(line::release);
    return pulled -> line.set(!pulled);
  }

  @Override
  public synchronized InputEvents keyboard(String name) {
    LinuxEvents keyboard = new LinuxEvents(name);
    opened.add(keyboard);
    return keyboard;
  }

  /** {@inheritDoc} The kernel links a card's name to it. */
  @Override
  public SoundCard soundCard(String name) {
    Path card = cards.resolve(name);
    return () -> Files.exists(card);
  }

  /** {@return the GPIO line of this name, such as {@code GPIO17}, or -1} */
  public synchronized int line(String name) throws BusException {
    return chip().named(name);
  }

  private GpioChip chip() throws BusException {
    GpioChip found = chip;
    if (found == null) {
      found = GpioChip.find(devices, processor);
      chip = found;
    }
    return found;
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        Logger.tag("hal").warn("closing a wire: {}", e.getMessage());
      }
    }
    opened.clear();
    if (chip != null) {
      chip.close();
      chip = null;
    }
  }
}

package org.trucephone.hal.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SoundCard;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.bus.Wires;

/**
 * The copper between simulated chips and the processor's pins: which chip sits at which address and
 * which line is which GPIO. Built first, then used from any thread.
 */
public final class SimWiring implements Wires {
  private final Map<Integer, SimI2cTarget> targets = new HashMap<>();
  private final Map<Integer, SimSpiTarget> selects = new HashMap<>();
  private final Map<Integer, SimLine> lines = new HashMap<>();
  private final Map<String, InputEvents> keyboards = new HashMap<>();
  private final Map<String, SoundCard> cards = new HashMap<>();

  /** Solders a chip to an I²C bus. */
  public synchronized void attach(int bus, int address, SimI2cTarget chip) {
    targets.put(bus << 8 | address, chip);
  }

  /** Solders a chip to an SPI chip select. */
  public synchronized void attachSpi(int bus, int chipSelect, SimSpiTarget chip) {
    selects.put(bus << 8 | chipSelect, chip);
  }

  /** Connects a GPIO pin to a line of a chip. */
  public synchronized void connect(int gpio, SimLine line) {
    lines.put(gpio, line);
  }

  /** {@return the line at a GPIO pin; an unconnected pin floats low} */
  public synchronized SimLine line(int gpio) {
    return lines.computeIfAbsent(gpio, _ -> new SimLine(false));
  }

  @Override
  public I2cDevice i2c(int bus, int address) {
    return (write, read) -> {
      @Nullable SimI2cTarget chip;
      synchronized (this) {
        chip = targets.get(bus << 8 | address);
      }
      if (chip == null) {
        throw new BusException(
            Kind.NO_ACK_ADDRESS,
            String.format(Locale.ROOT, "no chip answers at 0x%02x on i2c-%d", address, bus));
      }
      chip.transfer(write, read);
    };
  }

  /** As on real copper, bytes to a select without a chip are clocked out to nobody. */
  @Override
  public SpiDevice spi(int bus, int chipSelect, int hz) {
    return new SpiDevice() {
      @Override
      public void write(byte[] data, int offset, int length) {
        SimSpiTarget chip = select(bus, chipSelect);
        if (chip != null) {
          chip.write(data, offset, length);
        }
      }

      @Override
      public void writeThenRead(byte[] command, byte[] read) {
        Arrays.fill(read, (byte) 0);
        SimSpiTarget chip = select(bus, chipSelect);
        if (chip != null) {
          chip.transfer(command, read);
        }
      }
    };
  }

  private synchronized @Nullable SimSpiTarget select(int bus, int chipSelect) {
    return selects.get(bus << 8 | chipSelect);
  }

  @Override
  public InputLine input(int gpio) {
    SimLine line = line(gpio);
    return new InputLine() {
      @Override
      public boolean active() {
        return line.high();
      }

      @Override
      public void onEdge(EdgeListener listener) {
        line.watch(listener::edge);
      }
    };
  }

  @Override
  public OutputLine output(int gpio, boolean high) {
    SimLine line = line(gpio);
    line.drive(high);
    return line::drive;
  }

  @Override
  public OutputLine openDrain(int gpio) {
    SimLine line = line(gpio);
    line.drive(true); // pulled up by the rows behind closed keys
    return pulled -> line.drive(!pulled);
  }

  /** Plugs in what the kernel drives itself: a keyboard. */
  public synchronized void attach(String name, InputEvents keyboard) {
    keyboards.put(name, keyboard);
  }

  /** Plugs in what the kernel drives itself: a sound card. */
  public synchronized void attach(String name, SoundCard card) {
    cards.put(name, card);
  }

  @Override
  public synchronized InputEvents keyboard(String name) throws BusException {
    InputEvents keyboard = keyboards.get(name);
    if (keyboard == null) {
      throw new BusException(Kind.GONE, "There is no keyboard \"" + name + "\".");
    }
    return keyboard;
  }

  @Override
  public synchronized SoundCard soundCard(String name) {
    SoundCard card = cards.get(name);
    return card == null ? () -> false : card;
  }

  @Override
  public void close() {
    // Copper stays where it is.
  }
}

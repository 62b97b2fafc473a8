package org.trucephone.hal.bus.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.LifecycleException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBus;
import com.pi4j.io.spi.SpiMode;
import java.util.Locale;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SoundCard;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.bus.Wires;

/**
 * The board's wires by way of Pi4J: driver → {@code hal.bus} → Pi4J → our provider → {@link Wires}.
 *
 * <p>The context finds nothing by itself (no plug-ins, no shutdown hook): it has our four providers
 * and ends with {@link #close()}, which leaves every output inactive. Bus names are {@code i2c-N}
 * and {@code spi-N}.
 */
public final class Pi4jBuses implements Buses {
  private final Context context;
  private final Wires wires;

  private Pi4jBuses(Context context, Wires wires) {
    this.context = context;
    this.wires = wires;
  }

  /** {@return a Pi4J context of its own over {@code wires}, which close with it} */
  public static Pi4jBuses over(Wires wires) {
    Context context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(
                new WiresI2cProvider(wires),
                new WiresSpiProvider(wires),
                new WiresInputProvider(wires),
                new WiresOutputProvider(wires))
            .build();
    return new Pi4jBuses(context, wires);
  }

  @Override
  public I2cDevice i2c(String bus, int address) throws BusException {
    String where = String.format(Locale.ROOT, "%s address 0x%02x", bus, address);
    int number = number("i2c-", bus);
    try {
      return new Target(
          context.create(
              I2C.newConfigBuilder(context).id(where).bus(number).device(address).build()),
          where);
    } catch (RuntimeException e) {
      throw WireFault.in(e, Kind.BUSY, where + " cannot be opened");
    }
  }

  @Override
  public SpiDevice spi(String bus, int chipSelect, int hz) throws BusException {
    String where = bus + " chip select " + chipSelect;
    int number = number("spi-", bus);
    try {
      Spi spi =
          context.create(
              Spi.newConfigBuilder(context)
                  .id(where)
                  .bus(SpiBus.getByNumber(number))
                  .channel(chipSelect)
                  .mode(SpiMode.MODE_0)
                  .baud(hz)
                  .build());
      return new Select(spi, where);
    } catch (RuntimeException e) {
      throw WireFault.in(e, Kind.BUSY, where + " cannot be opened");
    }
  }

  @Override
  public InputLine input(int gpio, boolean activeLow) throws BusException {
    String where = "GPIO " + gpio;
    try {
      DigitalInput input =
          context.create(
              DigitalInput.newConfigBuilder(context)
                  .id(where)
                  .bcm(gpio)
                  .pull(PullResistance.OFF)
                  .debounce(0L) // Pi4J's default of 10 ms would hide short edges
                  .build());
      return new Input(input, activeLow, where);
    } catch (RuntimeException e) {
      throw WireFault.in(e, Kind.BUSY, where + " cannot be opened");
    }
  }

  @Override
  public OutputLine output(int gpio, boolean activeLow) throws BusException {
    String where = "GPIO " + gpio;
    DigitalState inactive = DigitalState.getState(activeLow);
    try {
      DigitalOutput output =
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id(where)
                  .bcm(gpio)
                  .initial(inactive)
                  .shutdown(inactive)
                  .build());
      return active -> {
        try {
          output.state(DigitalState.getState(active != activeLow));
        } catch (RuntimeException e) {
          throw WireFault.in(e, Kind.OTHER, where);
        }
      };
    } catch (RuntimeException e) {
      throw WireFault.in(e, Kind.BUSY, where + " cannot be opened");
    }
  }

  /** {@inheritDoc} Pi4J knows no open drain: straight to the wires. */
  @Override
  public OutputLine openDrain(int gpio) throws BusException {
    return wires.openDrain(gpio);
  }

  @Override
  public InputEvents keyboard(String name) throws BusException {
    return wires.keyboard(name);
  }

  @Override
  public SoundCard soundCard(String name) {
    return wires.soundCard(name);
  }

  @Override
  public void close() {
    if (context.isShutdown()) {
      return;
    }
    try {
      context.shutdown();
    } catch (LifecycleException e) {
      Logger.warn("Pi4J did not shut down cleanly: {}", e.getMessage());
    }
    wires.close();
  }

  private static int number(String prefix, String bus) throws BusException {
    if (bus.matches(prefix + "\\d{1,2}")) {
      return Integer.parseInt(bus.substring(prefix.length()));
    }
    throw new BusException(
        Kind.GONE, "there is no bus " + bus + "; names look like " + prefix + "1");
  }

  private record Target(I2C i2c, String where) implements I2cDevice {
    @Override
    public void transfer(byte[] write, byte[] read) throws BusException {
      try {
        i2c.writeThenRead(write, 0, write.length, 0, read, 0, read.length);
      } catch (RuntimeException e) {
        throw WireFault.in(e, Kind.OTHER, where);
      }
    }
  }

  private record Select(Spi spi, String where) implements SpiDevice {
    @Override
    public void write(byte[] data, int offset, int length) throws BusException {
      try {
        spi.write(data, offset, length);
      } catch (RuntimeException e) {
        throw WireFault.in(e, Kind.OTHER, where);
      }
    }

    @Override
    public void writeThenRead(byte[] command, byte[] read) throws BusException {
      try {
        spi.writeThenRead(command, 0, command.length, 0, read, 0, read.length);
      } catch (RuntimeException e) {
        throw WireFault.in(e, Kind.OTHER, where);
      }
    }
  }

  private record Input(DigitalInput input, boolean activeLow, String where) implements InputLine {
    @Override
    public boolean active() throws BusException {
      try {
        return input.state().isHigh() != activeLow;
      } catch (RuntimeException e) {
        throw WireFault.in(e, Kind.OTHER, where);
      }
    }

    @Override
    public void onEdge(EdgeListener listener) {
      input.addListener(event -> listener.edge(event.state().isHigh() != activeLow));
    }
  }
}

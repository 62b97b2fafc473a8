package org.trucephone.hal;

import org.jspecify.annotations.Nullable;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.Buses;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.InputEvents;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SoundCard;
import org.trucephone.hal.bus.SpiDevice;

/**
 * Buses whose devices open when first used, and are tried again after they could not be opened. So
 * a bus that is missing at start is a lost part like any other, and opening a board never fails.
 */
final class LateBuses implements Buses {
  private final Buses buses;

  LateBuses(Buses buses) {
    this.buses = buses;
  }

  /** Opens something. */
  private interface Opener<T> {
    T open() throws BusException;
  }

  /** Opens it once. */
  private static final class Late<T> {
    private final Opener<T> opener;
    private @Nullable T opened;

    Late(Opener<T> opener) {
      this.opener = opener;
    }

    synchronized T open() throws BusException {
      T device = opened;
      if (device == null) {
        device = opener.open();
        opened = device;
      }
      return device;
    }
  }

  @Override
  public I2cDevice i2c(String bus, int address) {
    Late<I2cDevice> device = new Late<>(() -> buses.i2c(bus, address));
    return (write, read) -> device.open().transfer(write, read);
  }

  @Override
  public SpiDevice spi(String bus, int chipSelect, int hz) {
    Late<SpiDevice> device = new Late<>(() -> buses.spi(bus, chipSelect, hz));
    return new SpiDevice() {
      @Override
      public void write(byte[] data, int offset, int length) throws BusException {
        device.open().write(data, offset, length);
      }

      @Override
      public void writeThenRead(byte[] command, byte[] read) throws BusException {
        device.open().writeThenRead(command, read);
      }
    };
  }

  /** Listens from the first {@link InputLine#active()} on that succeeds. One listener. */
  @Override
  public InputLine input(int gpio, boolean activeLow) {
    return new InputLine() {
      private volatile EdgeListener listener = _ -> {};
      private final Late<InputLine> line =
          new Late<>(() -> {
            InputLine opened = buses.input(gpio, activeLow);
            opened.onEdge(active -> listener.edge(active));
            return opened;
          });

      @Override
      public boolean active() throws BusException {
        return line.open().active();
      }

      @Override
      public void onEdge(EdgeListener edges) {
        listener = edges;
      }
    };
  }

  @Override
  public OutputLine output(int gpio, boolean activeLow) {
    Late<OutputLine> line = new Late<>(() -> buses.output(gpio, activeLow));
    return active -> line.open().set(active);
  }

  @Override
  public OutputLine openDrain(int gpio) {
    Late<OutputLine> line = new Late<>(() -> buses.openDrain(gpio));
    return active -> line.open().set(active);
  }

  @Override
  public InputEvents keyboard(String name) {
    Late<InputEvents> keyboard = new Late<>(() -> buses.keyboard(name));
    return () -> keyboard.open().pending();
  }

  @Override
  public SoundCard soundCard(String name) {
    return buses.soundCard(name);
  }

  @Override
  public void close() {
    buses.close();
  }
}

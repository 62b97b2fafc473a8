package org.trucephone.hal.bus.pi4j;

import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProvider;
import com.pi4j.io.spi.SpiProviderBase;
import java.util.Arrays;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.SpiDevice;
import org.trucephone.hal.bus.Wires;

/** Pi4J's SPI over {@link Wires}. */
final class WiresSpiProvider extends SpiProviderBase {
  private final Wires wires;

  WiresSpiProvider(Wires wires) {
    super("truce-spi", "SPI over Truce's wires");
    this.wires = wires;
  }

  @Override
  public Spi create(SpiConfig config) {
    try {
      Spi device =
          new Device(
              this, config, wires.spi(config.bus().getBus(), config.channel(), config.baud()));
      context().registry().add(device);
      return device;
    } catch (BusException e) {
      throw new WireFault(e);
    }
  }

  private static final class Device extends SpiBase {
    private final SpiDevice wire;

    Device(SpiProvider provider, SpiConfig config, SpiDevice wire) {
      super(provider, config);
      this.wire = wire;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      try {
        wire.write(data, offset, length);
        return length;
      } catch (BusException e) {
        throw new WireFault(e);
      }
    }

    @Override
    public int write(byte value) {
      return write(new byte[] {value}, 0, 1);
    }

    @Override
    public void writeThenRead(
        byte[] write,
        int writeOffset,
        int writeLength,
        int delayNanos,
        byte[] read,
        int readOffset,
        int readLength) {
      byte[] in = new byte[readLength];
      try {
        wire.writeThenRead(Arrays.copyOfRange(write, writeOffset, writeOffset + writeLength), in);
      } catch (BusException e) {
        throw new WireFault(e);
      }
      System.arraycopy(in, 0, read, readOffset, readLength);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      writeThenRead(buffer, 0, 0, 0, buffer, offset, length);
      return length;
    }

    @Override
    public int read() {
      byte[] in = new byte[1];
      read(in, 0, 1);
      return in[0] & 0xff;
    }

    /** Both directions at once; no chip of ours needs it, and the wires do not offer it. */
    @Override
    public int transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int length) {
      throw new UnsupportedOperationException("these SPI wires carry one direction at a time");
    }
  }
}

package org.trucephone.hal.bus.pi4j;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBus;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import com.pi4j.io.i2c.I2CProviderBase;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.Wires;

/** Pi4J's I²C over {@link Wires}. Pi4J's own bus lock gives up after a second; ours waits. */
final class WiresI2cProvider extends I2CProviderBase {
  private final Wires wires;
  private final Map<Integer, Bus> buses = new ConcurrentHashMap<>();

  WiresI2cProvider(Wires wires) {
    super("truce-i2c", "I2C over Truce's wires");
    this.wires = wires;
  }

  @Override
  public I2C create(I2CConfig config) {
    try {
      I2C device =
          new Device(
              this,
              config,
              buses.computeIfAbsent(config.bus(), _ -> new Bus()),
              wires.i2c(config.bus(), config.device()));
      context().registry().add(device);
      return device;
    } catch (BusException e) {
      throw new WireFault(e);
    }
  }

  /** One transaction at a time. */
  private static final class Bus implements I2CBus {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public <R> R execute(I2C device, Callable<R> action) {
      lock.lock();
      try {
        return action.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (BusException e) {
        throw new WireFault(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      } finally {
        lock.unlock();
      }
    }
  }

  /** One target. Every overload of Pi4J's comes down to {@link #writeThenRead}. */
  private static final class Device extends I2CBase<Bus> {
    private final I2cDevice wire;

    Device(I2CProvider provider, I2CConfig config, Bus bus, I2cDevice wire) {
      super(provider, config, bus);
      this.wire = wire;
      this.isOpen = true;
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
      byte[] out = Arrays.copyOfRange(write, writeOffset, writeOffset + writeLength);
      byte[] in = new byte[readLength];
      boolean _ =
          execute(() -> {
            wire.transfer(out, in);
            return true;
          });
      System.arraycopy(in, 0, read, readOffset, readLength);
    }

    @Override
    public int read() {
      byte[] in = new byte[1];
      writeThenRead(in, 0, 0, 0, in, 0, 1);
      return in[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      writeThenRead(buffer, 0, 0, 0, buffer, offset, length);
      return length;
    }

    @Override
    public int write(byte value) {
      return write(new byte[] {value}, 0, 1);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      writeThenRead(data, offset, length, 0, data, 0, 0);
      return length;
    }

    @Override
    public int readRegister(int register) {
      byte[] in = new byte[1];
      readRegister(register, in, 0, 1);
      return in[0] & 0xff;
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
      return readRegister(new byte[] {(byte) register}, buffer, offset, length);
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
      writeThenRead(register, 0, register.length, 0, buffer, offset, length);
      return length;
    }

    @Override
    public int writeRegister(int register, byte value) {
      return write(new byte[] {(byte) register, value}, 0, 2);
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
      return writeRegister(new byte[] {(byte) register}, data, offset, length);
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
      byte[] all = Arrays.copyOf(register, register.length + length);
      System.arraycopy(data, offset, all, register.length, length);
      return write(all, 0, all.length);
    }
  }
}

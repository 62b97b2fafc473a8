package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;

/**
 * One target by {@code i2c-dev}: combined transfers where the adapter does plain I²C, else the
 * SMBus calls that put the same octets on the wire (kernel documentation, {@code
 * i2c/smbus-protocol}).
 */
final class LinuxI2c implements I2cDevice, AutoCloseable {
  private static final long FUNCTIONS = 0x0705;
  private static final long SLAVE = 0x0703;
  private static final long RDWR = 0x0707;
  private static final long SMBUS = 0x0720;
  private static final long CAN_I2C = 1;
  private static final short READ = 1;
  private static final int MESSAGE = 16;

  // struct i2c_smbus_ioctl_data
  private static final int SMBUS_BYTE = 1;
  private static final int SMBUS_BYTE_DATA = 2;
  private static final int SMBUS_WORD_DATA = 3;
  private static final int SMBUS_I2C_BLOCK = 8;
  private static final int LONGEST_BLOCK = 32;

  private final String where;
  private final int address;
  private final int fd;
  private final boolean plain;

  private LinuxI2c(String where, int address, int fd, boolean plain) {
    this.where = where;
    this.address = address;
    this.fd = fd;
    this.plain = plain;
  }

  static LinuxI2c open(String file, String bus, int address) throws BusException {
    String where = String.format(Locale.ROOT, "%s address 0x%02x", bus, address);
    int fd = CLibrary.open(file);
    if (fd < 0) {
      throw Faults.opening(where, file, "i2c", "I²C", fd);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment functions = arena.allocate(JAVA_LONG);
      boolean plain =
          CLibrary.control(fd, FUNCTIONS, functions) >= 0
              && (functions.get(JAVA_LONG, 0) & CAN_I2C) != 0;
      int taken = CLibrary.control(fd, SLAVE, address);
      if (taken < 0) {
        CLibrary.close(fd);
        throw taken == -CLibrary.EBUSY
            ? Faults.busy(where)
            : Faults.opening(where, file, "i2c", "I²C", taken);
      }
      return new LinuxI2c(where, address, fd, plain);
    }
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (plain) {
      combined(write, read);
    } else {
      smbus(write, read);
    }
  }

  private void combined(byte[] write, byte[] read) throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment messages = arena.allocate(2L * MESSAGE, 8);
      MemorySegment in = arena.allocate(Math.max(1, read.length));
      int n = 0;
      if (write.length > 0 || read.length == 0) {
        MemorySegment out = arena.allocate(Math.max(1, write.length));
        MemorySegment.copy(write, 0, out, JAVA_BYTE, 0, write.length);
        message(messages, n++, (short) 0, write.length, out);
      }
      if (read.length > 0) {
        message(messages, n++, READ, read.length, in);
      }
      MemorySegment all = arena.allocate(16, 8); // struct i2c_rdwr_ioctl_data
      all.set(ADDRESS, 0, messages);
      all.set(JAVA_INT, 8, n);
      int result = CLibrary.control(fd, RDWR, all);
      if (result < 0) {
        throw failed(result);
      }
      MemorySegment.copy(in, JAVA_BYTE, 0, read, 0, read.length);
    }
  }

  private void message(MemorySegment all, int n, short flags, int length, MemorySegment octets) {
    long at = (long) n * MESSAGE;
    all.set(JAVA_SHORT, at, (short) address);
    all.set(JAVA_SHORT, at + 2, flags);
    all.set(JAVA_SHORT, at + 4, (short) length);
    all.set(ADDRESS, at + 8, octets);
  }

  private void smbus(byte[] write, byte[] read) throws BusException {
    if (write.length == 0 && read.length == 1) {
      smbus(true, 0, SMBUS_BYTE, write, read);
    } else if (write.length == 1 && read.length == 0) {
      smbus(false, write[0] & 0xff, SMBUS_BYTE, write, read);
    } else if (write.length == 1 && read.length == 1) {
      smbus(true, write[0] & 0xff, SMBUS_BYTE_DATA, write, read);
    } else if (write.length == 2 && read.length == 0) {
      smbus(false, write[0] & 0xff, SMBUS_BYTE_DATA, write, read);
    } else if (write.length == 3 && read.length == 0) {
      smbus(false, write[0] & 0xff, SMBUS_WORD_DATA, write, read);
    } else if (write.length == 1 && read.length == 2) {
      smbus(true, write[0] & 0xff, SMBUS_WORD_DATA, write, read);
    } else if (write.length == 1 && read.length <= LONGEST_BLOCK
        || read.length == 0 && write.length > 1 && write.length <= LONGEST_BLOCK + 1) {
      smbus(read.length > 0, write[0] & 0xff, SMBUS_I2C_BLOCK, write, read);
    } else {
      throw new BusException(
          BusException.Kind.OTHER,
          where
              + ": this bus adapter cannot write "
              + write.length
              + " and read "
              + read.length
              + " octets in one transfer.");
    }
  }

  private void smbus(boolean reads, int command, int size, byte[] write, byte[] read)
      throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(LONGEST_BLOCK + 2L, 8);
      int first = size == SMBUS_I2C_BLOCK ? 1 : 0; // a block begins with its length
      if (first == 1) {
        data.set(JAVA_BYTE, 0, (byte) (reads ? read.length : write.length - 1));
      }
      for (int i = 1; i < write.length; i++) {
        data.set(JAVA_BYTE, first + i - 1L, write[i]);
      }
      MemorySegment call = arena.allocate(16, 8);
      call.set(JAVA_BYTE, 0, (byte) (reads ? 1 : 0));
      call.set(JAVA_BYTE, 1, (byte) command);
      call.set(JAVA_INT, 4, size);
      call.set(ADDRESS, 8, data);
      int result = CLibrary.control(fd, SMBUS, call);
      if (result < 0) {
        throw failed(result);
      }
      for (int i = 0; i < read.length; i++) {
        read[i] = data.get(JAVA_BYTE, first + (long) i);
      }
    }
  }

  /** Some adapters say "no device" of a target: the bus is still there if it answers itself. */
  private BusException failed(int error) {
    if (error == -CLibrary.ENODEV) {
      try (Arena arena = Arena.ofConfined()) {
        if (CLibrary.control(fd, FUNCTIONS, arena.allocate(JAVA_LONG)) >= 0) {
          return Faults.transfer(where, CLibrary.ENXIO, false);
        }
      }
    }
    return Faults.transfer(where, error, false);
  }

  @Override
  public synchronized void close() {
    CLibrary.close(fd);
  }
}

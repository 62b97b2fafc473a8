package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.SpiDevice;

/** One chip select by {@code spidev}: mode 0, 8 bits, split to the kernel's buffer size. */
final class LinuxSpi implements SpiDevice, AutoCloseable {
  private static final long WRITE_MODE = 0x4001_6B01L;
  private static final long WRITE_BITS = 0x4001_6B03L;
  private static final long WRITE_SPEED = 0x4004_6B04L;
  private static final long MESSAGE_1 = 0x4020_6B00L;
  private static final long MESSAGE_2 = 0x4040_6B00L;
  private static final int TRANSFER = 32;
  private static final Path BUFFER = Path.of("/sys/module/spidev/parameters/bufsiz");
  private static final int USUAL_BUFFER = 4096;

  private final String where;
  private final int fd;
  private final int hz;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment transfers;
  private final MemorySegment out;
  private final int chunk;

  private LinuxSpi(String where, int fd, int hz) {
    this.where = where;
    this.fd = fd;
    this.hz = hz;
    this.chunk = buffer();
    this.transfers = arena.allocate(2L * TRANSFER, 8);
    this.out = arena.allocate(chunk);
  }

  static LinuxSpi open(String file, String bus, int chipSelect, int hz) throws BusException {
    String where = bus + " chip select " + chipSelect;
    int fd = CLibrary.open(file);
    if (fd < 0) {
      throw Faults.opening(where, file, "spi", "SPI", fd);
    }
    try (Arena once = Arena.ofConfined()) {
      MemorySegment octet = once.allocate(JAVA_BYTE);
      MemorySegment number = once.allocate(JAVA_INT);
      number.set(JAVA_INT, 0, hz);
      int result = CLibrary.control(fd, WRITE_MODE, octet);
      octet.set(JAVA_BYTE, 0, (byte) 8);
      result = result < 0 ? result : CLibrary.control(fd, WRITE_BITS, octet);
      result = result < 0 ? result : CLibrary.control(fd, WRITE_SPEED, number);
      if (result < 0) {
        CLibrary.close(fd);
        throw Faults.transfer(where + " at " + hz + " Hz", result, false);
      }
      return new LinuxSpi(where, fd, hz);
    }
  }

  private static int buffer() {
    try {
      return Math.clamp(Integer.parseInt(Files.readString(BUFFER).strip()), 64, 65_536);
    } catch (IOException | NumberFormatException e) {
      return USUAL_BUFFER;
    }
  }

  @Override
  public synchronized void write(byte[] data, int offset, int length) throws BusException {
    for (int done = 0; done < length; done += chunk) {
      int n = Math.min(chunk, length - done);
      MemorySegment.copy(data, offset + done, out, JAVA_BYTE, 0, n);
      transfer(0, out.address(), 0, n);
      send(MESSAGE_1);
    }
  }

  @Override
  public synchronized void writeThenRead(byte[] command, byte[] read) throws BusException {
    if (command.length > chunk || read.length > chunk) {
      throw new BusException(
          BusException.Kind.OTHER, where + ": more than " + chunk + " octets cannot be read.");
    }
    try (Arena once = Arena.ofConfined()) {
      MemorySegment in = once.allocate(Math.max(1, read.length));
      MemorySegment.copy(command, 0, out, JAVA_BYTE, 0, command.length);
      transfer(0, out.address(), 0, command.length);
      transfer(1, 0, in.address(), read.length);
      send(MESSAGE_2);
      MemorySegment.copy(in, JAVA_BYTE, 0, read, 0, read.length);
    }
  }

  /** {@code struct spi_ioc_transfer}. */
  private void transfer(int n, long outAt, long inAt, int length) {
    long at = (long) n * TRANSFER;
    transfers.set(JAVA_LONG, at, outAt);
    transfers.set(JAVA_LONG, at + 8, inAt);
    transfers.set(JAVA_INT, at + 16, length);
    transfers.set(JAVA_INT, at + 20, hz);
    transfers.set(JAVA_LONG, at + 24, 8L << 16); // no delay, 8 bits a word
  }

  private void send(long request) throws BusException {
    int result = CLibrary.control(fd, request, transfers);
    if (result < 0) {
      throw Faults.transfer(where, result, false);
    }
  }

  @Override
  public synchronized void close() {
    CLibrary.close(fd);
    arena.close();
  }
}

package org.trucephone.hal.sim;

import java.util.Arrays;

/**
 * Bus face of a simulated SPI chip. A missing SPI chip is silent: bytes go nowhere and nobody
 * notices.
 */
public interface SimSpiTarget {
  /** Bytes clocked in under one chip select. */
  void write(byte[] data, int offset, int length);

  /**
   * Bytes clocked in, then {@code read} filled with what the chip drives on its data-out pin, under
   * one chip select. A missing chip leaves the line low: zeros.
   */
  default void transfer(byte[] command, byte[] read) {
    write(command, 0, command.length);
    Arrays.fill(read, (byte) 0);
  }
}

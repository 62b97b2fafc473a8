package org.trucephone.hal.sim;

/**
 * Bus face of a simulated SPI chip. A missing SPI chip is silent: bytes go nowhere and nobody
 * notices.
 */
public interface SimSpiTarget {
  /** Bytes clocked in under one chip select. */
  void write(byte[] data, int offset, int length);
}

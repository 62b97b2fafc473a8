package org.trucephone.provisioning.tftp;

/**
 * What a transfer may take.
 *
 * @param blockSize bytes asked for in one DATA packet, 8 to 65464; 512 asks for no option
 * @param maxBytes largest file, in bytes
 * @param firstWaitMillis wait before the first retransmission; doubles with each one
 * @param longestWaitMillis the doubling stops here
 * @param tries how often one packet is sent before giving up
 * @param wholeMillis longest duration of the whole transfer, against servers that drip
 */
public record TftpLimits(
    int blockSize,
    int maxBytes,
    long firstWaitMillis,
    long longestWaitMillis,
    int tries,
    long wholeMillis) {

  /** RFC 1350's block size, used when no option was agreed. */
  static final int PLAIN_BLOCK = 512;

  /** Fits an Ethernet frame with room for tunnels; 4 MiB; gives a silent server up after 15 s. */
  public static final TftpLimits USUAL = new TftpLimits(1428, 4 << 20, 1_000, 8_000, 4, 120_000);

  public TftpLimits {
    if (blockSize < 8 || blockSize > 65464 || maxBytes < 1 || firstWaitMillis < 1 || tries < 1) {
      throw new IllegalArgumentException("block size 8 to 65464, the others at least 1");
    }
  }

  /** {@return how long to wait after having sent the same packet {@code sent} times (from 1)} */
  long waitMillis(int sent) {
    long wait = firstWaitMillis;
    for (int i = 1; i < sent && wait < longestWaitMillis; i++) {
      wait *= 2;
    }
    return Math.min(wait, Math.max(firstWaitMillis, longestWaitMillis));
  }
}

package org.trucephone.tests.lab;

/** Encoding of 16-bit samples by the definitions of ITU-T G.711, bit by bit. */
final class G711 {
  private G711() {}

  /** µ-law: bias of 132, eight segments that double, all bits inverted. */
  static byte mu(int sample) {
    int magnitude = Math.min(Math.abs(sample), 32635) + 132;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int bits = (segment << 4) | ((magnitude >> (segment + 3)) & 15);
    return (byte) ~(bits | (sample < 0 ? 128 : 0));
  }

  /** A-law: the first two segments alike, even bits inverted. */
  static byte a(int sample) {
    int magnitude = Math.min(sample < 0 ? ~sample : sample, 32767) >> 3;
    int segment = Math.max(0, 27 - Integer.numberOfLeadingZeros(magnitude));
    int bits = (segment << 4) | ((segment == 0 ? magnitude >> 1 : magnitude >> segment) & 15);
    return (byte) ((bits | (sample < 0 ? 0 : 128)) ^ 0x55);
  }
}

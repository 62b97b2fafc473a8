package org.trucephone.firmware.media.codec;

/** What an Opus packet's first bytes tell (RFC 6716 3.1, 4.2.3). */
final class OpusPacket {
  private OpusPacket() {}

  /** {@return microseconds of sound in one of the packet's frames} */
  static int frameMicros(int toc) {
    int config = toc >> 3 & 31;
    if (config < 12) {
      return switch (config & 3) { // SILK
        case 0 -> 10_000;
        case 1 -> 20_000;
        case 2 -> 40_000;
        default -> 60_000;
      };
    }
    if (config < 16) {
      return (config & 1) == 0 ? 10_000 : 20_000; // hybrid
    }
    return 2_500 << (config & 3); // CELT
  }

  /** {@return frames in the packet, 0 if it is none} */
  static int frames(byte[] in, int offset, int length) {
    if (length < 1) {
      return 0;
    }
    return switch (in[offset] & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> length < 2 ? 0 : in[offset + 1] & 63;
    };
  }

  /** {@return samples at 16 kHz; 0 if it is no packet, or holds more than the 120 ms allowed} */
  static int samples(byte[] in, int offset, int length) {
    int frames = frames(in, offset, length);
    int micros = frames == 0 ? 0 : frames * frameMicros(in[offset]);
    return micros > 120_000 ? 0 : micros * 16 / 1000;
  }

  /**
   * {@return whether a packet of one mono frame carries a copy of the sound before it} The bit
   * follows one voice activity bit for each 20 ms (RFC 6716 4.2.3).
   */
  static boolean corrects(byte[] in, int offset, int length) {
    if (length < 2 || (in[offset] & 3) != 0 || (in[offset] & 4) != 0) {
      return false;
    }
    if ((in[offset] >> 3 & 31) >= 16) {
      return false;
    }
    int voices = Math.max(1, frameMicros(in[offset]) / 20_000);
    return (in[offset + 1] >> 7 - voices & 1) == 1;
  }
}

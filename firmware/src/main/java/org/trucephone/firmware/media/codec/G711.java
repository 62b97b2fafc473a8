package org.trucephone.firmware.media.codec;

/**
 * ITU-T G.711 A-law and µ-law, by tables made from the segment formulas of clauses 3.1 and 3.2.
 * Stateless.
 */
public final class G711 implements AudioCodec {
  private static final short[] FROM_ULAW = new short[256];
  private static final short[] FROM_ALAW = new short[256];
  private static final byte[] TO_ULAW = new byte[65536];
  private static final byte[] TO_ALAW = new byte[65536];

  static {
    for (int code = 0; code < 256; code++) {
      FROM_ULAW[code] = expandUlaw(code);
      FROM_ALAW[code] = expandAlaw(code);
    }
    for (int sample = -32768; sample <= 32767; sample++) {
      TO_ULAW[sample & 0xffff] = compressUlaw(sample);
      TO_ALAW[sample & 0xffff] = compressAlaw(sample);
    }
  }

  private final boolean alaw;

  /** A-law if {@code alaw}, else µ-law. */
  public G711(boolean alaw) {
    this.alaw = alaw;
  }

  @Override
  public String name() {
    return alaw ? "PCMA" : "PCMU";
  }

  @Override
  public int clockHz() {
    return 8000;
  }

  @Override
  public int rateHz() {
    return 8000;
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int at) {
    byte[] table = alaw ? TO_ALAW : TO_ULAW;
    for (int i = 0; i < samples; i++) {
      out[at + i] = table[pcm[offset + i] & 0xffff];
    }
    return samples;
  }

  @Override
  public int decode(byte[] in, int offset, int length, short[] out, int at) {
    short[] table = alaw ? FROM_ALAW : FROM_ULAW;
    int n = Math.min(length, out.length - at);
    for (int i = 0; i < n; i++) {
      out[at + i] = table[in[offset + i] & 0xff];
    }
    return n;
  }

  @Override
  public int samples(byte[] in, int offset, int length) {
    return length;
  }

  /** µ-law is 14 bit: bias 33 in its scale, 132 in ours. */
  static short expandUlaw(int code) {
    int u = ~code & 0xff;
    int magnitude = ((((u & 0x0f) << 3) + 132) << (u >> 4 & 7)) - 132;
    return (short) ((u & 0x80) != 0 ? -magnitude : magnitude);
  }

  /** A-law is 13 bit; even bits are inverted on the line. */
  static short expandAlaw(int code) {
    int a = code ^ 0x55;
    int segment = a >> 4 & 7;
    int magnitude = (a & 0x0f) << 4;
    magnitude = segment == 0 ? magnitude + 8 : magnitude + 0x108 << segment - 1;
    return (short) ((a & 0x80) != 0 ? magnitude : -magnitude);
  }

  private static byte compressUlaw(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(sample < 0 ? -sample : sample, 32635) + 132;
    int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    int mantissa = magnitude >> segment + 3 & 0x0f;
    return (byte) ~(sign | segment << 4 | mantissa);
  }

  private static byte compressAlaw(int sample) {
    int sign = sample < 0 ? 0 : 0x80;
    int magnitude = Math.min(sample < 0 ? ~sample : sample, 32767);
    int segment = Math.max(0, 31 - Integer.numberOfLeadingZeros(Math.max(magnitude, 1)) - 7);
    int mantissa = segment == 0 ? magnitude >> 4 & 0x0f : magnitude >> segment + 3 & 0x0f;
    return (byte) ((sign | segment << 4 | mantissa) ^ 0x55);
  }
}

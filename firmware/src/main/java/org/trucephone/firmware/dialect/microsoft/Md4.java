package org.trucephone.firmware.dialect.microsoft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** MD4 (RFC 1320), which NTLM hashes passwords with and the JDK has no more. */
final class Md4 {
  private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
  private static final int[] ADDED = {0, 0x5a827999, 0x6ed9eba1};
  private static final int[][] ORDER = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15},
    {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}
  };

  private Md4() {}

  /** {@return the 16 octets of the hash} */
  static byte[] hash(byte[] message) {
    int length = (message.length + 8) / 64 * 64 + 64;
    ByteBuffer padded =
        ByteBuffer.wrap(Arrays.copyOf(message, length)).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(message.length, (byte) 0x80).putLong(length - 8, message.length * 8L);
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    int[] words = new int[16];
    while (padded.hasRemaining()) {
      for (int i = 0; i < 16; i++) {
        words[i] = padded.getInt();
      }
      int[] s = state.clone();
      for (int step = 0; step < 48; step++) {
        int round = step / 16;
        int mixed = s[0] + mix(round, s[1], s[2], s[3]) + words[ORDER[round][step % 16]];
        int turned = Integer.rotateLeft(mixed + ADDED[round], SHIFTS[round][step % 4]);
        s = new int[] {s[3], turned, s[1], s[2]};
      }
      for (int i = 0; i < 4; i++) {
        state[i] += s[i];
      }
    }
    ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : state) {
      out.putInt(word);
    }
    return out.array();
  }

  private static int mix(int round, int x, int y, int z) {
    return switch (round) {
      case 0 -> x & y | ~x & z;
      case 1 -> x & y | x & z | y & z;
      default -> x ^ y ^ z;
    };
  }
}

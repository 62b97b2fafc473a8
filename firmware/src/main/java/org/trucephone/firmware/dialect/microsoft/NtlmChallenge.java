package org.trucephone.firmware.dialect.microsoft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The server's CHALLENGE_MESSAGE (MS-NLMP 2.2.1.2).
 *
 * @param server its challenge, 8 octets
 * @param flags what it negotiates
 * @param target its TargetInfo, a list of AV_PAIRs; may be empty
 */
record NtlmChallenge(byte[] server, int flags, byte[] target) {
  static final byte[] SIGNATURE = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};

  private static final int TIMESTAMP = 7;

  /** {@return the challenge, or empty if the octets are none} */
  static Optional<NtlmChallenge> read(byte[] message) {
    if (message.length < 48 || !Arrays.equals(message, 0, 8, SIGNATURE, 0, 8) || message[8] != 2) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    int length = in.getShort(40) & 0xffff;
    int offset = in.getInt(44);
    if (offset < 0 || offset > message.length - length) {
      return Optional.empty();
    }
    return Optional.of(
        new NtlmChallenge(
            Arrays.copyOfRange(message, 24, 32),
            in.getInt(20),
            Arrays.copyOfRange(message, offset, offset + length)));
  }

  /** {@return the server's own time (AV_PAIR 7), 8 octets, if it tells it} */
  Optional<byte[]> time() {
    ByteBuffer in = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 4) {
      int id = in.getShort();
      int length = in.getShort() & 0xffff;
      if (length > in.remaining()) {
        return Optional.empty();
      }
      byte[] value = new byte[length];
      in.get(value);
      if (id == TIMESTAMP && length == 8) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}

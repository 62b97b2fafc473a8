package org.trucephone.provisioning.tftp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One TFTP datagram (RFC 1350 5, RFC 2347).
 *
 * <pre>
 *  2 bytes     string    1 byte     string   1 byte   (string 1 byte string 1 byte)*
 * | 1 or 2  |  filename  |   0  |    mode    |   0  |   option   0    value   0     |  RRQ, WRQ
 * |    3    | block (2)  |      0 to blksize bytes                                  |  DATA
 * |    4    | block (2)  |                                                          |  ACK
 * |    5    | code (2)   |  message   |   0  |                                       |  ERROR
 * |    6    | (option 0 value 0)*                                                   |  OACK
 * </pre>
 */
public sealed interface TftpPacket {
  /** ERROR code: no such file. */
  int NO_FILE = 1;

  /** ERROR code: may not be read. */
  int ACCESS_VIOLATION = 2;

  /** ERROR code: no room; what a receiver says to a file over its limit. */
  int DISK_FULL = 3;

  /** ERROR code: a packet that makes no sense here. */
  int ILLEGAL_OPERATION = 4;

  /** ERROR code: a packet for another transfer. */
  int UNKNOWN_TID = 5;

  /** ERROR code: options not acceptable (RFC 2347). */
  int OPTION_REFUSED = 8;

  /**
   * RRQ or WRQ.
   *
   * @param write whether it is a WRQ
   * @param mode lower case: {@code octet}, {@code netascii} or {@code mail}
   * @param options names in lower case, in the order sent
   */
  record Request(boolean write, String file, String mode, Map<String, String> options)
      implements TftpPacket {
    public Request {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }

  /** DATA; {@code block} 0 to 65535. */
  record Data(int block, byte[] payload) implements TftpPacket {}

  /** ACK; {@code block} 0 to 65535. */
  record Ack(int block) implements TftpPacket {}

  /** ERROR. */
  record Fault(int code, String message) implements TftpPacket {}

  /** OACK; names in lower case. */
  record OptionAck(Map<String, String> options) implements TftpPacket {
    public OptionAck {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }

  /** A datagram that is no TFTP packet. */
  final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
      super(reason);
    }
  }

  /**
   * Reads the datagram in {@code bytes[offset, offset + length)}.
   *
   * @throws MalformedException when it is none of the five kinds or ends too early
   */
  static TftpPacket decode(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < 4) {
      throw new MalformedException("only " + length + " bytes");
    }
    int opcode = unsigned16(bytes, offset);
    int number = unsigned16(bytes, offset + 2);
    return switch (opcode) {
      case 1, 2 -> {
        List<String> words = strings(bytes, offset + 2, offset + length);
        if (words.size() < 2) {
          throw new MalformedException("request without a mode");
        }
        yield new Request(
            opcode == 2,
            words.get(0),
            words.get(1).toLowerCase(Locale.ROOT),
            options(words.subList(2, words.size())));
      }
      case 3 -> {
        byte[] payload = new byte[length - 4];
        System.arraycopy(bytes, offset + 4, payload, 0, payload.length);
        yield new Data(number, payload);
      }
      case 4 -> new Ack(number);
      case 5 -> {
        // Some servers leave the closing zero out: take what there is.
        int end = offset + 4;
        while (end < offset + length && bytes[end] != 0) {
          end++;
        }
        yield new Fault(
            number, new String(bytes, offset + 4, end - offset - 4, StandardCharsets.UTF_8));
      }
      case 6 -> new OptionAck(options(strings(bytes, offset + 2, offset + length)));
      default -> throw new MalformedException("unknown operation " + opcode);
    };
  }

  /** {@return the datagram's bytes} */
  default byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (this) {
      case Request r -> {
        put16(out, r.write() ? 2 : 1);
        putString(out, r.file());
        putString(out, r.mode());
        putOptions(out, r.options());
      }
      case Data d -> {
        put16(out, 3);
        put16(out, d.block());
        out.writeBytes(d.payload());
      }
      case Ack a -> {
        put16(out, 4);
        put16(out, a.block());
      }
      case Fault f -> {
        put16(out, 5);
        put16(out, f.code());
        putString(out, f.message());
      }
      case OptionAck o -> {
        put16(out, 6);
        putOptions(out, o.options());
      }
    }
    return out.toByteArray();
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  private static List<String> strings(byte[] bytes, int from, int to) throws MalformedException {
    List<String> words = new ArrayList<>();
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        words.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    if (start != to) {
      throw new MalformedException("text without its closing zero");
    }
    return words;
  }

  private static Map<String, String> options(List<String> words) throws MalformedException {
    if (words.size() % 2 != 0) {
      throw new MalformedException("option without a value");
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      options.putIfAbsent(words.get(i).toLowerCase(Locale.ROOT), words.get(i + 1));
    }
    return options;
  }

  private static void put16(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static void putString(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.replace("\0", "").getBytes(StandardCharsets.UTF_8));
    out.write(0);
  }

  private static void putOptions(ByteArrayOutputStream out, Map<String, String> options) {
    options.forEach((name, value) -> {
      putString(out, name);
      putString(out, value);
    });
  }
}

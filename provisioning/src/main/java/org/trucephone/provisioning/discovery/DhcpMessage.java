package org.trucephone.provisioning.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What DHCP (RFC 2131) says to a phone that has its address already and only asks where its
 * settings are.
 *
 * <pre>
 *  0 op htype hlen hops | 4 xid | 8 secs flags | 12 ciaddr | 16 yiaddr | 20 siaddr | 24 giaddr
 *  28 chaddr (16) | 44 sname (64) | 108 file (128) | 236 99.130.83.99 | 240 options
 * </pre>
 *
 * @param type {@link #OFFER} or {@link #ACK}
 * @param options by code; parts of one option are put together (RFC 3396)
 * @param nextServer where boot files are, {@code a.b.c.d}; empty when not said
 * @param serverName name of that server; empty when not said
 * @param bootFile its file; empty when not said
 */
record DhcpMessage(
    int type, Map<Integer, byte[]> options, String nextServer, String serverName, String bootFile) {
  static final int DISCOVER = 1;
  static final int OFFER = 2;
  static final int ACK = 5;
  static final int INFORM = 8;

  private static final byte[] COOKIE = {99, (byte) 130, 83, 99};
  private static final int FIXED = 240;
  private static final int OVERLOAD = 52;

  /** What is asked for: network basics some servers want to hear, then every make's options. */
  private static final byte[] WANTED = {
    1,
    3,
    6,
    15,
    42,
    43,
    66,
    67,
    120,
    125,
    (byte) 150,
    (byte) 159,
    (byte) 160,
    (byte) 176,
    (byte) 242
  };

  DhcpMessage {
    options = Map.copyOf(options);
  }

  /**
   * {@return a question}
   *
   * @param type {@link #DISCOVER}, whose offer is read and let go, or {@link #INFORM}
   * @param mac of the interface, twelve hexadecimal digits
   * @param address of the interface, four bytes
   * @param vendorClass option 60; empty leaves it out
   */
  static byte[] ask(int type, int xid, String mac, byte[] address, String vendorClass) {
    ByteBuffer out = ByteBuffer.allocate(600);
    out.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(xid);
    // The broadcast flag: the answer must not go to an address we do not have.
    out.putShort((short) 0).putShort((short) (type == DISCOVER ? 0x8000 : 0));
    out.put(type == INFORM ? address : new byte[4]);
    out.position(28);
    for (int i = 0; i < 12; i += 2) {
      out.put((byte) Integer.parseInt(mac.substring(i, i + 2), 16));
    }
    out.position(236);
    out.put(COOKIE).put(new byte[] {53, 1, (byte) type});
    out.put((byte) 55).put((byte) WANTED.length).put(WANTED);
    out.put(new byte[] {57, 2, 5, (byte) 0xDC}); // up to 1500 bytes
    if (!vendorClass.isEmpty()) {
      byte[] name = vendorClass.getBytes(StandardCharsets.US_ASCII);
      out.put((byte) 60).put((byte) name.length).put(name);
    }
    out.put((byte) 255);
    return Arrays.copyOf(out.array(), Math.max(300, out.position()));
  }

  /** {@return an answer to our question, or empty for anything else} */
  static Optional<DhcpMessage> read(byte[] bytes, int length, int xid) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    boolean ours =
        length >= FIXED
            && in.get(0) == 2
            && in.getInt(4) == xid
            && Arrays.equals(Arrays.copyOfRange(bytes, 236, FIXED), COOKIE);
    if (!ours) {
      return Optional.empty();
    }
    Map<Integer, ByteArrayOutputStream> found = new HashMap<>();
    options(bytes, FIXED, length, found);
    int overload = one(found, OVERLOAD);
    if ((overload & 1) != 0) {
      options(bytes, 108, 236, found);
    }
    if ((overload & 2) != 0) {
      options(bytes, 44, 108, found);
    }
    int type = one(found, 53);
    if (type != OFFER && type != ACK) {
      return Optional.empty();
    }
    Map<Integer, byte[]> whole = new HashMap<>();
    found.forEach((code, value) -> whole.put(code, value.toByteArray()));
    return Optional.of(
        new DhcpMessage(
            type,
            whole,
            address(bytes, 20),
            (overload & 2) == 0 ? text(bytes, 44, 64) : "",
            (overload & 1) == 0 ? text(bytes, 108, 128) : ""));
  }

  private static void options(
      byte[] bytes, int from, int to, Map<Integer, ByteArrayOutputStream> into) {
    int at = from;
    while (at < to) {
      int code = bytes[at] & 0xFF;
      if (code == 255) {
        return;
      }
      if (code == 0) {
        at++;
        continue;
      }
      int size = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
      if (at + 2 + size > to) {
        return; // cut off: what stands whole counts
      }
      into.computeIfAbsent(code, c -> new ByteArrayOutputStream()).write(bytes, at + 2, size);
      at += 2 + size;
    }
  }

  private static int one(Map<Integer, ByteArrayOutputStream> found, int code) {
    ByteArrayOutputStream value = found.get(code);
    return value == null || value.size() != 1 ? 0 : value.toByteArray()[0] & 0xFF;
  }

  /** {@return {@code a.b.c.d}, or empty for 0.0.0.0} */
  static String address(byte[] bytes, int at) {
    String all =
        "%d.%d.%d.%d"
            .formatted(
                bytes[at] & 0xFF, bytes[at + 1] & 0xFF, bytes[at + 2] & 0xFF, bytes[at + 3] & 0xFF);
    return all.equals("0.0.0.0") ? "" : all;
  }

  private static String text(byte[] bytes, int at, int most) {
    int end = at;
    while (end < at + most && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
  }
}

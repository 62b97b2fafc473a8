package org.trucephone.firmware.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.stun.Stun.Kind;

/**
 * A STUN message that came (RFC 8489 5). What stands after {@code MESSAGE-INTEGRITY} is not
 * believed (14.5), save {@code FINGERPRINT}.
 */
public final class StunMessage {
  private final byte[] b;
  private final Kind kind;

  /** End of the attributes that count. */
  private final int end;

  /** Where {@code MESSAGE-INTEGRITY} stands, −1 if nowhere. */
  private final int integrity;

  private StunMessage(byte[] b, Kind kind, int end, int integrity) {
    this.b = b;
    this.kind = kind;
    this.end = end;
    this.integrity = integrity;
  }

  /**
   * Reads a datagram.
   *
   * @return null if it is no STUN message, is cut off, or its {@code FINGERPRINT} is wrong
   */
  public static @Nullable StunMessage parse(byte[] datagram, int length) {
    if (!Stun.concerns(datagram, length)
        || Stun.int16(datagram, 2) != length - Stun.HEADER
        || length % 4 != 0) {
      return null;
    }
    byte[] b = Arrays.copyOf(datagram, length);
    int end = length;
    int integrity = -1;
    for (int at = Stun.HEADER; at < length; at = after(b, at)) {
      if (at + 4 > length || after(b, at) > length) {
        return null;
      }
      int type = Stun.int16(b, at);
      if (type == Stun.FINGERPRINT) {
        if (after(b, at) != length || Stun.int16(b, at + 2) != 4 || crc(b, at) != wanted(b, at)) {
          return null;
        }
        end = Math.min(end, at);
      } else if (type == Stun.MESSAGE_INTEGRITY && integrity < 0) {
        if (Stun.int16(b, at + 2) != Stun.HMAC) {
          return null;
        }
        integrity = at;
        end = Math.min(end, at);
      }
    }
    int bits = Stun.int16(b, 0) & 0x110;
    for (Kind kind : Kind.values()) {
      if (kind.bits == bits) {
        return new StunMessage(b, kind, end, integrity);
      }
    }
    return null;
  }

  private static int after(byte[] b, int at) {
    return at + 4 + (Stun.int16(b, at + 2) + 3) / 4 * 4;
  }

  private static int wanted(byte[] b, int at) {
    return Stun.int32(b, at + 4) ^ Stun.FINGERPRINT_XOR;
  }

  private static int crc(byte[] b, int n) {
    CRC32 crc = new CRC32();
    crc.update(b, 0, n);
    return (int) crc.getValue();
  }

  /** {@return request, indication, success or error} */
  public Kind kind() {
    return kind;
  }

  /** {@return {@link Stun#BINDING} or another method} */
  public int method() {
    int type = Stun.int16(b, 0);
    return type & 0xf | (type & 0xe0) >> 1 | (type & 0x3e00) >> 2;
  }

  /** {@return a copy of the transaction's 12 octets} */
  public byte[] id() {
    return Arrays.copyOfRange(b, Stun.ID_AT, Stun.ID_AT + Stun.ID);
  }

  /** {@return whether this belongs to the transaction} */
  public boolean answers(byte[] id) {
    return Arrays.equals(b, Stun.ID_AT, Stun.ID_AT + Stun.ID, id, 0, id.length);
  }

  /** {@return where an attribute's value begins, −1 if it is not there} */
  private int find(int type) {
    for (int at = Stun.HEADER; at < end; at = after(b, at)) {
      if (Stun.int16(b, at) == type) {
        return at + 4;
      }
    }
    return -1;
  }

  /** {@return whether the attribute is there} */
  public boolean has(int type) {
    return find(type) >= 0;
  }

  /** {@return an attribute's UTF-8 text, null if it is not there} */
  public @Nullable String text(int type) {
    int at = find(type);
    return at < 0 ? null : new String(b, at, Stun.int16(b, at - 2), StandardCharsets.UTF_8);
  }

  /** {@return an attribute's number of four or eight octets, or {@code otherwise}} */
  public long number(int type, long otherwise) {
    int at = find(type);
    int length = at < 0 ? 0 : Stun.int16(b, at - 2);
    if (length == 4) {
      return Integer.toUnsignedLong(Stun.int32(b, at));
    }
    return length == 8
        ? (long) Stun.int32(b, at) << 32 | Integer.toUnsignedLong(Stun.int32(b, at + 4))
        : otherwise;
  }

  /** {@return the number of {@code ERROR-CODE}, 300 to 699; 0 if there is none} */
  public int error() {
    int at = find(Stun.ERROR_CODE);
    return at < 0 || Stun.int16(b, at - 2) < 4 ? 0 : (b[at + 2] & 7) * 100 + (b[at + 3] & 0xff);
  }

  /** {@return {@code XOR-MAPPED-ADDRESS} (14.2), null if it is not there or cannot be read} */
  public @Nullable InetSocketAddress mapped() {
    int at = find(Stun.XOR_MAPPED_ADDRESS);
    if (at < 0) {
      return null;
    }
    int length = Stun.int16(b, at - 2);
    boolean six = length == 20 && b[at + 1] == 2;
    if (!six && (length != 8 || b[at + 1] != 1)) {
      return null;
    }
    byte[] address = Arrays.copyOfRange(b, at + 4, at + length);
    for (int i = 0; i < address.length; i++) {
      address[i] ^= b[4 + i]; // the cookie, then the transaction
    }
    int port = Stun.int16(b, at + 2) ^ Stun.COOKIE >>> 16;
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      return null; // lengths are 4 and 16
    }
  }

  /** {@return whether {@code MESSAGE-INTEGRITY} is there and made with this key (14.5)} */
  public boolean signedWith(byte[] key) {
    if (integrity < 0) {
      return false;
    }
    byte[] signed = Arrays.copyOf(b, integrity);
    int length = integrity + 4 + Stun.HMAC - Stun.HEADER;
    signed[2] = (byte) (length >> 8);
    signed[3] = (byte) length;
    byte[] theirs = Arrays.copyOfRange(b, integrity + 4, integrity + 4 + Stun.HMAC);
    return MessageDigest.isEqual(hmac(key, signed), theirs);
  }

  static byte[] hmac(byte[] key, byte[] of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(of);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }
}

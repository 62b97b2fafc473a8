package org.trucephone.firmware.media.stun;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.trucephone.firmware.media.stun.Stun.Kind;

/** Writes one STUN message, attribute by attribute (RFC 8489 5, 14). */
public final class StunWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] id;

  /**
   * Begins a Binding message.
   *
   * @param id the transaction, 12 octets
   */
  public StunWriter(Kind kind, byte[] id) {
    if (id.length != Stun.ID) {
      throw new IllegalArgumentException("a transaction has 12 octets, not " + id.length);
    }
    this.id = id.clone();
    int16(kind.bits | Stun.BINDING);
    int16(0); // the length, when it is known
    out.writeBytes(ByteBuffer.allocate(4).putInt(Stun.COOKIE).array());
    out.writeBytes(id);
  }

  private void int16(int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private StunWriter value(int type, byte[] value) {
    int16(type);
    int16(value.length);
    out.writeBytes(value);
    out.writeBytes(new byte[(4 - value.length % 4) % 4]);
    return this;
  }

  /** Adds text. */
  public StunWriter text(int type, String text) {
    return value(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number of 32 bits. */
  public StunWriter number(int type, int number) {
    return value(type, ByteBuffer.allocate(4).putInt(number).array());
  }

  /** Adds a number of 64 bits. */
  public StunWriter number(int type, long number) {
    return value(type, ByteBuffer.allocate(8).putLong(number).array());
  }

  /** Adds an attribute that says all by being there. */
  public StunWriter flag(int type) {
    return value(type, new byte[0]);
  }

  /** Adds {@code ERROR-CODE}. */
  public StunWriter error(int code, String phrase) {
    byte[] words = phrase.getBytes(StandardCharsets.UTF_8);
    byte[] value = new byte[4 + words.length];
    value[2] = (byte) (code / 100);
    value[3] = (byte) (code % 100);
    System.arraycopy(words, 0, value, 4, words.length);
    return value(Stun.ERROR_CODE, value);
  }

  /** Adds {@code XOR-MAPPED-ADDRESS}. */
  public StunWriter mapped(InetSocketAddress address) {
    byte[] plain = address.getAddress().getAddress();
    byte[] mask = ByteBuffer.allocate(4 + Stun.ID).putInt(Stun.COOKIE).put(id).array();
    ByteBuffer value = ByteBuffer.allocate(4 + plain.length);
    value.put((byte) 0).put((byte) (plain.length == 4 ? 1 : 2));
    value.putShort((short) (address.getPort() ^ Stun.COOKIE >>> 16));
    for (int i = 0; i < plain.length; i++) {
      value.put((byte) (plain[i] ^ mask[i]));
    }
    return value(Stun.XOR_MAPPED_ADDRESS, value.array());
  }

  /** {@return the message with {@code MESSAGE-INTEGRITY} and {@code FINGERPRINT}} */
  public byte[] signed(byte[] key) {
    byte[] hmac = StunMessage.hmac(key, sized(4 + Stun.HMAC));
    value(Stun.MESSAGE_INTEGRITY, hmac);
    return plain();
  }

  /** {@return the message with {@code FINGERPRINT} alone} */
  public byte[] plain() {
    CRC32 crc = new CRC32();
    crc.update(sized(8));
    number(Stun.FINGERPRINT, (int) crc.getValue() ^ Stun.FINGERPRINT_XOR);
    return sized(0);
  }

  /** So far, with a length as if {@code more} octets had been added. */
  private byte[] sized(int more) {
    byte[] b = out.toByteArray();
    int length = b.length + more - Stun.HEADER;
    b[2] = (byte) (length >> 8);
    b[3] = (byte) length;
    return b;
  }
}

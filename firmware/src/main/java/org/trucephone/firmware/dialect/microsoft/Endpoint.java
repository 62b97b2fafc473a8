package org.trucephone.firmware.dialect.microsoft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * One of a user's devices (MS-SIPRE 3.2.4).
 *
 * @param epid its name, 10 hexadecimal digits, the same as long as it lives
 */
public record Endpoint(String epid) {
  private static final UUID SPACE = UUID.fromString("fcacfb03-8a73-46ef-91b1-e5ebeeaba4fe");

  /**
   * {@return the device of this hardware}
   *
   * @param mac twelve hexadecimal digits; "" if unknown
   * @param address the user's, which stands in where the hardware has no name
   */
  static Endpoint of(String mac, String address) {
    if (mac.length() == 12) {
      return new Endpoint(mac.substring(2));
    }
    byte[] stand = address.getBytes(StandardCharsets.UTF_8);
    return new Endpoint(UUID.nameUUIDFromBytes(stand).toString().replace("-", "").substring(0, 10));
  }

  /** {@return the value of {@code +sip.instance}, without the quotation marks} */
  public String instance() {
    return "<urn:uuid:" + id() + ">";
  }

  /** {@return the address by which the server reaches this device alone} */
  public String gruu(String address) {
    byte[] octets = new byte[18];
    System.arraycopy(littleEndian(id()), 0, octets, 0, 16);
    String opaque = Base64.getUrlEncoder().encodeToString(octets);
    return address + ";opaque=user:epid:" + opaque + ";gruu";
  }

  /** A hash of the name in a name space of its own, as a UUID of version 5. */
  UUID id() {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(littleEndian(SPACE));
      byte[] hash = sha1.digest(epid.getBytes(StandardCharsets.US_ASCII));
      ByteBuffer in = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
      long high =
          (in.getInt() & 0xffffffffL) << 32
              | (in.getShort() & 0xffffL) << 16
              | in.getShort() & 0xffffL;
      long low = in.order(ByteOrder.BIG_ENDIAN).getLong();
      return new UUID(high & ~0xf000L | 0x5000L, low & 0x3fffffffffffffffL | 0x8000000000000000L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform lacks SHA-1", e);
    }
  }

  /** As Windows keeps a GUID: the first three fields with their least octet first. */
  private static byte[] littleEndian(UUID id) {
    long high = id.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >> 32))
        .putShort((short) (high >> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}

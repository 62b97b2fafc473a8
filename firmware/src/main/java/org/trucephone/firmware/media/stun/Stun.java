package org.trucephone.firmware.media.stun;

/** Numbers of RFC 8489 (STUN), 8445 (ICE). */
public final class Stun {
  /** The method all of ICE uses. */
  public static final int BINDING = 1;

  public static final int USERNAME = 0x0006;
  public static final int MESSAGE_INTEGRITY = 0x0008;
  public static final int ERROR_CODE = 0x0009;
  public static final int XOR_MAPPED_ADDRESS = 0x0020;
  public static final int PRIORITY = 0x0024;
  public static final int USE_CANDIDATE = 0x0025;
  public static final int SOFTWARE = 0x8022;
  public static final int FINGERPRINT = 0x8028;
  public static final int ICE_CONTROLLED = 0x8029;
  public static final int ICE_CONTROLLING = 0x802a;

  /** {@code ERROR-CODE} of a role both sides claim (RFC 8445 7.3.1.1). */
  public static final int ROLE_CONFLICT = 487;

  static final int COOKIE = 0x2112a442;
  static final int HEADER = 20;
  static final int ID = 12;
  static final int ID_AT = 8;
  static final int HMAC = 20;
  static final int FINGERPRINT_XOR = 0x5354554e;

  private Stun() {}

  /** The class of a message. */
  public enum Kind {
    REQUEST(0),
    INDICATION(0x010),
    SUCCESS(0x100),
    ERROR(0x110);

    final int bits;

    Kind(int bits) {
      this.bits = bits;
    }
  }

  /** {@return whether a datagram that came on a port for RTP is STUN (RFC 7983 7)} */
  public static boolean concerns(byte[] b, int length) {
    return length >= HEADER && b[0] >= 0 && b[0] <= 3 && int32(b, 4) == COOKIE;
  }

  static int int16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }

  static int int32(byte[] b, int at) {
    return int16(b, at) << 16 | int16(b, at + 2);
  }
}

package org.trucephone.firmware.media.srtp;

import org.jspecify.annotations.Nullable;

/** Crypto suites by their SDP names (RFC 4568 6.2, RFC 6188 4, RFC 7714 14.2). */
public enum SrtpSuite {
  AES_CM_128_HMAC_SHA1_80(16, 14, 10, false),
  AES_CM_128_HMAC_SHA1_32(16, 14, 4, false),
  AES_256_CM_HMAC_SHA1_80(32, 14, 10, false),
  AES_256_CM_HMAC_SHA1_32(32, 14, 4, false),
  AEAD_AES_128_GCM(16, 12, 16, true),
  AEAD_AES_256_GCM(32, 12, 16, true);

  private final int keyLength;
  private final int saltLength;
  private final int tagLength;
  private final boolean aead;

  SrtpSuite(int keyLength, int saltLength, int tagLength, boolean aead) {
    this.keyLength = keyLength;
    this.saltLength = saltLength;
    this.tagLength = tagLength;
    this.aead = aead;
  }

  /** {@return octets of the master key} */
  public int keyLength() {
    return keyLength;
  }

  /** {@return octets of the master salt} */
  public int saltLength() {
    return saltLength;
  }

  /** {@return octets of the tag at the end of an RTP packet} */
  public int tagLength() {
    return tagLength;
  }

  /**
   * {@return octets of the tag of an RTCP packet: never the short one (RFC 4568 6.2, RFC 6188 4)}
   */
  public int rtcpTagLength() {
    return aead ? tagLength : 10;
  }

  /** {@return whether the cipher authenticates itself (AES-GCM)} */
  public boolean aead() {
    return aead;
  }

  /** {@return the suite of this name, whatever its case; null for one we do not know} */
  public static @Nullable SrtpSuite of(String name) {
    for (SrtpSuite suite : values()) {
      if (suite.name().equalsIgnoreCase(name)) {
        return suite;
      }
    }
    return null;
  }
}

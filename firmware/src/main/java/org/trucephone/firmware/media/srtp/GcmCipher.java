package org.trucephone.firmware.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (RFC 7714). The JDK's cipher wants a new parameter object for each packet, so this suite
 * allocates some hundred octets a packet; it is used only where the other side asks for it first.
 */
final class GcmCipher implements SrtpCipher {
  private static final int RTCP_HEADER = 8;
  private static final int TAG = 16;
  private static final int IV = 12;

  private final SrtpKey key;
  private final SecretKeySpec rtp;
  private final SecretKeySpec rtcp;
  private final byte[] rtpSalt;
  private final byte[] rtcpSalt;
  private final Cipher aes;
  private final byte[] iv = new byte[IV];
  private final byte[] word = new byte[4];

  GcmCipher(SrtpKey key) {
    this.key = key;
    int length = key.suite().keyLength();
    rtp = new SecretKeySpec(KeyDerivation.derive(key, KeyDerivation.RTP_CIPHER, length), "AES");
    rtcp = new SecretKeySpec(KeyDerivation.derive(key, KeyDerivation.RTCP_CIPHER, length), "AES");
    rtpSalt = KeyDerivation.derive(key, KeyDerivation.RTP_SALT, IV);
    rtcpSalt = KeyDerivation.derive(key, KeyDerivation.RTCP_SALT, IV);
    try {
      aes = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  @Override
  public int sealRtp(byte[] b, int at, int length, int header, int ssrc, long index) {
    vector(rtpSalt, ssrc, index);
    seal(rtp, b, at, length, header, false);
    SrtpCipher.writeMki(key, b, at + length + TAG);
    return length + TAG + key.mkiLength();
  }

  @Override
  public int openRtp(byte[] b, int at, int length, int header, int ssrc, long index) {
    int sealed = length - key.mkiLength();
    if (sealed - TAG < header) {
      return SrtpStatus.MALFORMED.code();
    }
    vector(rtpSalt, ssrc, index);
    return open(rtp, b, at, sealed, header, false);
  }

  @Override
  public int sealRtcp(byte[] b, int at, int length, int ssrc, int index) {
    vector(rtcpSalt, ssrc, index);
    SrtpCipher.writeInt(word, 0, index | 0x80000000);
    seal(rtcp, b, at, length, RTCP_HEADER, true);
    System.arraycopy(word, 0, b, at + length + TAG, 4);
    SrtpCipher.writeMki(key, b, at + length + TAG + 4);
    return length + TAG + 4 + key.mkiLength();
  }

  @Override
  public int openRtcp(byte[] b, int at, int length, int ssrc) {
    int sealed = length - key.mkiLength() - 4;
    if (sealed - TAG < RTCP_HEADER) {
      return SrtpStatus.MALFORMED.code();
    }
    System.arraycopy(b, at + sealed, word, 0, 4);
    int index = SrtpCipher.readInt(word, 0);
    if (index >= 0) {
      return SrtpStatus.FORGED.code(); // authenticated but not encrypted: never offered by us
    }
    vector(rtcpSalt, ssrc, index & 0x7fffffff);
    return open(rtcp, b, at, sealed, RTCP_HEADER, true);
  }

  @Override
  public int rtcpIndexFromEnd() {
    return 4 + key.mkiLength();
  }

  private void seal(SecretKeySpec with, byte[] b, int at, int length, int clear, boolean word4) {
    try {
      aes.init(Cipher.ENCRYPT_MODE, with, new GCMParameterSpec(8 * TAG, iv));
      aes.updateAAD(b, at, clear);
      if (word4) {
        aes.updateAAD(word);
      }
      aes.doFinal(b, at + clear, length - clear, b, at + clear);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses a packet of " + length + " octets", e);
    }
  }

  private int open(SecretKeySpec with, byte[] b, int at, int sealed, int clear, boolean word4) {
    try {
      aes.init(Cipher.DECRYPT_MODE, with, new GCMParameterSpec(8 * TAG, iv));
      aes.updateAAD(b, at, clear);
      if (word4) {
        aes.updateAAD(word);
      }
      aes.doFinal(b, at + clear, sealed - clear, b, at + clear);
      return sealed - TAG;
    } catch (AEADBadTagException e) {
      return SrtpStatus.FORGED.code();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses a packet of " + sealed + " octets", e);
    }
  }

  /** RFC 7714 8.1 and 9.1: two zero octets, SSRC, 48 bits of number; turned over by the salt. */
  private void vector(byte[] salt, int ssrc, long index) {
    iv[0] = salt[0];
    iv[1] = salt[1];
    for (int i = 0; i < 4; i++) {
      iv[2 + i] = (byte) (salt[2 + i] ^ ssrc >>> 24 - 8 * i);
    }
    for (int i = 0; i < 6; i++) {
      iv[6 + i] = (byte) (salt[6 + i] ^ index >>> 40 - 8 * i);
    }
  }
}

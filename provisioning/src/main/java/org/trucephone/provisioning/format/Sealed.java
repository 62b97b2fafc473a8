package org.trucephone.provisioning.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Secret;

/**
 * Opens encrypted and packed files.
 *
 * <pre>
 *  OpenSSL   "Salted__" · salt (8) · AES-256-CBC; key and IV by MD5, SHA-256 or PBKDF2 (10000 turns)
 *  RFC 8188  salt (16) · record size (4) · length of key id (1) · key id · records of AES-128-GCM
 *  JOSE      ey… of five parts ({@link Jose})
 *  gzip      1F 8B …, alone or inside one of the others
 * </pre>
 *
 * <p>A wrong key is told from a right one by the padding and by the text that comes out.
 */
public final class Sealed {
  private static final byte[] SALTED = "Salted__".getBytes(StandardCharsets.US_ASCII);
  private static final int RECORD_HEADER = 21;
  private static final int TAG = 16;
  private static final int TURNS = 10_000;

  private Sealed() {}

  /** {@return whether the bytes are encrypted in one of the known ways} */
  public static boolean is(byte[] bytes) {
    return salted(bytes) || Jose.encrypted(bytes) || records(bytes);
  }

  /**
   * {@return the plain bytes; the same ones when nothing is sealed; null when no key opens them}
   *
   * @param keys passphrases, or key material as text, hexadecimal or base64
   */
  public static byte @Nullable [] open(byte[] bytes, List<Secret> keys) {
    byte[] unpacked = unpacked(bytes);
    if (!is(unpacked)) {
      return unpacked;
    }
    for (Secret key : keys) {
      byte[] plain =
          salted(unpacked)
              ? cbc(unpacked, key)
              : Jose.encrypted(unpacked) ? Jose.open(unpacked, List.of(key)) : gcm(unpacked, key);
      if (plain != null) {
        return unpacked(plain);
      }
    }
    return null;
  }

  private static boolean salted(byte[] bytes) {
    return bytes.length > 16
        && bytes.length % 16 == 0
        && Arrays.equals(bytes, 0, SALTED.length, SALTED, 0, SALTED.length);
  }

  /** The header has no sign of its own: its numbers must make sense and the rest be no text. */
  private static boolean records(byte[] bytes) {
    if (bytes.length < RECORD_HEADER + TAG + 2) {
      return false;
    }
    int size = ByteBuffer.wrap(bytes).getInt(16);
    int id = bytes[20] & 0xFF;
    boolean fits =
        size >= 18 && size <= Formats.MAX_BYTES && bytes.length >= RECORD_HEADER + id + TAG + 2;
    int odd = 0;
    for (int i = 0; i < 16; i++) {
      odd += bytes[i] < 9 || bytes[i] == 127 ? 1 : 0;
    }
    return fits && odd > 1;
  }

  private static byte @Nullable [] cbc(byte[] bytes, Secret key) {
    byte[] salt = Arrays.copyOfRange(bytes, 8, 16);
    byte[] passphrase = key.reveal().getBytes(StandardCharsets.UTF_8);
    for (String way : List.of("MD5", "SHA-256", "PBKDF2")) {
      try {
        byte[] both = way.equals("PBKDF2") ? stretched(key, salt) : derived(way, passphrase, salt);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(both, 0, 32, "AES"),
            new IvParameterSpec(both, 32, 16));
        byte[] plain = cipher.doFinal(bytes, 16, bytes.length - 16);
        if (sensible(plain)) {
          return plain;
        }
      } catch (GeneralSecurityException e) {
        // not this way, or not this key
      }
    }
    return null;
  }

  /** OpenSSL's EVP_BytesToKey with one turn. */
  private static byte[] derived(String digest, byte[] passphrase, byte[] salt)
      throws GeneralSecurityException {
    MessageDigest hash = MessageDigest.getInstance(digest);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] last = new byte[0];
    while (all.size() < 48) {
      hash.update(last);
      hash.update(passphrase);
      last = hash.digest(salt);
      all.writeBytes(last);
    }
    return Arrays.copyOf(all.toByteArray(), 48);
  }

  private static byte[] stretched(Secret key, byte[] salt) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(key.reveal().toCharArray(), salt, TURNS, 48 * 8);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte @Nullable [] gcm(byte[] bytes, Secret key) {
    int size = ByteBuffer.wrap(bytes).getInt(16);
    int from = RECORD_HEADER + (bytes[20] & 0xFF);
    for (byte[] material : materials(key.reveal())) {
      try {
        byte[] secret = hmac(Arrays.copyOf(bytes, 16), material); // HKDF-Extract, RFC 5869 2.2
        byte[] content = Arrays.copyOf(hmac(secret, info("Content-Encoding: aes128gcm\0")), 16);
        byte[] nonce = Arrays.copyOf(hmac(secret, info("Content-Encoding: nonce\0")), 12);
        return records(bytes, from, size, content, nonce);
      } catch (GeneralSecurityException e) {
        // not this key
      }
    }
    return null;
  }

  private static byte[] records(byte[] bytes, int from, int size, byte[] key, byte[] nonce)
      throws GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int number = 0;
    for (int at = from; at < bytes.length; at += size, number++) {
      byte[] iv = nonce.clone();
      for (int i = 0; i < 4; i++) {
        iv[11 - i] ^= (byte) (number >>> 8 * i);
      }
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, iv));
      byte[] plain = cipher.doFinal(bytes, at, Math.min(size, bytes.length - at));
      int end = plain.length - 1;
      while (end >= 0 && plain[end] == 0) {
        end--;
      }
      boolean last = at + size >= bytes.length;
      if (end < 0 || plain[end] != (last ? 2 : 1)) {
        throw new GeneralSecurityException("no delimiter"); // RFC 8188 2
      }
      out.write(plain, 0, end);
    }
    return out.toByteArray();
  }

  private static List<byte[]> materials(String key) {
    List<byte[]> all = new ArrayList<>();
    all.add(key.getBytes(StandardCharsets.UTF_8));
    try {
      all.add(HexFormat.of().parseHex(key));
    } catch (IllegalArgumentException e) {
      // no hexadecimal text
    }
    try {
      all.add(Base64.getUrlDecoder().decode(key.replace('+', '-').replace('/', '_')));
    } catch (IllegalArgumentException e) {
      // no base64 either
    }
    return all;
  }

  private static byte[] info(String text) {
    return (text + "\u0001").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static boolean sensible(byte[] plain) {
    if (packed(plain)) {
      return true;
    }
    int odd = 0;
    int look = Math.min(plain.length, 256);
    for (int i = 0; i < look; i++) {
      odd += plain[i] >= 0 && plain[i] < 9 ? 1 : 0;
    }
    return look > 0 && odd * 50 < look;
  }

  private static boolean packed(byte[] bytes) {
    return bytes.length > 18 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
  }

  private static byte[] unpacked(byte[] bytes) {
    if (!packed(bytes)) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readNBytes(Formats.MAX_BYTES + 1); // one more is told as too large
    } catch (IOException e) {
      return bytes;
    }
  }
}

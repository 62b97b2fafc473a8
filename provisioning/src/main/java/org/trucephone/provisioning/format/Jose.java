package org.trucephone.provisioning.format;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Secret;

/**
 * Whole files signed and encrypted, in the compact form of JOSE.
 *
 * <pre>
 *  signed     header . content . signature          EdDSA with Ed25519 (RFC 7515, RFC 8037)
 *  encrypted  header . . nonce . content . tag      "dir" with A256GCM (RFC 7516, RFC 7518 4.5, 5.3)
 *  both       an encrypted file whose content is a signed one
 * </pre>
 *
 * <p>Keys are written as base64url of their 32 octets. No other algorithm is taken, "none" least of
 * all.
 */
public final class Jose {
  /** Octets of a key, secret or public. */
  public static final int KEY = 32;

  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  /** What stands before an Ed25519 public key's octets in X.509 (RFC 8410 4). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private Jose() {}

  /** {@return whether it is an encrypted file of this kind} */
  public static boolean encrypted(byte[] bytes) {
    return parts(bytes).length == 5;
  }

  /** {@return whether it is a signed file of this kind} */
  public static boolean signed(byte[] bytes) {
    return parts(bytes).length == 3;
  }

  /** {@return the content of an encrypted file; null when none of the keys opens it} */
  public static byte @Nullable [] open(byte[] bytes, List<Secret> keys) {
    String[] parts = parts(bytes);
    if (parts.length != 5 || !says(parts[0], "alg", "dir") || !says(parts[0], "enc", "A256GCM")) {
      return null;
    }
    byte[] nonce = octets(parts[2]);
    byte[] content = octets(parts[3]);
    byte[] tag = octets(parts[4]);
    if (nonce == null || nonce.length != NONCE || content == null || tag == null) {
      return null;
    }
    byte[] sealed = Arrays.copyOf(content, content.length + tag.length);
    System.arraycopy(tag, 0, sealed, content.length, tag.length);
    for (Secret key : keys) {
      byte[] secret = octets(key.reveal().strip());
      if (secret != null && secret.length == KEY && tag.length == TAG) {
        try {
          return gcm(Cipher.DECRYPT_MODE, secret, nonce, parts[0]).doFinal(sealed);
        } catch (GeneralSecurityException e) {
          // not this key
        }
      }
    }
    return null;
  }

  /**
   * {@return the file encrypted with a key}
   *
   * @param chance fills octets with values that never come again
   */
  public static String seal(byte[] content, Secret key, Consumer<byte[]> chance)
      throws GeneralSecurityException {
    byte[] secret = octets(key.reveal().strip());
    if (secret == null || secret.length != KEY) {
      throw new GeneralSecurityException("a key is 32 octets in base64url");
    }
    String header = text("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}".getBytes(StandardCharsets.UTF_8));
    byte[] nonce = new byte[NONCE];
    chance.accept(nonce);
    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, secret, nonce, header).doFinal(content);
    int end = sealed.length - TAG;
    return String.join(
        ".",
        header,
        "",
        text(nonce),
        text(Arrays.copyOf(sealed, end)),
        text(Arrays.copyOfRange(sealed, end, sealed.length)));
  }

  /**
   * {@return the content of a signed file; null when it is not signed by that signer}
   *
   * @param signer its public key
   */
  public static byte @Nullable [] verified(byte[] bytes, String signer) {
    String[] parts = parts(bytes);
    PublicKey key = publicKey(signer);
    byte[] signature = parts.length == 3 ? octets(parts[2]) : null;
    if (key == null || signature == null || !says(parts[0], "alg", "EdDSA")) {
      return null;
    }
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return check.verify(signature) ? octets(parts[1]) : null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** {@return the content of a signed file, whoever signed it; null when it has none} */
  public static byte @Nullable [] unverified(byte[] bytes) {
    String[] parts = parts(bytes);
    return parts.length == 3 ? octets(parts[1]) : null;
  }

  /** {@return the file signed} */
  public static String sign(byte[] content, PrivateKey key) throws GeneralSecurityException {
    String header = text("{\"alg\":\"EdDSA\"}".getBytes(StandardCharsets.UTF_8));
    String signed = header + "." + text(content);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + text(signature.sign());
  }

  /** {@return a public key as files name it} */
  public static String name(PublicKey key) {
    byte[] whole = key.getEncoded();
    return text(Arrays.copyOfRange(whole, whole.length - KEY, whole.length));
  }

  /** {@return whether the text is a key: 32 octets in base64url} */
  public static boolean isKey(String text) {
    byte[] octets = octets(text.strip());
    return octets != null && octets.length == KEY;
  }

  private static @Nullable PublicKey publicKey(String signer) {
    byte[] octets = octets(signer.strip());
    if (octets == null || octets.length != KEY) {
      return null;
    }
    byte[] whole = Arrays.copyOf(X509, X509.length + KEY);
    System.arraycopy(octets, 0, whole, X509.length, KEY);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static Cipher gcm(int mode, byte[] key, byte[] nonce, String header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII)); // RFC 7516 5.1 step 14
    return cipher;
  }

  /** A header with "crit" asks for something we do not know (RFC 7515 4.1.11). */
  private static boolean says(String header, String name, String value) {
    byte[] octets = octets(header);
    try {
      JsonObject json =
          JsonParser.object()
              .from(octets == null ? "{}" : new String(octets, StandardCharsets.UTF_8));
      return value.equals(json.getString(name)) && !json.has("crit") && !json.has("zip");
    } catch (JsonParserException e) {
      return false;
    }
  }

  /** {@return the parts between dots; none when it is no compact form of JOSE} */
  private static String[] parts(byte[] bytes) {
    if (bytes.length < 4 || bytes[0] != 'e' || bytes[1] != 'y' || bytes.length > 8 << 20) {
      return new String[0]; // base64url of {" begins with "ey"
    }
    String whole = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    String[] parts = whole.split("\\.", -1);
    for (String part : parts) {
      for (int i = 0; i < part.length(); i++) {
        char c = part.charAt(i);
        boolean fits =
            c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_';
        if (!fits) {
          return new String[0];
        }
      }
    }
    return parts;
  }

  private static String text(byte[] octets) {
    return TO_TEXT.encodeToString(octets);
  }

  private static byte @Nullable [] octets(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

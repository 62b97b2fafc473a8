package org.trucephone.tests.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The server's half of NTLM version 2 (MS-NLMP), shared with nothing of the phone's. */
final class NtlmServer {
  private static final byte[] CHALLENGE = HexFormat.of().parseHex("0123456789abcdef");
  private static final int FLAGS = 0x62898215 | 0x40;

  private final String user;
  private final String domain;
  private final String password;

  NtlmServer(String user, String domain, String password) {
    this.user = user;
    this.domain = domain;
    this.password = password;
  }

  /** {@return the second message: challenge, flags, who the server is} */
  byte[] challenge() {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    byte[] name = domain.getBytes(UTF_16LE);
    for (int id : new int[] {2, 1}) {
      info.writeBytes(little(4).putShort((short) id).putShort((short) name.length).array());
      info.writeBytes(name);
    }
    info.writeBytes(new byte[4]);
    int length = info.size();
    return little(56 + length)
        .put("NTLMSSP\0".getBytes(US_ASCII))
        .putInt(2)
        .putLong(56L << 32)
        .putInt(FLAGS)
        .put(CHALLENGE)
        .putLong(0)
        .putShort((short) length)
        .putShort((short) length)
        .putInt(56)
        .put(new byte[] {6, 1, (byte) 0xb0, 0x1d, 0, 0, 0, 15})
        .put(info.toByteArray())
        .array();
  }

  /** {@return the keys of a sign-in, null if the third message does not prove the password} */
  @Nullable Keys accept(byte[] third) {
    byte[] nt = field(third, 20);
    String said = new String(field(third, 36), UTF_16LE);
    String realm = new String(field(third, 28), UTF_16LE);
    if (!said.equalsIgnoreCase(user) || !realm.equalsIgnoreCase(domain) && !realm.isEmpty()) {
      return null;
    }
    byte[] owf =
        hmac(
            md4(password.getBytes(UTF_16LE)),
            (said.toUpperCase(Locale.ROOT) + realm).getBytes(UTF_16LE));
    byte[] proof = Arrays.copyOf(nt, 16);
    byte[] rest = Arrays.copyOfRange(nt, 16, nt.length);
    if (!MessageDigest.isEqual(proof, hmac(owf, join(CHALLENGE, rest)))) {
      return null;
    }
    return new Keys(rc4(hmac(owf, proof), field(third, 52)));
  }

  private static byte[] field(byte[] message, int at) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    int from = in.getInt(at + 4);
    return Arrays.copyOfRange(message, from, from + in.getShort(at));
  }

  /** What signs each way; the number of every message is 100. */
  static final class Keys {
    private static final byte[] NUMBER = {100, 0, 0, 0};
    private final byte[] exported;

    private Keys(byte[] exported) {
      this.exported = exported;
    }

    /** {@return the server's signature} */
    String sign(String text) {
      return mac("server-to-client", text);
    }

    /** {@return what the phone's signature must be} */
    String phones(String text) {
      return mac("client-to-server", text);
    }

    private String mac(String way, String text) {
      byte[] signing = md5(exported, magic(way + " signing"));
      byte[] sealing = md5(exported, magic(way + " sealing"));
      byte[] sum = Arrays.copyOf(hmac(signing, join(NUMBER, text.getBytes(UTF_8))), 8);
      return "01000000" + HexFormat.of().formatHex(rc4(md5(sealing, NUMBER), sum)) + "64000000";
    }

    private static byte[] magic(String what) {
      return ("session key to " + what + " key magic constant\0").getBytes(US_ASCII);
    }
  }

  // ---- the primitives

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] md5(byte[] a, byte[] b) {
    try {
      return MessageDigest.getInstance("MD5").digest(join(a, b));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key, "HmacMD5"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] rc4(byte[] key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("RC4");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "RC4"));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 1320, for one block: no password here is longer than 27 letters. */
  static byte[] md4(byte[] message) {
    if (message.length > 55) {
      throw new IllegalArgumentException("one block only");
    }
    ByteBuffer block = little(64).put(message).put((byte) 0x80);
    block.putLong(56, message.length * 8L);
    int a = 0x67452301;
    int b = 0xefcdab89;
    int c = 0x98badcfe;
    int d = 0x10325476;
    for (int i = 0; i < 48; i++) {
      int word;
      int sum;
      int turn;
      if (i < 16) {
        word = i;
        sum = (b & c | ~b & d);
        turn = new int[] {3, 7, 11, 19}[i % 4];
      } else if (i < 32) {
        word = 4 * (i % 4) + (i - 16) / 4;
        sum = (b & c | b & d | c & d) + 0x5a827999;
        turn = new int[] {3, 5, 9, 13}[i % 4];
      } else {
        word = Integer.reverse(i - 32) >>> 28;
        sum = (b ^ c ^ d) + 0x6ed9eba1;
        turn = new int[] {3, 9, 11, 15}[i % 4];
      }
      int next = Integer.rotateLeft(a + sum + block.getInt(4 * word), turn);
      a = d;
      d = c;
      c = b;
      b = next;
    }
    return little(16)
        .putInt(a + 0x67452301)
        .putInt(b + 0xefcdab89)
        .putInt(c + 0x98badcfe)
        .putInt(d + 0x10325476)
        .array();
  }
}

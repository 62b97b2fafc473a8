package org.trucephone.firmware.dialect.microsoft;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.trucephone.provisioning.settings.Secret;

/**
 * One sign-in by NTLM version 2 without a connection (MS-NLMP 3.1.5.2) and the signatures that
 * follow (MS-SIPAE 3.1.4.1): the sequence number is always 100.
 */
public final class NtlmSession {
  private static final int SIGN = 0x10;
  private static final int DATAGRAM = 0x40;
  private static final int EXTENDED = 0x80000;
  private static final int KEY_EXCHANGE = 0x40000000;
  private static final int BITS_128 = 0x20000000;
  private static final int NEEDED = SIGN | DATAGRAM | EXTENDED | KEY_EXCHANGE | BITS_128;

  private static final int REQUEST_TARGET = 0x4;

  /**
   * What is taken of the server's offer (MS-NLMP 2.2.2.5): Unicode, NTLM, messages signed, extended
   * session security, target information, a version; neither sealing nor 56 bits.
   */
  private static final int TAKEN = 0x62988255;

  private static final byte[] VERSION = {5, 2, (byte) 0xce, 0x0e, 0, 0, 0, 15};
  private static final int PAYLOAD = 72;
  private static final int SEQUENCE = 100;

  private final byte[] token;
  private final Direction ours;
  private final Direction theirs;

  private NtlmSession(byte[] token, byte[] exported) throws GeneralSecurityException {
    this.token = token;
    ours = new Direction(exported, "client-to-server");
    theirs = new Direction(exported, "server-to-client");
  }

  /**
   * Who signs in.
   *
   * @param domain the directory's short or long name; may be empty
   * @param workstation what this phone calls itself
   */
  public record Account(String domain, String user, Secret password, String workstation) {}

  /**
   * Answers a server's challenge.
   *
   * @param challenge its {@code gssapi-data}, decoded
   * @param time now in 100 ns since 1601, little endian; the server's own goes before it
   * @param chance fills octets with values that never come again
   * @return empty if the octets are no challenge, or one that is too weak to sign messages with
   */
  public static Optional<NtlmSession> answer(
      byte[] challenge, Account account, byte[] time, Consumer<byte[]> chance) {
    Optional<NtlmChallenge> read = NtlmChallenge.read(challenge);
    if (read.isEmpty() || (read.get().flags() & NEEDED) != NEEDED) {
      return Optional.empty();
    }
    byte[] client = new byte[8];
    byte[] exported = new byte[16];
    chance.accept(client);
    chance.accept(exported);
    try {
      return Optional.of(
          new NtlmSession(token(read.get(), account, time, client, exported), exported));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform lacks an algorithm of NTLM", e);
    }
  }

  private static byte[] token(
      NtlmChallenge challenge, Account account, byte[] now, byte[] client, byte[] exported)
      throws GeneralSecurityException {
    byte[] key =
        hmac(
            Md4.hash(utf16(account.password().reveal())),
            utf16(account.user().toUpperCase(Locale.ROOT) + account.domain()));
    byte[] time = challenge.time().orElse(now);
    byte[] temp =
        joined(
            new byte[] {1, 1, 0, 0, 0, 0, 0, 0},
            time,
            client,
            new byte[4],
            challenge.target(),
            new byte[4]);
    byte[] proof = hmac(key, joined(challenge.server(), temp));
    byte[] base = hmac(key, proof);
    // Who tells the time wants no LM answer (MS-NLMP 3.1.5.1.2).
    byte[] lm =
        challenge.time().isPresent()
            ? new byte[24]
            : joined(hmac(key, joined(challenge.server(), client)), client);
    byte[] domain = utf16(account.domain());
    byte[] user = utf16(account.user());
    byte[] workstation = utf16(account.workstation());
    byte[] nt = joined(proof, temp);
    byte[] sessionKey = rc4(base, exported);
    ByteBuffer out =
        ByteBuffer.allocate(
                PAYLOAD
                    + domain.length
                    + user.length
                    + workstation.length
                    + lm.length
                    + nt.length
                    + sessionKey.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(NtlmChallenge.SIGNATURE).putInt(3);
    int names = PAYLOAD + domain.length + user.length + workstation.length;
    field(out, lm, names);
    field(out, nt, names + lm.length);
    field(out, domain, PAYLOAD);
    field(out, user, PAYLOAD + domain.length);
    field(out, workstation, PAYLOAD + domain.length + user.length);
    field(out, sessionKey, names + lm.length + nt.length);
    out.putInt(challenge.flags() & TAKEN | REQUEST_TARGET).put(VERSION);
    out.put(domain).put(user).put(workstation).put(lm).put(nt).put(sessionKey);
    return out.array();
  }

  private static void field(ByteBuffer out, byte[] value, int offset) {
    out.putShort((short) value.length).putShort((short) value.length).putInt(offset);
  }

  /** {@return the AUTHENTICATE_MESSAGE for {@code gssapi-data}} */
  public byte[] token() {
    return token.clone();
  }

  /** {@return the signature of a text of ours, in hexadecimal} */
  public String sign(String text) {
    return HexFormat.of().formatHex(ours.sign(text));
  }

  /** {@return whether a signature is the server's under a text} */
  public boolean verified(String text, String signature) {
    return MessageDigest.isEqual(
        HexFormat.of().formatHex(theirs.sign(text)).getBytes(StandardCharsets.US_ASCII),
        signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
  }

  /** The keys of one direction (MS-NLMP 3.4.5). */
  private static final class Direction {
    private final byte[] signing;
    private final byte[] sealing;

    Direction(byte[] exported, String name) throws GeneralSecurityException {
      signing = key(exported, name + " signing");
      sealing = key(exported, name + " sealing");
    }

    private static byte[] key(byte[] exported, String what) throws GeneralSecurityException {
      String magic = "session key to " + what + " key magic constant\0";
      return md5(exported, magic.getBytes(StandardCharsets.US_ASCII));
    }

    /** MS-NLMP 3.4.4.2, without a connection: the sealing key is made anew for the number. */
    byte[] sign(String text) {
      byte[] number = {SEQUENCE, 0, 0, 0};
      try {
        byte[] digest = hmac(signing, joined(number, text.getBytes(StandardCharsets.UTF_8)));
        byte[] sealed = rc4(md5(sealing, number), Arrays.copyOf(digest, 8));
        return joined(new byte[] {1, 0, 0, 0}, sealed, number);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the platform lacks an algorithm of NTLM", e);
      }
    }
  }

  private static byte[] utf16(String text) {
    return text.getBytes(StandardCharsets.UTF_16LE);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(key, "HmacMD5"));
    return mac.doFinal(data);
  }

  private static byte[] md5(byte[]... parts) throws GeneralSecurityException {
    return MessageDigest.getInstance("MD5").digest(joined(parts));
  }

  private static byte[] rc4(byte[] key, byte[] data) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ARCFOUR");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
    return cipher.doFinal(data);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

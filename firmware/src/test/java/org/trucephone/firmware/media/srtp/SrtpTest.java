package org.trucephone.firmware.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trucephone.firmware.media.rtp.RtpHeader;

class SrtpTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEY = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
  private static final byte[] SALT = HEX.parseHex("0ec675ad498afeebb6960b3aabe6");
  private static final SrtpKey RFC_3711 = new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, KEY, SALT);

  @Test
  void keyStreamOfRfc3711B2() {
    byte[] b = new byte[32];
    new KeyStream(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"))
        .xor(HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000"), b, 0, 32);
    assertEquals(
        "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab", HEX.formatHex(b));
  }

  @Test
  void keysOfRfc3711B3() {
    assertEquals(
        "c61e7a93744f39ee10734afe3ff7a087",
        HEX.formatHex(KeyDerivation.derive(RFC_3711, KeyDerivation.RTP_CIPHER, 16)));
    assertEquals(
        "30cbbc08863d8c85d49db34a9ae1",
        HEX.formatHex(KeyDerivation.derive(RFC_3711, KeyDerivation.RTP_SALT, 14)));
    assertEquals(
        "cebe321f6ff7716b6fd4ab49af256a156d38baa4",
        HEX.formatHex(KeyDerivation.derive(RFC_3711, KeyDerivation.RTP_TAG, 20)));
  }

  @Test
  void keysOfRfc6188Section7() {
    SrtpKey master =
        new SrtpKey(
            SrtpSuite.AES_256_CM_HMAC_SHA1_80,
            HEX.parseHex("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6"),
            HEX.parseHex("3b04803de51ee7c96423ab5b78d2"));
    assertEquals(
        "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4",
        HEX.formatHex(KeyDerivation.derive(master, KeyDerivation.RTP_CIPHER, 32)));
    assertEquals(
        "fa31791685ca444a9e07c6c64e93",
        HEX.formatHex(KeyDerivation.derive(master, KeyDerivation.RTP_SALT, 14)));
    assertEquals(
        "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05",
        HEX.formatHex(KeyDerivation.derive(master, KeyDerivation.RTP_TAG, 20)));
  }

  @Test
  void wholePacketAsOthersSealIt() {
    byte[] b = new byte[64];
    byte[] plain = HEX.parseHex("800f1234decafbadcafebabe" + "ab".repeat(16));
    System.arraycopy(plain, 0, b, 0, plain.length);
    int length = new SrtpSender(RFC_3711).seal(b, 0, plain.length);
    assertEquals(
        "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
        HEX.formatHex(b, 0, length));
  }

  @ParameterizedTest
  @EnumSource
  void everySuiteOpensWhatItSealed(SrtpSuite suite) {
    SrtpKey key = key(suite, 7);
    SrtpSender sender = new SrtpSender(key);
    SrtpReceiver receiver = new SrtpReceiver(key);
    byte[] b = new byte[256];
    for (int n = 0; n < 200_000; n += 97) { // over three roll-overs, with loss
      byte[] plain = packet(n, 160);
      System.arraycopy(plain, 0, b, 0, plain.length);
      int sealed = sender.seal(b, 0, plain.length);
      assertEquals(plain.length + suite.tagLength(), sealed);
      assertFalse(Arrays.equals(plain, 12, 172, b, 12, 172));
      assertEquals(plain.length, receiver.open(b, 0, sealed));
      assertArrayEquals(plain, Arrays.copyOf(b, plain.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySuiteOpensReports(SrtpSuite suite) {
    SrtpKey key = new SrtpKey(suite, key(suite, 3).key(), key(suite, 3).salt(), 2, 0x0102);
    SrtpSender sender = new SrtpSender(key);
    SrtpReceiver receiver = new SrtpReceiver(key);
    byte[] plain = HEX.parseHex("80c80006cafebabe" + "11".repeat(20));
    byte[] b = Arrays.copyOf(plain, 128);
    int sealed = sender.sealReport(b, 0, plain.length);
    byte[] again = b.clone();
    assertEquals(plain.length, receiver.openReport(b, 0, sealed));
    assertArrayEquals(plain, Arrays.copyOf(b, plain.length));
    assertEquals(SrtpStatus.REPLAYED.code(), receiver.openReport(again, 0, sealed));
    again[20] ^= 1;
    assertEquals(SrtpStatus.FORGED.code(), new SrtpReceiver(key).openReport(again, 0, sealed));
  }

  @ParameterizedTest
  @EnumSource
  void keyIdentifierOfDeclaredLengthIsTakenOut(SrtpSuite suite) {
    SrtpKey key = new SrtpKey(suite, key(suite, 5).key(), key(suite, 5).salt(), 1, 1);
    byte[] plain = packet(17, 40);
    byte[] b = Arrays.copyOf(plain, 128);
    int sealed = new SrtpSender(key).seal(b, 0, plain.length);
    assertEquals(plain.length + 1 + suite.tagLength(), sealed);
    assertEquals(1, b[suite.aead() ? sealed - 1 : plain.length]);
    assertEquals(plain.length, new SrtpReceiver(key).open(b, 0, sealed));
    assertArrayEquals(plain, Arrays.copyOf(b, plain.length));
  }

  @Test
  void forgedReplayedAndShortPacketsStayOut() {
    SrtpKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1);
    SrtpSender sender = new SrtpSender(key);
    SrtpReceiver receiver = new SrtpReceiver(key);
    byte[] b = Arrays.copyOf(packet(1000, 20), 64);
    int sealed = sender.seal(b, 0, 32);
    byte[] kept = b.clone();
    assertEquals(32, receiver.open(b, 0, sealed));
    assertEquals(SrtpStatus.REPLAYED.code(), receiver.open(kept.clone(), 0, sealed));
    for (int i = 0; i < sealed; i++) {
      byte[] bad = kept.clone();
      bad[i] ^= 0x40;
      assertTrue(new SrtpReceiver(key).open(bad, 0, sealed) < 0, "octet " + i);
    }
    for (int length = 0; length < sealed; length++) {
      assertTrue(new SrtpReceiver(key).open(kept.clone(), 0, length) < 0, "length " + length);
    }
    assertTrue(
        new SrtpReceiver(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 2)).open(kept, 0, sealed) < 0);
  }

  @Test
  void reorderedAcrossTheRollOver() {
    SrtpKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 9);
    SrtpSender sender = new SrtpSender(key);
    SrtpReceiver receiver = new SrtpReceiver(key);
    byte[][] sealed = new byte[8][];
    for (int i = 0; i < 8; i++) {
      byte[] b = Arrays.copyOf(packet(65532 + i, 20), 42);
      sender.seal(b, 0, 32);
      sealed[i] = b;
    }
    for (int i : new int[] {0, 2, 5, 1, 4, 3, 7, 6}) {
      assertEquals(32, receiver.open(sealed[i], 0, 42), "packet " + i);
    }
  }

  @Test
  void noiseIsNeverLetInAndNeverThrows() {
    Random random = new Random(4711);
    for (SrtpSuite suite : SrtpSuite.values()) {
      SrtpReceiver receiver = new SrtpReceiver(key(suite, 1));
      for (int i = 0; i < 20_000; i++) {
        byte[] b = new byte[random.nextInt(200)];
        random.nextBytes(b);
        if (b.length > 0 && random.nextBoolean()) {
          b[0] = (byte) (0x80 | b[0] & 0x3f);
        }
        assertTrue(receiver.open(b, 0, b.length) < 0);
        assertTrue(receiver.openReport(b, 0, b.length) < 0);
      }
    }
  }

  @Test
  void counterModeAllocatesNothing() {
    SrtpKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80, 1);
    SrtpSender sender = new SrtpSender(key);
    SrtpReceiver receiver = new SrtpReceiver(key);
    byte[] b = new byte[256];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // What the virtual machine itself allocates while it compiles is no packet's: of several runs
    // one must be clean. What a packet allocates shows in each.
    long least = Long.MAX_VALUE;
    for (int run = 0, n = 0; run < 8 && least > 0; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++, n++) {
        RtpHeader.write(b, 0, false, 0, n & 0xffff, n * 160, 42);
        receiver.open(b, 0, sender.seal(b, 0, 172));
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least);
  }

  @Test
  void linesOfRfc4568() {
    CryptoLine line =
        CryptoLine.parse(
            "1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32");
    assertNotNull(line);
    assertEquals("774466766726542b2978473740666235", HEX.formatHex(line.key().key()));
    assertEquals("6a552c5261417d5c7c7030252a23", HEX.formatHex(line.key().salt()));
    assertEquals(32, line.key().mkiLength());
    assertEquals(
        "1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj", line.value());
    assertFalse(line.toString().contains("d0Rm"));
  }

  @Test
  void linesWeMustNotTake() {
    String key = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    assertNull(CryptoLine.parse("1 F8_128_HMAC_SHA1_80 " + key));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 " + key + " UNENCRYPTED_SRTP"));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 " + key + " UNAUTHENTICATED_SRTP"));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 inline:short"));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 inline:***"));
    assertNull(CryptoLine.parse("x AES_CM_128_HMAC_SHA1_80 " + key));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80"));
    assertNull(CryptoLine.parse(""));
    assertNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 " + key + "|2^20|1:999"));
    assertNotNull(CryptoLine.parse("1 AES_CM_128_HMAC_SHA1_80 " + key + " WSH=128"));
  }

  private static SrtpKey key(SrtpSuite suite, int seed) {
    Random random = new Random(seed);
    byte[] key = new byte[suite.keyLength()];
    byte[] salt = new byte[suite.saltLength()];
    random.nextBytes(key);
    random.nextBytes(salt);
    return new SrtpKey(suite, key, salt);
  }

  private static byte[] packet(int number, int payload) {
    byte[] b = new byte[RtpHeader.LENGTH + payload];
    new Random(number).nextBytes(b);
    RtpHeader.write(b, 0, false, 0, number & 0xffff, number * 160, 0x1234);
    return b;
  }
}

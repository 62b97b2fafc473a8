package org.trucephone.firmware.media.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.stun.Stun.Kind;

/** The test vectors of RFC 5769, and damage. */
class StunTest {
  private static final byte[] KEY = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.UTF_8);

  /** RFC 5769 2.1. */
  private static final byte[] REQUEST =
      hex(
          """
          000100582112a442b7e7a701bc34d686fa87dfae
          802200105354554e207465737420636c69656e74
          002400046e0001ff
          80290008932ff9b151263b36
          000600096576746a3a68367659202020
          000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
          80280004e57a3bcf
          """);

  /** RFC 5769 2.2. */
  private static final byte[] RESPONSE_4 =
      hex(
          """
          0101003c2112a442b7e7a701bc34d686fa87dfae
          8022000b7465737420766563746f7220
          002000080001a147e112a643
          000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7
          80280004c07d4c96
          """);

  /** RFC 5769 2.3. */
  private static final byte[] RESPONSE_6 =
      hex(
          """
          010100482112a442b7e7a701bc34d686fa87dfae
          8022000b7465737420766563746f7220
          002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9
          00080014a382954e4be67bf11784c97c8292c275bfe3ed41
          80280004c8fb0b4c
          """);

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  private static StunMessage read(byte[] b) {
    StunMessage message = StunMessage.parse(b, b.length);
    assertNotNull(message);
    return message;
  }

  @Test
  void theSampleRequest() {
    StunMessage m = read(REQUEST);
    assertEquals(Kind.REQUEST, m.kind());
    assertEquals(Stun.BINDING, m.method());
    assertEquals("STUN test client", m.text(Stun.SOFTWARE));
    assertEquals("evtj:h6vY", m.text(Stun.USERNAME));
    assertEquals(0x6e0001ffL, m.number(Stun.PRIORITY, 0));
    assertEquals(0x932ff9b151263b36L, m.number(Stun.ICE_CONTROLLED, 0));
    assertTrue(m.signedWith(KEY));
    assertFalse(m.signedWith("VOkJxbRl1RmTxUk/WvJxBu".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSampleResponses() throws Exception {
    StunMessage four = read(RESPONSE_4);
    assertEquals(Kind.SUCCESS, four.kind());
    assertEquals(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32853), four.mapped());
    assertTrue(four.signedWith(KEY));
    StunMessage six = read(RESPONSE_6);
    assertEquals(
        new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1234:5678:11:2233:4455:6677"), 32853),
        six.mapped());
    assertTrue(six.signedWith(KEY));
    assertTrue(six.answers(read(REQUEST).id()));
  }

  @Test
  void whatWeWriteIsReadBack() {
    byte[] id = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    InetSocketAddress where = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 4000);
    byte[] b =
        new StunWriter(Kind.ERROR, id)
            .error(487, "Role Conflict")
            .number(Stun.ICE_CONTROLLING, -2L)
            .flag(Stun.USE_CANDIDATE)
            .mapped(where)
            .signed(KEY);
    StunMessage m = read(b);
    assertEquals(Kind.ERROR, m.kind());
    assertEquals(487, m.error());
    assertEquals(-2, m.number(Stun.ICE_CONTROLLING, 0));
    assertTrue(m.has(Stun.USE_CANDIDATE));
    assertEquals(where, m.mapped());
    assertTrue(m.signedWith(KEY));
    assertArrayEquals(id, m.id());
    assertEquals(0, m.number(Stun.PRIORITY, 0));
    assertNull(m.text(Stun.USERNAME));
  }

  @Test
  void theSampleIsWrittenOctetForOctetButForItsPadding() {
    byte[] id = read(RESPONSE_4).id();
    byte[] ours =
        new StunWriter(Kind.SUCCESS, id)
            .text(Stun.SOFTWARE, "test vector")
            .mapped(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32853))
            .signed(KEY);
    assertEquals(RESPONSE_4.length, ours.length);
    assertEquals("test vector", read(ours).text(Stun.SOFTWARE));
    assertArrayEquals(
        java.util.Arrays.copyOf(RESPONSE_4, 35), java.util.Arrays.copyOf(ours, 35)); // then a blank
  }

  @Test
  void aFlippedBitIsNeverBelieved() {
    for (int bit = 0; bit < (REQUEST.length - 8) * 8; bit++) { // FINGERPRINT is no signature
      byte[] b = REQUEST.clone();
      b[bit / 8] ^= (byte) (1 << bit % 8);
      StunMessage m = StunMessage.parse(b, b.length);
      assertTrue(m == null || !m.signedWith(KEY), "bit " + bit);
    }
  }

  @Test
  void whatIsAddedAfterTheSignatureDoesNotCount() {
    byte[] plain =
        new StunWriter(Kind.REQUEST, new byte[12]).text(Stun.USERNAME, "a:b").signed(KEY);
    byte[] cut = java.util.Arrays.copyOf(plain, plain.length - 8 + 4); // no FINGERPRINT, one more
    cut[plain.length - 8] = 0;
    cut[plain.length - 7] = Stun.USE_CANDIDATE;
    cut[plain.length - 6] = 0;
    cut[plain.length - 5] = 0;
    cut[3] = (byte) (cut.length - 20);
    StunMessage m = read(cut);
    assertTrue(m.signedWith(KEY));
    assertFalse(m.has(Stun.USE_CANDIDATE));
  }

  @Test
  void rubbishIsNoMessage() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      byte[] b = REQUEST.clone();
      for (int k = random.nextInt(8); k >= 0; k--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(b.length + 1) : b.length;
      StunMessage m = StunMessage.parse(b, length);
      if (m != null) {
        m.text(Stun.USERNAME);
        m.mapped();
        m.error();
        m.number(Stun.PRIORITY, 0);
        m.signedWith(KEY);
      }
    }
    assertNull(StunMessage.parse(new byte[0], 0));
    assertNull(StunMessage.parse(new byte[20], 20));
  }
}

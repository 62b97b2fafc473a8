package org.trucephone.provisioning.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpPacketTest {
  @Test
  void aRequestWithOptionsReadsLikeTheStandard() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("blksize", "1428");
    options.put("tsize", "0");
    byte[] bytes = new TftpPacket.Request(false, "a.xml", "octet", options).encode();
    assertEquals(
        "0001"
            + "612e786d6c00"
            + "6f6374657400"
            + "626c6b73697a6500"
            + "3134323800"
            + "7473697a6500"
            + "3000",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void everyKindIsReadBackFromTheMiddleOfABuffer() throws Exception {
    TftpPacket[] packets = {
      new TftpPacket.Request(true, "x", "netascii", Map.of()),
      new TftpPacket.Ack(65535),
      new TftpPacket.Fault(8, "no options"),
      new TftpPacket.OptionAck(Map.of("tsize", "77")),
    };
    for (TftpPacket packet : packets) {
      byte[] bytes = packet.encode();
      byte[] buffer = new byte[bytes.length + 11];
      System.arraycopy(bytes, 0, buffer, 7, bytes.length);
      assertEquals(packet, TftpPacket.decode(buffer, 7, bytes.length));
    }
    byte[] data = {9, 9, 0, 3, (byte) 0xff, (byte) 0xfe, 1, 2, 3, 9};
    TftpPacket.Data read = (TftpPacket.Data) TftpPacket.decode(data, 2, 7);
    assertEquals(0xfffe, read.block());
    assertArrayEquals(new byte[] {1, 2, 3}, read.payload());
  }

  @ParameterizedTest
  @CsvSource({
    "00",
    "0003",
    "000700010000",
    "0001610061",
    "000161006f6374657400626c6b00",
    "00066100",
    "0000000000"
  })
  void whatIsNoPacketIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThrows(
        TftpPacket.MalformedException.class, () -> TftpPacket.decode(bytes, 0, bytes.length));
  }

  @Test
  void anErrorTextWithoutItsClosingZeroIsStillRead() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("000500016e6f");
    assertEquals(new TftpPacket.Fault(1, "no"), TftpPacket.decode(bytes, 0, bytes.length));
  }

  @Test
  void noBytesAtAllBringMoreThanAMalformedException() {
    SplittableRandom random = new SplittableRandom(42);
    int malformed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = 0;
        bytes[1] = (byte) random.nextInt(8);
      }
      try {
        TftpPacket.decode(bytes, 0, bytes.length).encode();
      } catch (TftpPacket.MalformedException e) {
        malformed++;
      }
    }
    assertEquals(true, malformed > 1000, "malformed: " + malformed);
  }
}

package org.trucephone.provisioning.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option, in the spellings servers use. */
class DhcpHintsTest {
  private static final String MAC = "001122334455";
  private static final int XID = 0x11223344;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // option, value, folder, file, persona
        "66 | 10.0.0.5 | tftp://10.0.0.5/ | | auto",
        "66 | pbx.example.net | tftp://pbx.example.net/ | | auto",
        "66 | 10.0.0.5/phones | tftp://10.0.0.5/phones/ | | auto",
        "66 | http://10.0.0.5:8081/p | http://10.0.0.5:8081/p/ | | auto",
        "66 | https://pbx/app/provision/ | https://pbx/app/provision/ | | auto",
        "66 | http://pbx/p/{mac}.cfg | http://pbx/p/ | 001122334455.cfg | auto",
        "66 | http://pbx/p/$MA.xml | http://pbx/p/ | 001122334455.xml | auto",
        "66 | tftp://pbx/spa$PSN.cfg | tftp://pbx/ | | auto",
        "66 | http://pbx/000000000000.cfg | http://pbx/ | 000000000000.cfg | auto",
        "66 | http://pbx/prov/index.php?mac={mac} | http://pbx/prov/ | index.php?mac=001122334455 | auto",
        "159 | http://pbx/a/ | http://pbx/a/ | | auto",
        "160 | https://pbx/b | https://pbx/b/ | | auto",
        "43 | http://pbx/ST2030S.inf | http://pbx/ | ST2030S.inf | auto",
        "242 | HTTPSRVR=10.0.0.7,HTTPPORT=81,HTTPDIR=avaya | http://10.0.0.7:81/avaya/ | | avaya",
        "242 | MCIPADD=10.0.0.1,TLSSRVR=pbx,L2QVLAN=5 | https://pbx/ | | avaya",
        "176 | TFTPSRVR=10.0.0.8 | tftp://10.0.0.8/ | | avaya",
        "67 | http://pbx/x/{mac}.xml | http://pbx/x/ | 001122334455.xml | auto",
        "150 | 10.0.0.9 | tftp://10.0.0.9/ | | auto",
      })
  void aTextIsAPlace(int option, String value, String server, String file, String persona) {
    List<Place> places = places(Map.of(option, value.getBytes(StandardCharsets.UTF_8)), "", "");
    assertEquals(1, places.size(), places.toString());
    assertEquals(server, places.getFirst().server().toString());
    assertEquals(file, places.getFirst().file());
    assertEquals(persona, places.getFirst().persona());
  }

  @Test
  void option150IsAListOfAddresses() {
    List<Place> places = places(Map.of(150, new byte[] {10, 0, 0, 5, 10, 0, 0, 6}), "", "");
    assertEquals(
        List.of("tftp://10.0.0.5/", "tftp://10.0.0.6/"),
        places.stream().map(p -> p.server().toString()).toList());
  }

  @Test
  void subOptionsOf43And125AreReadAndEnterpriseNumbersAreNoAddresses() {
    assertEquals(
        List.of("http://a/"), servers(43, sub(2, "http://a/"), sub(3, "1")), "Aastra's space");
    assertEquals(List.of(), servers(43, sub(1, "6889")), "Avaya's number");
    assertEquals(List.of("tftp://10.1.1.1/"), servers(43, sub(66, "10.1.1.1")));
    byte[] url = sub(1, "http://v/");
    byte[] v125 =
        ByteBuffer.allocate(5 + url.length).putInt(9999).put((byte) url.length).put(url).array();
    assertEquals(List.of("http://v/"), servers(125, v125));
    byte[] acs =
        ByteBuffer.allocate(5 + url.length).putInt(3561).put((byte) url.length).put(url).array();
    assertEquals(List.of(), servers(125, acs), "a management server is no file server");
  }

  @Test
  void theBootFileStandsAtTheNextServerOrAtOption66() {
    List<Place> places = places(Map.of(), "10.0.0.4", "sipconfig.txt");
    assertEquals("tftp://10.0.0.4/", places.get(0).server().toString());
    assertEquals("sipconfig.txt", places.get(0).file());
    assertEquals("DHCP next server", places.get(1).origin());
    Place both =
        places(
                Map.of(
                    66,
                    "10.0.0.9".getBytes(StandardCharsets.UTF_8),
                    67,
                    "snom/{mac}.xml".getBytes(StandardCharsets.UTF_8)),
                "",
                "")
            .getFirst();
    assertEquals("tftp://10.0.0.9/snom/", both.server().toString());
    assertEquals("001122334455.xml", both.file());
  }

  @Test
  void sipServersAreAddressesOrNames() {
    DhcpMessage one = answer(Map.of(120, new byte[] {1, 10, 0, 0, 5}), "", "");
    assertEquals(List.of("10.0.0.5"), DhcpHints.sipServers(one));
    byte[] name = HexFormat.of().parseHex("0003706278076578616d706c65036e657400");
    assertEquals(
        List.of("pbx.example.net"), DhcpHints.sipServers(answer(Map.of(120, name), "", "")));
    assertEquals(List.of(), DhcpHints.sipServers(answer(Map.of(120, new byte[] {0, 60}), "", "")));
  }

  @Test
  void theQuestionHasTheShapeOfTheStandard() {
    byte[] ask = DhcpMessage.ask(DhcpMessage.DISCOVER, XID, MAC, new byte[] {10, 0, 0, 2}, "Truce");
    HexFormat hex = HexFormat.of();
    assertEquals("01010600" + "11223344" + "00008000" + "00000000", hex.formatHex(ask, 0, 16));
    assertEquals(MAC, hex.formatHex(ask, 28, 34));
    assertEquals("63825363" + "350101", hex.formatHex(ask, 236, 243));
    assertTrue(
        hex.formatHex(ask)
            .contains("3c05" + hex.formatHex("Truce".getBytes(StandardCharsets.US_ASCII))));
    byte[] inform = DhcpMessage.ask(DhcpMessage.INFORM, XID, MAC, new byte[] {10, 0, 0, 2}, "");
    assertArrayEquals(new byte[] {10, 0, 0, 2}, Arrays.copyOfRange(inform, 12, 16));
  }

  @Test
  void partsOfALongOptionAreOneAndOverloadedFieldsHoldOptions() {
    byte[] half = "http://pbx.example".getBytes(StandardCharsets.UTF_8);
    byte[] rest = ".net/p/".getBytes(StandardCharsets.UTF_8);
    ByteBuffer packet = ByteBuffer.allocate(600);
    packet.put(0, (byte) 2).putInt(4, XID);
    packet.position(236).put(HexFormat.of().parseHex("63825363350102340101"));
    packet.put((byte) 66).put((byte) half.length).put(half);
    packet.put((byte) 66).put((byte) rest.length).put(rest).put((byte) 255);
    packet
        .position(108)
        .put((byte) 160)
        .put((byte) 10)
        .put("tftp://h/a".getBytes(StandardCharsets.UTF_8));
    packet.put((byte) 255);
    DhcpMessage read = DhcpMessage.read(packet.array(), 600, XID).orElseThrow();
    assertEquals(
        List.of("tftp://h/a/", "http://pbx.example.net/p/"),
        DhcpHints.places(read, MAC).stream().map(p -> p.server().toString()).toList());
    assertEquals("", read.bootFile());
  }

  @Test
  void damagedAnswersAreReadAsFarAsTheyGoAndNeverThrow() {
    Random random = new Random(42);
    byte[] good =
        packet(
            Map.of(
                43,
                sub(2, "http://a/"),
                120,
                new byte[] {0, 3, 'p', 'b', 'x', 0},
                125,
                new byte[] {0, 0, 1, 1, 9, 1, 7, 'h', 't', 't', 'p', ':', '/', '/'}),
            "10.0.0.1",
            "f.cfg");
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        bad[240 + random.nextInt(80)] = (byte) random.nextInt();
      }
      DhcpMessage.read(bad, 200 + random.nextInt(bad.length - 200), XID)
          .ifPresent(m -> {
            DhcpHints.places(m, MAC);
            DhcpHints.sipServers(m);
          });
    }
    assertTrue(DhcpMessage.read(good, 100, XID).isEmpty());
    assertTrue(DhcpMessage.read(good, good.length, XID + 1).isEmpty(), "another's answer");
  }

  @Test
  void aPlaceThatIsNoneIsLeftOut() {
    assertNull(DhcpHints.place("ftp://h/", MAC, "auto", ""));
    assertNull(DhcpHints.place("http://", MAC, "auto", ""));
    assertNull(DhcpHints.place("two words", MAC, "auto", ""));
  }

  private static List<String> servers(int option, byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return places(Map.of(option, all.toByteArray()), "", "").stream()
        .map(p -> p.server().toString())
        .toList();
  }

  private static byte[] sub(int code, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + text.length)
        .put((byte) code)
        .put((byte) text.length)
        .put(text)
        .array();
  }

  private static List<Place> places(Map<Integer, byte[]> options, String next, String file) {
    return DhcpHints.places(answer(options, next, file), MAC);
  }

  private static DhcpMessage answer(Map<Integer, byte[]> options, String next, String file) {
    byte[] bytes = packet(options, next, file);
    return DhcpMessage.read(bytes, bytes.length, XID).orElseThrow();
  }

  private static byte[] packet(Map<Integer, byte[]> options, String next, String file) {
    ByteBuffer out = ByteBuffer.allocate(600);
    out.put(0, (byte) 2).putInt(4, XID);
    if (!next.isEmpty()) {
      String[] parts = next.split("\\.");
      for (int i = 0; i < 4; i++) {
        out.put(20 + i, (byte) Integer.parseInt(parts[i]));
      }
    }
    out.position(108).put(file.getBytes(StandardCharsets.US_ASCII));
    out.position(236).put(HexFormat.of().parseHex("63825363350102"));
    options.forEach(
        (code, value) -> out.put((byte) (int) code).put((byte) value.length).put(value));
    return out.put((byte) 255).array();
  }
}

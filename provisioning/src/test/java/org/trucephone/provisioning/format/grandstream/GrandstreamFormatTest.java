package org.trucephone.provisioning.format.grandstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class GrandstreamFormatTest {
  private final ParsedFile file = Fixtures.read("grandstream/cfg001122334455.xml");

  @Test
  void anAccountIsTakenFromItsNumbers() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann", a.displayNameOr(""));
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 0), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals("*98", Setting.value(a.voicemail()));
  }

  @Test
  void theRegistrationTimeIsInMinutes() {
    Account a = file.settings().accounts().get(0);
    assertEquals(Duration.ofMinutes(5), a.expiresOr(Duration.ZERO));
  }

  @Test
  void furtherAccountsHaveNumbersAndAliasesOfTheirOwn() {
    Account second = file.settings().accounts().get(1);
    assertFalse(second.enabled());
    assertEquals("202", second.userOr(""));
    assertNull(second.registrar(), "a lone colon is no server");
    Account third = file.settings().accounts().get(2);
    assertEquals("205", third.userOr(""));
    assertEquals(Fixtures.SECRET, third.passwordOrEmpty().reveal());
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals(DtmfMode.INFO, Setting.value(g.dtmf()));
    assertEquals(MediaSecurity.REQUIRED, Setting.value(g.mediaSecurity()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals(603, Setting.value(g.rejectStatus()));
    assertEquals(false, Setting.value(g.callWaiting()), "P91 switches it off");
    assertEquals(new PortRange(5004, 5203), Setting.value(g.rtpPorts()));
  }

  @Test
  void multiPurposeKeysFollowTheVirtualOnes() {
    List<LineKey> keys = file.settings().keys();
    assertEquals(List.of("204", "203"), keys.stream().map(LineKey::value).toList());
    assertEquals(List.of(2, 3), keys.stream().map(LineKey::index).toList());
    assertEquals(KeyType.BLF, keys.get(1).type());
    assertEquals(1, keys.get(1).line());
  }

  @Test
  void whatIsNotKnownIsTold() {
    assertEquals(2, file.count(Outcome.UNKNOWN));
  }

  @Test
  void theTextFormIsReadToo() {
    ParsedFile text = Fixtures.read("grandstream/template.txt");
    Account a = text.settings().accounts().get(0);
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("xx.|*xx.T", Setting.value(text.settings().general().dialPlan()));
    assertEquals(7, text.findings().get(0).line());
  }

  @Test
  void anotherPhonesFileIsTold() {
    byte[] bytes =
        Fixtures.file("grandstream/cfg001122334455.xml").getBytes(StandardCharsets.UTF_8);
    ParsedFile other = Formats.parse("cfg.xml", bytes, new ParseContext("", "00aabbccddee"));
    assertEquals(Finding.Kind.INVALID, other.findings().get(0).kind());
  }

  /** Length in words, checksum, address, two line ends, then pairs as in a URL. */
  private static byte[] packed(String pairs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] body = pairs.getBytes(StandardCharsets.ISO_8859_1);
    int length = (16 + body.length + 3) / 4 * 4;
    byte[] file = new byte[length];
    System.arraycopy(body, 0, file, 16, body.length);
    int words = length / 2;
    file[2] = (byte) (words >> 8);
    file[3] = (byte) words;
    byte[] mac = {0, 0x11, 0x22, 0x33, 0x44, 0x55};
    System.arraycopy(mac, 0, file, 6, 6);
    file[12] = '\r';
    file[13] = '\n';
    file[14] = '\r';
    file[15] = '\n';
    int sum = 0;
    for (int i = 0; i < length; i += 2) {
      sum += ((file[i] & 0xff) << 8) | (file[i + 1] & 0xff);
    }
    int check = -sum & 0xffff;
    file[4] = (byte) (check >> 8);
    file[5] = (byte) check;
    out.writeBytes(file);
    return out.toByteArray();
  }

  @Test
  void theBinaryFormIsUnpackedAndItsChecksumHolds() {
    byte[] bytes = packed("P35=201&P34=sw0rd%26fish&P47=pbx.example.net&gnkey=0b82");
    ParsedFile file = Formats.parse("cfg001122334455", bytes, ParseContext.NONE);
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("sw0rd&fish", a.passwordOrEmpty().reveal());
    assertEquals("pbx.example.net", a.hostOr(""));
    assertTrue(file.findings().isEmpty(), file.findings().toString());
    bytes[20] ^= 1;
    assertEquals(
        Finding.Kind.RECOVERED,
        Formats.parse("cfg001122334455", bytes, ParseContext.NONE).findings().get(0).kind());
  }
}

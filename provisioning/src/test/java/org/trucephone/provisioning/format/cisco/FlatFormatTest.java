package org.trucephone.provisioning.format.cisco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class FlatFormatTest {
  private final ParsedFile file = Fixtures.read("flat/001122334455.xml");

  @Test
  void anAccountIsTakenOverWhole() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann & Bob", a.displayNameOr(""));
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 5060), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
  }

  @Test
  void whatIsSwitchedOffIsNotUsed() {
    Account second = file.settings().accounts().get(1);
    assertNull(second.authUser());
    assertNull(second.outboundProxy());
  }

  @Test
  void functionsOfKeysAreRead() {
    List<LineKey> keys = file.settings().keys();
    assertEquals(List.of(1, 2, 102), keys.stream().map(LineKey::index).toList());
    assertEquals(KeyType.BLF, keys.get(1).type());
    assertEquals("203", keys.get(1).value());
    assertEquals("*8", keys.get(1).pickup());
    assertEquals("204", keys.get(2).value());
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals(List.of("ntp1.example.net", "ntp2.example.net"), Setting.value(g.ntp()));
    assertEquals(46, Setting.value(g.dscpMedia()));
    assertEquals("*98", Setting.value(g.voicemail()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals(1, file.count(Outcome.UNKNOWN));
  }

  @Test
  void rulesNameTheFilesThatFollow() {
    byte[] bytes = Fixtures.file("flat/001122334455.xml").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(
            "8851-3PCC.xml",
            "http://pbx.example.net/001122334455.xml",
            "http://pbx.example.net/new.xml"),
        new FlatFormat().includes(bytes, new ParseContext("CP-8851-3PCC", "001122334455")));
  }

  @Test
  void macrosAreExpandedOnceAndUnknownOnesStay() {
    ParseContext context = new ParseContext("SPA504G", "00112233445a");
    assertEquals("/504G/00112233445A", FlatRule.expanded("/$PSN/$MAU", context));
    assertEquals("2233", FlatRule.expanded("$(MA:4:4)", context));
    assertEquals("$UNKNOWN $", FlatRule.expanded("$UNKNOWN $$", context));
    assertEquals("00:11:22:33:44:5a", FlatRule.expanded("$MAC", context));
  }
}

package org.trucephone.provisioning.format.yealink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class YealinkFormatTest {
  private final ParsedFile file = Fixtures.read("yealink/001122334455.cfg");

  @Test
  void anAccountIsTakenOverWhole() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("example.net", a.domainOrHost());
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 0), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofSeconds(300), a.expiresOr(Duration.ZERO));
    assertEquals("*98", Setting.value(a.voicemail()));
  }

  @Test
  void anOutboundProxySwitchedOffIsNotUsed() {
    Account second = file.settings().accounts().get(1);
    assertFalse(second.enabled());
    assertNull(second.outboundProxy());
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("ntp1.example.net", "ntp2.example.net"), Setting.value(g.ntp()));
    assertEquals(List.of("G722", "PCMU"), Setting.value(g.codecs()));
    assertEquals(DtmfMode.INFO, Setting.value(g.dtmf()));
    assertEquals(MediaSecurity.OPTIONAL, Setting.value(g.mediaSecurity()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals(new Endpoint("log.example.net", 0), Setting.value(g.syslog()));
    assertEquals(new Secret(Fixtures.SECRET), Setting.value(g.adminPassword()));
    assertEquals("de", Setting.value(g.language()));
    assertEquals("DE", Setting.value(g.country()));
    assertEquals(486, Setting.value(g.rejectStatus()));
    assertNull(g.clock24h());
  }

  @Test
  void keysOfAllKindsHavePlacesOfTheirOwn() {
    List<LineKey> keys = file.settings().keys();
    assertEquals(List.of(1, 2, 3, 4, 102), keys.stream().map(LineKey::index).toList());
    assertEquals(
        List.of(KeyType.LINE, KeyType.BLF, KeyType.OTHER, KeyType.SPEED_DIAL, KeyType.SPEED_DIAL),
        keys.stream().map(LineKey::type).toList());
    assertEquals("**", keys.get(1).pickup());
  }

  @Test
  void whatCannotBeFollowedIsToldWithItsLine() {
    assertEquals(1, file.count(Outcome.UNKNOWN));
    assertTrue(
        file.findings().stream()
            .anyMatch(f -> f.kind() == Finding.Kind.INVALID && f.text().contains("many")));
    assertEquals(
        Finding.Kind.RECOVERED,
        file.findings().stream().filter(f -> f.line() == 59).findFirst().orElseThrow().kind());
  }

  @Test
  void aBootFileIncludesWhatGoesForTheModel() {
    byte[] bytes = Fixtures.file("yealink/y000000000000.boot").getBytes(StandardCharsets.UTF_8);
    ParsedFile boot = Formats.parse("x.boot", bytes, new ParseContext("SIP-T48S", ""));
    assertEquals(
        List.of("y000000000066.cfg", "001122334455.cfg"),
        boot.statements().stream()
            .filter(s -> s.outcome() == Outcome.MAPPED)
            .map(s -> s.shown())
            .toList());
  }

  @Test
  void sectionsOfOldFirmwareAreReadAlike() {
    ParsedFile old = Fixtures.read("yealink/old-001122334455.cfg");
    Account a = old.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals(5070, a.portOr(0));
    assertEquals("*98", Setting.value(a.voicemail()));
    assertEquals(List.of("ntp1.example.net"), Setting.value(old.settings().general().ntp()));
    assertEquals("203", old.settings().keys().get(0).value());
  }

  /** Found by damaging files: what may be blank was tried in every way there is. */
  @Test
  void linesOfBlanksAreReadInOneGo() {
    String blanks = " ".repeat(8000);
    String text =
        "#!version:1.0.0.1\ninclude:config"
            + blanks
            + "\"a>\n["
            + blanks
            + "\n["
            + blanks
            + "x\ninclude:config \"b.cfg\"\naccount.1.user_name = 1\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ParsedFile file = new YealinkFormat().parse("y000000000000.boot", bytes, ParseContext.NONE);
    assertTrue(file.readable());
    assertTrue(new YealinkFormat().includes(bytes, ParseContext.NONE).contains("b.cfg"));
  }
}

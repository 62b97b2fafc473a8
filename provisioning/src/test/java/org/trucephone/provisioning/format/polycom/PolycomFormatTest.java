package org.trucephone.provisioning.format.polycom;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

class PolycomFormatTest {
  private final ParsedFile file = Fixtures.read("polycom/001122334455-phone1.cfg");

  @Test
  void anAccountIsTakenFromAttributesOfAnyElement() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("example.net", a.domainOrHost());
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann & Bob", a.displayNameOr(""));
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 0), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofSeconds(300), a.expiresOr(Duration.ZERO));
    assertEquals("*98", Setting.value(a.voicemail()));
  }

  @Test
  void ofAnAttributeGivenTwiceTheFirstCounts() {
    assertEquals("Hall", file.settings().accounts().get(0).labelOrUser());
    assertTrue(
        file.findings().stream()
            .anyMatch(f -> f.kind() == Finding.Kind.RECOVERED && f.text().contains("reg.1.label")));
  }

  @Test
  void aLineWithoutServerRegistersWithTheOneOfAll() {
    Account second = file.settings().accounts().get(1);
    assertEquals(new Endpoint("all.example.net", 5080), Setting.value(second.registrar()));
  }

  @Test
  void theServerOfAllMayStandInAnotherFile() {
    ParsedFile own = Fixtures.parse("own.cfg", "<a reg.1.address=\"201\"/>");
    ParsedFile site =
        Fixtures.parse("site.cfg", "<a voIpProt.server.1.address=\"pbx.example.net\"/>");
    Settings merged = Formats.merge(List.of(own, site));
    assertEquals("pbx.example.net", merged.accounts().get(0).hostOr(""));
  }

  @Test
  void ofSeveralFilesTheFirstWins() {
    ParsedFile own = Fixtures.parse("own.cfg", "<a reg.1.label=\"mine\"/>");
    ParsedFile site = Fixtures.parse("site.cfg", "<a reg.1.label=\"all\" reg.1.address=\"201\"/>");
    Account a = Formats.merge(List.of(own, site)).accounts().get(0);
    assertEquals("mine", a.labelOrUser());
    assertEquals("201", a.userOr(""));
    Setting<String> label = a.label();
    assertTrue(label != null && label.provenance().rule().contains("first file wins"));
  }

  @Test
  void attendantsFollowTheLines() {
    List<LineKey> keys = file.settings().keys();
    assertEquals(List.of(3, 4), keys.stream().map(LineKey::index).toList());
    assertEquals(List.of("203", "204"), keys.stream().map(LineKey::value).toList());
    assertEquals("**", keys.get(0).pickup());
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals("GMT-03:30", Setting.value(g.timeZone()));
    assertEquals("de-DE", Setting.value(g.language()));
    assertEquals(MediaSecurity.OPTIONAL, Setting.value(g.mediaSecurity()));
    assertEquals(new Endpoint("log.example.net", 5514), Setting.value(g.syslog()));
    assertEquals(46, Setting.value(g.dscpMedia()));
    assertEquals(new PortRange(2222, 2269), Setting.value(g.rtpPorts()));
    assertEquals(Duration.ofSeconds(3), Setting.value(g.dialTimeout()));
    assertNull(g.vlan(), "device.net.vlanId.set is 0");
    assertNull(g.dtmfPayloadType(), "7 is out of range");
    assertEquals(1, file.count(Outcome.UNKNOWN));
  }

  @Test
  void findingsNameTheLineOfTheAttribute() {
    Finding unknown =
        file.findings().stream()
            .filter(f -> f.kind() == Finding.Kind.UNKNOWN)
            .findFirst()
            .orElseThrow();
    assertEquals(31, unknown.line());
  }

  @Test
  void aMasterFileNamesTheFilesOfTheModel() {
    byte[] bytes = Fixtures.file("polycom/000000000000.cfg").getBytes(StandardCharsets.UTF_8);
    ParseContext other = new ParseContext("VVX410", "001122334455");
    assertEquals(
        List.of("001122334455-phone1.cfg", "site.cfg"), new PolycomFormat().includes(bytes, other));
    assertEquals(
        List.of("old.cfg"),
        new PolycomFormat().includes(bytes, new ParseContext("SPIP300", "001122334455")));
    ParsedFile master = Formats.parse("000000000000.cfg", bytes, other);
    assertEquals("sip.ld", Setting.value(master.settings().general().firmware()));
  }
}

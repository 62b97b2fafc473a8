package org.trucephone.provisioning.format.cisco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

class SepFormatTest {
  private static final String NAME = "SEP001122334455.cnf.xml";

  private static ParsedFile parse(String text) {
    return Fixtures.parse(NAME, text);
  }

  private static List<String> texts(List<Finding> findings, Finding.Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).map(Finding::text).toList();
  }

  @Test
  void aLineOnTheCallManagerTakesTheFirstByPriority() {
    Account a = parse(Fixtures.SEP).settings().accounts().get(0);
    assertEquals(1, a.index());
    assertEquals("201", a.userOr(""));
    assertEquals("example.net", a.domainOrHost());
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann & Bob", a.displayNameOr(""));
    assertEquals("Front desk", a.labelOrUser());
    assertEquals(new Endpoint("one.example.net", 5060), Setting.value(a.registrar()));
    assertEquals(new Endpoint("two.example.net", 5070), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals("*98", Setting.value(a.voicemail()));
    assertEquals(false, Setting.value(a.autoAnswer()));
  }

  @Test
  void aLineWithAProxyOfItsOwnKeepsItAndABadPortIsTold() {
    ParsedFile file = parse(Fixtures.SEP);
    Account a = file.settings().accounts().get(1);
    assertEquals(new Endpoint("192.0.2.9", 0, "506O"), Setting.value(a.registrar()));
    List<String> invalid = texts(Formats.merge(List.of(file)).findings(), Finding.Kind.INVALID);
    assertEquals(
        List.of("Line 2 registrar port “506O” is not a number from 1 to 65535: correct it."),
        invalid);
  }

  @Test
  void generalSettingsKeepTheirUnits() {
    General g = parse(Fixtures.SEP).settings().general();
    assertEquals(List.of("ntp1.example.net", "ntp2.example.net"), Setting.value(g.ntp()));
    assertEquals(Duration.ofMinutes(5), Setting.value(g.registerExpires()));
    assertEquals(List.of("G722"), Setting.value(g.codecs()));
    assertEquals(DtmfMode.EVENTS, Setting.value(g.dtmf()));
    assertEquals(new PortRange(20000, 20100), Setting.value(g.rtpPorts()));
    assertEquals(46, Setting.value(g.dscpMedia()));
    assertEquals("SIP45.9", Setting.value(g.firmware()));
    assertEquals("DE", Setting.value(g.country()));
    assertEquals(NAME, g.firmware().provenance().source());
    assertEquals("loadInformation", g.firmware().provenance().statement());
  }

  @Test
  void keysStandOnTheirButtons() {
    List<LineKey> keys = parse(Fixtures.SEP).settings().keys();
    assertEquals(
        List.of(KeyType.LINE, KeyType.LINE, KeyType.BLF),
        keys.stream().map(LineKey::type).toList());
    assertEquals("203", keys.get(2).value());
    assertEquals("Carl", keys.get(2).label());
  }

  @Test
  void damageAndUnknownStatementsAreTold() {
    ParsedFile file = parse(Fixtures.SEP);
    assertEquals(2, texts(file.findings(), Finding.Kind.RECOVERED).size());
    assertEquals(
        List.of(
            "softKeyFile is not supported: soft keys keep their defaults.",
            "frobnicate is not known: the phone goes on as if it were not there."),
        texts(file.findings(), Finding.Kind.UNKNOWN));
    assertEquals(2, file.count(Outcome.UNKNOWN));
    assertFalse(file.cutOff());
  }

  @ParameterizedTest
  @CsvSource({"1,TCP,0", "2,UDP,0", "3,TLS,0", "4,,1"})
  void transportsAreNumbered(String number, Transport transport, int approximated) {
    ParsedFile file =
        parse(
            "<device><sipProfile><sipLines><line><name>1</name></line></sipLines></sipProfile>"
                + "<transportLayerProtocol>"
                + number
                + "</transportLayerProtocol></device>");
    assertEquals(transport, Setting.value(file.settings().accounts().get(0).transport()));
    assertEquals(approximated, file.count(Outcome.APPROXIMATED));
  }

  @Test
  void tlsTakesTheSecuredPort() {
    ParsedFile file =
        parse(
            Fixtures.SEP
                .replace(
                    "<sipPort>5060</sipPort>",
                    "<sipPort>5060</sipPort><securedSipPort>5061</securedSipPort>")
                .replace("Protocol>1<", "Protocol>3<"));
    assertEquals(5061, file.settings().accounts().get(0).portOr(0));
  }

  @Test
  void aFileForAnotherProtocolIsRefusedInWords() {
    ParsedFile file = parse("<device><deviceProtocol>SCCP</deviceProtocol></device>");
    Settings merged = Formats.merge(List.of(file));
    assertTrue(texts(merged.findings(), Finding.Kind.INVALID).get(0).contains("SCCP"));
    Finding none =
        merged.findings().stream()
            .filter(f -> f.kind() == Finding.Kind.MISSING)
            .findFirst()
            .orElseThrow();
    assertEquals(NAME, none.file());
    assertEquals(1, none.line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello                   | SEP001122334455.cnf.xml is not XML: put the right file on the server.",
        "<html><p>404</p></html> | SEP001122334455.cnf.xml is a web page, perhaps the server's error message: put the right file on the server.",
        "<!-- only               | SEP001122334455.cnf.xml is cut off at its beginning: put the right file on the server.",
      })
  void whatIsNoConfigurationIsSaidInOneSentence(String text, String sentence) {
    ParsedFile file = parse(text);
    assertFalse(file.readable());
    assertEquals(1, file.findings().size());
    assertEquals(sentence, file.findings().get(0).text());
    assertEquals(1, file.findings().get(0).line());
  }

  @Test
  void aFileCutOffKeepsWhatStoodBefore() {
    String cut = Fixtures.SEP.substring(0, Fixtures.SEP.indexOf("rdfish</authPassword>"));
    ParsedFile file = parse(cut);
    assertTrue(file.cutOff());
    Account a = file.settings().accounts().get(0);
    assertEquals("auth201", a.authUserOrUser());
    assertTrue(a.passwordOrEmpty().isEmpty());
    assertTrue(
        texts(file.findings(), Finding.Kind.RECOVERED).stream()
            .anyMatch(t -> t.startsWith("The file ends inside <authPassword>")));
  }
}

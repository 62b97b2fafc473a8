package org.trucephone.provisioning.format.snom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class SnomFormatTest {
  private final ParsedFile file = Fixtures.read("snom/001122334455.xml");

  @Test
  void anAccountIsTakenOverWhole() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann & Bob", a.displayNameOr(""));
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("second.example.net", 0), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofSeconds(300), a.expiresOr(Duration.ZERO));
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals(MediaSecurity.REQUIRED, Setting.value(g.mediaSecurity()));
    assertEquals(46, Setting.value(g.dscpMedia()));
    assertEquals("DE", Setting.value(g.country()));
    assertEquals(false, Setting.value(g.callWaiting()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals(1, file.count(Outcome.UNKNOWN));
  }

  @Test
  void keysAreCountedFromNoughtInTheFile() {
    List<LineKey> keys = file.settings().keys();
    assertEquals(List.of(1, 2, 3, 4, 5), keys.stream().map(LineKey::index).toList());
    assertEquals(
        List.of(KeyType.LINE, KeyType.BLF, KeyType.BLF, KeyType.REDIAL, KeyType.OTHER),
        keys.stream().map(LineKey::type).toList());
    assertEquals("203", keys.get(1).value());
    assertEquals("*8", keys.get(1).pickup());
    assertEquals(1, keys.get(1).line());
    assertEquals("sip:204@example.net", keys.get(2).value());
  }

  @Test
  void aListOfFilesNamesWhatToReadNext() {
    byte[] bytes = Fixtures.file("snom/snomD785.htm").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of("http://pbx.example.net/general.xml", "00112233445A.xml"),
        new SnomFormat().includes(bytes, new ParseContext("D785", "00112233445a")));
  }

  @Test
  void theOldTextFormAndTheM3sOwnAreReadToo() {
    Account old = Fixtures.read("snom/old.htm").settings().accounts().get(0);
    assertEquals("201", old.userOr(""));
    assertEquals("pbx.example.net", old.hostOr(""));
    LineKey second = Fixtures.read("snom/old.htm").settings().keys().get(0);
    assertEquals(2, second.index());
    assertEquals("203", second.value());
    ParsedFile m3 = Fixtures.read("snom/m3.cfg");
    assertEquals(1, m3.settings().accounts().size(), "identity 1 has no user");
    assertEquals(5070, m3.settings().accounts().get(0).portOr(0));
    assertEquals(1, m3.count(Outcome.UNKNOWN));
  }
}

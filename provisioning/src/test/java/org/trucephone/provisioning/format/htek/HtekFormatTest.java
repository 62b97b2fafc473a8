package org.trucephone.provisioning.format.htek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class HtekFormatTest {
  private final ParsedFile file = Fixtures.read("htek/cfg001122334455.xml");

  @Test
  void anAccountTakesItsServersFromItsProfile() {
    Account a = file.settings().accounts().get(0);
    assertEquals("201", a.userOr(""));
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 0), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 0), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofMinutes(5), a.expiresOr(Duration.ZERO));
    assertEquals("other.example.net", file.settings().accounts().get(1).hostOr(""));
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMU"), Setting.value(g.codecs()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals("http://pbx.example.net/book?a=1&b=2", Setting.value(g.directoryUrl()));
    LineKey key = file.settings().keys().get(0);
    assertEquals(KeyType.PARK, key.type());
    assertEquals("700", key.value());
    assertEquals(1, file.count(Outcome.UNKNOWN));
    assertTrue(file.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.RECOVERED), "raw &");
  }
}

package org.trucephone.provisioning.format.digium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Transport;

class DigiumFormatTest {
  private final ParsedFile file = Fixtures.read("digium/001122334455.cfg");

  @Test
  void accountsAreCountedFromNoughtInTheFile() {
    Account a = file.settings().accounts().get(0);
    assertEquals(1, a.index());
    assertEquals("201", a.userOr(""));
    assertEquals("auth201", a.authUserOrUser());
    assertEquals(Fixtures.SECRET, a.passwordOrEmpty().reveal());
    assertEquals("Ann", a.displayNameOr(""));
    assertEquals("Hall", a.labelOrUser());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(new Endpoint("spare.example.net", 5060), Setting.value(a.backup()));
    assertEquals(new Endpoint("edge.example.net", 5062), Setting.value(a.outboundProxy()));
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofSeconds(300), a.expiresOr(Duration.ZERO));
    assertEquals("202", file.settings().accounts().get(1).userOr(""));
  }

  @Test
  void theWholePhonesValuesAreTaken() {
    General g = file.settings().general();
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals(new Endpoint("log.example.net", 5514), Setting.value(g.syslog()));
    assertEquals(100, Setting.value(g.vlan()));
    assertNull(g.firmware());
    assertEquals(1, file.count(Outcome.UNKNOWN));
  }

  @Test
  void theModelsOwnFirmwareIsNoted() {
    byte[] bytes = Fixtures.file("digium/001122334455.cfg").getBytes(StandardCharsets.UTF_8);
    ParsedFile d65 = Formats.parse("x.cfg", bytes, new ParseContext("D65", ""));
    assertEquals("/d65.eff", Setting.value(d65.settings().general().firmware()));
  }
}

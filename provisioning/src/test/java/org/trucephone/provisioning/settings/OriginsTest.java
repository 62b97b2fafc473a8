package org.trucephone.provisioning.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;

class OriginsTest {
  private final List<Origins.Origin> origins =
      Origins.of(
          Formats.merge(
              List.of(
                  Fixtures.parse("http://pbx/SIPDefault.cnf", Fixtures.CNF_DEFAULT),
                  Fixtures.parse("http://pbx/SIP001122334455.cnf", Fixtures.CNF_PHONE))));
  private final Map<String, Origins.Origin> byName =
      origins.stream().collect(Collectors.toMap(Origins.Origin::name, Function.identity()));

  @Test
  void eachValueNamesItsFileLineAndStatement() {
    assertEquals(
        new Origins.Origin("ntp", "ntp.example.net", "SIPDefault.cnf:7", "sntp_server", ""),
        byName.get("ntp"));
    assertEquals("SIP001122334455.cnf:1", byName.get("line 1 user").place());
    assertEquals("180 s", byName.get("registerExpires").value());
    assertEquals("20000-20100", byName.get("rtpPorts").value());
  }

  @Test
  void aValueThatWonSaysWhy() {
    assertEquals(
        "the port is that of http://pbx/SIP001122334455.cnf:9",
        byName.get("line 1 registrar").rule());
  }

  @Test
  void noSecretIsAmongThem() {
    assertEquals("•••", byName.get("line 1 password").value());
    assertFalse(origins.toString().contains(Fixtures.SECRET));
  }
}

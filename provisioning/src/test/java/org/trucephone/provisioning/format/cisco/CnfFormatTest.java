package org.trucephone.provisioning.format.cisco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

class CnfFormatTest {
  private static final ParsedFile COMMON = Fixtures.parse("SIPDefault.cnf", Fixtures.CNF_DEFAULT);
  private static final ParsedFile PHONE = Fixtures.parse("SIP001122334455.cnf", Fixtures.CNF_PHONE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "line1_name: 201|201",
        "line1_name:201|201",
        "line1_name : \"201\"|201",
        "  line1_name: 201 ; Ann's|201",
        "line1_name: 201 # Ann's|201",
        "line1_name: \"201\"; Ann's|201",
        "line1_name: \"201 ; Ann's|201",
        "LINE1_NAME: 201|201",
        "line1_name: 201@example.net|201",
        "line1_name: 20#1|20#1",
        "line1_name: 12345678*202|12345678*202",
      })
  void statementsReadAsThePhoneReadsThem(String line, String user) {
    assertEquals(
        user, Fixtures.parse("SIP001122334455.cnf", line).settings().accounts().get(0).userOr(""));
  }

  @Test
  void theFileAloneIsLiteral() {
    List<Account> accounts = PHONE.settings().accounts();
    assertNull(accounts.get(1).registrar());
    assertEquals("Ann; the boss", accounts.get(0).displayNameOr(""));
    assertEquals("Ann", accounts.get(0).labelOrUser());
    assertFalse(accounts.get(2).enabled());
    assertEquals("Front desk", Setting.value(PHONE.settings().general().phoneLabel()));
  }

  @Test
  void twoFilesMergeByStatement() {
    Settings merged = Formats.merge(List.of(COMMON, PHONE));
    Account first = merged.accounts().get(0);
    assertEquals(new Endpoint("pbx.example.net", 5160), Setting.value(first.registrar()));
    assertEquals(
        "the port is that of SIP001122334455.cnf:9", first.registrar().provenance().rule());
    assertEquals("SIPDefault.cnf:3", first.registrar().provenance().place());
    assertEquals(true, Setting.value(first.registers()));
    assertEquals("ntp.example.net", Setting.value(merged.general().ntp()).get(0));
  }

  @Test
  void aLineWithoutAProxyUsesTheFirst() {
    Account second = Formats.merge(List.of(COMMON, PHONE)).accounts().get(1);
    assertEquals(new Endpoint("pbx.example.net", 5160), Setting.value(second.registrar()));
    assertEquals(
        "a line without a proxy of its own uses proxy1", second.registrar().provenance().rule());
  }

  @Test
  void theLaterFileWins() {
    ParsedFile other = Fixtures.parse("SIP001122334455.cnf", "proxy1_address: new.example.net");
    Settings merged = Formats.merge(List.of(COMMON, other));
    Setting<Endpoint> registrar = merged.accounts().get(0).registrar();
    assertEquals("new.example.net", registrar.value().host());
    assertEquals("the later statement wins over SIPDefault.cnf:3", registrar.provenance().rule());
  }

  @Test
  void whatIsNoStatementIsUnknown() {
    assertEquals(
        List.of("reg.1.displayName is not known: the phone goes on as if it were not there."),
        PHONE.findings().stream()
            .filter(f -> f.kind() == Finding.Kind.UNKNOWN)
            .map(Finding::text)
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "timer_register_expires: soon",
    "preferred_codec: g999",
    "dtmf_avt_payload: 5",
    "voip_control_port: 70000",
    "start_media_port: 9"
  })
  void aValueThatCannotBeIsTold(String line) {
    ParsedFile file = Fixtures.parse("SIPDefault.cnf", line);
    assertEquals(Finding.Kind.INVALID, file.findings().get(0).kind());
    assertEquals(List.of(), file.assignments());
  }

  @Test
  void aCommonFileNeedsNoAccount() {
    assertEquals(ParsedFile.Role.COMMON, COMMON.role());
    assertEquals(ParsedFile.Role.PHONE, PHONE.role());
  }
}

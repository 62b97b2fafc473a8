package org.trucephone.firmware.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameAddrTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"Ann \\\"A\\\" Lee\" <sip:1001@pbx:5070;x=y>;tag=1 | Ann \"A\" Lee | 1001",
        "Zoë <sip:1002@pbx> | Zoë | 1002",
        "\"Jörg, Büro\" <sip:j%C3%B6rg@pbx> | Jörg, Büro | jörg",
        "<tel:+49301234;phone-context=x> |  | +49301234",
        "sip:1003@pbx;tag=9 |  | 1003",
        "\"unclosed <sip:1@x> |  unclosed <sip:1@x> | ",
        "<sip:user;par=1:pw@host> |  | user",
        "<sip:pbx.example.com> |  | ",
        "\"Anonymous\" <sip:anonymous@anonymous.invalid> |  | "
      })
  void identities(String value, String name, String user) {
    Identity identity = NameAddr.identity(value);
    assertEquals(name == null ? "" : name, identity.name());
    assertEquals(user == null ? "" : user, identity.user());
  }

  @Test
  void controlCharactersGo() {
    assertEquals("ab", NameAddr.identity("\"a\u0007b\" <sip:1@x>").name());
    assertEquals("ab", NameAddr.user("sip:a%0Ab@x"));
    assertEquals("100%", NameAddr.user("sip:100%@x"));
  }

  @Test
  void hosts() {
    assertEquals("pbx", NameAddr.host("sip:1@pbx:5060;lr"));
    assertEquals("::1", NameAddr.host("sip:1@[::1]:5060"));
    assertEquals("10.0.0.1", NameAddr.host("sip:10.0.0.1"));
    assertEquals("", NameAddr.host("tel:+49"));
  }

  @Test
  void usersAreEscaped() {
    assertEquals("*97", NameAddr.escapedUser("*97"));
    assertEquals("%2321", NameAddr.escapedUser("#21"));
    assertEquals("a%20%40%3A%3Bb", NameAddr.escapedUser("a @:;b"));
    assertEquals("%C3%B6", NameAddr.escapedUser("ö"));
    assertEquals("+4930", NameAddr.escapedUser("+4930"));
  }
}

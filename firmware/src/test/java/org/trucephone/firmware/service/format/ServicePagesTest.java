package org.trucephone.firmware.service.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.service.ServicePage;
import org.trucephone.firmware.service.ServicePage.Entry;
import org.trucephone.firmware.service.ServicePage.Target;

/** Pages as servers send them. */
class ServicePagesTest {
  private static final URI FROM = URI.create("http://pbx/services/menu.php?name=SEP00");

  private static ServicePage read(String text) {
    return ServicePages.read(FROM, text.getBytes(UTF_8)).orElseThrow();
  }

  @Test
  void aMenuHasEntriesAndTheServersOwnKeys() {
    ServicePage page =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <CiscoIPPhoneMenu><Title>Company</Title><Prompt>Choose</Prompt>
            <MenuItem><Name>People</Name><URL>people.php?a=1&b=2</URL></MenuItem>
            <MenuItem><Name>Help desk</Name><URL>Dial:2002</URL></MenuItem>
            <MenuItem><Name>Ring tone</Name><URL>Play:ring.raw</URL></MenuItem>
            <MenuItem><Name>Leave</Name><URL>SoftKey:Exit</URL></MenuItem>
            <SoftKeyItem><Name>Select</Name><URL>SoftKey:Select</URL><Position>1</Position></SoftKeyItem>
            <SoftKeyItem><Name>Next</Name><URL>http://pbx/next</URL><Position>2</Position></SoftKeyItem>
            </CiscoIPPhoneMenu>
            """);
    assertEquals("Company", page.title());
    assertEquals("Choose", page.prompt());
    assertEquals(
        List.of(
            new Entry(
                "People",
                "",
                new Target.Open(URI.create("http://pbx/services/people.php?a=1&b=2"))),
            new Entry("Help desk", "", new Target.Dial("2002")),
            new Entry("Ring tone", "", new Target.Nowhere()),
            new Entry("Leave", "", new Target.Close()),
            new Entry("Next", "", new Target.Open(URI.create("http://pbx/next")))),
        page.entries());
  }

  @Test
  void aDirectoryDials() {
    ServicePage page =
        read(
            "<CiscoIPPhoneDirectory><DirectoryEntry><Name>Ann</Name>"
                + "<Telephone>+49 (30) 12-34</Telephone></DirectoryEntry></CiscoIPPhoneDirectory>");
    assertEquals(
        new Entry("Ann", "+49 (30) 12-34", new Target.Dial("+49301234")),
        page.entries().getFirst());
  }

  @Test
  void aTextInTheOldAlphabetIsRead() {
    byte[] bytes =
        "<CiscoIPPhoneText><Title>Grüße</Title><Text>Schöne Grüße</Text></CiscoIPPhoneText>"
            .getBytes(ISO_8859_1);
    ServicePage page = ServicePages.read(FROM, bytes).orElseThrow();
    assertEquals("Schöne Grüße", page.text());
  }

  @Test
  void aQuestionSaysWhereItsAnswerGoes() {
    ServicePage page =
        read(
            """
            <CiscoIPPhoneInput><Title>Find</Title><Prompt>Number</Prompt><URL>find.php?x=1</URL>
            <InputItem><DisplayName>Room</DisplayName><QueryStringParam>room</QueryStringParam>
            <InputFlags>N</InputFlags><DefaultValue></DefaultValue></InputItem>
            <InputItem><DisplayName>Floor</DisplayName><QueryStringParam>floor</QueryStringParam>
            <InputFlags>N</InputFlags><DefaultValue>2 b</DefaultValue></InputItem></CiscoIPPhoneInput>
            """);
    assertEquals(
        new ServicePage.Question("Room", "http://pbx/services/find.php?x=1&floor=2+b&room=", ""),
        page.question());
  }

  @Test
  void whatIsExecutedIsDoneAtOnce() {
    assertEquals(
        List.of(new Target.Open(URI.create("http://pbx/a")), new Target.Dial("7")),
        read("<CiscoIPPhoneExecute><ExecuteItem Priority=\"0\" URL=\"http://pbx/a\"/>"
                + "<ExecuteItem URL=\"Dial:7\"/></CiscoIPPhoneExecute>")
            .atOnce());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>404</body></html>",
        "<CiscoIPPhoneMenu><MenuItem>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><CiscoIPPhoneText>&b;"
      })
  void whatIsNoPageIsNone(String text) {
    assertTrue(ServicePages.read(FROM, text.getBytes(UTF_8)).isEmpty());
  }

  @Test
  void nothingLocalIsOpenedOrDialled() {
    ServicePage page =
        read(
            "<CiscoIPPhoneMenu><MenuItem><Name>a</Name><URL>file:///etc/passwd</URL></MenuItem>"
                + "<MenuItem><Name>b</Name><URL>Dial:sip:x@y</URL></MenuItem></CiscoIPPhoneMenu>");
    page.entries().forEach(entry -> assertEquals(new Target.Nowhere(), entry.target()));
  }
}

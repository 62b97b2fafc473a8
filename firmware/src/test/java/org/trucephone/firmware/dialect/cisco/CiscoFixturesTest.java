package org.trucephone.firmware.dialect.cisco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.dialect.Dialects;
import org.trucephone.firmware.dialect.Fixture;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.XmlTree;

/** What the servers send, octet for octet, and what the phone must understand of it. */
class CiscoFixturesTest {
  private static final Dialect ENTERPRISE = new UsecallmanagerDialect();

  private static Fixture read(String name) throws IOException {
    return Fixture.read(CiscoFixturesTest.class, name);
  }

  private static List<News> heard(String name) throws IOException {
    return ENTERPRISE.heard(read(name).notified());
  }

  @Test
  void aBulkUpdateSetsEverything() throws IOException {
    assertEquals(
        List.of(
            new News.DoNotDisturb(true),
            new News.InHuntGroup(true),
            new News.Messages(1, true, 2, 5),
            new News.Forwarded(1, News.Which.ALL, "2002")),
        heard("cisco-refer-bulkupdate"));
  }

  @Test
  void aSingleOctetOfMarkUpBecomesWords() throws IOException {
    assertEquals(
        List.of(new News.Display("Call park at 701", Duration.ofSeconds(10))),
        heard("cisco-refer-statusline-escape"));
  }

  @Test
  void theTagsOfACallToAnswerAreFromOurPointOfView() throws IOException {
    assertEquals(
        List.of(new News.Act(News.Action.ANSWER, "aa1", "a9", "c1")),
        heard("cisco-refer-answercallreq"));
  }

  @Test
  void aRestartIsHeededOnlyForOurRegistration() throws IOException {
    assertEquals(List.of(new News.Fetch(true)), heard("cisco-notify-service-control"));
    var manner = ENTERPRISE.manner(new Dialect.Device("001122334455"), "1001", "x");
    String body = read("cisco-notify-service-control").body();
    assertTrue(manner.heeds("service-control", body, "ci1"));
    assertFalse(manner.heeds("service-control", body, "another"));
    assertTrue(manner.heeds("presence", body, "another"));
    assertEquals(List.of(), ServiceControl.read("action=prt-report\r\n"));
  }

  @Test
  void aLampIsToldUnaskedByPresence() throws IOException {
    assertEquals(
        List.of(new News.Lamp("200", Condition.RINGING)), heard("cisco-notify-blf-alerting"));
  }

  @Test
  void aBrokenPrologStillTellsOfDialogs() throws IOException {
    assertEquals(
        List.of(new News.Lamp("200", Condition.BUSY)), heard("malformed-cisco-dialog-info"));
    DialogInfo info = DialogInfo.read(read("malformed-cisco-dialog-info").body()).orElseThrow();
    assertEquals("confirmed", info.dialogs().getFirst().state());
  }

  @Test
  void theOptionsOfTheServerAreReadable() throws IOException {
    XmlTree options = XmlTree.read(read("cisco-200-optionsind").body()).orElseThrow();
    assertEquals("200", options.find("code").orElseThrow().text());
    assertEquals("6", options.find("combine").orElseThrow().attribute("max"));
  }

  @Test
  void theParkKeySaysWhatTheServerReads() throws IOException {
    Dialect.Saying saying = ENTERPRISE.park(new DialogId("aa1", "a9", "c1")).getFirst();
    Fixture wanted = read("cisco-refer-softkey-park-tx");
    assertEquals("REFER", saying.method());
    assertEquals(wanted.header("content-type"), saying.contentType());
    assertEquals("norefersub", saying.headers().get("Require"));
    assertEquals(
        XmlTree.read(wanted.body()).orElseThrow(), XmlTree.read(saying.body()).orElseThrow());
  }

  @Test
  void theCallManagersWordsAreQuoted() throws IOException {
    assertEquals(
        "Unable to find device/user in database",
        new CucmDialect().explained(403, read("cucm-403-warning").headers()));
  }

  @Test
  void theCallManagersMessageLightHasOneLine() throws IOException {
    Bodies.Summary summary = Bodies.summary(read("cucm-notify-mwi").body()).orElseThrow();
    assertEquals(new Bodies.Summary(true, -1, -1), summary);
  }

  @Test
  void theCallManagerIsFoundOutByItsName() {
    assertEquals("cucm", Dialects.of("Cisco-CUCM14.0").id());
    assertEquals("generic", Dialects.of("Cisco-SIPGateway/IOS-16").id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x-cisco-remotecc-request><bulkupdate><contact line=\"99999999999\"><mwi>yes</mwi>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
        "<x-cisco-remotecc-request><initiatecallreq><dialstring>sip:evil@x</dialstring>"
            + "</initiatecallreq></x-cisco-remotecc-request>",
        "",
        "<",
        "\u0080",
        "<x-cisco-remotecc-request><statuslineupdatereq><statustext>\u0080</statustext>"
            + "</statuslineupdatereq></x-cisco-remotecc-request>",
      })
  void hostileWordsSayNothing(String body) {
    assertEquals(List.of(), RemoteControl.read("application/x-cisco-remotecc-request+xml", body));
    assertEquals(List.of(), Presence.read("", body));
    assertEquals(List.of(), Presence.lamp(body));
  }

  @Test
  void aFloodOfElementsIsRefused() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);
    assertTrue(XmlTree.read(deep).isEmpty());
    assertTrue(XmlTree.read("<a>" + "<b/>".repeat(5000) + "</a>").isEmpty());
    assertTrue(XmlTree.read("<a>" + " ".repeat(70_000) + "</a>").isEmpty());
  }
}

package org.trucephone.firmware.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.dialect.Dialect.Diverted;
import org.trucephone.firmware.dialect.Dialect.PickUp;

/** What every dialect must do, and what one does its own way. */
class DialectTest {
  private static final DialogInfo.Dialog NAMED =
      new DialogInfo.Dialog("1", "c", "l", "r", true, "early", false, "", "");
  private static final DialogInfo.Dialog UNNAMED =
      new DialogInfo.Dialog("1", "", "", "", true, "early", false, "", "");

  static Stream<Dialect> all() {
    return Dialects.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void anOrdinaryCallIsNeverAnsweredByItself(Dialect dialect) {
    assertEquals(OptionalInt.empty(), dialect.answerAfter(Map.of()));
    assertEquals(
        OptionalInt.empty(),
        dialect.answerAfter(Map.of("alert-info", "<http://x>;info=alert-internal")));
    assertEquals(
        OptionalInt.of(2),
        dialect.answerAfter(Map.of("alert-info", "<http://x>;info=alert-autoanswer;delay=2")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNamedDialogIsReplacedBeforeACodeIsTried(Dialect dialect) {
    List<PickUp> ways = dialect.pickUp("200", NAMED, "**");
    assertTrue(
        ways.getFirst() instanceof PickUp.Replace replace
            && replace.target().equals("200")
            && replace.replaces().startsWith("c;to-tag=l;from-tag=r"),
        ways.toString());
    assertEquals(new PickUp.Dial("**200"), ways.getLast());
    assertEquals(List.of(new PickUp.Dial("*8200")), dialect.pickUp("200", UNNAMED, "*8"));
    assertEquals(List.of(new PickUp.Dial("**200")), dialect.pickUp("200", UNNAMED, "**200"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDiversionSaysWhoAndWhy(Dialect dialect) {
    assertEquals(
        Map.of("Contact", "<sip:2@x>", "Diversion", "<sip:1@x>;reason=no-answer"),
        dialect.divert("sip:2@x", "sip:1@x", Diverted.NO_ANSWER));
  }

  @ParameterizedTest
  @CsvSource({
    "<file://Bellcore-dr1/>, 1",
    "<http://127.0.0.1/Bellcore-dr2>, 2",
    "Bellcore-dr5, 5",
    "<http://x>;info=alert-internal, 1",
    "<http://x>;info=alert-external, 2",
    "<http://x>;info=alert-group, 3",
    "<cid:internal@x>;x-cm-alert-type=external, 2",
    "Bellcore-dr9, 1",
    "'', 1",
  })
  void theServerSaysWhichBellRings(String alertInfo, int bell) {
    assertEquals(bell, Dialects.of("").bell(Map.of("alert-info", alertInfo)));
  }

  @Test
  void theServersOwnWordsAreShownWhereTheySayMore() {
    Dialect dialect = Dialects.of("");
    String credit = "Q.850;cause=21;text=\"No credit\"";
    assertEquals("No credit", dialect.explained(402, Map.of("reason", credit)));
    assertEquals(
        "Not from here",
        dialect.explained(403, Map.of("reason", credit, "warning", "399 x \"Not from here\"")));
    assertEquals("", dialect.explained(486, Map.of("reason", "Q.850;cause=17;text=\"User busy\"")));
    assertEquals("", dialect.explained(402, Map.of("reason", "Q.850;cause=21")));
  }

  @Test
  void aGoodbyeTellsHowItSoundedAndNothingThatIsNotKnown() {
    Dialect dialect = Dialects.of("");
    assertEquals(
        Map.of("X-RTP-Stat", "PS=500;OS=80000;PR=490;OR=78400;PL=10;JI=4;DU=10;EN=PCMA;DE=PCMA"),
        dialect.lastWords(new Dialect.Heard(10, "PCMA", 500, 490, 10, 1, 4)));
    assertEquals(
        Map.of("X-RTP-Stat", "PS=500;PR=490;PL=10;JI=4;DU=10;EN=opus;DE=opus"),
        dialect.lastWords(new Dialect.Heard(10, "opus", 500, 490, 10, 1, 4)));
  }

  @ParameterizedTest
  @CsvSource({
    "Asterisk PBX 22.2.0, asterisk",
    "FPBX-17.0(22.2.0), asterisk",
    "kamailio (5.7.4), generic",
    "'', generic",
  })
  void theServerNamesItself(String server, String id) {
    assertEquals(id, Dialects.of(server).id());
  }

  @Test
  void itsCodesStandInWhereSettingsAreSilent() {
    Dialect dialect = Dialects.of("Asterisk PBX 22");
    assertEquals(List.of(new PickUp.Dial("**200")), dialect.pickUp("200", UNNAMED, ""));
    assertEquals("700", dialect.parkAt("701"));
    assertEquals("70", dialect.parkAt("71"));
    assertEquals("5000", dialect.parkAt("5000"));
    assertEquals("*97", dialect.voicemail("sip:1001@pbx"));
    assertFalse(dialect.refersToRinging());
    assertEquals(List.of(), Dialects.generic().pickUp("200", UNNAMED, ""));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theServersOwnWordsAreQuoted(Dialect dialect) {
    assertEquals("", dialect.explained(403, Map.of()));
    assertEquals("", dialect.explained(403, Map.of("warning", "399 odd")));
    assertEquals(
        "Digest \"user\" mismatch",
        dialect.explained(403, Map.of("warning", "399 server \"Digest \\\"user\\\" mismatch\"")));
    assertEquals(
        121,
        dialect.explained(403, Map.of("warning", "399 s \"" + "x".repeat(500) + "\"")).length());
  }

  @ParameterizedTest
  @MethodSource("all")
  void mannersThatSpeakAlikeAreEqual(Dialect dialect) {
    var device = new Dialect.Device("001122334455");
    assertEquals(dialect.manner(device, "1001", "x"), dialect.manner(device, "1001", "x"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsFoundByItsName(Dialect dialect) {
    assertEquals(dialect, Dialects.named(dialect.id()));
    assertEquals(null, Dialects.named("no such system"));
  }
}

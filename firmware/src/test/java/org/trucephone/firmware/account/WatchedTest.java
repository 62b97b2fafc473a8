package org.trucephone.firmware.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.account.Watched.Condition;

/** Dialog-info documents as servers write them, and what a lamp makes of them. */
class WatchedTest {
  private static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");

  private static DialogInfo read(String text) {
    return DialogInfo.read(text).orElseThrow();
  }

  private static String document(int version, String state, String dialogs) {
    return "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\""
        + " version=\""
        + version
        + "\" state=\""
        + state
        + "\" entity=\"sip:200@10.0.0.1\">"
        + dialogs
        + "</dialog-info>";
  }

  @Test
  void aRingingPhoneSaysWhoCallsIt() {
    DialogInfo info =
        read(
            document(
                1,
                "full",
                "<dialog id=\"200\" call-id=\"pickup-1\" local-tag=\"as1\" remote-tag=\"a2\""
                    + " direction=\"recipient\"><remote><identity display=\"Bob\">sip:301@10.0.0.1"
                    + "</identity><target uri=\"sip:301@10.0.0.1\"/></remote><local><identity>"
                    + "sip:200@10.0.0.1</identity></local><state>early</state></dialog>"));
    Watched watched = Watched.unknown(T0).on(info, T0).next();
    assertEquals(Condition.RINGING, watched.condition());
    assertTrue(watched.ringing().named());
    assertEquals("Bob", watched.ringing().remoteName());
    assertEquals("sip:301@10.0.0.1", watched.ringing().remote());
  }

  @Test
  void aHeldCallIsTheWatchedPhonesOwnHold() {
    String param = "<target uri=\"x\"><param pname=\"+sip.rendering\" pvalue=\"no\"/></target>";
    String held = "<dialog id=\"1\"><local>" + param + "</local><state>confirmed</state></dialog>";
    String remote =
        "<dialog id=\"1\"><remote>" + param + "</remote><state>confirmed</state></dialog>";
    assertEquals(
        Condition.HELD,
        Watched.unknown(T0).on(read(document(1, "full", held)), T0).next().condition());
    assertEquals(
        Condition.BUSY,
        Watched.unknown(T0).on(read(document(1, "full", remote)), T0).next().condition());
  }

  @Test
  void aPrologNoParserTakesIsPassedOver() {
    String broken =
        document(0, "full", "<dialog id=\"1\"><state>confirmed</state></dialog>")
            .replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\"? encoding=\"UTF-8\"?>");
    assertEquals(1, read(broken).dialogs().size());
  }

  @Test
  void partsAreAddedUpAndGapsSeen() {
    String a = "<dialog id=\"a\"><state>confirmed</state></dialog>";
    String b = "<dialog id=\"b\"><state>early</state></dialog>";
    String aOver = "<dialog id=\"a\"><state>terminated</state></dialog>";
    Watched watched = Watched.unknown(T0).on(read(document(0, "full", a)), T0).next();
    watched = watched.on(read(document(1, "partial", b)), T0).next();
    assertEquals(Condition.RINGING, watched.condition());
    assertEquals(2, watched.dialogs().size());
    Watched.Step late = watched.on(read(document(1, "partial", aOver)), T0);
    assertFalse(late.gap());
    assertEquals(watched, late.next());
    assertTrue(watched.on(read(document(3, "partial", aOver)), T0).gap());
    assertTrue(watched.renewed().on(read(document(3, "partial", aOver)), T0).gap());
    watched = watched.on(read(document(2, "partial", aOver)), T0).next();
    assertEquals(List.of("b"), watched.dialogs().stream().map(DialogInfo.Dialog::id).toList());
  }

  @Test
  void theAgeIsOfTheConditionNotOfTheDocument() {
    String busy = "<dialog id=\"a\"><state>confirmed</state></dialog>";
    Watched watched = Watched.unknown(T0).on(read(document(0, "full", busy)), T0).next();
    Instant later = T0.plusSeconds(60);
    assertEquals(T0, watched.on(read(document(1, "full", busy)), later).next().since());
    assertEquals(later, watched.lost(later).since());
  }

  @Test
  void wrongTextIsNoDocument() {
    String good = document(0, "full", "<dialog id=\"1\"><state>confirmed</state></dialog>");
    assertEquals(Optional.empty(), DialogInfo.read(""));
    assertEquals(Optional.empty(), DialogInfo.read("<dialog-info"));
    assertEquals(Optional.empty(), DialogInfo.read("<!DOCTYPE a [<!ENTITY x \"y\">]><a/>"));
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      StringBuilder broken = new StringBuilder(good);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        int at = random.nextInt(broken.length());
        if (random.nextBoolean()) {
          broken.deleteCharAt(at);
        } else {
          broken.setCharAt(at, (char) (32 + random.nextInt(95)));
        }
      }
      assertNotNull(DialogInfo.read(broken.toString()), broken.toString());
    }
  }

  @Test
  void aListOfManyIsReadPartByPart() {
    String body =
        "--rls\nContent-ID: <top@x>\nContent-Type: application/rlmi+xml\n\n"
            + "<list><resource uri=\"sip:200@x\"><name>Ann</name><instance id=\"i1\""
            + " state=\"active\" cid=\"p1@x\"/></resource><resource uri=\"sip:201@x\">"
            + "<instance id=\"i2\" state=\"terminated\" reason=\"noresource\"/></resource></list>\n"
            + "--rls\nContent-ID: <p1@x>\nContent-Type: application/dialog-info+xml\n\nANN\n"
            + "--rls--\n";
    assertEquals(
        List.of(
            new ResourceList("sip:200@x", "active", "ANN"),
            new ResourceList("sip:201@x", "terminated", "")),
        ResourceList.read("multipart/related;boundary=rls", body));
    assertEquals(List.of(), ResourceList.read("multipart/related", body));
  }
}

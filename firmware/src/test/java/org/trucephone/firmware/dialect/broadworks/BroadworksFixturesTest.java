package org.trucephone.firmware.dialect.broadworks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.Appearances;
import org.trucephone.firmware.dialect.Appearances.Appearance;
import org.trucephone.firmware.dialect.FeatureEvents;
import org.trucephone.firmware.dialect.Fixture;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.sip.XmlTree;

/** What the server says of features and shared lines, and what we say. */
class BroadworksFixturesTest {
  private static Fixture read(String name) throws IOException {
    return Fixture.read(BroadworksFixturesTest.class, name);
  }

  @Test
  void allFeaturesComeInOneNotify() throws IOException {
    Fixture notify = read("bw-notify-as-feature-event");
    assertEquals(
        List.of(new News.DoNotDisturb(false), new News.Forwarded(0, News.Which.ALL, "2002")),
        FeatureEvents.read(notify.header("content-type"), notify.body()));
  }

  @Test
  void aForwardingIsSetByTheDocumentTheServerReads() throws IOException {
    Fixture subscribe = read("bw-subscribe-set-forward");
    assertEquals(
        XmlTree.read(subscribe.body()).orElseThrow(),
        XmlTree.read(FeatureEvents.forward("1001", News.Which.NO_ANSWER, "2002")).orElseThrow());
    assertEquals(FeatureEvents.TYPE, subscribe.header("content-type"));
  }

  @Test
  void endingAForwardingNamesNoNumber() {
    XmlTree end = XmlTree.read(FeatureEvents.forward("1001", News.Which.ALL, "")).orElseThrow();
    assertEquals("false", end.text("activateForward"));
    assertEquals(List.of(), end.all("forwardDN"));
  }

  @Test
  void anUnparsablePrologIsLeftOut() {
    assertEquals(
        List.of(new News.DoNotDisturb(true)),
        FeatureEvents.read(
            FeatureEvents.TYPE,
            "<?xml version=\"1.0\"? encoding=\"UTF-8\"?><DoNotDisturbEvent><device/>"
                + "<doNotDisturbOn>true</doNotDisturbOn></DoNotDisturbEvent>"));
  }

  @Test
  void aSharedLinesCallsAreTold() throws IOException {
    assertEquals(
        List.of(
            new Appearance(1, "active", "Ann, A"),
            new Appearance(2, "held-private", ""),
            new Appearance(0, "idle", "")),
        Appearances.read(read("bw-notify-call-info").header("call-info")));
    assertEquals(Condition.HELD, Appearances.condition("held-private"));
    assertEquals(List.of(), Appearances.read("<sip:x>;appearance-index=-1;appearance-state=idle"));
    assertEquals(List.of(), Appearances.read("\"<;,".repeat(5000)));
  }
}
